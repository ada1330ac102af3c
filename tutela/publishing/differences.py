"""How an incident was told: where its documents differ. What changed from text to text stands in its drift.

Nothing here is a finding: it sets words of documents side by side. Only released records are looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tutela.model.claims import Certainty, Claim
from tutela.model.contradictions import stance_of
from tutela.model.incidents import Aspect, Contradiction, Incident, Stance, Version
from tutela.model.passages import Passage
from tutela.model.tellings import quantities
from tutela.publishing import wording
from tutela.publishing.contents import Contents

__all__ = ["Aspect", "Difference", "Told", "difference_said", "differences", "told_apart"]


@dataclass(frozen=True, slots=True)
class Told:
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
    versions: tuple[Told, ...]
    note: str = ""


def differences(held: Contents, incident: Incident) -> tuple[Difference, ...]:
    """In what the documents on an incident differ; empty where they do not. Who denies it stands by itself."""
    apart = told_apart(incident, held.claims)
    return tuple(one for one in apart if one.aspect is not Aspect.STANCE)


def told_apart(incident: Incident, claims: Mapping[str, Claim]) -> tuple[Difference, ...]:
    """The contradictions of an incident in words."""
    return tuple(_difference(one, incident, claims) for one in incident.contradictions)


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


def _difference(one: Contradiction, incident: Incident, claims: Mapping[str, Claim]) -> Difference:
    versions = []
    for version in one.versions:
        told = tuple(claims[name] for name in version.claims if name in claims)
        if told:
            words = version.words[0] if version.words and told[0].id == version.claims[0] else None
            versions.append(Told(_said(one.aspect, version, incident, told[0]), told, words))
    return Difference(one.aspect, tuple(versions), _note(one))


def _note(one: Contradiction) -> str:
    """Whether the times given can be times of one day."""
    if one.exclusive is None:
        return ""
    apart = one.exclusive
    return "These times exclude one another." if apart else "These times overlap: one day can lie in all of them."


def _said(aspect: Aspect, version: Version, incident: Incident, claim: Claim) -> str:
    """A version in a few words, as its first claim gives it."""
    if not version.value:
        return wording.word("differs", aspect, "silent")
    match aspect:
        case Aspect.STANCE:
            return wording.word("stance", version.value)
        case Aspect.HARM:
            return wording.word("harm", version.value)
        case Aspect.TIME:
            return wording.period(claim.time)
        case Aspect.CERTAINTY:
            cue = claim.certainty_cue
            hedge = f" ({wording.quoted(cue.exact)})" if cue and claim.certainty is not Certainty.ASSERTED else ""
            return wording.word("certainty", version.value) + hedge
        case Aspect.ACTOR:
            denied = stance_of(incident, claim) is Stance.DENIED
            return wording.quoted(claim.actor.exact if claim.actor else version.value) + ", denied" * denied
    unit = "percent" if aspect is Aspect.SHARE else "count"
    words = version.words[0] if version.words else None
    return next(wording.quantity_said(told) for _, told in quantities([claim], unit) if told.words == words)
