"""Paths of every script, with line ends and control characters, and files that vanish while they are read."""

import json
import os
import sys

import pytest
from bad_input.inputs import TEXT

from tutela.cli import main
from tutela.model.documents import Captured
from tutela.model.problems import Problem, one_line
from tutela.sources.publications import read_publications
from tutela.sources.registers import read_register
from tutela.workspace import pipeline, taking_in
from tutela.workspace.workspace import Workspace

SCRIPTS = (
    "եկեղեցի", "მონასტერი", "kilsə", "церковь", "مسجد", "בית כנסת", "教堂", "ቤተ ክርስቲያን", "मन्दिर", "𐎱𐎠𐎼𐎿", "🏛️", "e\u0301glise",
)  # fmt: skip
STRANGE = {
    "a\nb": r"a\nb",
    "a\x1b[31mb": r"a\x1b[31mb",
    "a\u202eb": r"a\u202eb",
    " a ": " a ",
    "-rf": "-rf",
    "a'\"`$(b)|;&": "a'\"`$(b)|;&",
    "%s{0}\\n": "%s{0}\\n",
    "a" * 240: "a" * 240,
}
"""A file's name, and how it is shown."""


@pytest.mark.parametrize("name", SCRIPTS)
def test_names_of_every_script(name, tmp_path):
    folder = tmp_path / name
    folder.mkdir()
    (folder / f"{name}.txt").write_text(TEXT, "utf-8")
    (folder / f"{name}.csv").write_text("id,name\n1,Chapel\n2,\n", "utf-8")
    report = pipeline.run(folder / "out", [folder / f"{name}.txt"], [folder / f"{name}.csv"])
    assert (report.documents, report.assets) == (1, 1)
    assert name in str(report.problems[0])
    assert (folder / "out" / "left-out" / f"{name}-rows.csv").is_file()
    assert not Workspace.open(folder / "out" / "workspace").verify().faults


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", STRANGE)
def test_names_that_lists_and_terminals_stumble_over(name, tmp_path, capfd):
    (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    (tmp_path / f"{name}.json").write_text("{", "utf-8")
    (tmp_path / f"{name}.csv").write_text("id,name\n1,Chapel\n2,\n", "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(tmp_path), "--inventory", str(tmp_path / f"{name}.csv"), "--out", str(tmp_path / "out")])
    assert left.value.code == 1
    [document] = Workspace.open(tmp_path / "out" / "workspace").documents()
    assert document.name == STRANGE[name]
    told = capfd.readouterr().err
    assert f"{STRANGE[name]}.json: is no JSON" in told
    assert "\x1b[31m" not in told
    problems = (tmp_path / "out" / "left-out" / "problems.txt").read_text("utf-8").splitlines()
    assert len(problems) == 3  # the JSON file, the ending .csv, the row without a name
    assert len(list((tmp_path / "out" / "left-out").glob("*-rows.csv"))) == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode here")
def test_names_that_are_no_utf8(tmp_path, capfd):
    names = [os.fsdecode(name) for name in (b"\xff.txt", b"\xfe.json", b"\xfd.csv")]
    for name, content in zip(names, (TEXT, "{", "name\nChapel\n"), strict=True):
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["run", str(tmp_path), "--inventory", str(tmp_path / names[2]), "--out", str(tmp_path / "out")])
    assert left.value.code == 1
    assert "\\xfe.json: is no JSON" in capfd.readouterr().err
    workspace = Workspace.open(tmp_path / "out" / "workspace")
    assert [document.name for document in workspace.documents()] == ["\\xff"]
    assert not workspace.verify().faults


def test_a_path_too_long_for_the_system_is_a_problem(tmp_path):
    [problem] = read_publications([tmp_path / ("a" * 300 + ".txt")])
    assert isinstance(problem, Problem)
    assert "cannot be opened" in problem.message


def test_output_inside_the_publications_is_not_read_as_publications(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    first = pipeline.run(tmp_path / "out", [tmp_path])
    again = pipeline.run(tmp_path / "out", [tmp_path])
    assert first.documents == again.documents == 1
    assert not again.problems


def test_files_that_vanish_while_others_are_read(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT + name, "utf-8")
    found = []
    for item in read_publications([tmp_path]):
        (tmp_path / "b.txt").unlink(missing_ok=True)
        found.append(item)
    assert [item.document.name for item in found if isinstance(item, Captured)] == ["a", "c"]
    [problem] = [item for item in found if isinstance(item, Problem)]
    assert problem.message == "cannot be read (No such file or directory)."


def test_a_register_that_vanishes_once_read_is_kept_as_it_was_read(tmp_path, monkeypatch):
    register = tmp_path / "register.csv"
    register.write_text("id,name\n1,Chapel\n", "utf-8")

    def read_and_remove(path, columns=None, card=None):
        reading = read_register(path, columns, card)
        path.unlink()
        return reading

    monkeypatch.setattr(taking_in, "read_register", read_and_remove)
    report = pipeline.run(tmp_path / "out", [], [register])
    assert report.assets == 1
    assert not Workspace.open(tmp_path / "out" / "workspace").verify().faults


def test_two_registers_of_one_name_do_not_take_each_others_place(tmp_path):
    for folder, row in (("north", "1,Chapel"), ("south", "1,Mill")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text(f"id,name\n{row}\n", "utf-8")
    paths = [tmp_path / folder / "list.csv" for folder in ("north", "south")]
    report = pipeline.run(tmp_path / "out", [], paths)
    assert report.assets == 1
    [problem] = report.problems
    assert problem.dropped
    assert "of that name is read already" in problem.message


def test_none_of_several_registers_can_be_used(tmp_path, capfd):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("", "utf-8")
    given = [str(part) for name in ("a.csv", "b.csv") for part in ("--inventory", tmp_path / name)]
    with pytest.raises(SystemExit) as left:
        main(["run", str(tmp_path), *given, "--out", str(tmp_path / "out")])
    assert left.value.code == 3
    assert not (tmp_path / "out").exists()
    told = capfd.readouterr().err
    assert "a.csv: is empty." in told
    assert "b.csv: is empty." in told


def test_what_a_terminal_would_obey_is_written_out():
    text = "a\nb\x1b[0m\u202e\u2028\ud800\x85é"
    assert one_line(text) == r"a\nb\x1b[0m\u202e\u2028\ud800\x85é"
    assert json.loads(json.dumps(one_line(text))).encode()
