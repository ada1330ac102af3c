"""In what those who tell of one incident contradict one another: their words side by side, which is right not said."""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.model.claims import Certainty, Claim, Harm, Quantity
from tutela.model.incidents import Aspect, Contradiction, Drift, DriftKind, Incident, Stance, Version
from tutela.model.passages import Passage
from tutela.model.tellings import best_dated, gravest, quantities, surest
from tutela.model.times import first_day, last_day

CHANGES_OF: dict[Aspect, frozenset[DriftKind]] = {
    Aspect.STANCE: frozenset(),
    Aspect.SHARE: frozenset({DriftKind.SHARE, DriftKind.BOUND}),
    Aspect.NUMBER: frozenset({DriftKind.NUMBER, DriftKind.BOUND}),
    Aspect.HARM: frozenset({DriftKind.HARM}),
    Aspect.TIME: frozenset({DriftKind.DATE, DriftKind.YEAR}),
    Aspect.CERTAINTY: frozenset({DriftKind.HEDGE}),
    Aspect.ACTOR: frozenset({DriftKind.ACTOR}),
}
"""Kinds of drift that are a change of an aspect: where there is one, a text that says nothing of it is shown too."""
SILENT = ""
"""The value of a document that does not say."""

Carrier = tuple[Claim, Passage | None]
"""The claim that tells a value, and the words in which it does."""
Found = Iterator[tuple[str, Carrier]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How words are read: which are the same, and which may not be looked at."""

    same: Callable[[str], str] = str.casefold
    shown: Callable[[Passage], bool] = lambda _: True


AS_THEY_STAND = Reading()


def contradictions_of(
    incident: Incident, told: Iterable[Claim], drifted: Sequence[Drift], reading: Reading = AS_THEY_STAND
) -> tuple[Contradiction, ...]:
    """In what documents on an incident differ, and who denies it.

    Args:
        told: the incident's claims by the day of publication, those of one document beside one another.
        drifted: what changed from text to text.
    """
    documents = {name: list(several) for name, several in itertools.groupby(told, key=lambda claim: claim.document)}
    found = [_stances(incident, documents)]
    for aspect in Aspect:
        if aspect is not Aspect.STANCE and len(documents) > 1:
            moved = {name for drift in drifted if drift.kind in CHANGES_OF[aspect] for name in drift.documents}
            found.append(_contradiction(aspect, incident, documents, moved, reading))
    return tuple(one for one in found if one)


def stance_of(incident: Incident, claim: Claim) -> Stance:
    """What a claim says of whether it happened. That an asset stands unharmed may be said without knowing of more."""
    if claim.id not in incident.denials:
        return Stance.SAID
    return Stance.UNHARMED if claim.harm is Harm.INTACT and claim.certainty is not Certainty.DENIED else Stance.DENIED


def _stances(incident: Incident, documents: Mapping[str, Sequence[Claim]]) -> Contradiction | None:
    """Who says it happened and who does not; nothing where all say so."""
    told: dict[Stance, list[Claim]] = {stance: [] for stance in Stance}
    for claims in documents.values():
        for stance in Stance:
            told[stance] += [claim for claim in claims if stance_of(incident, claim) is stance][:1]
    if not told[Stance.DENIED] and not told[Stance.UNHARMED]:
        return None
    versions = (
        Version(stance.value, tuple(claim.id for claim in claims), tuple(claim.certainty_cue for claim in claims))
        for stance, claims in told.items()
        if claims
    )
    return Contradiction(Aspect.STANCE, tuple(versions))


def _contradiction(
    aspect: Aspect,
    incident: Incident,
    documents: Mapping[str, Sequence[Claim]],
    moved: Collection[str],
    reading: Reading,
) -> Contradiction | None:
    """An aspect's versions; `moved` are the documents between which it changed."""
    told = {name: dict(_values(aspect, incident, claims, reading)) for name, claims in documents.items()}
    told = {name: values for name, values in told.items() if values}
    naming_nobody_counts = aspect is Aspect.ACTOR
    speaking = {name: values for name, values in told.items() if naming_nobody_counts or SILENT not in values}
    said = {value for values in told.values() for value in values} - {SILENT}
    if not said or (not moved and len({frozenset(values) for values in speaking.values()}) < 2):
        return None
    shown = [values for name, values in told.items() if name in speaking or name in moved]
    exclusive = _exclusive(documents.values(), incident, reading) if aspect is Aspect.TIME else None
    return Contradiction(aspect, _versions(shown), exclusive)


def _versions(told: Iterable[Mapping[str, Carrier]]) -> tuple[Version, ...]:
    groups: dict[str, list[Carrier]] = {}
    for values in told:
        for value, carrier in values.items():
            groups.setdefault(value, []).append(carrier)
    # Documents that do not say stand last; the others by who told it first.
    ordered = sorted(groups.items(), key=lambda group: group[0] == SILENT)
    return tuple(
        Version(value, tuple(claim.id for claim, _ in carriers), tuple(words for _, words in carriers))
        for value, carriers in ordered
    )


def _values(aspect: Aspect, incident: Incident, claims: Sequence[Claim], reading: Reading) -> Found:
    """What one document's claims tell of an aspect; nothing where it tells of no harm at all."""
    open_to = (Stance.SAID, Stance.DENIED) if aspect is Aspect.ACTOR else (Stance.SAID,)
    telling = [claim for claim in claims if stance_of(incident, claim) in open_to]
    if not telling:
        return
    found = list(READ[aspect](incident, telling, reading))
    seen: set[str] = set()
    for value, carrier in found or [(SILENT, (telling[0], None))]:
        if value not in seen:
            seen.add(value)
            yield value, carrier


def _quantities(claims: Iterable[Claim], unit: str, reading: Reading) -> Found:
    for claim, quantity in quantities(claims, unit):
        if reading.shown(quantity.words):
            yield _bounds(quantity, reading), (claim, quantity.words)


def _bounds(quantity: Quantity, reading: Reading) -> str:
    bounds = (quantity.at_least, quantity.at_most)
    return reading.same(quantity.words.exact) if bounds == (None, None) else f"{bounds[0]}..{bounds[1]}"


def _shares(_: Incident, claims: Sequence[Claim], reading: Reading) -> Found:
    return _quantities(claims, "percent", reading)


def _numbers(_: Incident, claims: Sequence[Claim], reading: Reading) -> Found:
    return _quantities(claims, "count", reading)


def _harms(_: Incident, claims: Sequence[Claim], __: Reading) -> Found:
    """The gravest harm a document tells of."""
    worst = gravest(claims)
    yield worst.harm.value, (worst, worst.harm_words)


def _times(_: Incident, claims: Sequence[Claim], __: Reading) -> Found:
    """The narrowest time a document gives."""
    dated = best_dated(claims)
    if dated:
        claim, time = dated
        yield time.edtf(), (claim, None)


def _certainties(_: Incident, claims: Sequence[Claim], __: Reading) -> Found:
    """How surely a document speaks where it speaks most surely."""
    told = surest(claims)
    yield told.certainty.value, (told, told.certainty_cue)


def _actors(incident: Incident, claims: Sequence[Claim], reading: Reading) -> Found:
    for claim in claims:
        if claim.actor and reading.shown(claim.actor):
            denied = stance_of(incident, claim) is Stance.DENIED
            yield reading.same(claim.actor.exact) + "-" * denied, (claim, claim.actor)


READ: dict[Aspect, Callable[[Incident, Sequence[Claim], Reading], Found]] = {
    Aspect.SHARE: _shares,
    Aspect.NUMBER: _numbers,
    Aspect.HARM: _harms,
    Aspect.TIME: _times,
    Aspect.CERTAINTY: _certainties,
    Aspect.ACTOR: _actors,
}


def _exclusive(documents: Iterable[Sequence[Claim]], incident: Incident, reading: Reading) -> bool:
    """Whether the times given cannot be times of one day."""
    telling = ([claim for claim in claims if claim.id not in incident.denials] for claims in documents)
    told = (claim for claims in telling for _, (claim, _) in _times(incident, claims, reading))
    times = [claim.time for claim in told if claim.time]
    starts = [first_day(time.start) for time in times if time.start]
    ends = [last_day(time.end) for time in times if time.end]
    return bool(starts and ends) and max(starts) > min(ends)
