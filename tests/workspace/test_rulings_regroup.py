"""A person's word on two claims changes the incidents, and taking it back restores them."""

from pathlib import Path

import pytest
from pile import write_pile

from tutela.model.claims import Claim
from tutela.model.rulings import Ruling, Verdict
from tutela.workspace import pipeline
from tutela.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    publications, register = write_pile(tmp_path)
    pipeline.run(tmp_path / "out", [publications], [register])
    return Workspace.open(tmp_path / "out" / "workspace")


def rule(workspace: Workspace, one: Claim, verdict: Verdict, other: Claim) -> Ruling:
    ruling = workspace.rule(one.id, verdict, by="A. Analyst", reason="read both", target=other.id)
    assert workspace.needs_gathering()
    pipeline.regather(workspace)
    return ruling


def undo(workspace: Workspace, ruling: Ruling) -> None:
    workspace.rule(ruling.id, Verdict.UNDO, by="A. Analyst", reason="a slip")
    pipeline.regather(workspace)


def groups(workspace: Workspace) -> set[frozenset[str]]:
    return {frozenset(incident.claims) for incident in workspace.incidents()}


def first_claim(workspace: Workspace, document: str) -> Claim:
    (known,) = [told.id for told in workspace.documents() if told.name == document]
    return next(claim for claim in workspace.claims() if claim.document == known)


def test_claims_ruled_different_stand_in_two_incidents_until_it_is_undone(workspace: Workspace) -> None:
    before = groups(workspace)
    agency, paper = first_claim(workspace, "agency"), first_claim(workspace, "paper")
    assert any({agency.id, paper.id} <= group for group in before)
    ruling = rule(workspace, paper, Verdict.DIFFERENT, agency)
    assert not any({agency.id, paper.id} <= group for group in groups(workspace))
    told = [incident for incident in workspace.incidents() if {agency.id, paper.id} & set(incident.claims)]
    assert all(any(ruling.id in reason.sentence for reason in incident.reasons) for incident in told)
    undo(workspace, ruling)
    assert groups(workspace) == before


def test_claims_ruled_the_same_stand_in_one_incident_until_it_is_undone(workspace: Workspace) -> None:
    before = groups(workspace)
    agency, mosque = first_claim(workspace, "agency"), first_claim(workspace, "2020-11-25-mosque")
    assert not any({agency.id, mosque.id} <= group for group in before)
    ruling = rule(workspace, mosque, Verdict.SAME, agency)
    assert any({agency.id, mosque.id} <= group for group in groups(workspace))
    pipeline.regather(workspace)
    assert not workspace.needs_gathering()
    undo(workspace, ruling)
    assert groups(workspace) == before
