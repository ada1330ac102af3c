"""Rare values and errors that two texts on one incident share and most others do not: they betray a common source.

A name spelt as nobody else spells it, a day that is not the day the others give, a number that stands in two texts of
many: whoever was there himself does not make the same slip (Dong, Berti-Équille, Srivastava 2009, "Integrating
conflicting data"). Each is looked for among the texts on one incident only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.incidents.facts import figures_in
from tutela.language.name_comparison import SAME_WORD, word_similarity
from tutela.language.names import fold, script_of
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.passages import Passage

OTHERS = 2
"""So many other texts must give another value, or nothing is known to be rare."""
MOST_SHARE = 0.4
"""Share of the texts that give a value up to which it is rare."""
LONG_FIGURE = 3
"""Digits from which a number that few give is looked at: two texts may count 25 by themselves."""
SHORTEST = 5
"""Letters from which a name can be misspelt and still be known."""
SAME_SPELLING = 0.9
"""Likeness from which two spellings may be one name misspelt; names of two languages are further apart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value few texts give."""

    kind: str
    """`spelling`, `day` or `figure`."""
    value: str
    usual: str = ""
    """What most give instead, for a spelling and a day."""

    def sentence(self, given: int, all_: int) -> str:
        """In words."""
        few = f"{given} of {all_} texts"
        if self.kind == "spelling":
            return f"“{self.value}” is spelt so in {few}, “{self.usual}” in most"
        if self.kind == "day":
            return f"{self.value} is given as the day in {few}, {self.usual} in most"
        return f"the number {self.value} stands in {few}"


@dataclass(frozen=True, slots=True)
class SharedMark:
    """A rare value in two texts."""

    score: float
    """0 to 1: the fewer texts give it, and the more give another, the higher."""
    sentence: str
    evidence: tuple[Passage, Passage]
    error: bool
    """Whether others give another value for the same thing."""


class Marks:
    """The rare values of the texts on one incident."""

    def __init__(self, documents: Iterable[Document], claims: Iterable[Claim]) -> None:
        texts = {document.id: document for document in documents}
        told = [claim for claim in claims if claim.document in texts]
        self._whole = len(texts)
        self._given: dict[Mark, dict[str, Passage]] = {}
        if self._whole >= OTHERS + 2:
            for mark, where in (*_spellings(told), *_days(told), *_figures(texts)):
                self._given[mark] = where

    def shared(self, one: str, other: str) -> tuple[SharedMark, ...]:
        """What two texts, by their ids, share and most others do not, the rarest first."""
        found = [
            SharedMark(
                round(1 - len(where) / self._whole, 3),
                mark.sentence(len(where), self._whole),
                (where[one], where[other]),
                mark.kind != "figure",
            )
            for mark, where in self._given.items()
            if one in where and other in where
        ]
        return tuple(sorted(found, key=lambda shared: (-shared.score, not shared.error, shared.evidence[0].start)))

    def sharing(self, document: str) -> frozenset[str]:
        """Ids of the texts that share an error with one."""
        found = (set(where) for mark, where in self._given.items() if mark.kind != "figure" and document in where)
        return frozenset().union(*found) - {document}


def _is_rare(given: int, others: int) -> bool:
    return given >= 2 and others >= OTHERS and given <= MOST_SHARE * (given + others)


def _spellings(claims: Sequence[Claim]) -> Iterator[tuple[Mark, dict[str, Passage]]]:
    """Spellings of a name in the words for the asset and its places; each script and language for itself."""
    where: dict[tuple[str, str], dict[str, Passage]] = defaultdict(dict)
    written: dict[tuple[str, str], str] = {}
    for claim in claims:
        for words in (claim.asset, *claim.places):
            for word in words.exact.split():
                bare = fold(word)
                if len(bare) >= SHORTEST and word[:1].upper() == word[:1]:
                    key = script_of(word), bare
                    where[key].setdefault(claim.document, words)
                    written.setdefault(key, word.strip(" ,.;:“”\"'«»()"))
    for key, texts in where.items():
        usual = [other for other in where if other[0] == key[0] and other != key and _misspelt(key[1], other[1])]
        best = max(usual, key=lambda other: (len(where[other]), other), default=None)
        others = len(where[best].keys() - texts.keys()) if best else 0
        if best and _is_rare(len(texts), others):
            yield Mark("spelling", written[key], written[best]), texts


def _misspelt(one: str, other: str) -> bool:
    """Whether one word is the other with a letter or two changed, not inflected: endings differ in every case."""
    if one.startswith(other[:-2]) or other.startswith(one[:-2]):
        return False
    return max(SAME_WORD, SAME_SPELLING) <= word_similarity(one, other) < 1


def _days(claims: Sequence[Claim]) -> Iterator[tuple[Mark, dict[str, Passage]]]:
    """Days given for the act that are not the day most give."""
    where: dict[str, dict[str, Passage]] = defaultdict(dict)
    for claim in claims:
        day = claim.time.start if claim.time and claim.time.start == claim.time.end else None
        if claim.time and day and len(day) == len("2020-10-08"):
            where[day].setdefault(claim.document, claim.time.words or claim.quote)
    most = max(where, key=lambda day: (len(where[day]), day), default="")
    for day, texts in where.items():
        if day != most and _is_rare(len(texts), len(where[most])):
            yield Mark("day", day, most), texts


def _figures(texts: Mapping[str, Document]) -> Iterator[tuple[Mark, dict[str, Passage]]]:
    """Long numbers that few texts give."""
    years = {(document.day or "")[:4] for document in texts.values()}
    counts = Counter(value for document in texts.values() for value in _values(document))
    rare = {
        value
        for value, count in counts.items()
        if len(value) >= LONG_FIGURE and value not in years and _is_rare(count, len(texts) - count)
    }
    for value in sorted(rare):
        yield Mark("figure", value), {name: at for name, text in texts.items() if (at := _place(text, value))}


def _values(document: Document) -> set[str]:
    return {figure.value for figure in figures_in(document.text)}


def _place(document: Document, value: str) -> Passage | None:
    found = (figure for figure in figures_in(document.text) if figure.value == value)
    return next((document.passage(figure.start, figure.end) for figure in found), None)
