"""What people judged sources and incidents to be on the Admiralty axes; unjudged ones stay at F and 6.

A source is rated on its card as a publisher, in one document or in one claim; the nearest rating counts. Information
is rated on incidents. "1" says confirmed by other independent sources: it is refused, and does not stand, until two
origins are shown independent.
"""

from collections.abc import Iterable, Mapping, Sequence

from tutela.model.claims import Claim
from tutela.model.credibility import Credibility, Rating, Reliability
from tutela.model.documents import Document, Publisher
from tutela.model.errors import RulingRefused
from tutela.model.incidents import Incident
from tutela.model.rulings import Ruling, Verdict
from tutela.review.force import value_set
from tutela.review.persons import person_key
from tutela.review.states import ORIGINS_FOR_CORROBORATION

SOURCE, INFORMATION = "source", "information"


def check_rating(ruling: Ruling, record: object) -> None:
    """See that a rating is one there is, on what it can judge, and that a "1" is borne out.

    Raises:
        RulingRefused: it is not, and why.
    """
    axis = INFORMATION if isinstance(record, Incident) else SOURCE
    for field, value in ruling.sets:
        if field != axis:
            raise RulingRefused(
                f"{field!r} is not rated here.",
                "Incidents are rated by information=1 to 6; claims, documents and publishers by source=A to F.",
            )
        grades: list[str] = list(Credibility if axis == INFORMATION else Reliability)
        if value not in grades:
            raise RulingRefused(f"There is no {axis} {value!r}.", f"It can be: {', '.join(grades)}.")
    if isinstance(record, Incident) and value_set(ruling, INFORMATION) == Credibility.CONFIRMED:
        _check_confirmed(record)


def _check_confirmed(incident: Incident) -> None:
    count = incident.count
    if count.at_least >= ORIGINS_FOR_CORROBORATION:
        return
    why = "; ".join(count.reasons) or "no origin could be followed back"
    raise RulingRefused(
        f"Information 1 (confirmed by other independent sources) needs two origins shown to be independent; of "
        f"{incident.id} at least {count.at_least} and at most {count.at_most} are: {why}.",
        "Give 2 to 6, or correct what the counting got wrong (tutela incidents explain).",
    )


def ratings(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    publishers: Iterable[Publisher],
    incidents: Iterable[Incident],
    rulings: Sequence[Ruling],
) -> tuple[Rating, ...]:
    """What people rated, of incidents and of the sources of claims; what nobody rated is left out.

    `rulings` are those in force.
    """
    rated = [ruling for ruling in rulings if ruling.verdict is Verdict.RATE]
    if not rated:
        return ()
    papers = {document.id: document for document in documents}
    cards = {name.casefold(): card.id for card in publishers for name in (*card.other_names, card.name)}
    found = [_of_incident(incident, rated) for incident in incidents]
    found += [_of_source(claim, papers, cards, rated) for claim in claims]
    return tuple(rating for rating in found if rating)


def _of_incident(incident: Incident, rated: Sequence[Ruling]) -> Rating | None:
    mine = [ruling for ruling in rated if ruling.record in (incident.id, *incident.aliases)]
    if not mine:
        return None
    grade = Credibility(value_set(mine[-1], INFORMATION) or Credibility.UNJUDGED)
    sentence = _sentence(mine, INFORMATION)
    if grade is Credibility.CONFIRMED and incident.count.at_least < ORIGINS_FOR_CORROBORATION:
        return Rating(incident.id, Credibility.UNJUDGED, f"two independent origins are no longer shown; {sentence}")
    return Rating(incident.id, grade, f"{grade.in_words()}; {sentence}")


def _of_source(
    claim: Claim, papers: Mapping[str, Document], cards: Mapping[str, str], rated: Sequence[Ruling]
) -> Rating | None:
    paper = papers.get(claim.document)
    publisher = cards.get(paper.publisher.value.casefold(), "") if paper and paper.publisher else ""
    for record, what in ((claim.id, "this claim"), (claim.document, "this document"), (publisher, "its publisher")):
        mine = [ruling for ruling in rated if record and ruling.record == record]
        if mine:
            grade = Reliability(value_set(mine[-1], SOURCE) or Reliability.F)
            return Rating(claim.id, grade, f"{grade.in_words()}, rated for {what}; {_sentence(mine, SOURCE)}")
    return None


def _sentence(mine: Sequence[Ruling], axis: str) -> str:
    """Who says so and why, and who says otherwise: of several the last counts."""
    last = mine[-1]
    latest = {person_key(ruling.by): ruling for ruling in mine}
    others = [
        f"{ruling.by} rates it {value_set(ruling, axis)}"
        for ruling in latest.values()
        if value_set(ruling, axis) != value_set(last, axis)
    ]
    return "; ".join([f"rated {value_set(last, axis)} by {last.by}: {last.reason}", *others])
