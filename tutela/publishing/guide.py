"""Readings in the fields of the annotation guide, as `tutela read` and `tutela gather` print them."""

from collections.abc import Iterable, Mapping
from typing import Any

from tutela.model.claims import Claim, Quantity, Reading, Recording, Speaker, Statement
from tutela.model.documents import Document
from tutela.model.passages import Passage
from tutela.model.reasons import Reason


def reading_as_json(document: Document, reading: Reading) -> dict[str, Any]:
    """One document's reading: its shown id, claims, statements and recordings."""
    return {
        "id": document.name,
        "claims": [claim_as_json(claim) for claim in reading.claims],
        "statements": [statement_as_json(statement) for statement in reading.statements],
        "recordings": [recording_as_json(recording) for recording in reading.recordings],
    }


def claim_as_json(claim: Claim) -> dict[str, Any]:
    """A claim in the guide's fields, with the span of each and the reasons beside them."""
    return {
        "quote": claim.quote.exact,
        "asset": claim.asset.exact,
        "asset_type": claim.asset_type.value,
        "places": [place.exact for place in claim.places],
        "harm": claim.harm.value,
        "means": list(dict.fromkeys(cue.kind.value for cue in claim.means)),
        "start": claim.time.start if claim.time else None,
        "end": claim.time.end if claim.time else None,
        "actor": claim.actor.exact if claim.actor else None,
        "attribution": [speaker.words.exact for speaker in claim.attribution],
        "certainty": claim.certainty.value,
        "evidence": list(dict.fromkeys(cue.kind.value for cue in claim.evidence)),
        "count": _quantity(claim.count),
        "extent": _quantity(claim.extent),
        "passages": [_span(passage) for passage in claim.passages],
        "spans": _claim_spans(claim),
        "support": claim.support.value,
        "score": round(claim.score, 4),
        "time_how": claim.time.how if claim.time else None,
        "reasons": _reasons(claim.reasons),
        "record": claim.id,
    }


def statement_as_json(statement: Statement) -> dict[str, Any]:
    """A statement that is no claim of harm."""
    return {
        "kind": statement.kind.value,
        "quote": statement.quote.exact,
        "source": _speakers(statement.source),
        "actor": _span(statement.actor) if statement.actor else None,
        "about": [_span(passage) for passage in statement.about],
        "condition": _span(statement.condition) if statement.condition else None,
        "notes": [_span(passage) for passage in statement.notes],
        "passages": [_span(passage) for passage in statement.passages],
        "span": _span(statement.quote),
        "reasons": _reasons(statement.reasons),
        "record": statement.id,
    }


def recording_as_json(recording: Recording) -> dict[str, Any]:
    """A recording that the document refers to; whether it is authentic is for people to rule."""
    return {
        "kind": recording.kind.value,
        "quote": recording.quote.exact,
        "relays": _speakers(recording.relays),
        "sayings": [
            {"aspect": saying.aspect, "source": _speakers(saying.source), **_span(saying.quote)}
            for saying in recording.sayings
        ],
        "authenticity": "not assessed",
        "span": _span(recording.quote),
        "reasons": _reasons(recording.reasons),
        "record": recording.id,
    }


def _claim_spans(claim: Claim) -> dict[str, Any]:
    """Field -> where its words stand."""
    single: Mapping[str, Passage | None] = {
        "quote": claim.quote,
        "asset": claim.asset,
        "mention": claim.mention,
        "harm": claim.harm_words,
        "time": claim.time.words if claim.time else None,
        "actor": claim.actor,
        "certainty": claim.certainty_cue,
    }
    several: Mapping[str, Iterable[Passage]] = {
        "places": claim.places,
        "means": (cue.words for cue in claim.means),
        "attribution": (speaker.words for speaker in claim.attribution),
        "evidence": (cue.words for cue in claim.evidence),
    }
    spans: dict[str, Any] = {field: _span(passage) for field, passage in single.items() if passage}
    return spans | {field: [_span(passage) for passage in passages] for field, passages in several.items()}


def _span(passage: Passage) -> dict[str, Any]:
    return {"start": passage.start, "end": passage.end, "exact": passage.exact}


def _speakers(chain: Iterable[Speaker]) -> list[dict[str, Any]]:
    return [{"kind": speaker.kind.value, **_span(speaker.words)} for speaker in chain]


def _quantity(quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    bounds = {"at_least": quantity.at_least, "at_most": quantity.at_most, "unit": quantity.unit}
    return bounds | _span(quantity.words)


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"signal": reason.signal, "sentence": reason.sentence, "score": reason.score} for reason in reasons]


def reading_as_text(document: Document, reading: Reading) -> str:
    """One document's reading for a person at a terminal."""
    when = document.published.value if document.published else "date unknown"
    who = document.publisher.value if document.publisher else "publisher unknown"
    lines = [f"{document.name}  ({who}, {when})"]
    for claim in reading.claims:
        said = " <- ".join(speaker.words.exact for speaker in claim.attribution) or "the document"
        lines += [
            f"  {claim.asset.exact} [{claim.asset_type}]: {claim.harm}, {claim.certainty}, as told by {said}",
            *(f"      {label}: {value}" for label, value in _details(claim) if value),
            f"      “{claim.quote.exact}”",
        ]
    lines += [f"  {statement.kind}: “{statement.quote.exact}”" for statement in reading.statements]
    lines += [
        f"  {recording.kind}, authenticity not assessed: “{recording.quote.exact}”" for recording in reading.recordings
    ]
    if len(lines) == 1:
        lines.append("  no claim of harm")
    return "\n".join(lines)


def _details(claim: Claim) -> list[tuple[str, str]]:
    return [
        ("where", ", ".join(place.exact for place in claim.places)),
        ("when", claim.time.edtf() if claim.time else ""),
        ("by", claim.actor.exact if claim.actor else ""),
        ("means", ", ".join(cue.kind for cue in claim.means)),
        ("evidence", ", ".join(cue.kind for cue in claim.evidence)),
    ]
