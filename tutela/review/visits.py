"""Visits laid beside what people ruled on them: on the ground is confirmed only what two persons accepted.

The observer's form is the record that is judged, never a ruling on it: whoever saw the site may be the first person to
accept the visit, and somebody else has to be the second.
"""

from collections.abc import Iterable, Sequence

from tutela.model.errors import SecondPersonNeeded
from tutela.model.missions import Observation, Outcome, Visit
from tutela.model.rulings import Ruling, State, Verdict
from tutela.review.persons import same_person
from tutela.review.states import STATE, Finding, check_second_person, finding

SEEN = (Outcome.VISITED, Outcome.PARTLY)
"""Outcomes from which anything was observed."""


def observations(visits: Iterable[Visit], rulings: Sequence[Ruling]) -> tuple[Observation, ...]:
    """What the visits that reached their site say of it; `rulings` are those in force, rejected visits are left out."""
    refused = rejected(rulings)
    return tuple(observation(visit, rulings) for visit in visits if visit.outcome in SEEN and visit.id not in refused)


def observation(visit: Visit, rulings: Iterable[Ruling]) -> Observation:
    """What one visit says of its asset, and how far that is established."""
    found = finding(rulings, (visit.id,), Verdict.ACCEPT, STATE, State.FIELD_CONFIRMED)
    state = State.FIELD_CONFIRMED if found.confirmed else State.REPORTED
    return Observation(visit.id, visit.asset, visit.at, visit.grade, state, _sentence(found))


def rejected(rulings: Iterable[Ruling]) -> frozenset[str]:
    """Ids of what the last of the rulings that accept or reject it rejects."""
    last = {one.record: one.verdict for one in rulings if one.verdict in (Verdict.ACCEPT, Verdict.REJECT)}
    return frozenset(record for record, verdict in last.items() if verdict is Verdict.REJECT)


def check_visit(ruling: Ruling, visit: Visit, earlier: Sequence[Ruling]) -> None:
    """See that nobody accepts a visit twice, and that the observer is not the one who confirms it.

    Raises:
        SecondPersonNeeded: another person has to.
    """
    check_second_person(ruling, earlier, (visit.id,), STATE, State.FIELD_CONFIRMED)
    accepted = [one for one in earlier if one.record == visit.id and one.verdict is Verdict.ACCEPT]
    if accepted and same_person(ruling.by, visit.observer):
        raise SecondPersonNeeded(
            f"{ruling.by} observed what the visit {visit.id} tells and {accepted[0].by} has accepted it.",
            "Another person than the observer has to confirm it.",
        )


def _sentence(found: Finding) -> str:
    if found.confirmed:
        return "two persons have accepted what was seen on site"
    if found.proposed:
        return "one person has accepted what was seen on site, a second person has to confirm"
    return "told by the observer, nobody has accepted it yet"
