"""Figures and names that a text gives, in order, and those that two texts share where others do not.

Every report of a shelling gives its day and place; that 1,456 books burned and 38 people sat in the cellar, in this
order, is what a text has from another, in whatever words and language. How telling a figure or name is, only the texts
it is looked for in can say: what all of them give tells nothing (Dong, Berti-Équille, Srivastava 2009: shared rare
values betray copying).
"""

import bisect
import functools
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tutela.language.names import script_of, skeleton
from tutela.model.clusters import components
from tutela.model.documents import Document
from tutela.model.passages import Passage

FIGURE = re.compile(r"\d\d?:\d\d(?!\d)|\d[\d.,]*\d")
"""A time of day, or a number of two digits or more; single digits are shared by chance."""
WORD = re.compile(r"[^\W\d_]+")
SENTENCE_END = re.compile(r"[.!?։。؟](?=\s)|\n")
CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
NAME_BONES = 4
"""Consonants from which a name is compared across spellings and scripts."""
MOST = 300
"""Signs looked at, the first ones: what has more is a table, and the time grows with their square."""
UNSEEN = 4
"""Texts that are reckoned to give a sign or not beside those at hand: of two texts that share it little follows."""
ROUND, LONG, NAME = 0.5, 1.5, 0.7
"""Weights beside a number of two digits: of one that ends in a nought ("20 graves": an estimate that two may make), of
one of three digits or more or a time of day, of a name."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A number, a time of day or a name where it stands."""

    value: str
    """The digits; the consonants of a name."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class InOrder:
    """The signs that two texts give in one order."""

    share: float
    """Of the weight of the first text's signs, 0 to 1."""
    back: float
    """The same of the second text."""
    weight: float
    figures: int
    """How many of them are figures."""
    pairs: tuple[tuple[Passage, Passage], ...]
    """As each writes them, in the order of the texts."""


@functools.lru_cache(maxsize=4096)
def figures_in(text: str) -> tuple[Sign, ...]:
    """The figures of a text in order; "1,456" and "1.456" are one value, digits of every script count."""
    found = itertools.islice(FIGURE.finditer(text), MOST)
    return tuple(Sign(_value(match[0]), *match.span()) for match in found)


def _value(figure: str) -> str:
    """The digits that count, as text: Python makes no number of more than 4,300 of them."""
    digits = "".join(str(unicodedata.digit(letter)) for letter in figure if letter.isdecimal()).lstrip("0")
    return digits + ":" * (":" in figure)


@functools.lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[Sign, ...]:
    """The words of a text written as names are, by their consonants; of scripts without capitals every long word."""
    return tuple(itertools.islice(_names(text), MOST))


def _names(text: str) -> Iterator[Sign]:
    for match in WORD.finditer(text):
        bones = _bones(match[0]) if match[0][0] != match[0][0].lower() or script_of(match[0]) not in CASED else ""
        if len(bones) >= NAME_BONES:
            yield Sign(bones, *match.span())


@functools.lru_cache(maxsize=1 << 17)
def _bones(word: str) -> str:
    return skeleton(word).replace(" ", "")


