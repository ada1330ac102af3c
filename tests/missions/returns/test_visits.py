"""Submissions read into visits: what is used, what is said to be wrong, what is never kept."""

import dataclasses

import pytest
from filled_forms import filled, point
from hypothesis import given
from hypothesis import strategies as st
from small_mission import NORTH, SITES, SOUTH, agreements, consent, mission

from tutela.missions.returns import Ground, local_day, not_reached, photo_notes, publishable, read_visit
from tutela.missions.returns.visits import NOT_KEPT, kept_answers
from tutela.model.geometry import Position
from tutela.model.missions import Consultation, Outcome, Plan, Standing, Stop
from tutela.sources.submissions.forms import submission_of

ASSETS = {asset.id: asset for asset in SITES}
OPEN = ("condition", "photos", "position", "report")


def ground(*consents, steps=()):
    given = consents or (consent(NORTH, may_publish=OPEN), consent(SOUTH, may_publish=OPEN))
    ids = {asset.id: asset.id for asset in SITES} | {"key-1": "ast_1"}
    return Ground(mission(utc_offset_min=240), ASSETS, ids, agreements(*given, steps=steps), "A. Reader")


def read(*, where=None, **answers):
    form = filled(1, answers.pop("stop", "ast_1"), **{"team": "Team A", **answers})
    return read_visit(submission_of(form, "forms.json", str(form["__id"]), 1), where or ground())


def test_a_filled_form_becomes_a_visit():
    visit, problems = read(position=point(39.76, 46.76), notes="seen from all sides")
    assert problems == () and visit is not None
    assert (visit.asset, visit.grade, visit.outcome, visit.observer) == ("ast_1", 2, Outcome.VISITED, "Team leader")
    assert visit.effects == ("cracks", "missing_parts") and visit.position == Position(
        39.76, 46.76, 5.0, "as the form gives it"
    )
    assert visit.may_publish == tuple(sorted(OPEN)) and visit.by == "A. Reader" and visit.submission == "uuid:00000001"


def test_a_site_is_known_by_the_key_of_its_register_and_by_the_asset_a_form_looks_up():
    assert read(stop="key-1")[0].asset == "ast_1"
    assert read(stop="stop 7", asset="ast_2")[0].asset == "ast_2"


