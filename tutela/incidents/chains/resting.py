"""How much of a text stands in another: in the same words, or as the same figures in the same order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.incidents.copies import WORD, Copy, Runs, runs_in
from tutela.incidents.facts import InOrder, Rarity, in_order, may_be_in_order
from tutela.incidents.marks import Marks
from tutela.incidents.quotations import SharedQuotation, quotations_in, shared_quotation
from tutela.model.documents import Document
from tutela.model.incidents import EdgeKind
from tutela.model.passages import Passage

COPY_SHARE = 0.5
"""From this share of a text's words on it copies another; rewritten copies share about a third (NEWS-COPY, ICLR
2023)."""
REWRITE_SHARE = 0.05
"""Below this share the common words are a stock phrase, and"""
ONE_PASSAGE = 0.3
"""below this one they may be, where they stand in one passage: two texts that rest on each other share several."""
BY_FIGURES = 0.6
"""A text retold with all its figures in order rests on another as surely as one that shares this many of its words."""
RUN = 5
"""Words of a short run."""
SHOWN = 3
"""Passages shown per edge, longest first."""


@dataclass(frozen=True, slots=True)
class Resting:
    """What two texts have in common, seen from the one that is taken to be the later."""

    kind: EdgeKind
    share: float
    """Of the text itself, 0 to 1."""
    back: float
    """Of the other text."""
    sentence: str
    evidence: tuple[Passage, ...]
    spans: tuple[tuple[int, int], ...] = ()
    """Where the common words stand in the text itself."""

    @property
    def strength(self) -> float:
        """How plainly the one rests on the other."""
        return self.share if self.spans else self.share * BY_FIGURES


class Common:
    """What the texts on one incident have in common, worked out once for every two of them."""

    def __init__(
        self,
        texts: Mapping[str, Document],
        copies: Iterable[Copy],
        marks: Marks,
        years: Iterable[str] = (),
        names: Iterable[str] = (),
    ) -> None:
        """`years` and `names` are what every text on the incident may give."""
        self._texts = texts
        self._marks = marks
        self._copies: dict[tuple[str, str], list[Copy]] = defaultdict(list)
        for copy in copies:
            self._copies[copy.first, copy.second].append(copy)
            self._copies[copy.second, copy.first].append(copy.turned())
        self._length = {name: max(len(WORD.findall(document.text)), 1) for name, document in texts.items()}
        self._rarity = Rarity(texts.values(), years, names, list(self._one_text()))

    def _one_text(self) -> Iterator[tuple[str, str]]:
        """Texts of which one is for the most part the other."""
        for (one, other), copies in self._copies.items():
            if sum(copy.words for copy in _apart(copies)) >= COPY_SHARE * self._length[one]:
                yield one, other

    def may_rest(self, one: str, other: str) -> bool:
        """Whether two texts have so much as a passage or enough figures in common; what says no is certain."""
        return (one, other) in self._copies or may_be_in_order(self._texts[one], self._texts[other], self._rarity)

    def between(self, later: str, earlier: str, named: bool) -> Resting | None:
        """How one text rests on another, by what says most; None where too little is common.

        `named` says that the later one names the publisher of the earlier.
        """
        worded = self._in_words(later, earlier)
        if worded and worded.kind is EdgeKind.COPIES:
            return worded
        figures = in_order(self._texts[later], self._texts[earlier], self._rarity, named)
        retold = self._retold(later, earlier, figures) if figures else None
        copied = self._in_short_runs(later, earlier) if worded or retold else None
        found = [one for one in (copied, worded, retold) if one]
        return max(found, key=lambda one: one.strength, default=None)

    def _in_words(self, later: str, earlier: str) -> Resting | None:
        copies = _apart(self._copies.get((later, earlier), ()))
        common = sum(copy.words for copy in copies)
        share, back = (min(1.0, common / self._length[name]) for name in (later, earlier))
        if max(share, back) < COPY_SHARE:
            # What stands between quotation marks both may have from who said it.
            own = [copy for copy in copies if not self._quoted(copy)]
            low = max(share, back) < REWRITE_SHARE
            if low or not own or (len(own) == 1 and max(share, back) < ONE_PASSAGE):
                return None
        kind = EdgeKind.COPIES if share >= COPY_SHARE else EdgeKind.REWRITES
        evidence = tuple(passage for copy in copies[:SHOWN] for passage in self._passages(copy))
        spans = tuple((copy.first_start, copy.first_end) for copy in copies)
        sentence = f"{share:.0%} of its words stand in both texts"
        return Resting(kind, share, back, sentence + self._beside(later, earlier), evidence, spans)

    def _in_short_runs(self, later: str, earlier: str) -> Resting | None:
        """A copy by runs too short to be looked for among all texts; asked of two that have something in common."""
        ours, theirs = (runs_in(self._texts[name].text, RUN) for name in (later, earlier))
        spans, back = _covered(ours, theirs), _covered(theirs, ours)
        words = sum(size for _, _, size in spans)
        share = words / self._length[later]
        if share < COPY_SHARE:
            return None
        passages = [self._texts[later].passage(start, end) for start, end, _ in spans]
        others = [self._texts[earlier].passage(start, end) for start, end, _ in back]
        longest = [max(some, key=lambda passage: len(passage.exact)) for some in (passages, others)]
        sentence = f"{share:.0%} of its words stand in both texts" + self._beside(later, earlier)
        shares = share, sum(size for _, _, size in back) / self._length[earlier]
        return Resting(EdgeKind.COPIES, *shares, sentence, tuple(longest), tuple((a, b) for a, b, _ in spans))

    def _quoted(self, copy: Copy) -> bool:
        """Whether a common passage is for the most part a quotation."""
        inside = sum(
            max(0, min(copy.first_end, quotation.end) - max(copy.first_start, quotation.start))
            for quotation in quotations_in(self._texts[copy.first].text)
        )
        return 2 * inside >= copy.first_end - copy.first_start

    def _retold(self, later: str, earlier: str, figures: InOrder) -> Resting:
        translated = _two_languages(self._texts[later], self._texts[earlier])
        where = "in both languages" if translated else "in both texts"
        names = len({ours.exact for ours, _ in figures.pairs}) - figures.figures
        told = f"{figures.figures} figures" + (f" and {names} names" if names > 0 else "")
        sentence = f"{told} stand {where} in the same order"
        evidence = tuple(passage for pair in figures.pairs[:SHOWN] for passage in pair)
        kind = EdgeKind.TRANSLATES if translated else EdgeKind.REWRITES
        return Resting(kind, figures.share, figures.back, sentence + self._beside(later, earlier), evidence)

    def quotation(self, later: str, earlier: str) -> SharedQuotation | None:
        """A quotation that both give."""
        return shared_quotation(self._texts[later], self._texts[earlier])

    def _beside(self, later: str, earlier: str) -> str:
        """What else they share, in words."""
        marks = [mark.sentence for mark in self._marks.shared(later, earlier) if mark.error][:1]
        quoted = self.quotation(later, earlier)
        return "".join(f"; {sentence}" for sentence in (*marks, *([quoted.sentence] if quoted else [])))

    def _passages(self, copy: Copy) -> tuple[Passage, Passage]:
        return (
            self._texts[copy.first].passage(copy.first_start, copy.first_end),
            self._texts[copy.second].passage(copy.second_start, copy.second_end),
        )

    def left(self, later: str, covered: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> float:
        """Of a text the share of its words that stand in some spans and in none of those covered already."""
        text = self._texts[later].text
        new = (
            sum(1 for _ in WORD.finditer(text, *piece)) for span in spans for piece in _without(span, sorted(covered))
        )
        return sum(new) / self._length[later]


def _without(span: tuple[int, int], covered: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of a span outside those covered, which come in order."""
    start, end = span
    for other_start, other_end in covered:
        if other_start > start:
            yield start, min(other_start, end)
        start = max(start, other_end)
        if start >= end:
            return
    yield start, end


def _covered(ours: Runs, theirs: Runs) -> list[tuple[int, int, int]]:
    """(start, end, words) of each stretch of our text made of runs that stand in theirs."""
    held = {run for run, _, _ in theirs}
    found: list[tuple[int, int, int]] = []
    last = -1
    for at, (run, start, end) in enumerate(ours):
        if run not in held:
            continue
        if found and at - last < RUN:
            begin, _, size = found[-1]
            found[-1] = begin, end, size + at - last
        else:
            found.append((start, end, RUN))
        last = at
    return found


def _two_languages(one: Document, other: Document) -> bool:
    return bool(one.language and other.language) and one.tongue != other.tongue


def _apart(copies: Iterable[Copy]) -> list[Copy]:
    """Passages that do not overlap in the first document, longest first."""
    kept: list[Copy] = []
    for copy in copies:
        if all(copy.first_end <= other.first_start or other.first_end <= copy.first_start for other in kept):
            kept.append(copy)
    return kept
