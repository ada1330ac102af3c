"""What a run lists as left out stands for that run; what an earlier one listed is set aside, not lost."""

import pytest

from tutela.model.inventory import Register
from tutela.model.problems import Problem
from tutela.sources.registers import read_register
from tutela.workspace.taking_in import list_left_out

PAGE = Problem("page.html", "is empty.", "See whether it was saved.")


@pytest.fixture
def reading(tmp_path):
    register = tmp_path / "towers.csv"
    register.write_text("id,name,lat,lon\n1,Old Tower,39.7,46.7\n2,Lost Tower,91.5,46.7\n", "utf-8")
    reading = read_register(register)
    assert isinstance(reading.register, Register) and reading.problems
    return reading


def names(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_the_same_again_changes_nothing(reading, tmp_path):
    folder = tmp_path / "left-out"
    for _ in range(2):
        list_left_out(folder, [reading], reading.problems)
    assert names(folder) == ["problems.txt", "towers-rows.csv"]


def test_a_run_that_leaves_nothing_out_sets_earlier_lists_aside(reading, tmp_path):
    folder = tmp_path / "left-out"
    list_left_out(folder, [reading], reading.problems)
    mended = folder / "towers-rows.csv"
    mended.write_text(mended.read_text("utf-8").replace("91.5", "39.5"), "utf-8")
    list_left_out(folder, [], [])
    assert not (folder / "problems.txt").exists() and not mended.exists()
    [kept] = folder.glob("earlier/*/towers-rows.csv")
    assert "39.5" in kept.read_text("utf-8")


def test_other_problems_take_the_place_of_earlier_ones(reading, tmp_path):
    folder = tmp_path / "left-out"
    list_left_out(folder, [reading], reading.problems)
    list_left_out(folder, [], [PAGE])
    assert (folder / "problems.txt").read_text("utf-8") == f"{PAGE}\n"
    assert not (folder / "towers-rows.csv").exists()
    assert len(list(folder.glob("earlier/*/*"))) == 2


def test_other_files_of_people_stay(tmp_path):
    folder = tmp_path / "left-out"
    folder.mkdir()
    (folder / "my notes.txt").write_text("asked the ministry", "utf-8")
    list_left_out(folder, [], [PAGE])
    list_left_out(folder, [], [])
    assert (folder / "my notes.txt").is_file()


def test_nothing_left_out_makes_no_folder(tmp_path):
    list_left_out(tmp_path / "left-out", [], [])
    assert not (tmp_path / "left-out").exists()
