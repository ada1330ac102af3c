"""A mission on a real inventory: the brief, who agreed, which sites first, and letters to those who did not."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from tutela import SAMPLE, Workspace
from tutela.missions.routes import Effort
from tutela.model.errors import InputError, UnknownRecord, UnreadableFile
from tutela.model.missions import Consent, Consultation
from tutela.workspace.missions import (
    draft_letters,
    kept_plan,
    mission_named,
    mission_sheet,
    new_mission,
    plan_of,
    record_consent,
    suggested_concerns,
    write_letters,
)
from tutela.workspace.missions.plan_words import plan_text
from tutela.workspace.missions.words import board_text
from tutela.workspace.registers import import_registers

BRIEF = """
title: Exercise
mandate: To draw up an inventory of the most significant cultural assets
concerns:
  - {party: Party One, ground: administers, source: made up for training}
  - {party: Party Two, ground: claims, place: Shushi, source: made up for training}
teams:
  - {name: North, members: [Team leader], start: "39.82, 46.75", equipment: [camera]}
days: 2026-05-04/2026-05-05
sites:
  - {site: sc-001, must_see: yes}
party_languages: {Party Two: az}
"""

CONSENT = """
party: Party One
signed_by: A ministry
given: 2026-04-01
from: 2026-05-01
to: 2026-05-31
equipment: [camera]
"""


@pytest.fixture(scope="session")
def inventory(tmp_path_factory) -> Path:
    """A workspace that holds the packaged inventory and no publication."""
    folder = tmp_path_factory.mktemp("inventory") / "workspace"
    import_registers(folder, [SAMPLE / "inventory.csv"])
    return folder


@pytest.fixture
def workspace(inventory, tmp_path):
    return Workspace.open(shutil.copytree(inventory, tmp_path / "workspace"))


@pytest.fixture
def mission(workspace, tmp_path):
    return new_mission(workspace, written(tmp_path / "brief.yml", BRIEF))


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_brief_names_sites_by_what_their_register_calls_them(workspace, mission):
    [wish] = mission.wishes
    assert ("register", "sc-001") in workspace.record(wish.asset).record.identifiers
    assert workspace.missions() == (mission,) == (mission_named(workspace),)


def test_a_new_brief_of_the_same_title_takes_its_place(workspace, mission, tmp_path):
    other = new_mission(workspace, written(tmp_path / "brief.yml", BRIEF.replace("05-05", "05-06")))
    assert workspace.missions() == (other,) and other.id == mission.id and len(other.days) == 3


def test_what_parties_answer_is_kept_with_the_signed_paper(workspace, mission, tmp_path):
    paper, signed = written(tmp_path / "consent.yml", CONSENT), written(tmp_path / "signed.pdf", "signed")
    early = record_consent(workspace, mission, paper, "A. Reader")
    consent = record_consent(workspace, mission, paper, "A. Reader", signed)
    assert isinstance(consent, Consent) and consent.id == early.id
    assert workspace.consents() == (consent,) and consent.copy_name == "signed.pdf"
    assert any(capture.of == consent.id and capture.sha256 == consent.copy_sha256 for capture in workspace.captures())
    step = written(tmp_path / "step.yml", "party: Party Two\nstanding: under_discussion\ndate: 2026-03-02\n")
    told = record_consent(workspace, mission, step, "A. Reader")
    assert isinstance(told, Consultation) and workspace.consultations() == (told,)
    assert workspace.verify().faults == ()


def test_the_board_shows_who_agreed_and_letters_go_to_who_did_not(workspace, mission, tmp_path):
    record_consent(workspace, mission, written(tmp_path / "consent.yml", CONSENT), "A. Reader")
    view = mission_sheet(workspace, mission, "2026-05-01")
    one, two = view.board
    assert len(one.agreed) == len(one.sites) == len(view.assets) and one.must_agree
    assert two.agreed == () and 0 < len(two.sites) < len(one.sites)
    text = board_text(view, 5)
    assert "Party Two must agree: agreed to 0 of" in text and "no signed copy captured" in text
    letters, withheld = draft_letters(workspace, view)
    assert [(one.party, one.language) for one in letters] == [("Party Two", "az")] and withheld == 0
    [path] = write_letters(letters, tmp_path / "letters")
    assert path.name == "Party-Two.az.txt" and "Ղազանչեցոց" in path.read_text("utf-8")


def test_a_withheld_site_stays_out_of_letters(workspace, mission):
    view = mission_sheet(workspace, mission, "2026-05-01")
    hidden = next(view.assets[asset] for party, assets in view.missing if party == "Party Two" for asset in assets)
    letters, withheld = draft_letters(workspace, dataclasses.replace(view, restricted=frozenset({hidden.id})))
    assert withheld == 1 + len(view.restricted)
    assert all(hidden.names[0].text not in letter.text for letter in letters)


def test_sites_without_all_consents_come_last_for_feasibility(workspace, mission, tmp_path):
    record_consent(workspace, mission, written(tmp_path / "consent.yml", CONSENT), "A. Reader")
    view = mission_sheet(workspace, mission, "2026-05-01")
    feasible = {
        one.asset: next(factor.score for factor in one.factors if factor.signal == "feasibility")
        for one in view.priorities
    }
    disputed = {asset for party, assets in view.missing for asset in assets}
    assert {value for asset, value in feasible.items() if asset in disputed} == {0.0}
    assert {value for asset, value in feasible.items() if asset not in disputed} == {1.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BRIEF.replace("sc-001", "sc-999"), "no single asset sc-999"),
        (BRIEF + "weights: {beauty: 1}\n", "'beauty' is no factor"),
        (BRIEF.replace("ground: claims", "ground: owns"), "concerns 2 ground: should be 'administers'"),
    ],
)
def test_a_brief_that_cannot_be_used_is_refused_and_changes_nothing(workspace, tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        new_mission(workspace, written(tmp_path / "brief.yml", text))
    assert workspace.missions() == ()
    with pytest.raises(UnknownRecord, match="has no mission"):
        mission_named(workspace)


def test_a_party_the_brief_does_not_name_cannot_answer(workspace, mission, tmp_path):
    with pytest.raises(InputError, match="The brief names: Party One, Party Two"):
        record_consent(workspace, mission, written(tmp_path / "c.yml", CONSENT.replace("One", "Three")), "A. Reader")
    with pytest.raises(UnreadableFile):
        record_consent(workspace, mission, tmp_path / "none.yml", "A. Reader")


def test_statements_on_who_administers_are_shown_with_their_source_and_not_taken_over(workspace, mission):
    found = suggested_concerns(workspace, mission_sheet(workspace, mission, "2026-05-01"))
    assert found and all(one.source and one.places and not one.named for one in found)
    assert all(one.source in one.sentence for one in found)
    assert {concern.party for concern in mission.concerns} == {"Party One", "Party Two"}
    then = dataclasses.replace(mission, days=("2019-05-04",))
    assert {one.by for one in suggested_concerns(workspace, mission_sheet(workspace, then, "2019-05-01"))} > {
        one.by for one in found
    }, "who was in control then differs"


QUICK = Effort(iterations=100)


@pytest.fixture
def agreed(workspace, mission, tmp_path):
    for party in ("Party One", "Party Two"):
        paper = written(tmp_path / f"{party}.yml", CONSENT.replace("Party One", party))
        record_consent(workspace, mission, paper, "A. Reader")
    return mission


def test_a_plan_is_kept_and_says_what_one_day_less_would_lose(workspace, agreed):
    sheet = plan_of(workspace, agreed, QUICK, today="2026-05-01")
    plan = sheet.plan
    assert plan is not None and kept_plan(workspace, agreed) == plan and len(plan.stops) > 5
    assert agreed.wishes[0].asset in {stop.asset for stop in plan.stops}, "what must be seen is seen"
    [other] = sheet.alternatives
    assert other.name == "one day less" and other.lost and other.plan.value < plan.value
    assert sum(share.chosen for share in sheet.balance) == len(plan.stops)
    text = plan_text(sheet)
    assert "One day less (worth" in text and "would lose" in text and "2026-05-04, North" in text
    assert workspace.verify().faults == ()


def test_no_stop_lies_in_the_dark(workspace, agreed):
    from tutela.missions.routes import daylight

    plan = plan_of(workspace, agreed, QUICK, alternatives=False, today="2026-05-01").plan
    assert plan is not None
    for stop in plan.stops:
        light = daylight(workspace.record(stop.asset).record.position, stop.day, 0)
        assert light and light.start <= stop.arrive and stop.leave <= light.end


def test_after_a_refusal_the_rest_is_planned_anew(workspace, agreed, tmp_path):
    before = plan_of(workspace, agreed, QUICK, alternatives=False, today="2026-05-01").plan
    assert before is not None
    first = before.stops[0]
    step = f"party: Party One\nstanding: refused\ndate: {agreed.days[1]}\n"
    record_consent(workspace, agreed, written(tmp_path / "refusal.yml", step), "A. Reader")
    after = plan_of(workspace, agreed, QUICK, since=(first.day, first.leave), today="2026-05-01").plan
    assert after is not None and after.stops[0] == first
    assert all(stop.day == first.day for stop in after.stops), "nothing is planned once a party has refused"
    assert kept_plan(workspace, agreed) == after


def test_a_mission_without_teams_cannot_be_planned(workspace, tmp_path):
    bare = new_mission(workspace, written(tmp_path / "bare.yml", "title: Bare\nmandate: to see\ndays: 2026-05-04"))
    with pytest.raises(InputError, match="names no team"):
        plan_of(workspace, bare, QUICK)
    with pytest.raises(UnknownRecord, match="No plan"):
        kept_plan(workspace, bare)


def swapped(text: str) -> str:
    return text.replace("Party One", "?").replace("Party Two", "Party One").replace("?", "Party Two")


def test_swapping_the_parties_swaps_the_board_and_nothing_else(workspace, mission, tmp_path):
    brief = swapped(BRIEF).replace("Exercise", "Exercise again")
    other = new_mission(workspace, written(tmp_path / "other.yml", brief))
    record_consent(workspace, mission, written(tmp_path / "a.yml", CONSENT), "A. Reader")
    record_consent(workspace, other, written(tmp_path / "b.yml", swapped(CONSENT)), "A. Reader")
    one, two = (mission_sheet(workspace, which, "2026-05-01") for which in (mission, other))
    assert one.priorities == two.priorities
    assert [(swapped(column.party), column.sites, column.agreed) for column in one.board] == [
        (column.party, column.sites, column.agreed) for column in two.board
    ]