@functools.lru_cache(maxsize=4096)
def signs_in(text: str) -> tuple[Sign, ...]:
    """Figures and names in order."""
    return tuple(sorted((*figures_in(text), *names_in(text)), key=lambda sign: sign.start))[:MOST]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is looked at, and how much of it two texts must have in common."""

    signs: Callable[[str], tuple[Sign, ...]]
    telling: float
    """Least weight of what is common, and"""
    share: float
    """its least share in the text that gives less."""
    least: int = 3
    """Different signs, in as many sentences of one text and one fewer of the other."""


KINDS = (_Kind(figures_in, 4.0, 0.75), _Kind(signs_in, 12.0, 0.5))
"""Figures alone, or with the names between them: a translation keeps most names, but writes some with small letters."""
NAMED_KIND = _Kind(figures_in, 1.0, 0.75, 1)
"""Where the one text names the publisher of the other."""
SLACK = 1e-9
"""Weights added up in another order differ by less."""


class Rarity:
    """How telling each sign is among the texts on one incident."""

    def __init__(
        self,
        texts: Iterable[Document],
        years: Iterable[str] = (),
        names: Iterable[str] = (),
        copies: Iterable[tuple[str, str]] = (),
    ) -> None:
        """How many texts give each sign, those that copy each other counted once.

        Args:
            years: what every text on the incident may give, as
            names: those of its asset and places.
            copies: ids of texts that are one text.
        """
        held = {text.id: text for text in texts}
        place = {name: number for number, name in enumerate(held)}
        groups = components(len(held), ((place[one], place[other]) for one, other in copies))
        home = {member: number for number, group in enumerate(groups) for member in group}
        known = {*years, *(_bones(word) for name in names for word in WORD.findall(name))}
        given = {(home[place[name]], sign.value) for name, text in held.items() for sign in signs_in(text.text)}
        counts = Counter(value for _, value in given if value not in known)
        self._weights = {v: _plainness(v) * math.log2((len(groups) + UNSEEN) / count) for v, count in counts.items()}
        self._values = {
            kind.signs: {
                name: frozenset(sign.value for sign in kind.signs(text.text) if self.of(sign.value))
                for name, text in held.items()
            }
            for kind in KINDS
        }
        self._totals = {
            signs: {name: self.weight(values) for name, values in told.items()} for signs, told in self._values.items()
        }

    def of(self, value: str) -> float:
        """0 for what tells nothing."""
        return self._weights.get(value, 0.0)

    def weight(self, values: Iterable[str]) -> float:
        """Of several, each once."""
        return sum(self._weights.get(value, 0.0) for value in values)

    def totals(self, kind: _Kind, one: Document, other: Document) -> tuple[float, float]:
        """The weight of all signs of a kind in two texts."""
        return self._totals[kind.signs][one.id], self._totals[kind.signs][other.id]

    def common(self, kind: _Kind, one: Document, other: Document) -> frozenset[str]:
        """The telling signs of a kind that both give."""
        return self._values[kind.signs][one.id] & self._values[kind.signs][other.id]


def _plainness(value: str) -> float:
    if not value[:1].isdigit():
        return NAME
    if len(value) > 2:
        return LONG
    return ROUND if value.endswith("0") else 1.0


def may_be_in_order(one: Document, other: Document, rarity: Rarity) -> bool:
    """Whether two texts share enough signs for `in_order` to find anything, whichever names the other."""
    return any(_shared(one, other, rarity, kind, SLACK) for kind in (NAMED_KIND, *KINDS))


def in_order(one: Document, other: Document, rarity: Rarity, named: bool = False) -> InOrder | None:
    """The signs that two texts give in one order, where they are many and telling enough; None where not.

    `named` says that the first text names the publisher of the other: little in common is then enough.
    """
    kinds = [NAMED_KIND] if named else []
    return next((found for kind in (*KINDS, *kinds) if (found := _in_order(one, other, rarity, kind))), None)


def _in_order(one: Document, other: Document, rarity: Rarity, kind: _Kind) -> InOrder | None:
    common = _shared(one, other, rarity, kind)
    if not common:
        return None
    totals = rarity.totals(kind, one, other)
    least = max(kind.telling, kind.share * min(totals))
    ours, theirs = ([sign for sign in kind.signs(document.text) if sign.value in common] for document in (one, other))
    places = _common_order([sign.value for sign in ours], [sign.value for sign in theirs])
    told = {ours[at].value for at, _ in places}
    weight = rarity.weight(told)
    if len(told) < kind.least or weight < least or not _spread(kind, one, other, places, ours, theirs):
        return None
    pairs = tuple((_passage(one, ours[a]), _passage(other, theirs[b])) for a, b in places)
    figures = sum(value[:1].isdigit() for value in told)
    return InOrder(weight / totals[0], weight / totals[1], weight, figures, pairs)


def _shared(one: Document, other: Document, rarity: Rarity, kind: _Kind, slack: float = 0.0) -> frozenset[str]:
    """The signs that both give in whatever order; none where they are too few or tell too little."""
    common = rarity.common(kind, one, other)
    if len(common) < kind.least:
        return frozenset()
    least = max(kind.telling, kind.share * min(rarity.totals(kind, one, other)))
    return common if rarity.weight(common) >= least - slack else frozenset()


def _spread(
    kind: _Kind,
    one: Document,
    other: Document,
    places: Sequence[tuple[int, int]],
    ours: Sequence[Sign],
    theirs: Sequence[Sign],
) -> bool:
    """Whether the signs stand in several sentences, or in most of those that hold any.

    A list of counts in one sentence is one fact that many quote.
    """
    told = (one, [ours[a] for a, _ in places]), (other, [theirs[b] for _, b in places])
    spread = [_sentences(document, signs) for document, signs in told]
    all_told = [_sentences(document, kind.signs(document.text)) for document, _ in told]
    whole = all(2 * number > most for number, most in zip(spread, all_told, strict=True))
    return whole or sorted(spread) >= [kind.least - 1, kind.least]


def _sentences(document: Document, signs: Iterable[Sign]) -> int:
    ends = _ends(document.text)
    return len({bisect.bisect(ends, sign.start) for sign in signs})


@functools.lru_cache(maxsize=4096)
def _ends(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in SENTENCE_END.finditer(text))


def _passage(document: Document, sign: Sign) -> Passage:
    return document.passage(sign.start, sign.end)


def _common_order(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Places of a longest common subsequence."""
    length = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for a in reversed(range(len(ours))):
        for b in reversed(range(len(theirs))):
            longer = max(length[a + 1][b], length[a][b + 1])
            length[a][b] = length[a + 1][b + 1] + 1 if ours[a] == theirs[b] else longer
    found, a, b = [], 0, 0
    while a < len(ours) and b < len(theirs):
        if ours[a] == theirs[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif length[a + 1][b] >= length[a][b + 1]:
            a += 1
        else:
            b += 1
    return found


def years_of(documents: Iterable[Document], days: Iterable[str]) -> frozenset[str]:
    """The years in which the texts appeared and of which the incident's claims tell."""
    published = (document.day or "" for document in documents)
    return frozenset(day[:4] for day in (*published, *days) if day[:4].isdigit())
