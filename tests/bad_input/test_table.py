"""Every row of the table in docs/bad-input.md, through the command line."""

import json
import re
from pathlib import Path

import pytest
from bad_input.inputs import PLACES, PUBLICATIONS, REGISTERS, TEXT

from tutela.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "bad-input.md"
ROW = re.compile(r"\| ([^|`]+?) \| (?:`([^`|]+)`|nothing) \| ([^|]+) \| (\d) \|")
ROWS = {
    match[1]: (match[2] or "", int(match[4]))
    for match in ROW.finditer(PAGE.read_text("utf-8").partition("## Disks")[0])
}
"""What it is -> what Tutela says ("…" for anything), exit code."""


def test_the_table_holds_every_input():
    assert set(ROWS) == {*PUBLICATIONS, *REGISTERS, *PLACES}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    # More than one process would only load the parser twice.
    monkeypatch.setenv("TUTELA_WORKERS", "1")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(TEXT, "utf-8")
    return tmp_path / "in"


def outcome(capfd, *arguments):
    with pytest.raises(SystemExit) as left:
        main(["read", *map(str, arguments), "--format", "jsonl"])
    told = capfd.readouterr()
    return left.value.code, told.out, told.err


def check(name, code, out, err):
    message, expected = ROWS[name]
    assert code == expected, err
    pattern = ".*".join(re.escape(part) for part in message.split("…"))
    assert re.search(pattern, err), err
    assert "Traceback" not in err
    # Whatever it is, the rest of the batch goes on.
    assert "good" in {json.loads(line)["id"] for line in out.splitlines()}


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_publications(name, folder, capfd):
    file, made = PUBLICATIONS[name]
    (folder / file).write_bytes(made())
    check(name, *outcome(capfd, folder))


@pytest.mark.parametrize("name", PLACES)
def test_places(name, folder, capfd):
    PLACES[name](folder)
    check(name, *outcome(capfd, folder))


@pytest.mark.parametrize("name", REGISTERS)
def test_registers(name, folder, capfd):
    file, made = REGISTERS[name]
    bad, good = folder.parent / file, folder.parent / "good.csv"
    bad.write_bytes(made())
    good.write_text("id,name\n1,Church of the lower village\n", "utf-8")
    check(name, *outcome(capfd, folder, "--inventory", good, "--inventory", bad))


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_alone_is_used_or_refused_with_the_same_words(name, folder, capfd):
    file, made = REGISTERS[name]
    bad = folder.parent / file
    bad.write_bytes(made())
    code, _, err = outcome(capfd, folder, "--inventory", bad)
    message, expected = ROWS[name]
    assert code in (expected, 3)
    words = message.rpartition(f"{file}: ")[2] if code == 3 else message
    # A register none of whose rows can be used is refused with the first of their faults.
    assert re.search(".*".join(map(re.escape, words.removeprefix("left out: ").split("…"))), err), err
