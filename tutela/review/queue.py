"""What needs a person first, and why: an open list of signals, each with its weight and a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.language.names import fold
from tutela.model.casefile import CaseFile
from tutela.model.claims import COUNTS_UNSEEN, Certainty, Claim, Harm, Support
from tutela.model.incidents import Incident
from tutela.model.links import Link, LinkVerdict
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.model.rulings import Ruling, State, Verdict
from tutela.model.views import shown
from tutela.review.corrections import SIGNAL
from tutela.review.force import value_set
from tutela.review.overlay import Unapplied
from tutela.review.states import CONFIRMED_STATES, NOT_ASSESSED

WEIGHTS: Mapping[str, float] = {
    # Somebody has decided and it has no effect, or half an effect: the quickest gain, and silence would be a fault.
    "unapplied": 6.0,
    "second_person": 5.0,
    "disputed": 4.0,
    # What somebody saw on the ground settles more than any text, once two persons have looked at it.
    "visit": 4.0,
    "ambiguous": 3.5,
    "contradictory_places": 3.0,
    "same_sentence": 2.5,
    "model_alone": 2.5,
    "readers_disagree": 4.0,
    "not_in_inventory": 2.0,
    "near": 2.0,
    "one_reader": 1.0,
    "not_assessed": 1.0,
}
"""Judgement, not measurement: what changes the published count or its fairness comes before what refines it."""

GRAVITY: Mapping[Harm, float] = {
    Harm.DESTROYED: 2.0,
    Harm.DAMAGED: 1.5,
    Harm.DESECRATED: 1.5,
    Harm.LOOTED: 1.5,
    Harm.TRAFFICKED: 1.5,
    Harm.ALTERED: 1.0,
    Harm.DENIED: 1.0,
    Harm.OCCUPIED: 1.0,
    Harm.THREATENED: 0.5,
    Harm.INTACT: 0.5,
}
"""Added to an item about a harm: what cannot be undone is looked at first."""

GRAVE = 1.5
"""From here on a claim that one reader alone found waits for a person."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One record that waits for a person.

    >>> item = Workspace.open("case/workspace").review()[0]
    >>> item.remedy.startswith(f"tutela rule {item.record}"), item.why != ""
    (True, True)
    """

    record: str
    kind: str
    title: str
    """What it is about, in a line."""
    score: float
    reasons: tuple[Reason, ...]
    """Why it waits; their scores add up to `score`."""
    remedy: str
    """What can be done about it, as commands."""
    seen: tuple[str, ...] = ()
    """The words it rests on, each with its document, publisher and date: enough to rule without opening the dossier."""

    @property
    def why(self) -> str:
        """The reasons as one line."""
        return " ".join(reason.sentence for reason in self.reasons)

    _repr_html_ = shown


def review_queue(
    case: CaseFile, unapplied: Iterable[Unapplied] = (), beside: Iterable[ReviewItem] = ()
) -> tuple[ReviewItem, ...]:
    """All that waits for a person, the most pressing first; equals stay in the order of the input.

    `beside` are items of what no case file holds, such as visits.
    """
    near = _of_near_incidents(case)
    items = [*_of_rulings(unapplied), *_of_incidents(case), *near, *_of_claims(case), *_of_recordings(case)]
    items += beside
    return tuple(sorted(items, key=lambda item: -item.score))


def _reason(signal: str, sentence: str) -> Reason:
    return Reason(signal, sentence, WEIGHTS[signal])


def _item(
    record: str, kind: str, title: str, reasons: list[Reason], remedy: str, seen: Iterable[str] = ()
) -> ReviewItem:
    score = round(sum(reason.score for reason in reasons), 3)
    return ReviewItem(record, kind, title, score, tuple(reasons), remedy, tuple(seen))


PASSAGES_SHOWN = 4
"""Passages listed under an incident: the rest stand in the dossier."""


class _Passages:
    """Shows a passage with its document, publisher and date."""

    def __init__(self, case: CaseFile) -> None:
        self._documents = {document.id: document for document in case.documents}

    def show(self, passage: Passage) -> str:
        document = self._documents.get(passage.document)
        if document is None:
            return f"“{' '.join(passage.exact.split())}”"
        who = document.publisher.value if document.publisher else "publisher unknown"
        when = document.published.value if document.published else "date unknown"
        return f"{document.name} ({who}, {when}): “{' '.join(passage.exact.split())}”"


def _of_rulings(unapplied: Iterable[Unapplied]) -> Iterator[ReviewItem]:
    for one in unapplied:
        reason = _reason("unapplied", f"A ruling has no effect: {one.why}.")
        yield _item(one.ruling, "ruling", "Ruling without effect", [reason], f"tutela rule {one.ruling} undo")


def _of_incidents(case: CaseFile) -> Iterator[ReviewItem]:
    standings = {standing.incident: standing for standing in case.standings}
    labels = {asset.id: asset.label for asset in case.assets}
    claims = {claim.id: claim for claim in case.claims}
    passages = _Passages(case)
    one_place = {fold(name.text): place.id for place in case.places for name in place.names}
    for incident in case.incidents:
        standing = standings[incident.id]
        reasons = [
            *_proposals(incident, case.rulings, standing.state),
            *_contradictory_places(incident, claims, one_place),
        ]
        if standing.disputed and standing.state is State.DISPUTED:
            reasons.append(_reason("disputed", f"It is disputed: {standing.sentence}."))
        if reasons:
            reasons += _gravity(incident.harms)
            title = f"{labels.get(incident.asset, incident.asset)}: {', '.join(incident.harms)}"
            told = [claims[claim].quote for claim in incident.claims if claim in claims][:PASSAGES_SHOWN]
            remedy = f"tutela rule {incident.id} correct --set state=STATE"
            yield _item(incident.id, "incident", title, reasons, remedy, map(passages.show, told))


def _of_near_incidents(case: CaseFile) -> Iterator[ReviewItem]:
    """Pairs of incidents about one asset that may be one, each once."""
    labels = {asset.id: asset.label for asset in case.assets}
    claims = {claim.id: claim for claim in case.claims}
    passages, seen = _Passages(case), set[frozenset[str]]()
    for incident in case.incidents:
        for near in incident.near:
            pair = frozenset((incident.id, near.incident))
            if pair in seen or not {near.ours, near.theirs} <= claims.keys():
                continue
            seen.add(pair)
            told = "; ".join(reason.sentence for reason in near.reasons)
            reason = _reason("near", f"It may be one act with {near.incident} ({near.score:+.1f}): {told}.")
            title = f"{labels.get(incident.asset, incident.asset)}: one act, or two?"
            remedy = f"tutela rule {incident.id} same | different --with {near.incident}"
            shown = [passages.show(claims[claim].quote) for claim in (near.ours, near.theirs)]
            yield _item(incident.id, "incident", title, [reason, *_gravity(incident.harms)], remedy, shown)


def _proposals(incident: Incident, rulings: Iterable[Ruling], state: State) -> list[Reason]:
    """States that one person proposed and nobody confirmed."""
    ids = {incident.id, *incident.aliases}
    values = [value_set(ruling, "state") for ruling in rulings if ruling.record in ids]
    waiting = [value for value in dict.fromkeys(values) if value in CONFIRMED_STATES and value != state]
    return [
        _reason("second_person", f"One person proposes '{value}'; a second person has to confirm.") for value in waiting
    ]


def _contradictory_places(
    incident: Incident, claims: Mapping[str, Claim], one_place: Mapping[str, str]
) -> list[Reason]:
    """Claims of one incident that name places and share none; the names of one settlement (`one_place`) are one."""
    told = [claims[id_].places for id_ in incident.claims if id_ in claims]
    known = [frozenset(one_place.get(fold(place.exact), fold(place.exact)) for place in places) for places in told]
    apart = any(one and other and not one & other for index, one in enumerate(known) for other in known[index + 1 :])
    if not apart:
        return []
    written = [", ".join(sorted({place.exact for place in places})) for places in told if places]
    named = "; ".join(dict.fromkeys(written))
    return [
        _reason(
            "contradictory_places", f"Its claims name different places ({named}): one place with two names, or two?"
        )
    ]


def _gravity(harms: Sequence[Harm]) -> list[Reason]:
    gravest = max((GRAVITY[harm] for harm in harms), default=0.0)
    return [Reason("gravity", f"Harm told: {', '.join(harms)}.", gravest)] if gravest else []


def _of_claims(case: CaseFile) -> Iterator[ReviewItem]:
    links = {link.claim: link for link in case.links}
    names = {asset.id: asset.label for asset in case.assets}
    passages = _Passages(case)
    for claim in case.claims:
        link = links.get(claim.id)
        reasons = [] if _ruled(claim.reasons) else _support(claim)
        reasons += _link_reasons(link, names) if link and not _ruled(link.reasons) else []
        if reasons:
            reasons += _gravity([claim.harm])
            seen = [passages.show(claim.quote)]
            yield _item(claim.id, "claim", _title(claim), reasons, _claim_remedy(claim, link), seen)


def _ruled(reasons: Iterable[Reason]) -> bool:
    return any(reason.signal == SIGNAL for reason in reasons)


def _support(claim: Claim) -> list[Reason]:
    other = next((reason for reason in claim.reasons if reason.signal == "readers_disagree"), None)
    if other is not None:
        return [_reason("readers_disagree", f"Two readers differ: here {claim.harm.value}; {other.sentence}.")]
    if claim.support is Support.MODEL:
        return [_reason("model_alone", "A language model alone reads it; its words stand in the text.")]
    if claim.support is Support.SAME_SENTENCE:
        return [_reason("same_sentence", "The asset and the harm stand in one sentence; no reader could tie them.")]
    grave = GRAVITY[claim.harm] >= GRAVE and claim.certainty is not Certainty.DENIED
    if claim.support is Support.ONE and grave and claim.score < COUNTS_UNSEEN:
        return [_reason("one_reader", "A grave harm that only one of the two readers found.")]
    return []


def _link_reasons(link: Link, names: Mapping[str, str]) -> list[Reason]:
    if link.verdict is LinkVerdict.AMBIGUOUS:
        ids = (link.asset, *(other for other, _ in link.others))
        could = ", ".join(f"{names.get(id_, id_)} ({id_})" for id_ in dict.fromkeys(ids) if id_)
        return [_reason("ambiguous", f"It could be any of: {could}.")]
    if link.verdict is LinkVerdict.NOT_IN_INVENTORY:
        return [_reason("not_in_inventory", "No register holds this asset.")]
    return []


def _claim_remedy(claim: Claim, link: Link | None) -> str:
    if link and link.verdict is not LinkVerdict.LINKED and not _ruled(link.reasons):
        return f"tutela rule {claim.id} reject | link ASSET | new-asset"
    return f"tutela rule {claim.id} accept | reject | correct --set FIELD=VALUE"


def _title(claim: Claim) -> str:
    return f"{claim.asset.exact}: {claim.harm} ({claim.certainty})"


def _of_recordings(case: CaseFile) -> Iterator[ReviewItem]:
    proposed = {ruling.record for ruling in case.rulings if ruling.verdict is Verdict.AUTHENTICATE}
    found = {assessment.recording: assessment for assessment in case.assessments}
    passages = _Passages(case)
    for recording in case.recordings:
        assessment = found.get(recording.id)
        if assessment is None or assessment.value != NOT_ASSESSED:
            continue
        signal = "second_person" if recording.id in proposed else "not_assessed"
        title = f"{recording.kind}: {_short(recording.quote.exact)}"
        yield _item(
            recording.id,
            "recording",
            title,
            [_reason(signal, assessment.sentence)],
            f"tutela rule {recording.id} authenticate",
            [passages.show(recording.quote)],
        )


LINE = 100
"""Characters of a quotation that fit a line of the list."""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LINE else line[: LINE - 1].rstrip() + "…"
