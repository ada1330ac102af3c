import csv
import json
import os
import re
import sqlite3
import subprocess
import sys

import pytest

from tutela.workspace.demo import NOTICE
from tutela.workspace.workspace import Workspace


def tutela(*arguments):
    command = [sys.executable, "-m", "tutela", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo")
    done = tutela("demo", "--out", out)
    assert done.returncode == 0, done.stderr
    return out, done


def test_it_ends_by_saying_where_to_look(shown):
    out, done = shown
    assert str(out / "dossier" / "index.html") in done.stdout
    lines = done.stdout.splitlines()
    assert sum(line.startswith("  - ") for line in lines) >= 4
    page = (out / "dossier" / "index.html").read_text("utf-8")
    for number in re.findall(r"\bI\d+\b", done.stdout):
        assert f">{number}<" in page, f"{number} is promised, and the dossier does not show it"


def test_it_shows_what_the_sample_is_there_for(shown):
    workspace = Workspace.open(shown[0] / "workspace")
    publisher = {document.id: document.publisher for document in workspace.documents()}
    told = {one.id: len(set(one.claims)) for one in workspace.incidents()}
    assert len(publisher) >= 30
    assert len({document.tongue for document in workspace.documents()}) == 5
    assert any(len(one.claims) > one.count.at_most >= 1 for one in workspace.incidents()), "several claims, one origin"
    assert any(one.denials and len(one.denials) < told[one.id] for one in workspace.incidents()), "a denial"
    assert any(asset.described for asset in workspace.assets()), "an asset no register holds"
    assert workspace.recordings(), "a recording"
    assert workspace.case_file().restricted, "a restricted site"


def test_the_drift_of_a_number_is_seen(shown):
    out, done = shown
    drift = re.search(r"a number that drifts: (I\d+) Imarat Cemetery: (.+)", done.stdout)
    assert drift, "the closing text does not name the incident whose number drifts"
    assert re.fullmatch(r"at most 60 percent \(D\d+\), at least 60 percent \(D\d+\), no share \(D\d+\)", drift[2])
    page = (out / "dossier" / "index.html").read_text("utf-8")
    incident = page[page.index(f"Incident {drift[1]}<") :]
    told = incident[incident.index("How it was told") : incident.index("What is said")]
    assert "Up to <mark>60 percent</mark>" in told and "At least <mark>60 percent</mark>" in told
    assert "at most 60 percent became at least 60 percent" in told
    assert "said with reserve (“may”)" in told and "<mark>Armenian forces</mark>" in told


def test_no_quotation_runs_into_the_notice(shown):
    page = (shown[0] / "dossier" / "index.html").read_text("utf-8")
    quotations = re.findall(r"<blockquote.*?</blockquote>", page, flags=re.DOTALL)
    assert quotations
    for words in ("[Training", "[Document de", "[Учебный", "[Tədris", "[Ուսումնական"):
        assert not [text for text in quotations if words in text]


def test_the_sights_it_promises_are_all_there(shown):
    said = shown[1].stdout
    for sight in (
        "several documents, one origin: I",
        "told and denied: I",
        "a number that drifts: I",
        "in no register, known from publications only:",
        "recordings nobody has authenticated yet:",
        "withheld from the dossier: Khojaly Necropolis",
    ):
        assert sight in said


def test_every_output_says_that_it_is_training_material(shown):
    out, done = shown
    dossier = out / "dossier"
    assert NOTICE in done.stdout
    assert NOTICE in tutela("review", "--workspace", out / "workspace").stdout
    page = (dossier / "index.html").read_text("utf-8")
    assert page.index(NOTICE) < page.index("</title>") < page.rindex(NOTICE)
    with (dossier / "claims.csv").open(encoding="utf-8", newline="") as table:
        assert {row["notice"] for row in csv.DictReader(table)} == {NOTICE}
    drawn = json.loads((dossier / "incidents.geojson").read_text("utf-8"))
    assert drawn["notice"] == NOTICE
    assert {feature["properties"]["notice"] for feature in drawn["features"]} == {NOTICE}
    with sqlite3.connect(dossier / "dossier.gpkg") as layers:
        tables = [name for (name,) in layers.execute("SELECT table_name FROM gpkg_contents")]
        tables.remove("layer_styles")
        assert tables
        for name in tables:
            assert {said for (said,) in layers.execute(f'SELECT notice FROM "{name}"')} <= {NOTICE}
        described = "SELECT description FROM gpkg_contents WHERE table_name != 'layer_styles'"
        assert all(said.startswith(NOTICE) for (said,) in layers.execute(described))


def test_the_restricted_site_is_in_nothing_that_leaves_the_house(shown):
    case = Workspace.open(shown[0] / "workspace").case_file()
    names = [name.text for asset in case.assets if asset.id in case.restricted for name in asset.names]
    assert names
    for file in (shown[0] / "dossier").iterdir():
        content = file.read_bytes().decode("utf-8", errors="replace")
        assert [name for name in names if name in content] == []


def test_the_ledger_holds(shown):
    assert not Workspace.open(shown[0] / "workspace").verify().faults


def test_it_stays_out_of_an_investigation(tmp_path):
    Workspace.create(tmp_path / "workspace", "A real case").close()
    done = tutela("demo", "--out", tmp_path)
    assert done.returncode == 3
    assert "must not get into it" in done.stderr
    assert not Workspace.open(tmp_path / "workspace").documents()
