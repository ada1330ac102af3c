"""Corrections of single fields: the values a person may set, checked against the model, and what becomes of the record.

Words (asset, actor, places, speakers) can only be words that stand in the document: a correction points to another
passage, it does not write one. Several are given with `|` between them.
"""

import dataclasses
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from tutela.model.claims import (
    AssetType,
    Certainty,
    Claim,
    EvidenceCue,
    EvidenceKind,
    Harm,
    Means,
    MeansCue,
    Quantity,
    Recording,
    Speaker,
    Statement,
    StatementKind,
)
from tutela.model.documents import Document, Finding
from tutela.model.errors import RulingRefused
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.model.rulings import Ruling
from tutela.model.times import Period, first_day, last_day

Listed = TypeVar("Listed", bound=StrEnum)
Corrected = TypeVar("Corrected")

BETWEEN = "|"
SIGNAL = "ruling"
"""Name of the reason that a ruling leaves on what it touches."""


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """One field being set: to what, by which ruling, in which document."""

    field: str
    value: str
    ruling: str
    document: Document | None = None

    def listed(self, kind: type[Listed]) -> Listed:
        """The value as one of a list."""
        try:
            return kind(self.value)
        except ValueError:
            raise self.refused("It can be: " + ", ".join(kind) + ".") from None

    def several(self) -> list["Setting"]:
        """One setting for each value between bars."""
        parts = [part.strip() for part in self.value.split(BETWEEN)]
        return [dataclasses.replace(self, value=part) for part in parts if part]

    def words(self, near: Passage) -> Passage:
        """The value as a passage of the document, the one nearest to `near`."""
        text = self.document.text if self.document else ""
        starts = []
        start = text.find(self.value)
        while self.value and start >= 0:
            starts.append(start)
            start = text.find(self.value, start + 1)
        if not starts:
            raise self.refused("Give words exactly as they stand in the document.")
        best = min(starts, key=lambda found: abs(found - near.start))
        return Passage(near.document, best, best + len(self.value), self.value)

    def number(self, value: str) -> float:
        """Part of the value as a number."""
        try:
            return float(value)
        except ValueError:
            raise self.refused("Give a number.") from None

    def refused(self, remedy: str) -> RulingRefused:
        """The error that says this value cannot be."""
        return RulingRefused(f"{self.field} cannot be set to {self.value!r}.", remedy)

    def reason(self) -> Reason:
        """What the ruling leaves on the record."""
        return Reason(SIGNAL, f"{self.field} set to {self.value!r} by ruling {self.ruling}")


def _harm(claim: Claim, to: Setting) -> Claim:
    return dataclasses.replace(claim, harm=to.listed(Harm))


def _asset_type(claim: Claim, to: Setting) -> Claim:
    return dataclasses.replace(claim, asset_type=to.listed(AssetType))


def _certainty(claim: Claim, to: Setting) -> Claim:
    return dataclasses.replace(claim, certainty=to.listed(Certainty))


def _asset(claim: Claim, to: Setting) -> Claim:
    return dataclasses.replace(claim, asset=to.words(claim.asset))


def _actor(claim: Claim, to: Setting) -> Claim:
    return dataclasses.replace(claim, actor=to.words(claim.quote) if to.value else None)


def _places(claim: Claim, to: Setting) -> Claim:
    return dataclasses.replace(claim, places=tuple(part.words(claim.quote) for part in to.several()))


def _attribution(claim: Claim, to: Setting) -> Claim:
    kinds = {speaker.words.exact: speaker for speaker in claim.attribution}
    speakers = (kinds.get(part.value) or Speaker(part.words(claim.quote)) for part in to.several())
    return dataclasses.replace(claim, attribution=tuple(speakers))


def _means(claim: Claim, to: Setting) -> Claim:
    words = {cue.kind: cue.words for cue in claim.means}
    kinds = [part.listed(Means) for part in to.several()]
    return dataclasses.replace(claim, means=tuple(MeansCue(kind, words.get(kind, claim.quote)) for kind in kinds))


def _evidence(claim: Claim, to: Setting) -> Claim:
    words = {cue.kind: cue.words for cue in claim.evidence}
    kinds = [part.listed(EvidenceKind) for part in to.several()]
    return dataclasses.replace(claim, evidence=tuple(EvidenceCue(kind, words.get(kind, claim.quote)) for kind in kinds))


