"""Claims beside what a visit saw."""

import pytest
from small_mission import SITES

from tutela.missions.returns import differences
from tutela.missions.returns.comparing import claimed_grades
from tutela.model.claims import AssetType, Certainty, Claim, Harm
from tutela.model.incidents import Incident
from tutela.model.missions import Comparison, Outcome, Visit
from tutela.model.passages import Passage
from tutela.model.times import Period

WORDS = Passage("doc_1", 0, 5, "words")


def claim(harm: Harm, certainty: Certainty = Certainty.ASSERTED, day: str = "") -> Claim:
    time = Period(day, day) if day else None
    return Claim("clm_1", "doc_1", WORDS, (WORDS,), WORDS, AssetType.CHURCH, harm, certainty=certainty, time=time)


def visit(grade: int | None, outcome: Outcome = Outcome.VISITED) -> Visit:
    return Visit("vis_1", "mis_1", SITES[0].id, "Team A", "2026-05-04T10:00", "Team leader", outcome, grade)


def compared(said: Claim, seen: Visit):
    incident = Incident("inc_1", seen.asset, ("clm_1",))
    return differences([seen], [incident], {"clm_1": said}, {"clm_1": "Said by a paper: the church is said to be gone"})


@pytest.mark.parametrize(
    ("harm", "grade", "found"),
    [
        (Harm.DESTROYED, 5, Comparison.AGREES),
        (Harm.DESTROYED, 3, Comparison.LIGHTER),
        (Harm.DESTROYED, 0, Comparison.NOT_SEEN),
        (Harm.DAMAGED, 5, Comparison.GRAVER),
        (Harm.DAMAGED, 1, Comparison.AGREES),
        (Harm.DAMAGED, 0, Comparison.NOT_SEEN),
        (Harm.INTACT, 0, Comparison.AGREES),
        (Harm.INTACT, 1, Comparison.GRAVER),
        (Harm.LOOTED, 2, Comparison.NOT_COMPARABLE),
        (Harm.DAMAGED, None, Comparison.NOT_COMPARABLE),
    ],
)
def test_every_claim_stands_beside_what_was_seen(harm, grade, found):
    [one] = compared(claim(harm), visit(grade))
    assert one.comparison is found and one.sentence.startswith("Said by a paper: the church is said to be gone; ")


def test_a_denial_is_not_judged():
    [one] = compared(claim(Harm.DAMAGED, Certainty.DENIED), visit(3))
    assert one.comparison is Comparison.NOT_COMPARABLE and "not decided here" in one.sentence


def test_a_visit_says_nothing_of_what_is_dated_after_it():
    [one] = compared(claim(Harm.DESTROYED, day="2026-05-05"), visit(0))
    assert one.comparison is Comparison.NOT_COMPARABLE and "dated after the visit" in one.sentence


def test_a_site_nobody_reached_is_compared_with_nothing():
    assert compared(claim(Harm.DESTROYED), visit(None, Outcome.NOT_REACHED)) == ()


def test_every_harm_has_its_grades():
    assert all(set(claimed_grades(claim(harm))) <= set(range(6)) for harm in Harm)
