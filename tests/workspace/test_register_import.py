"""Registers row by row into a workspace: the same as read whole, all or nothing, and again without a trace."""

import csv
from pathlib import Path

import pytest

from tutela import Workspace
from tutela.inventory.assets import assets_from_entries
from tutela.model.errors import UnusableRegister
from tutela.sources.registers import read_register, stream
from tutela.workspace import registers
from tutela.workspace.registers import import_registers

HEAD = ("id", "name_en", "type", "lat", "lon", "part of")
ROWS = [(f"m-{n}", f"Mill {n}", "mill", f"{40 + n / 1000:.3f}", "46.5", "m-7" if n == 3 else "") for n in range(1, 60)]
ODD = [
    ("m-5", "Other mill", "mill", "40.5", "46.5", ""),
    ("m-6", "Mill 6", "mill", "40.006", "46.5", ""),
    ("m-99", "", "mill", "40.5", "46.5", ""),
    ("m-98", "Distillery", "distillerie", "40.5", "46.5", ""),
]
"""A key again with other words, a row again, one without a name, an unknown type."""


@pytest.fixture(autouse=True)
def _in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CHUNK", 7)
    monkeypatch.setattr(registers, "WORTH_HELP", 20)


def register(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    path = folder / "mills.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


@pytest.mark.parametrize("processes", [1, 3])
def test_the_same_as_read_whole(tmp_path: Path, processes: int) -> None:
    path = register(tmp_path, [*ROWS, *ODD])
    whole = read_register(path)
    done = import_registers(tmp_path / "w", path, processes=processes)
    with Workspace.open(tmp_path / "w") as workspace:
        assert sorted(workspace.entries(), key=lambda entry: entry.row) == list(whole.entries)
        assert set(workspace.assets()) == set(assets_from_entries(whole.register, whole.entries))
        assert list(workspace.registers()) == [whole.register]
        assert set(workspace.problems()) == set(whole.problems) == set(done.problems)
        assert workspace.inventory_size() == done.assets == len(workspace.assets())
        assert [capture.sha256 for capture in workspace.captures()] == [whole.register.sha256]
        assert workspace.verify().faults == ()


def test_how_many_helped_does_not_show_in_the_ledger(tmp_path: Path) -> None:
    path = register(tmp_path, [*ROWS, *ODD])
    bodies = []
    for processes in (1, 2):
        import_registers(tmp_path / str(processes), path, processes=processes)
        with Workspace.open(tmp_path / str(processes)) as workspace:
            bodies.append((workspace.entries(), workspace.assets(), workspace.runs()))
    assert bodies[0] == bodies[1]


def test_a_register_given_again_writes_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, [*ROWS, *ODD])
    first = import_registers(tmp_path / "w", path, processes=2)
    with Workspace.open(tmp_path / "w") as workspace:
        before = workspace.verify().head
    stages: list[str] = []
    again = import_registers(tmp_path / "w", path, processes=2, progress=lambda stage, *_: stages.append(stage))
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.verify().head == before
    assert again == first
    assert registers.IMPORTING not in stages, "its rows need not be read again"


def test_a_register_that_was_mended_loses_its_problems(tmp_path: Path) -> None:
    bad = import_registers(tmp_path / "w", register(tmp_path, [*ROWS, *ODD]))
    mended = import_registers(tmp_path / "w", register(tmp_path, ROWS))
    assert bad.problems != () and mended.problems == ()
    assert import_registers(tmp_path / "w", register(tmp_path, [*ROWS, *ODD])).problems == bad.problems
    with Workspace.open(tmp_path / "w") as workspace:
        assert set(workspace.problems()) == set(bad.problems) and workspace.verify().faults == ()


def test_what_a_register_says_no_more_is_superseded_unless_ruled_on(tmp_path: Path) -> None:
    import_registers(tmp_path / "w", register(tmp_path, ROWS))
    with Workspace.open(tmp_path / "w") as workspace:
        by_name = {asset.label: asset.id for asset in workspace.assets()}
        workspace.rule(by_name["Mill 20"], "correct", by="A. Reader", reason="seen", sets={"built": "1900"})
        workspace.rule(by_name["Mill 30"], "correct", by="A. Reader", reason="seen", sets={"built": "1901"})
    renamed = [(row[0], "Mill twenty", *row[2:]) if row[1] == "Mill 20" else row for row in ROWS[:25]]
    import_registers(tmp_path / "w", register(tmp_path, renamed), processes=2)
    with Workspace.open(tmp_path / "w") as workspace:
        names = {asset.label for asset in workspace.assets()}
        built = {asset.label: asset.built for asset in workspace.effective().inventory}
        assert workspace.verify().faults == ()
    # The row that changed takes its ruling along; the one that is gone stays, since a person has ruled on it.
    assert names == {row[1] for row in renamed} | {"Mill 30"}
    assert (built["Mill twenty"], built["Mill 30"]) == ("1900", "1901")


def test_stopped_halfway_nothing_is_kept(tmp_path: Path) -> None:
    path = register(tmp_path, ROWS)

    def stop(stage: str, done: int, total: int) -> None:
        if stage == registers.IMPORTING and done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_registers(tmp_path / "w", path, processes=2, progress=stop)
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.assets() == () and workspace.verify().entries == 1
        assert workspace.verify().faults == ()
    assert import_registers(tmp_path / "w", path, processes=2).assets == len(ROWS)


def test_progress_counts_the_rows(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    import_registers(tmp_path / "w", register(tmp_path, ROWS), progress=lambda *now: told.append(now))
    rows = [(done, total) for stage, done, total in told if stage == registers.IMPORTING]
    assert rows[-1] == (len(ROWS), len(ROWS)) and len(rows) > 2


def test_a_register_without_usable_rows_is_told_and_not_kept(tmp_path: Path) -> None:
    path = register(tmp_path, [("m-1", "", "mill", "40.5", "46.5", "")] * 3)
    with pytest.raises(UnusableRegister, match="no row that can be used"):
        import_registers(tmp_path / "w", path)
    good = tmp_path / "good.csv"
    good.write_text("name\nMill\n", "utf-8")
    done = import_registers(tmp_path / "w", [path, good])
    assert [name for name, _, _ in done.registers] == ["good"]
    assert any(problem.dropped and "no row that can be used" in problem.message for problem in done.problems)


def test_a_register_that_lies_among_the_others_only_once_swapped_is_told(tmp_path: Path) -> None:
    import_registers(tmp_path / "w", register(tmp_path, ROWS))
    swapped = tmp_path / "chapels.csv"
    swapped.write_text("id,name,lat,lon\n" + "".join(f"{n},Chapel,46.5,{40 + n / 100}\n" for n in range(9)), "utf-8")
    for _ in range(2):
        [problem] = [one for one in import_registers(tmp_path / "w", swapped).problems if "whole" in one.message]
        assert "among the workspace's other assets" in problem.message and "--map 'lat=lon'" in problem.remedy
    right = import_registers(tmp_path / "w", swapped, {"lat": "lon", "lon": "lat"})
    assert right.problems == ()
