"""How an incident was told: where its documents differ. What changed from text to text stands in its drift.

Nothing here is a finding: it sets words of documents side by side. Only released records are looked at.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutela.language.names import fold
from tutela.model.claims import Certainty, Claim, Quantity
from tutela.model.incidents import Drift, DriftKind, Incident
from tutela.model.passages import Passage
from tutela.model.tellings import best_dated, gravest, quantities, surest
from tutela.model.times import first_day, last_day
from tutela.publishing import wording
from tutela.publishing.contents import Contents, denies, says_unharmed
from tutela.publishing.drift import drift_shown
from tutela.publishing.masking import MASK


class Aspect(StrEnum):
    """In what documents can differ, in the order shown."""

    SHARE = "share"
    NUMBER = "number"
    HARM = "harm"
    TIME = "time"
    CERTAINTY = "certainty"
    ACTOR = "actor"


CHANGES_OF: dict[Aspect, frozenset[DriftKind]] = {
    Aspect.SHARE: frozenset({DriftKind.SHARE, DriftKind.BOUND}),
    Aspect.NUMBER: frozenset({DriftKind.NUMBER, DriftKind.BOUND}),
    Aspect.HARM: frozenset({DriftKind.HARM}),
    Aspect.TIME: frozenset({DriftKind.DATE, DriftKind.YEAR}),
    Aspect.CERTAINTY: frozenset({DriftKind.HEDGE}),
    Aspect.ACTOR: frozenset({DriftKind.ACTOR}),
}
"""Kinds of drift that are a change of an aspect: where there is one, a text that says nothing of it is shown too."""

Value = tuple[str, str]
"""(what makes two tellings the same, how it is shown); empty strings for a document that does not say."""
SILENT: Value = ("", "")


Carrier = tuple[Claim, Passage | None]
"""The claim that tells a value, and the words in which it does."""
Found = Iterator[tuple[Value, Carrier]]


@dataclass(frozen=True, slots=True)
class Version:
    """One way an aspect is told, and by which documents."""

    said: str
    """In a few words; "no number" and the like where these documents do not say."""
    claims: tuple[Claim, ...]
    """One of each document that tells it so, by the day of publication."""
    words: Passage | None = None
    """The words of the first of them that tell it so."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An aspect in which the documents on an incident differ."""

    aspect: Aspect
    versions: tuple[Version, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of one aspect: each value with the claim that carries it."""

    document: str
    values: dict[Value, Carrier]


def differences(held: Contents, incident: Incident) -> tuple[Difference, ...]:
    """In what the documents on an incident differ; empty where they do not."""
    return differences_among(incident, held.told_in(incident), drift_shown(held, incident))


def differences_among(incident: Incident, told: Iterable[Claim], drifted: Sequence[Drift]) -> tuple[Difference, ...]:
    """In what documents differ.

    Args:
        told: the incident's claims, those of one document beside one another.
        drifted: what changed from text to text.
    """
    by_document = itertools.groupby(told, key=lambda claim: claim.document)
    documents = {document: list(claims) for document, claims in by_document}
    if len(documents) < 2:
        return ()
    found = (
        _difference(
            aspect, incident, documents, {d for x in drifted if x.kind in CHANGES_OF[aspect] for d in x.documents}
        )
        for aspect in Aspect
    )
    return tuple(difference for difference in found if difference)


def difference_said(held: Contents, difference: Difference) -> str:
    """A difference in one line: "at most 60 percent (D20), at least 60 percent (D21), no share (D22)"."""
    return versions_said(difference, held.numbers)


def versions_said(difference: Difference, names: Mapping[str, str]) -> str:
    """A difference in one line; `names` is document id -> what it is called."""
    versions = (
        f"{version.said} ({', '.join(names[claim.document] for claim in version.claims)})"
        for version in difference.versions
    )
    return ", ".join(versions)


def _difference(
    aspect: Aspect, incident: Incident, documents: dict[str, list[Claim]], moved: Collection[str]
) -> Difference | None:
    """An aspect's versions; `moved` are the documents between which it changed."""
    told = {name: Told(name, dict(_values(aspect, incident, claims))) for name, claims in documents.items()}
    told = {name: item for name, item in told.items() if item.values}
    naming_nobody_counts = aspect is Aspect.ACTOR
    speaking = {name: item for name, item in told.items() if naming_nobody_counts or SILENT not in item.values}
    said = {value for item in told.values() for value in item.values} - {SILENT}
    if not said or (not moved and len({frozenset(item.values) for item in speaking.values()}) < 2):
        return None
    shown = [item for name, item in told.items() if name in speaking or name in moved]
    return Difference(aspect, _versions(aspect, shown), _note(aspect, documents, incident))


def _versions(aspect: Aspect, told: Iterable[Told]) -> tuple[Version, ...]:
    groups: dict[str, tuple[str, list[Carrier]]] = {}
    for item in told:
        for (key, said), carrier in item.values.items():
            groups.setdefault(key, (said, []))[1].append(carrier)
    # Documents that do not say stand last; the others by who told it first.
    ordered = sorted(groups.items(), key=lambda group: group[0] == "")
    silent = wording.word("differs", aspect, "silent")
    return tuple(
        Version(said or silent, tuple(claim for claim, _ in carriers), carriers[0][1])
        for _, (said, carriers) in ordered
    )


def _values(aspect: Aspect, incident: Incident, claims: Sequence[Claim]) -> Found:
    """What one document's claims tell of an aspect; nothing where it tells of no harm at all."""
    telling = [claim for claim in claims if not denies(incident, claim) and not says_unharmed(incident, claim)]
    if aspect is Aspect.ACTOR:
        telling = [claim for claim in claims if not says_unharmed(incident, claim)]
    if not telling:
        return
    found = list(READ[aspect](incident, telling))
    seen: set[str] = set()
    for value, carrier in found or [(SILENT, (telling[0], None))]:
        if value[0] not in seen:
            seen.add(value[0])
            yield value, carrier


def _quantities(claims: Iterable[Claim], unit: str) -> Found:
    for claim, quantity in quantities(claims, unit):
        if MASK not in quantity.words.exact:
            yield (_quantity_key(quantity), wording.quantity_said(quantity)), (claim, quantity.words)


def _quantity_key(quantity: Quantity) -> str:
    bounds = (quantity.at_least, quantity.at_most)
    return fold(quantity.words.exact) if bounds == (None, None) else f"{bounds[0]}..{bounds[1]}"


def _shares(incident: Incident, claims: Sequence[Claim]) -> Found:
    return _quantities(claims, "percent")


def _numbers(incident: Incident, claims: Sequence[Claim]) -> Found:
    return _quantities(claims, "count")


def _harms(incident: Incident, claims: Sequence[Claim]) -> Found:
    """The gravest harm a document tells of."""
    worst = gravest(claims)
    yield (worst.harm.value, wording.word("harm", worst.harm)), (worst, worst.harm_words)


def _times(incident: Incident, claims: Sequence[Claim]) -> Found:
    """The narrowest time a document gives."""
    dated = best_dated(claims)
    if dated:
        claim, time = dated
        yield (time.edtf(), wording.period(time)), (claim, None)


def _certainties(incident: Incident, claims: Sequence[Claim]) -> Found:
    """How surely a document speaks where it speaks most surely."""
    told = surest(claims)
    cue = told.certainty_cue
    hedge = f" ({wording.quoted(cue.exact)})" if cue and told.certainty is not Certainty.ASSERTED else ""
    yield (told.certainty.value, wording.word("certainty", told.certainty) + hedge), (told, cue)


def _actors(incident: Incident, claims: Sequence[Claim]) -> Found:
    for claim in claims:
        if claim.actor and MASK not in claim.actor.exact:
            denied = denies(incident, claim)
            said = wording.quoted(claim.actor.exact) + (", denied" if denied else "")
            yield (fold(claim.actor.exact) + ("-" if denied else ""), said), (claim, claim.actor)


READ: dict[Aspect, Callable[[Incident, Sequence[Claim]], Found]] = {
    Aspect.SHARE: _shares,
    Aspect.NUMBER: _numbers,
    Aspect.HARM: _harms,
    Aspect.TIME: _times,
    Aspect.CERTAINTY: _certainties,
    Aspect.ACTOR: _actors,
}


def _note(aspect: Aspect, documents: dict[str, list[Claim]], incident: Incident) -> str:
    """Whether the times given can be times of one day."""
    if aspect is not Aspect.TIME:
        return ""
    told = (claim for claims in documents.values() for claim in _told_times(incident, claims))
    times = [claim.time for claim in told if claim.time]
    starts = [first_day(time.start) for time in times if time.start]
    ends = [last_day(time.end) for time in times if time.end]
    apart = bool(starts and ends) and max(starts) > min(ends)
    return "These times exclude one another." if apart else "These times overlap: one day can lie in all of them."


def _told_times(incident: Incident, claims: Sequence[Claim]) -> Iterator[Claim]:
    telling = [claim for claim in claims if claim.id not in incident.denials]
    return (claim for _, (claim, _) in _times(incident, telling))