@pytest.mark.parametrize(
    ("answers", "said", "lost"),
    [
        ({"stop": "ast_9"}, "stop 'ast_9' is no site of the inventory", True),
        ({"stop": ""}, "it names no stop", True),
        ({"outcome": "seen"}, "outcome 'seen' is none of those there are", True),
        ({"at": "yesterday"}, "at 'yesterday' is no time", True),
        ({"at": ""}, "it says no time", True),
        ({"grade": "7"}, "grade '7' is none of 0 to 5", False),
        ({"grade": "²"}, "is none of 0 to 5", False),
        ({"at": "2026-06-04T10:00:00+04:00"}, "lies outside the mission (2026-05-04 to 2026-05-05)", False),
        ({"observer": ""}, "nobody is named as having observed it", False),
        ({"team": "Team B"}, "team 'Team B' is none of the mission's (Team A)", False),
        ({"position": "north of the road"}, "position 'north of the road' is none", False),
        ({"outcome": "not_reached"}, "it does not say why", False),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(answers, said, lost):
    visit, problems = read(**answers)
    assert any(said in problem.message and problem.dropped is lost for problem in problems)
    assert (visit is None) is lost and all(problem.row == 1 for problem in problems)


def test_what_a_witness_said_is_kept_only_with_their_yes():
    witnesses = [
        {"may_quote": "yes", "statement": "The roof fell in."},
        {"may_quote": "no", "statement": "secret one"},
        {"statement": "secret two"},
        {"quoted": "yes", "statement": "It burned.", "named": "no", "witness": "secret three"},
    ]
    visit, problems = read(witnesses=witnesses)
    assert visit.statements == ("The roof fell in.", "It burned.")
    assert "secret" not in repr(visit) and NOT_KEPT in dict(visit.answers).values()
    assert any("what 2 of the witnesses said is not kept" in problem.message for problem in problems)


@given(st.lists(st.tuples(st.sampled_from(["yes", "no", "", "YES", "maybe"]), st.text(min_size=1)), max_size=4))
def test_no_answer_of_a_witness_who_did_not_agree_is_left(witnesses):
    answers = [
        pair
        for number, (may, said) in enumerate(witnesses, 1)
        for pair in ((f"witnesses[{number}]/statement", said), (f"witnesses[{number}]/may_quote", may))
    ]
    kept = dict(kept_answers(answers))
    for number, (may, said) in enumerate(witnesses, 1):
        assert kept[f"witnesses[{number}]/statement"] == (said if may == "yes" else NOT_KEPT)


def test_a_site_not_reached_keeps_its_reason_and_has_no_grade():
    visit, _ = read(outcome="refused", reason="No visitors today", grade="3")
    assert visit.reason == "No visitors today" and visit.grade is None
    stops = tuple(Stop("Team A", "2026-05-04", n, f"ast_{n}", 600, 660) for n in (1, 2))
    told = not_reached(Plan("pln_1", "mis_1", stops, (), (), 1.0), [visit])
    assert told[0] == (
        "ast_1",
        "Team leader (Team A) writes of 2026-05-04 that access was refused: “No visitors today”",
    )
    assert told[1] == ("ast_2", "it was planned, and no form about it came back")


def test_a_day_is_that_of_the_place():
    assert local_day("2026-05-04T21:30:00Z", mission(utc_offset_min=240)) == "2026-05-05"


@pytest.mark.parametrize(
    ("taken", "lat", "notes"),
    [
        ("2026-05-04T10:30:00", 39.76, 0),
        ("2026-05-04T06:30:00+00:00", 39.76, 0),
        ("2026-05-04T17:00:00", 39.76, 1),
        ("2020-05-04T10:00:00", 39.9, 2),
        ("", 39.9, 1),
    ],
)
def test_a_photo_that_contradicts_the_form_is_noted(taken, lat, notes):
    at, where = "2026-05-04T10:00:00+04:00", Position(39.76, 46.75)
    assert len(photo_notes(taken, Position(lat, 46.75), at, where, 240)) == notes


# -- what may be published --------------------------------------------------------------------------------------------


def allowed(*consents, steps=(), asset=SITES[0]):
    return publishable(mission(), asset, "2026-05-04", agreements(*consents, steps=steps))


def test_only_what_every_party_names_may_be_published():
    both = allowed(consent(NORTH, may_publish=("photos", "condition")), consent(SOUTH, may_publish=("condition",)))
    assert both.allowed == {"condition"}
    assert both.reasons["photos"] == (f"the consent of {SOUTH} given on 2026-04-01 does not name it",)
    alone = allowed(consent(NORTH, may_publish=OPEN), asset=SITES[3])
    assert alone.allowed == set(OPEN), "who is not concerned by the site has no say in it"


def test_without_a_consent_in_force_nothing_may_be_published():
    assert allowed(consent(NORTH, may_publish=OPEN)).allowed == frozenset()
    withdrawn = Consultation("cst_1", "mis_1", SOUTH, Standing.WITHDRAWN, "2026-06-01")
    later = allowed(consent(NORTH, may_publish=OPEN), consent(SOUTH, may_publish=OPEN), steps=[withdrawn])
    assert later.allowed == frozenset() and f"no consent of {SOUTH} in force" in later.reasons["report"][0]
    nobody = publishable(dataclasses.replace(mission(), concerns=()), SITES[0], "2026-05-04", agreements())
    assert nobody.allowed == frozenset() and nobody.reasons["photos"] == ("nobody is named whose consent it takes",)


def test_a_wider_consent_of_the_same_party_does_not_undo_a_narrower_one():
    given = [consent(NORTH, 1, may_publish=()), consent(NORTH, 2, may_publish=OPEN), consent(SOUTH, may_publish=OPEN)]
    assert allowed(*given).allowed == frozenset()
