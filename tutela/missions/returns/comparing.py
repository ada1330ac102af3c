"""What had been claimed of an asset beside what a visit saw: claim by claim, with the sentence on how they differ.

Nothing is inferred: a grade tells the state on the day of the visit, not when, how or by whom it came about, and a site
may have been hit again or repaired between a claim and a visit.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from tutela.model.claims import Certainty, Claim
from tutela.model.incidents import Incident
from tutela.model.missions import Comparison, Difference, Outcome, Visit
from tutela.model.times import first_day

Told = Mapping[str, str]
"""Claim id -> what it says and who says it, as a clause."""


@functools.cache
def _table() -> Mapping[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        resources.files("tutela.missions.returns").joinpath("claims.yml").read_text("utf-8")
    )
    return loaded


def claimed_grades(claim: Claim) -> tuple[int, ...]:
    """Grades that the harm of a claim can mean; empty where it names none."""
    return tuple(_table()["grades"][claim.harm.value])


def differences(
    visits: Iterable[Visit], incidents: Sequence[Incident], claims: Mapping[str, Claim], told: Told
) -> tuple[Difference, ...]:
    """Every claim about an asset that a visit reached, beside what it saw; in the order of visits and incidents."""
    found = []
    for visit in visits:
        if visit.outcome not in (Outcome.VISITED, Outcome.PARTLY):
            continue
        for incident in incidents:
            if incident.asset == visit.asset:
                known = [claims[id_] for id_ in incident.claims if id_ in claims]
                found += [_difference(visit, incident, claim, told) for claim in known]
    return tuple(found)


def _difference(visit: Visit, incident: Incident, claim: Claim, told: Told) -> Difference:
    grades = claimed_grades(claim)
    comparison, sentence = _compared(visit, claim, grades)
    said = _table()["sentences"][sentence].format(claim=told[claim.id], seen=visit.grade)
    return Difference(visit.id, incident.id, claim.id, comparison, grades, said)


def _compared(visit: Visit, claim: Claim, grades: Sequence[int]) -> tuple[Comparison, str]:
    if claim.time and claim.time.start and first_day(claim.time.start).isoformat() > visit.at[:10]:
        return Comparison.NOT_COMPARABLE, "later"
    if not grades:
        return Comparison.NOT_COMPARABLE, "no_such"
    if visit.grade is None:
        return Comparison.NOT_COMPARABLE, "no_grade"
    if claim.certainty is Certainty.DENIED:
        return Comparison.NOT_COMPARABLE, "denial"
    found = _by_grade(visit.grade, grades)
    return found, found.value


def _by_grade(seen: int, grades: Sequence[int]) -> Comparison:
    if seen in grades:
        return Comparison.AGREES
    if seen > max(grades):
        return Comparison.GRAVER
    return Comparison.NOT_SEEN if seen == 0 else Comparison.LIGHTER
