"""`tutela gazetteer` from the outside: what it prints, and the codes it leaves with."""

import json
import subprocess
import sys

import pytest


def tutela(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tutela", "gazetteer", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    row = {"id": 9, "name": "Qarakənd", "placetype": "locality", "country": "AZ", "lat": 39.8, "lon": 47.0, "names": {}}
    (folder / "az.jsonl").write_text(json.dumps(row) + "\n{broken\n", "utf-8")
    added = tutela("add", folder / "az.jsonl", "--workspace", folder / "case")
    return folder, added


def test_a_list_with_a_bad_row_is_added_and_the_row_named(places):
    folder, added = places
    assert added.returncode == 1
    assert "az added: 1 places, 1 names" in added.stdout and "CC BY 4.0" in added.stdout
    assert "row 2: is no JSON" in added.stderr
    assert "was added before" in tutela("add", folder / "az.jsonl", "--workspace", folder / "case").stdout


def test_listing(places):
    printed = tutela("list", "--workspace", places[0] / "case", "--format", "jsonl").stdout
    (card,) = [json.loads(line) for line in printed.splitlines()]
    assert card["rows"] == 1 and len(card["sha256"]) == 64 and "Who's On First" in card["reference"]


def test_a_place_by_name_and_by_id(places):
    for asked in ("Qarakend", "Qarakənd", "wof:9"):
        printed = tutela("show", asked, "--workspace", places[0] / "case", "--format", "jsonl").stdout
        assert json.loads(printed)["id"] == "wof:9"
    assert "No gazetteer at hand knows" in tutela("show", "Nirgendwo").stdout


def test_what_cannot_be_used_is_said(places, tmp_path):
    (tmp_path / "x.txt").write_text("nothing")
    refused = tutela("add", tmp_path / "x.txt", "--workspace", places[0] / "case")
    assert refused.returncode == 3 and "none of the forms of gazetteers" in refused.stderr
    table = tutela("administered", tmp_path / "x.txt", "--workspace", places[0] / "case")
    assert table.returncode == 3 and "no column 'place'" in table.stderr
    assert tutela("list", "--workspace", tmp_path / "none").returncode == 3
