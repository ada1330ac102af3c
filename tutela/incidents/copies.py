"""Passages that two documents share word for word, found by winnowing fingerprints that keep their offsets.

Method: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003: of the
hashes of all runs of GRAM words the smallest of every WINDOW neighbours is kept, so that a shared run of
GRAM + WINDOW - 1 words is found for certain, and runs shorter than GRAM never.
"""

import functools
import itertools
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutela.language.lookalikes import undisguised
from tutela.language.names import fold
from tutela.model.documents import Document

WORD = re.compile(r"\w+")
GRAM = 7
"""Words in a fingerprinted run: shorter runs are shared by chance in news about one event ("was damaged in the
shelling of")."""
WINDOW = 4
"""Of this many neighbouring fingerprints the smallest is kept."""
CERTAIN = GRAM + WINDOW - 1
"""Words of a shared run that is found for certain. Whether a shorter one is found hangs on its hash, so on the names
in it: it is left out, or swapping two names would change what is found."""
TEXTS_KEPT = 2_000
"""Texts whose words are remembered: the documents on one asset are looked at one after the other."""
CROWD = 60
"""Of more documents that share a fingerprint each is compared with the first only: a wire that all reprint is found,
and the work grows with their number, not its square."""
REPEATS = 8
"""What one text repeats more often is looked for at so many of its places: of a text that is one word a hundred
thousand times over, every place is like every other."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Words that stand in both documents: characters `start:end` of each."""

    first: str
    first_start: int
    first_end: int
    second: str
    second_start: int
    second_end: int
    words: int

    def turned(self) -> "Copy":
        """The same seen from the other document."""
        return Copy(
            self.second, self.second_start, self.second_end, self.first, self.first_start, self.first_end, self.words
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """The folded words of a text, where they stand, and the fingerprints it is known by."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]
    """(hash, number of the first word) of the runs that winnowing keeps."""


Place = tuple[str, int]
"""A document's id and the number of a word in it."""


@functools.lru_cache(maxsize=TEXTS_KEPT)
def _words(text: str) -> _Words:
    # A copy disguised with look-alike letters is a copy; the plain text has the same offsets.
    found = [(_coded(match.group()), match.span()) for match in WORD.finditer(undisguised(text))]
    words = tuple(word for (word, _), _ in found)
    return _Words(words, tuple(span for _, span in found), _winnowed([code for (_, code), _ in found]))


@functools.lru_cache(maxsize=1 << 16)
def _coded(word: str) -> tuple[str, int]:
    """A word folded, and a number for it."""
    folded = fold(word)
    return folded, zlib.crc32(folded.encode())


Runs = tuple[tuple[tuple[str, ...], int, int], ...]
"""(words, start, end) of every run of so many words of a text."""


@functools.lru_cache(maxsize=TEXTS_KEPT)
def runs_in(text: str, size: int) -> Runs:
    """All runs of some words, folded; for two texts that are known to have something in common."""
    known = _words(text)
    return tuple(
        (known.words[at : at + size], known.spans[at][0], known.spans[at + size - 1][1])
        for at in range(len(known.words) - size + 1)
    )


def fingerprints(text: str) -> list[tuple[int, int]]:
    """(hash, number of the first word) of the kept runs of a text."""
    return list(_words(text).kept)


def _winnowed(codes: Sequence[int]) -> tuple[tuple[int, int], ...]:
    count = len(codes) - GRAM + 1
    if count < 1:
        return ()
    hashes = _hashes(np.array(codes, np.uint64), count)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, min(WINDOW, count))
    kept = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return tuple(zip(hashes[kept].tolist(), kept.tolist(), strict=True))


def _hashes(codes: NDArray[np.uint64], count: int) -> NDArray[np.uint64]:
    """A hash of each run of GRAM words: a polynomial of their numbers, its bits mixed (Steele, Lea, Flood 2014)."""
    total = np.zeros(count, np.uint64)
    for at in range(GRAM):
        total = total * np.uint64(0x9E3779B97F4A7C15) + codes[at : at + count]
    total = (total ^ (total >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    return (total ^ (total >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)


def copied_passages(documents: Sequence[Document], among: Collection[str] | None = None) -> tuple[Copy, ...]:
    """All passages that two of the documents share, each pair once, longest first.

    Args:
        among: ids of the documents to compare, all when not given.
    """
    if len(documents) < 2:
        return ()
    texts = {document.id: document.text for document in documents}
    compared: dict[str, _Words] = {}
    places: dict[int, list[Place]] = defaultdict(list)
    for identity in sorted(texts):
        words = _words(texts[identity])
        repeated: Counter[int] = Counter()
        for value, at in words.kept:
            repeated[value] += 1
            if repeated[value] <= REPEATS:
                places[value].append((identity, at))
        if among is None or identity in among:
            compared[identity] = words
    days = {document.id: (document.day or "9999", document.id) for document in documents}
    pairs = (
        pair for spots in places.values() for pair in _pairs([spot for spot in spots if spot[0] in compared], days)
    )
    found = _shared(pairs, compared)
    return tuple(
        sorted(found, key=lambda copy: (-copy.words, copy.first, copy.first_start, copy.second, copy.second_start))
    )


def _pairs(spots: Sequence[Place], days: Mapping[str, tuple[str, str]]) -> Iterable[tuple[Place, Place]]:
    """The places to compare: each with each, or each with the text that appeared first where a crowd shares the run."""
    if len({identity for identity, _ in spots}) <= CROWD:
        return itertools.combinations(spots, 2)
    first = min(spots, key=lambda spot: (days[spot[0]], spot[1]))
    return ((first, spot) if first < spot else (spot, first) for spot in spots if spot != first)


def _shared(pairs: Iterable[tuple[Place, Place]], words: Mapping[str, _Words]) -> Iterator[Copy]:
    """The longest run of words around each pair of places, once."""
    # How far (first, second, distance between their words) is found: a long passage holds hundreds of fingerprints.
    reached: dict[tuple[str, str, int], list[range]] = defaultdict(list)
    for (first, at), (second, there) in pairs:
        known = reached[first, second, there - at]
        if first == second or any(at in run for run in known):
            continue
        run = _longest(words[first], at, words[second], there)
        if run:
            start, other, size = run
            known.append(range(start, start + size))
        if run and size >= CERTAIN:
            yield _copy(first, words[first], start, second, words[second], other, size)


def _longest(ours: _Words, at: int, theirs: _Words, there: int) -> tuple[int, int, int] | None:
    """The longest common run of words around two places; None when the words there differ (a chance equal hash)."""
    if ours.words[at : at + GRAM] != theirs.words[there : there + GRAM]:
        return None
    size = GRAM
    while at > 0 and there > 0 and ours.words[at - 1] == theirs.words[there - 1]:
        at, there, size = at - 1, there - 1, size + 1
    while ours.words[at + size : at + size + 1] == theirs.words[there + size : there + size + 1] != ():
        size += 1
    return at, there, size


def _copy(first: str, ours: _Words, start: int, second: str, theirs: _Words, there: int, size: int) -> Copy:
    (from_, _), (_, to) = ours.spans[start], ours.spans[start + size - 1]
    (other_from, _), (_, other_to) = theirs.spans[there], theirs.spans[there + size - 1]
    return Copy(first, from_, to, second, other_from, other_to, size)
