"""Passages that two documents share word for word, found by winnowing fingerprints that keep their offsets.

Method: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003: of the
hashes of
all runs of GRAM words the smallest of every WINDOW neighbours is kept, so that a shared run of GRAM + WINDOW - 1
words is found
for certain, and runs shorter than GRAM never.
"""

import functools
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutela.language.names import fold
from tutela.model.documents import Document

WORD = re.compile(r"\w+")
GRAM = 7
"""Words in a fingerprinted run: shorter runs are shared by chance in news about one event ("was damaged in the
shelling of")."""
WINDOW = 4
"""Of this many neighbouring fingerprints the smallest is kept."""
CROWD = 60
"""A fingerprint more documents share than this is boilerplate."""


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
    """The folded words of a text and where they stand."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> _Words:
    found = [(fold(match.group()), match.span()) for match in WORD.finditer(text)]
    return _Words(tuple(word for word, _ in found), tuple(span for _, span in found))


def fingerprints(text: str) -> list[tuple[int, int]]:
    """(hash, number of the first word) of the kept runs of a text."""
    words = _words(text).words
    hashes = [(zlib.crc32(" ".join(words[at : at + GRAM]).encode()), at) for at in range(max(len(words) - GRAM + 1, 0))]
    windows = [hashes[at : at + WINDOW] for at in range(max(len(hashes) - WINDOW + 1, min(len(hashes), 1)))]
    return sorted({min(window) for window in windows}, key=lambda kept: kept[1])


def copied_passages(documents: Sequence[Document]) -> tuple[Copy, ...]:
    """All passages that two of the documents share, each pair once, longest first."""
    texts = {document.id: document.text for document in documents}
    places: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for identity in sorted(texts):
        for value, at in fingerprints(texts[identity]):
            places[value].append((identity, at))
    found: set[Copy] = set()
    for spots in places.values():
        if len({identity for identity, _ in spots}) <= CROWD:
            found |= set(_runs(spots, texts))
    return tuple(
        sorted(found, key=lambda copy: (-copy.words, copy.first, copy.first_start, copy.second, copy.second_start))
    )


def _runs(spots: Sequence[tuple[str, int]], texts: dict[str, str]) -> Iterator[Copy]:
    for number, (first, at) in enumerate(spots):
        for second, other in spots[number + 1 :]:
            run = _longest(_words(texts[first]), at, _words(texts[second]), other) if first != second else None
            if run:
                start, there, size = run
                yield _copy(first, texts[first], start, second, texts[second], there, size)


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


def _copy(first: str, text: str, start: int, second: str, other: str, there: int, size: int) -> Copy:
    ours, theirs = _words(text).spans, _words(other).spans
    return Copy(
        first, ours[start][0], ours[start + size - 1][1], second, theirs[there][0], theirs[there + size - 1][1], size
    )
