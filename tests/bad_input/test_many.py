"""A folder in which many files are bad: none is lost, and what is printed stays short."""

import json

import pytest
from bad_input.inputs import PUBLICATIONS, TEXT

from tutela.cli import main
from tutela.cli.output import problems_by_kind
from tutela.model.problems import Problem

KINDS = [
    "empty text", "empty JSON Lines", "empty JSON list", "binary data as text", "binary data as a page",
    "binary data as JSON", "PDF as text", "NUL in a text", "page without text", "no JSON", "JSON 200,000 deep",
    "number of 5,000 digits", "text that is a number", "list that breaks off", "text behind a list", "unknown ending",
]  # fmt: skip
"""Ways in which a file is left out, whole or in part."""
COPIES = 6


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTELA_WORKERS", "1")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(TEXT, "utf-8")
    for kind, name in enumerate(KINDS):
        file, made = PUBLICATIONS[name]
        content = made()
        for copy in range(COPIES):
            # A list that can be read in part is a document of its own each time.
            (tmp_path / "in" / f"bad{kind:02}-{copy}{file[file.index('.') :]}").write_bytes(content)
    return tmp_path / "in"


def leave(*arguments):
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    return left.value.code


def is_listed(listed, folder):
    lines = listed.read_text("utf-8").splitlines()
    for file in folder.iterdir():
        told = [line for line in lines if f"{file.name}:" in line or f"{file.name}, row" in line]
        assert bool(told) == file.name.startswith("bad"), file.name
        assert all(line.rstrip().endswith(".") for line in told)


def test_a_run_lists_every_bad_file_and_prints_each_kind_once(folder, tmp_path, capfd):
    assert leave("run", folder, "--out", tmp_path / "out") == 1
    listed = tmp_path / "out" / "left-out" / "problems.txt"
    is_listed(listed, folder)
    told = capfd.readouterr().err
    assert str(listed) in told
    assert f"and {COPIES - 1} more like it, in {COPIES - 1} other files" in told
    assert len(told.splitlines()) < 2 * len(KINDS) + 12


def test_so_does_reading_where_a_file_for_them_is_named(folder, tmp_path, capfd):
    assert leave("read", folder, "--format", "jsonl", "--problems", tmp_path / "problems.txt") == 1
    is_listed(tmp_path / "problems.txt", folder)
    told = capfd.readouterr()
    assert str(tmp_path / "problems.txt") in told.err
    assert "good" in {json.loads(line)["id"] for line in told.out.splitlines()}
    assert leave("read", folder, "--format", "jsonl") == 1
    assert "--problems FILE writes the whole list" in capfd.readouterr().err


def test_problems_of_one_kind_differ_in_their_values_alone():
    kinds = problems_by_kind(
        [
            Problem("a", "published '0001' is no date.", "Write it out.", dropped=False),
            Problem("b", "is 5,000 bytes long.", "Split it."),
            Problem("c", "is 60 bytes long.", "Split it."),
            Problem("d", "published 'it\\'s' is no date.", "Write it out.", dropped=False),
        ]
    )
    assert [[problem.file for problem in kind] for kind in kinds] == [["b", "c"], ["a", "d"]]
