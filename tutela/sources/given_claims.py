"""Claims that stand in a document's JSON already: annotated by people or read by another program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    Speaker,
    Support,
)
from tutela.model.documents import Document
from tutela.model.ids import record_id
from tutela.model.passages import Passage
from tutela.model.problems import Problem
from tutela.model.times import Period, first_day

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class GivenClaims:
    """The claims that could be tied to the text, and what could not."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def claims_from_json(document: Document, items: Sequence[object]) -> tuple[Claim, ...]:
    """The claims of `items` that can be tied to the document's text; see `read_given_claims` for the others."""
    return read_given_claims(document, items).claims


def read_given_claims(document: Document, items: Sequence[object]) -> GivenClaims:
    """Claims from objects with the fields of the annotation guide; every value is located in the text.

    Words found neither in the quote nor elsewhere in the text, and values outside the vocabulary, become problems:
    the claim is
    left out when its quote, asset or harm is concerned, and kept without the value otherwise.
    """
    claims: list[Claim] = []
    problems: list[Problem] = []
    for number, item in enumerate(items, start=1):
        reader = _ItemReader(document, number)
        claim = reader.claim(item, {claim.id for claim in claims})
        if claim:
            claims.append(claim)
        problems += reader.problems
    return GivenClaims(tuple(claims), tuple(problems))


class _ItemReader:
    """Reads one item and notes what is wrong with it."""

    def __init__(self, document: Document, number: int) -> None:
        self._document = document
        self._number = number
        self.problems: list[Problem] = []

    def claim(self, item: object, taken: set[str]) -> Claim | None:
        """The claim, or None when it cannot be tied to the text."""
        if not isinstance(item, Mapping):
            self._lost("", repr(item), "is no object", "Give each claim as an object with quote, asset and harm.")
            return None
        quote = self._quote(item)
        harm = self._value(Harm, item.get("harm"), "harm", dropped=True)
        asset = self._find(item.get("asset"), quote, "asset", dropped=True) if quote else None
        if not (quote and asset and harm):
            return None
        draft = Claim(
            id="",
            document=self._document.id,
            quote=quote,
            passages=(quote,),
            asset=asset,
            asset_type=self._value(AssetType, item.get("asset_type", "heritage"), "asset_type") or AssetType.HERITAGE,
            harm=harm,
            mention=asset if quote.covers(asset) else None,
            places=self._all(item.get("places"), quote, "places"),
            means=tuple(MeansCue(kind, quote) for kind in self._kinds(Means, item.get("means"), "means")),
            time=self._period(item.get("start"), item.get("end")),
            actor=self._find(item.get("actor"), quote, "actor"),
            attribution=tuple(Speaker(words) for words in self._all(item.get("attribution"), quote, "attribution")),
            certainty=self._value(Certainty, item.get("certainty", "asserted"), "certainty") or Certainty.ASSERTED,
            evidence=tuple(
                EvidenceCue(kind, quote) for kind in self._kinds(EvidenceKind, item.get("evidence"), "evidence")
            ),
            support=Support.BOTH,
            score=1.0,
        )
        return _with_id(draft, taken)

    def _quote(self, item: Mapping[str, object]) -> Passage | None:
        words = item.get("quote")
        start = self._document.text.find(words) if isinstance(words, str) and words.strip() else -1
        if not isinstance(words, str) or start < 0:
            self._lost("quote", repr(words), "does not stand in the text", "Quote the text exactly.")
            return None
        return self._document.passage(start, start + len(words))

    def _find(self, words: object, quote: Passage | None, field: str, dropped: bool = False) -> Passage | None:
        """The words inside the quote, else at their place nearest to it."""
        if words is None and not dropped:
            return None
        spots = _spots(self._document.text, words) if isinstance(words, str) and words.strip() else []
        if not spots or not isinstance(words, str):
            self._note(field, repr(words), "does not stand in the text", "Copy the words from the text.", dropped)
            return None
        start = min(spots, key=lambda spot: _distance(spot, len(words), quote))
        return self._document.passage(start, start + len(words))

    def _all(self, words: object, quote: Passage, field: str) -> tuple[Passage, ...]:
        found = (self._find(item, quote, field) for item in _items(words))
        return tuple(passage for passage in found if passage)

    def _kinds(self, kind: type[Kind], values: object, field: str) -> Iterable[Kind]:
        return [found for value in _items(values) if (found := self._value(kind, value, field))]

    def _value(self, kind: type[Kind], value: object, field: str, dropped: bool = False) -> Kind | None:
        found = next((member for member in kind if member.value == value), None)
        if found is None:
            known = ", ".join(member.value for member in kind)
            self._note(field, repr(value), "is not in the vocabulary", f"Use one of: {known}.", dropped)
        return found

    def _period(self, start: object, end: object) -> Period | None:
        bounds = [self._day(bound, field) for bound, field in ((start, "start"), (end, "end"))]
        return Period(bounds[0], bounds[1], "as given with the claim") if any(bounds) else None

    def _day(self, value: object, field: str) -> str | None:
        if value is None:
            return None
        try:
            first_day(str(value))
        except ValueError:
            self._note(field, repr(value), "is no date", "Write YYYY, YYYY-MM or YYYY-MM-DD.", False)
            return None
        return str(value)

    def _lost(self, field: str, value: str, fault: str, remedy: str) -> None:
        self._note(field, value, fault, remedy, True)

    def _note(self, field: str, value: str, fault: str, remedy: str, dropped: bool) -> None:
        message = f"claim {self._number}: {field} {value} {fault}."
        self.problems.append(Problem(self._document.name, message, remedy, self._number, field or None, value, dropped))


def _with_id(draft: Claim, taken: set[str]) -> Claim:
    """The claim under an id made of what it says; a word-for-word twin is told apart by its number."""
    content = {
        "document": draft.document,
        "quote": [draft.quote.start, draft.quote.end],
        "asset": [draft.asset.start, draft.asset.end],
        "harm": draft.harm.value,
        "attribution": [[speaker.words.start, speaker.words.end] for speaker in draft.attribution],
        "certainty": draft.certainty.value,
        "time": draft.time.edtf() if draft.time else "",
    }
    twin = 0
    while (name := record_id("clm", content | {"twin": twin})) in taken:
        twin += 1
    return replace(draft, id=name)


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _spots(text: str, words: str) -> list[int]:
    spots, start = [], text.find(words)
    while start >= 0:
        spots.append(start)
        start = text.find(words, start + 1)
    return spots


def _distance(spot: int, length: int, quote: Passage | None) -> int:
    """How far a place lies from the quote; 0 inside it."""
    if quote is None:
        return spot
    return max(quote.start - spot, spot + length - quote.end, 0)
