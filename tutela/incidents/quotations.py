"""Quotations that two texts share: word for word in one language, by speaker, figures and names across languages.

A rewrite changes all but what stands between quotation marks; a translation keeps of a quotation its speaker, its
figures and its names, in their order. Quotation marks of every usage count; what is shorter than LEAST_WORDS is a title
or a term, not somebody's words.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutela.incidents.facts import figures_in
from tutela.incidents.voices import role_of
from tutela.language.names import fold, script_of, skeleton
from tutela.model.documents import Document
from tutela.model.passages import Passage

QUOTED = re.compile(r"“([^“”\n]{8,800})”|«\s*([^«»\n]{8,800}?)\s*»|„([^„“”\n]{8,800})[“”]|\"([^\"\n]{8,800})\"")
"""The inside of quotation marks of one line: “English”, «French», „German“, "typewritten"."""
WORD = re.compile(r"\w+")
LEAST_WORDS = 4
"""Words from which a quotation is somebody's words: "cultural genocide" is a term that many use."""
ALIKE = 0.8
"""Share of the shorter quotation's words that must stand in the longer one in one run: papers cut quotations."""
LEAST_SIGNS = 2
"""Figures and names in common, in order, from which quotations of two languages are one, if their speaker is."""
NAMED = 4
"""Letters of a name's consonants from which it is compared across scripts, and"""
BESIDE = 90
"""characters after and before a quotation in which its speaker is looked for."""
MOST = 40
"""Quotations of a text that are looked at."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks."""

    words: tuple[str, ...]
    signs: tuple[str, ...]
    """Its figures, and its names by their consonants, in order."""
    speakers: frozenset[str]
    """What stands beside it and may name its speaker: roles, and names by their consonants."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SharedQuotation:
    """One quotation in two texts."""

    score: float
    """1 where it stands word for word in both, less the more of the longer one the shorter leaves out; half across
    languages."""
    sentence: str
    evidence: tuple[Passage, Passage]


@functools.lru_cache(maxsize=4096)
def quotations_in(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, in order."""
    return tuple(_quotations(text))[:MOST]


def _quotations(text: str) -> Iterator[Quotation]:
    for match in QUOTED.finditer(text):
        start, end = match.span(match.lastindex or 0)
        inside = text[start:end]
        words = tuple(fold(word) for word in WORD.findall(inside))
        if len(words) >= LEAST_WORDS or _caseless(inside):
            around = text[max(match.start() - BESIDE, 0) : match.start()], text[match.end() : match.end() + BESIDE]
            yield Quotation(words, _signs(inside), frozenset(_speakers(around)), start, end)


def _caseless(words: str) -> bool:
    return script_of(words) in ("Hans", "Hant", "Jpan", "Kore", "Thai")


def _signs(inside: str) -> tuple[str, ...]:
    figures = [(figure.start, figure.value) for figure in figures_in(inside)]
    named = [(match.start(), _bones(match[0])) for match in WORD.finditer(inside) if match.start()]
    written = {match.start(): match[0] for match in WORD.finditer(inside)}
    names = [(at, bones) for at, bones in named if len(bones) >= NAMED and _is_name(written[at])]
    return tuple(sign for _, sign in sorted(figures + names))


def _is_name(word: str) -> bool:
    """Whether a word is written as names are; in a script without capitals nothing tells."""
    return word[:1].isupper() or word[:1].lower() == word[:1].upper()


@functools.lru_cache(maxsize=65536)
def _bones(word: str) -> str:
    return "" if word.isdigit() else skeleton(word)


def _speakers(around: tuple[str, str]) -> Iterator[str]:
    for piece in around:
        for match in WORD.finditer(piece):
            role = role_of(match[0])
            if role:
                yield f"role:{role}"
            elif len(_bones(match[0])) >= NAMED - 1 and _is_name(match[0]):
                yield _bones(match[0])


@functools.lru_cache(maxsize=65536)
def shared_quotation(one: Document, other: Document) -> SharedQuotation | None:
    """The surest of the quotations that two texts share; None where they share none."""
    ours, theirs = quotations_in(one.text), quotations_in(other.text)
    found = [shared for a in ours for b in theirs if (shared := _shared(one, a, other, b))]
    return max(found, key=lambda shared: (shared.score, len(shared.evidence[0].exact)), default=None)


def _shared(one: Document, a: Quotation, other: Document, b: Quotation) -> SharedQuotation | None:
    if _common_share(a, b) >= ALIKE:
        least, most = sorted((len(a.words), len(b.words)))
        said = "word for word" if least == most else f"of one of {most} words the other gives {least}"
        sentence = f"both quote the same words ({said})"
        return SharedQuotation(round(least / most, 3), sentence, _both(one, a, other, b))
    if one.tongue == other.tongue:
        return None
    common = [sign for sign in dict.fromkeys(a.signs) if sign in b.signs]
    order = [b.signs.index(sign) for sign in common]
    if len(common) < LEAST_SIGNS or order != sorted(order) or not a.speakers & b.speakers:
        return None
    sentence = f"both quote one speaker giving {len(common)} figures and names in the same order in two languages"
    return SharedQuotation(0.5, sentence, _both(one, a, other, b))


def _both(one: Document, a: Quotation, other: Document, b: Quotation) -> tuple[Passage, Passage]:
    return one.passage(a.start, a.end), other.passage(b.start, b.end)


def _common_share(a: Quotation, b: Quotation) -> float:
    """Of the shorter quotation's words the share of the longest run that stands in the longer one; 0 below ALIKE."""
    small, large = sorted((a.words, b.words), key=len)
    held = frozenset(large)
    # No run is longer than the words in common are many: this spares nearly all comparisons word by word.
    if len(small) < LEAST_WORDS or sum(word in held for word in small) / len(small) < ALIKE:
        return 0.0
    if small == large:
        return 1.0
    best, row = 0, [0] * (len(large) + 1)
    for word in small:
        row = [0, *(row[at] + 1 if word == other else 0 for at, other in enumerate(large))]
        best = max(best, *row)
    return best / len(small)
