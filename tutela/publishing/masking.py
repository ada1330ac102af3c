"""Finding withheld names and positions in any text, whatever the script or spelling, and cutting them out.

Names are compared by sound-levelled Latin spelling (`language.names`), so that Шуша, Şuşa and Shusha are found by any
of them; endings of a few letters are allowed (Amarasi, Аварскому). Doubt falls on the side of masking.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from anyascii import anyascii

from tutela.language.names import fold, romanise, spelling
from tutela.model.geometry import Position
from tutela.model.passages import Passage

MASK = "[withheld]"
"""The one mask, whatever it hides: its length and form tell nothing."""

Span = tuple[int, int]

MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0711\u0730-\u074a\u200b-\u200f\u00ad"
"""Vowel points, accents written apart, soft hyphens and invisible characters: they belong to the word they stand in."""
WORD = re.compile(rf"[^\W_][^\W_{MARKS}]*(?:[{MARKS}'’ʼʻ՚`´]*[^\W_]+)*[{MARKS}]*")
INVISIBLE = re.compile(rf"[{MARKS}]")
DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{2,}(?!\d)")
SEXAGESIMAL = re.compile(r"(\d{1,3})\s*[°º]\s*(\d{1,2})(?:\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|'')?)?)?")

INFLECTED_FROM = 5
"""Shortest name that may carry an ending: with four letters endings turn it into other words (Sos, Soski)."""
ENDING = "[a-z]{0,4}"
GLUED_FROM = 6
"""Shortest name looked for inside run-together words (addresses, hashtags, file names)."""
NEAR_DEGREES = 0.0101
"""A number with decimals this near a withheld coordinate is masked: about a kilometre, or rounding to two decimals.
Degrees and minutes get twice that, since a minute is a 60th."""
TOKEN_FROM = 4
"""Shortest part of a name that gives the name away by itself."""


@functools.lru_cache(maxsize=65536)
def _keys(word: str) -> tuple[str, str]:
    """A word's level spelling, by its language's table and letter by letter."""
    bare = INVISIBLE.sub("", word)
    return tuple(spelling(fold(latin).replace(" ", "")) for latin in (romanise(bare), anyascii(bare)))  # type: ignore[return-value]


def words_of(text: str) -> list[re.Match[str]]:
    """The words of a text, vowel points and apostrophes kept with them."""
    return list(WORD.finditer(text))


def phrase_keys(name: str) -> set[tuple[str, ...]]:
    """A name as sequences of level words, one per way of romanising it."""
    rows = [_keys(match.group()) for match in words_of(name)]
    return {tuple(key for key in column if key) for column in zip(*rows, strict=True)} - {()}


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds withheld names and positions in texts."""

    phrases: frozenset[tuple[str, ...]] = frozenset()
    positions: tuple[Position, ...] = ()
    _pattern: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.phrases:
            object.__setattr__(self, "_pattern", _phrase_pattern(self.phrases))

    def spans(self, text: str) -> list[Span]:
        """Where withheld names or positions stand in a text, in order, without overlaps."""
        return merged([*self._names(text), *self._coordinates(text)])

    def finds(self, text: str) -> bool:
        """Whether a text gives anything away, run together or percent-encoded too (addresses, file names)."""
        plain = unquote(text)
        return bool(self.spans(plain)) or self._glued(plain)

    def mask(self, text: str) -> str:
        """The text with the mask in place of what is withheld; an address that gives something away goes whole."""
        if "://" in text and " " not in text.strip():
            return "" if self.finds(text) else text
        return cut(text, self.spans(text)).text

    def _names(self, text: str) -> Iterator[Span]:
        if self._pattern is None:
            return
        words = words_of(text)
        for way in (0, 1):
            yield from _matches(self._pattern, words, [_keys(word.group())[way] for word in words])

    def _glued(self, text: str) -> bool:
        for way in (0, 1):
            run = "".join(_keys(word.group())[way] for word in words_of(text))
            if any(len(joined) >= GLUED_FROM and joined in run for joined in map("".join, self.phrases)):
                return True
        return False

    def _coordinates(self, text: str) -> Iterator[Span]:
        numbers = [abs(value) for place in self.positions for value in (place.lat, place.lon)]
        if not numbers:
            return
        for match in DECIMAL.finditer(text):
            if any(abs(float(match.group().replace(",", ".")) - number) <= NEAR_DEGREES for number in numbers):
                yield match.span()
        for match in SEXAGESIMAL.finditer(text):
            if any(abs(_degrees(match) - number) <= NEAR_DEGREES * 2 for number in numbers):
                yield match.span()


def _degrees(match: re.Match[str]) -> float:
    degrees, minutes, seconds = match.groups()
    return int(degrees) + int(minutes) / 60 + float((seconds or "0").replace(",", ".")) / 3600


def _phrase_pattern(phrases: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda words: (-sum(map(len, words)), words))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(_phrase, longest_first))})(?!\S)")


def _phrase(words: Sequence[str]) -> str:
    return " ?".join(map(_inflected, words))


def _inflected(word: str) -> str:
    if len(word) < INFLECTED_FROM:
        return re.escape(word)
    return re.escape(word.rstrip("aeiouy") if len(word) > INFLECTED_FROM else word) + ENDING


def _matches(pattern: re.Pattern[str], words: Sequence[re.Match[str]], keys: Sequence[str]) -> Iterator[Span]:
    found = list(pattern.finditer(" ".join(keys)))
    if not found:
        return
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for key in keys:
        starts.append(at)
        at += len(key) + 1
        ends.append(at - 1)
    for match in found:
        first, last = bisect_right(ends, match.start()), bisect_left(starts, match.end()) - 1
        if first <= last:
            yield words[first].start(), words[last].end()


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap taken together."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """A text with spans replaced by the mask, and the way from old offsets to new ones."""

    text: str
    spans: tuple[Span, ...] = ()
    """What was replaced, in the old text."""

    def passage(self, passage: Passage) -> Passage:
        """The same passage in the new text; a mask it touches belongs to it whole."""
        start, end = self._moved(passage.start, first=True), self._moved(passage.end, first=False)
        return Passage(passage.document, start, end, self.text[start:end])

    def _moved(self, offset: int, first: bool) -> int:
        shift = 0
        for start, end in self.spans:
            if end <= offset:
                shift += len(MASK) - (end - start)
            elif start < offset:
                return start + shift + (0 if first else len(MASK))
        return offset + shift


def cut(text: str, spans: Iterable[Span]) -> Cut:
    """The text with each span replaced by the mask; spans with nothing but space between them become one."""
    joined: list[Span] = []
    for start, end in merged(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    parts, at = [], 0
    for start, end in joined:
        parts += [text[at:start], MASK]
        at = end
    return Cut("".join([*parts, text[at:]]), tuple(joined))


def complement(text: str, keep: Iterable[Span]) -> list[Span]:
    """What of a text lies outside the spans to keep, without the white space at its ends."""
    found, at = [], 0
    for start, end in [*merged(keep), (len(text), len(text))]:
        words = text[at:start]
        left = at + len(words) - len(words.lstrip())
        right = at + len(words.rstrip())
        if left < right:
            found.append((left, right))
        at = max(at, end)
    return found
