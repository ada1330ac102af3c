"""Visits that wait for a person, as the review queue lists them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.model.missions import Visit
from tutela.model.reasons import Reason
from tutela.model.rulings import Ruling, State, Verdict
from tutela.review.queue import WEIGHTS, ReviewItem
from tutela.review.states import STATE, finding
from tutela.review.visits import SEEN, rejected


def visits_waiting(
    visits: Iterable[Visit], rulings: Sequence[Ruling], labels: Mapping[str, str]
) -> Iterator[ReviewItem]:
    """What teams saw and two persons have not yet accepted; `rulings` are those in force, `labels` name the assets."""
    refused = rejected(rulings)
    for visit in visits:
        found = finding(rulings, (visit.id,), Verdict.ACCEPT, STATE, State.FIELD_CONFIRMED)
        if visit.outcome in SEEN and visit.id not in refused and not found.confirmed:
            yield _item(visit, bool(found.proposed), labels.get(visit.asset, visit.asset))


def _item(visit: Visit, proposed: bool, label: str) -> ReviewItem:
    signal = "second_person" if proposed else "visit"
    accepted = "One person has accepted" if proposed else "Nobody has accepted yet"
    reason = Reason(signal, f"{accepted} what was seen on site; it takes two.", WEIGHTS[signal])
    grade = "not judged" if visit.grade is None else f"grade {visit.grade}"
    seen = f"team {visit.team}, {visit.at}: {grade}"
    title, remedy = f"{label}: visited on {visit.at[:10]}", f"tutela rule {visit.id} accept | reject"
    return ReviewItem(visit.id, "visit", title, reason.score, (reason,), remedy, (seen,))
