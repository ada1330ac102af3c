"""Visits are confirmed by two persons, and never by the observer alone."""

from dataclasses import replace

import pytest
from made import ruling

from tutela.model.errors import SecondPersonNeeded
from tutela.model.missions import Outcome, Visit
from tutela.model.rulings import State, Verdict
from tutela.review.checks import Bench, check
from tutela.review.force import moving
from tutela.review.visits import observations
from tutela.review.visits_waiting import visits_waiting

VISIT = Visit("vis_1", "mis_1", "ast_1", "North", "2026-05-04T10:00", "Team leader", Outcome.VISITED, 3)


def accept(by: str):
    return ruling("vis_1", Verdict.ACCEPT, by=by)


def state(*rulings):
    return [one.state for one in observations([VISIT], rulings)]


def test_the_form_alone_is_a_report_and_two_persons_confirm_it():
    assert state() == [State.REPORTED]
    assert state(accept("Ann Lee")) == [State.REPORTED]
    assert state(accept("Ann Lee"), accept("Bo Ek")) == [State.FIELD_CONFIRMED]
    assert state(accept("Ann Lee"), accept("LEE, Ann")) == [State.REPORTED], "one person writes their name in many ways"


def test_nobody_confirms_their_own_word():
    check(accept("Ann Lee"), Bench(VISIT, None, []))
    with pytest.raises(SecondPersonNeeded, match="already ruled"):
        check(accept("ann lee"), Bench(VISIT, None, [accept("Ann Lee")]))


def test_the_observer_may_be_the_first_but_never_the_one_who_confirms():
    check(accept("Team leader"), Bench(VISIT, None, []))
    check(accept("Ann Lee"), Bench(VISIT, None, [accept("Team leader")]))
    with pytest.raises(SecondPersonNeeded, match="Another person than the observer"):
        check(accept("Team Leader"), Bench(VISIT, None, [accept("Ann Lee")]))


def test_a_rejected_visit_is_left_out_until_somebody_accepts_it():
    no = ruling("vis_1", Verdict.REJECT, by="Bo Ek")
    assert state(no) == [] and state(accept("Ann Lee"), no) == [] and state(no, accept("Ann Lee")) == [State.REPORTED]


def test_rulings_on_visits_move_no_claim():
    assert moving([accept("Ann Lee")]) == ()


def waiting(*rulings, visit=VISIT):
    return [(item.title, item.why) for item in visits_waiting([visit], rulings, {"ast_1": "Old Bridge"})]


def test_the_queue_lists_a_visit_until_two_persons_have_accepted_it_or_one_rejects_it():
    assert waiting() == [
        ("Old Bridge: visited on 2026-05-04", "Nobody has accepted yet what was seen on site; it takes two.")
    ]
    assert waiting(accept("Ann Lee"))[0][1].startswith("One person has accepted")
    assert waiting(accept("Ann Lee"), accept("Bo Ek")) == []
    assert waiting(ruling("vis_1", Verdict.REJECT, by="Bo Ek")) == []


def test_a_stop_that_nobody_reached_waits_for_nobody():
    assert waiting(visit=replace(VISIT, outcome=Outcome.NOT_REACHED)) == []
