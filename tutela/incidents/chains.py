"""The publication chain: which document rests on which document or origin, with the passages that show it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tutela.incidents.copies import WORD, Copy
from tutela.incidents.media import shared_medium
from tutela.incidents.sourcing import Source
from tutela.incidents.translations import translated
from tutela.incidents.voices import Voice
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import ChainEdge, EdgeKind
from tutela.model.media import Medium
from tutela.model.passages import Passage

COPY_SHARE = 0.5
"""From this share of a text's words on it copies another; rewritten copies share about a third (NEWS-COPY, ICLR
2023)."""
REWRITE_SHARE = 0.05
"""Below this share the common words are a quotation or a stock phrase."""
CARRIED = 0.6
"""How surely a text that names an agency rests on a paper carrying it: of 8 such edges in the corpus 7 are right."""
SHOWN = 3
"""Passages shown per edge, longest first."""


class Chains:
    """Draws the chain of each incident; what documents share is worked out once for all of them."""

    def __init__(
        self,
        texts: Mapping[str, Document],
        copies: Sequence[Copy],
        sources: Mapping[str, Source],
        origins: Mapping[str, str],
        media: Mapping[str, Sequence[Medium]] | None = None,
    ) -> None:
        self._media = media or {}
        self._texts = texts
        self._sources = sources
        self._origins = origins
        self._copies: dict[tuple[str, str], list[Copy]] = defaultdict(list)
        for copy in copies:
            self._copies[copy.first, copy.second].append(copy)
            self._copies[copy.second, copy.first].append(copy.turned())

    def of(self, claims: Sequence[Claim]) -> tuple[ChainEdge, ...]:
        """The edges between the documents and origins of one incident."""
        told = [self._sources[claim.id] for claim in claims]
        documents = sorted({claim.document for claim in claims})
        edges = [*self._attributions(told)]
        said: dict[str, list[Source]] = defaultdict(list)
        for source in told:
            said[source.claim.document].append(source)
        for later in documents:
            for earlier in documents:
                if later != earlier:
                    edges += self._between(later, earlier, said[later], said[earlier][0])
        return tuple(edges)

    def _attributions(self, told: Sequence[Source]) -> Iterator[ChainEdge]:
        """Each document to the origins that its text names."""
        shown: dict[tuple[str, str], list[Source]] = defaultdict(list)
        for source in told:
            shown[source.claim.document, self._origins[source.claim.id]].append(source)
        for (document, origin), sources in sorted(shown.items(), key=lambda item: item[0]):
            words = [speaker.words for source in sources for speaker in source.claim.attribution[:1]]
            if words:
                sentence = f"{sources[0].publisher.words} attributes it to {words[0].exact}"
                yield ChainEdge(document, origin, EdgeKind.CITES, 1.0, sentence, tuple(words[:SHOWN]))

    def _between(self, later: str, earlier: str, ours: Sequence[Source], theirs: Source) -> Iterator[ChainEdge]:
        """How one document rests on another."""
        drawn = (
            self._copied(later, earlier),
            self._translated(later, earlier),
            self._embedded(later, earlier),
            _credited(ours, theirs),
            _cited(ours, theirs),
        )
        for edge in drawn:
            if edge:
                yield edge

    def _copied(self, later: str, earlier: str) -> ChainEdge | None:
        copies = self._copies.get((later, earlier))
        if not copies or self._came_first(later, earlier):
            return None
        share = min(
            1.0, sum(copy.words for copy in _apart(copies)) / max(len(WORD.findall(self._texts[later].text)), 1)
        )
        if share < REWRITE_SHARE:
            return None
        kind = EdgeKind.COPIES if share >= COPY_SHARE else EdgeKind.REWRITES
        order, known = self._order(later, earlier)
        score = round(share if known else share / 2, 3)
        evidence = tuple(passage for copy in copies[:SHOWN] for passage in self._passages(copy))
        return ChainEdge(
            later, earlier, kind, score, f"{share:.0%} of its words stand in both texts; {order}", evidence
        )

    def _translated(self, later: str, earlier: str) -> ChainEdge | None:
        found = None if self._came_first(later, earlier) else translated(self._texts[later], self._texts[earlier])
        if not found:
            return None
        order, known = self._order(later, earlier)
        score = round(found.share if known else found.share / 2, 3)
        sentence = f"{len(found.figures)} figures stand in both languages in the same order; {order}"
        evidence = tuple(passage for pair in found.figures[:SHOWN] for passage in pair)
        return ChainEdge(later, earlier, EdgeKind.TRANSLATES, score, sentence, evidence)

    def _embedded(self, later: str, earlier: str) -> ChainEdge | None:
        """Whether both show one picture or video; which took it from which only the order of publication tells."""
        if not self._media or self._came_first(later, earlier):
            return None
        same = shared_medium(self._media.get(later, ()), self._media.get(earlier, ()))
        if same is None:
            return None
        order, known = self._order(later, earlier)
        score = same.score if known else round(same.score / 2, 3)
        return ChainEdge(later, earlier, EdgeKind.EMBEDS, score, f"{same.sentence}; {order}")

    def _order(self, later: str, earlier: str) -> tuple[str, bool]:
        """Which came first, in words, and whether that is known."""
        known = self._came_first(earlier, later)
        return "appeared later" if known else "which of the two came first is not known", known

    def _came_first(self, one: str, other: str) -> bool:
        """Whether the dates show that a document appeared before another."""
        first, second = self._texts[one].day, self._texts[other].day
        return bool(first and second and len(first) == len(second) and first < second)

    def _passages(self, copy: Copy) -> tuple[Passage, Passage]:
        return (
            self._texts[copy.first].passage(copy.first_start, copy.first_end),
            self._texts[copy.second].passage(copy.second_start, copy.second_end),
        )


def _apart(copies: Sequence[Copy]) -> list[Copy]:
    """Passages that do not overlap in the first document, longest first."""
    kept: list[Copy] = []
    for copy in copies:
        if all(copy.first_end <= other.first_start or other.first_end <= copy.first_start for other in kept):
            kept.append(copy)
    return kept


def _credited(ours: Sequence[Source], theirs: Source) -> ChainEdge | None:
    """A credit line that names the other's publisher."""
    for voice, words in zip(ours[0].credited, ours[0].credit_words, strict=True):
        if voice.same(theirs.publisher) and not ours[0].publisher.same(theirs.publisher):
            sentence = f"{ours[0].publisher.words} credits {voice.words}"
            evidence = (words,) if words else ()
            return ChainEdge(ours[0].claim.document, theirs.claim.document, EdgeKind.CREDITS, 0.8, sentence, evidence)
    return None


def _cited(ours: Sequence[Source], theirs: Source) -> ChainEdge | None:
    """A source in the text that is the other's publisher, or whose report the other says it carries."""
    for source in ours:
        for voice, speaker in zip(source.speakers, source.claim.attribution, strict=True):
            told = _named(voice, source, theirs)
            if told:
                score, sentence = told
                ids = source.claim.document, theirs.claim.document
                return ChainEdge(*ids, EdgeKind.CITES, score, sentence, (speaker.words,))
    return None


def _named(voice: Voice, source: Source, theirs: Source) -> tuple[float, str] | None:
    """How surely a text that names somebody rests on the other, and why.

    Two papers that carry one agency name it both; neither rests on the other.
    """
    if voice.same(theirs.publisher):
        return 0.9, f"{source.publisher.words} names {voice.words} as its source"
    carried = any(voice.same(credit) for credit in theirs.credited)
    if carried and not any(voice.same(own) for own in (source.publisher, *source.credited)):
        return CARRIED, f"{source.publisher.words} names {voice.words}, whose report {theirs.publisher.words} carries"
    return None
