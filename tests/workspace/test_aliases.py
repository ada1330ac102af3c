"""Second names of places: a publication proposes, a person takes or refuses, the workspace then knows them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tutela.language.places import default_gazetteer
from tutela.model.rulings import Verdict
from tutela.workspace import pipeline
from tutela.workspace.aliases import Alias, Known, aliases, used_by
from tutela.workspace.gazetteers import gazetteer_of, known_places
from tutela.workspace.workspace import Workspace

TEXT = """Shushi, which locals call Karkhana, was shelled on 3 May 2021. A church burned.

The village of Ostrovets, formerly Novaselka, lost its cemetery. Stepanakert, known in Azeri as Khankendi, was struck.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "news.txt").write_text(TEXT, "utf-8")
    pipeline.run(tmp_path / "out", [tmp_path / "news.txt"], [])
    return Workspace.open(tmp_path / "out" / "workspace")


def named(workspace: Workspace, other: str) -> Alias:
    return next(alias for alias in aliases(workspace, gazetteer_of(workspace)) if alias.other == other)


def test_what_the_gazetteer_knows_of_each_pair_is_told(workspace: Workspace) -> None:
    new = named(workspace, "Karkhana")
    assert (new.one, new.known, new.new_name, new.accepted) == ("Shushi", Known.ONE_NAME, "Karkhana", False)
    assert used_by(new.statement) == "locals"
    assert named(workspace, "Khankendi").known is Known.ONE_PLACE
    assert named(workspace, "Novaselka").place is None


def test_nothing_is_known_by_a_new_name_before_a_person_takes_it(workspace: Workspace) -> None:
    assert not gazetteer_of(workspace).knows("Karkhana")
    before = known_places(workspace).hashes
    workspace.rule(
        named(workspace, "Karkhana").statement.id, Verdict.ACCEPT, by="A. Analyst", reason="the atlas has it"
    )
    known = gazetteer_of(workspace)
    (place,) = known.lookup("Karkhana")
    assert place.id == known.lookup("Shushi")[0].id
    assert [name.used_by for name in place.names if name.text == "Karkhana"] == ["locals"]
    assert known_places(workspace).hashes != before
    assert not default_gazetteer().knows("Karkhana")


def test_a_refused_pair_is_gone_and_a_taken_one_can_be_taken_back(workspace: Workspace) -> None:
    alias = named(workspace, "Karkhana")
    ruling = workspace.rule(alias.statement.id, Verdict.ACCEPT, by="A. Analyst", reason="the atlas has it")
    workspace.rule(ruling.id, Verdict.UNDO, by="A. Analyst", reason="a slip")
    assert not gazetteer_of(workspace).knows("Karkhana")
    workspace.rule(alias.statement.id, Verdict.REJECT, by="A. Analyst", reason="a joke")
    assert all(one.other != "Karkhana" for one in aliases(workspace, gazetteer_of(workspace)))


def test_the_command_lists_them(workspace: Workspace, tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "tutela", "gazetteer", "aliases", "--workspace", str(tmp_path / "out" / "workspace")]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert "Shushi = Karkhana  (as used by locals)" in told and "would be known as Karkhana too" in told
    rows = subprocess.run([*asked, "--format", "jsonl"], capture_output=True, text=True, check=True).stdout
    assert {json.loads(row)["other"] for row in rows.splitlines()} == {"Karkhana", "Khankendi", "Novaselka"}
