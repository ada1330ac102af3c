"""The page on threats names a test for each defence; those tests exist."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
PAGE = (HOUSE / "docs" / "threats.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_the_test_of_a_defence_exists(file, test):
    path = HOUSE / file
    assert path.is_file(), file
    assert f"\ndef {test}(" in path.read_text("utf-8"), test


def test_every_attack_in_a_table_has_a_defence_and_a_test():
    rows = [
        row.strip("|").split(" | ")
        for row in re.findall(r"^\| (?!attack|---).*$", PAGE.split("## Fetching")[1], re.MULTILINE)
    ]
    assert len(rows) > 50
    for row in rows:
        assert len(row) == 3, row
        assert "::test_" in row[2], row