def _bound(claim: Claim, to: Setting) -> Claim:
    """`start` or `end`: a partial date, or nothing where it is open."""
    old = claim.time or Period(None, None)
    bounds = {"start": old.start, "end": old.end, to.field: to.value or None}
    start, end = bounds["start"], bounds["end"]
    try:
        backwards = start is not None and end is not None and first_day(start) > last_day(end)
        _ = [first_day(bound) for bound in (start, end) if bound]
    except ValueError:
        raise to.refused("Give YYYY, YYYY-MM or YYYY-MM-DD, or nothing where it is open.") from None
    if backwards:
        raise to.refused(f"Its period would end ({end}) before it starts ({start}); set both.")
    how = f"set by ruling {to.ruling}"
    return dataclasses.replace(claim, time=Period(start, end, how, old.words) if start or end else None)


def _time(claim: Claim, to: Setting) -> Claim:
    """Both bounds at once, in EDTF (ISO 8601-2): `2020-09-27/2020-11-09`, `2020-11`, `../2021`, or nothing."""
    try:
        period = Period.from_edtf(to.value)
    except ValueError:
        raise to.refused("Give it in EDTF, as in 2020-11, 2020-09-27/2020-11-09 or ../2021.") from None
    start, end = (dataclasses.replace(to, field=bound, value=value or "") for bound, value in _bounds(period))
    return _bound(_bound(dataclasses.replace(claim, time=None), start), end)


def _bounds(period: Period) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    return ("start", period.start), ("end", period.end)


def _count(claim: Claim, to: Setting) -> Claim:
    """`12`, `at least..at most` (`5..8`, `5..`), or nothing."""
    if not to.value:
        return dataclasses.replace(claim, count=None)
    low, dots, high = to.value.partition("..")
    at_least = to.number(low) if low else None
    at_most = (to.number(high) if high else None) if dots else at_least
    words = claim.count.words if claim.count else claim.quote
    return dataclasses.replace(claim, count=Quantity(at_least, at_most, words))


CLAIM_FIELDS: Mapping[str, Callable[[Claim, Setting], Claim]] = {
    "harm": _harm,
    "asset_type": _asset_type,
    "certainty": _certainty,
    "asset": _asset,
    "actor": _actor,
    "places": _places,
    "attribution": _attribution,
    "means": _means,
    "evidence": _evidence,
    "time": _time,
    "start": _bound,
    "end": _bound,
    "count": _count,
}


def _statement_kind(statement: Statement, to: Setting) -> Statement:
    return dataclasses.replace(statement, kind=to.listed(StatementKind))


def _condition(statement: Statement, to: Setting) -> Statement:
    return dataclasses.replace(statement, condition=to.words(statement.quote) if to.value else None)


STATEMENT_FIELDS: Mapping[str, Callable[[Statement, Setting], Statement]] = {
    "kind": _statement_kind,
    "condition": _condition,
}


def _recording_kind(recording: Recording, to: Setting) -> Recording:
    return dataclasses.replace(recording, kind=to.listed(EvidenceKind))


RECORDING_FIELDS: Mapping[str, Callable[[Recording, Setting], Recording]] = {"kind": _recording_kind}


def _published(document: Document, to: Setting) -> Document:
    try:
        first_day(to.value[:10])
    except ValueError:
        raise to.refused("Give YYYY, YYYY-MM or YYYY-MM-DD.") from None
    return dataclasses.replace(document, published=Finding(to.value, SIGNAL))


def _publisher(document: Document, to: Setting) -> Document:
    return dataclasses.replace(document, publisher=Finding(to.value, SIGNAL))


def _language(document: Document, to: Setting) -> Document:
    return dataclasses.replace(document, language=Finding(to.value, SIGNAL))


DOCUMENT_FIELDS: Mapping[str, Callable[[Document, Setting], Document]] = {
    "published": _published,
    "publisher": _publisher,
    "language": _language,
}


def apply(
    record: Corrected,
    fields: Mapping[str, Callable[[Corrected, Setting], Corrected]],
    ruling: Ruling,
    document: Document | None = None,
) -> tuple[Corrected, tuple[Reason, ...]]:
    """A record with the fields of a ruling set, and a reason for each.

    Raises:
        RulingRefused: a field is none of `fields`, or its value cannot be.
    """
    reasons = []
    for field, value in ruling.sets:
        setting = Setting(field, value.strip(), ruling.id, document)
        if field not in fields:
            raise RulingRefused(
                f"There is no field {field!r} to correct here.", "There are: " + ", ".join(fields) + "."
            )
        record = fields[field](record, setting)
        reasons.append(setting.reason())
    return record, tuple(reasons)
