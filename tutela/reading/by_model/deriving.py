"""A model's proposal made into a claim: every field found in the text, every value derived from it anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from tutela.language.dates import FoundDate, find_dates
from tutela.language.places import Gazetteer
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
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.model.times import Period
from tutela.reading.by_model.licensing import harms_told
from tutela.reading.by_model.locating import locate
from tutela.reading.by_model.replies import Proposed
from tutela.reading.evidence import FROM_SPEAKER
from tutela.reading.speakers import kind_of_words

LICENSED, UNSURE, AGAINST = 0.7, 0.5, 0.35
"""Score of a proposal whose harm words known here tell, of one whose harm none of them tells, and of one where they
tell another. None is a probability: a person looks at all of them."""
LONGEST_QUOTE = 1_500
"""Letters of a quote; a whole article is no passage."""
LONGEST_NAME = 300

Listed = TypeVar("Listed", bound=StrEnum)


@lru_cache(maxsize=4)
def _dates(text: str, day: str | None, language: str) -> tuple[FoundDate, ...]:
    """The dates of a whole document: one without a year leans on those before it."""
    return tuple(find_dates(text, day, language))


@dataclass(frozen=True, slots=True)
class Dropped:
    """A proposal, or a field of one, that did not stand in the text or could not be."""

    field: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Derived:
    """What became of one proposal."""

    claim: Claim | None
    dropped: tuple[Dropped, ...]


def derive(document: Document, proposed: Proposed, gazetteer: Gazetteer, start: int = 0) -> Derived:
    """The claim that a proposal makes, or None; `start` is where the stretch that was asked about begins."""
    maker = _Maker(document, proposed, gazetteer, start)
    claim = maker.claim()
    return Derived(claim, tuple(maker.dropped))


class _Maker:
    """Derives one claim and remembers what it had to drop."""

    def __init__(self, document: Document, proposed: Proposed, gazetteer: Gazetteer, start: int) -> None:
        self._document, self._proposed, self._gazetteer, self._start = document, proposed, gazetteer, start
        self.dropped: list[Dropped] = []

    def claim(self) -> Claim | None:
        """The claim; None where quote, asset or harm fail."""
        quote = self._passage("quote", self._proposed.quote, self._start, LONGEST_QUOTE)
        asset = self._passage("asset", self._proposed.asset, quote.start if quote else self._start, LONGEST_NAME)
        harm = self._listed(Harm, "harm", self._proposed.harm)
        if quote is None or asset is None or harm is None:
            return None
        certainty, cue = self._certainty(quote)
        speakers = tuple(self._speakers(quote))
        score, reason = self._license(quote, harm, certainty)
        return Claim(
            id="",
            document=self._document.id,
            quote=quote,
            passages=(quote,),
            asset=asset,
            asset_type=self._listed(AssetType, "asset_type", self._proposed.asset_type) or AssetType.HERITAGE,
            harm=harm,
            places=tuple(self._located("places", self._proposed.places, asset.start)),
            means=tuple(
                MeansCue(kind, words) for kind, words in self._cues(Means, "means", self._proposed.means, quote)
            ),
            time=self._time(quote),
            actor=self._actor(quote, asset, speakers, certainty),
            attribution=speakers,
            certainty=certainty,
            certainty_cue=cue,
            evidence=tuple(self._evidence(quote, speakers)),
            support=Support.MODEL,
            score=score,
            reasons=(Reason("model", "a language model proposes it; every field stands in the text"), reason),
        )

    def _drop(self, field: str, words: str, why: str) -> None:
        self.dropped.append(Dropped(field, words[:LONGEST_NAME], why))

    def _passage(self, field: str, words: str, near: int, longest: int) -> Passage | None:
        if not words:
            return None
        if len(words) > longest:
            self._drop(field, words, f"it has {len(words):,} letters")
            return None
        place = locate(words, self._document.text, near)
        if place is None:
            self._drop(field, words, "it does not stand in the text")
            return None
        return self._document.passage(*place)

    def _listed(self, kind: type[Listed], field: str, word: str) -> Listed | None:
        try:
            return kind(word)
        except ValueError:
            self._drop(field, word, "it is none of the list")
            return None

    def _located(self, field: str, words: Sequence[str], near: int) -> Iterator[Passage]:
        found = (self._passage(field, one, near, LONGEST_NAME) for one in words)
        yield from dict.fromkeys(one for one in found if one is not None)

    def _cues(
        self, kind: type[Listed], field: str, pairs: Sequence[tuple[str, str]], quote: Passage
    ) -> Iterator[tuple[Listed, Passage]]:
        seen: set[Listed] = set()
        for word, words in pairs:
            listed = self._listed(kind, field, word)
            passage = (self._passage(field, words, quote.start, LONGEST_QUOTE) if words else quote) if listed else None
            if listed and passage and listed not in seen:
                seen.add(listed)
                yield listed, passage

    def _evidence(self, quote: Passage, speakers: Sequence[Speaker]) -> Iterator[EvidenceCue]:
        """What the model says is cited, and what kind of source speaks: an office's word is an official statement."""
        cited = dict(self._cues(EvidenceKind, "evidence", self._proposed.evidence, quote))
        for speaker in speakers:
            if speaker.kind in FROM_SPEAKER:
                cited.setdefault(FROM_SPEAKER[speaker.kind], speaker.words)
        yield from (EvidenceCue(kind, words) for kind, words in cited.items())

    def _certainty(self, quote: Passage) -> tuple[Certainty, Passage | None]:
        """What the model says, where the words that make it hedged or denied stand in the text; else asserted."""
        certainty = self._listed(Certainty, "certainty", self._proposed.certainty) or Certainty.ASSERTED
        if certainty is Certainty.ASSERTED:
            return certainty, None
        cue = self._passage("certainty_words", self._proposed.certainty_words, quote.start, LONGEST_NAME)
        if cue is None:
            self._drop("certainty", certainty.value, "no words of the text make it so")
            return Certainty.HEDGED, None
        return certainty, cue

    def _speakers(self, quote: Passage) -> Iterator[Speaker]:
        publisher = self._document.publisher.value.casefold() if self._document.publisher else ""
        for words in self._located("attribution", self._proposed.attribution, quote.start):
            if words.exact.casefold() == publisher:
                self._drop("attribution", words.exact, "it is the publisher itself")
            else:
                yield Speaker(words, kind_of_words(words.exact))

    def _actor(
        self, quote: Passage, asset: Passage, speakers: Sequence[Speaker], certainty: Certainty
    ) -> Passage | None:
        actor = self._passage("actor", self._proposed.actor, quote.start, LONGEST_NAME)
        if actor is None:
            return None
        if actor.covers(asset) or asset.covers(actor) or actor.exact.casefold() == asset.exact.casefold():
            self._drop("actor", actor.exact, "an asset never does harm")
            return None
        return actor

    def _time(self, quote: Passage) -> Period | None:
        """The interval our own grammar reads in the words; what it cannot read is no date, whatever the model meant."""
        words = self._passage("when", self._proposed.when, quote.start, LONGEST_NAME)
        if words is None:
            return None
        found = _dates(self._document.text, self._document.day, self._document.tongue)
        inside = [date for date in found if date.start < words.end and words.start < date.end and date.period.edtf()]
        if not inside:
            self._drop("when", words.exact, "no date can be read in it")
            return None
        return max(inside, key=lambda date: date.end - date.start).period

    def _license(self, quote: Passage, harm: Harm, certainty: Certainty) -> tuple[float, Reason]:
        """What our own words say of the harm."""
        told = harms_told(quote.exact, self._document.tongue)
        if told is None or not told:
            return UNSURE, Reason("words", "no word known here tells this harm; the model alone says so")
        if harm in told:
            return LICENSED, Reason("words", f"words known here tell that it was {harm.value}", 1.0)
        others = ", ".join(sorted(one.value for one in told))
        return AGAINST, Reason("words_against", f"the words known here tell {others}, not {harm.value}", -1.0)
