"""Filling a part of the index with many assets: terms turned round so that each gets its assets, written in order."""

import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutela.store.search.reading import Lines
from tutela.store.search.shelf import PAGE, Shelf
from tutela.store.search.terms import WORD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BYTES = 4
"""Of a number."""
MOST_PAIRS = 24_000_000
"""Pairs of term and asset that are sorted at a time, in some 400 MB with their terms."""


class Filling:
    """Assets on their way into one part of the index."""

    def __init__(self, connection: sqlite3.Connection, shelf: Shelf) -> None:
        self._connection = connection
        self._shelf = shelf
        self._words: set[str] = set()
        self._pairs = _Pairs()

    def add(self, part: Lines) -> None:
        """Put some assets in."""
        titles = zip(part.numbers, part.titles, strict=True)
        self._connection.executemany(f"INSERT INTO titles_{self._shelf.name} VALUES (?, ?)", titles)
        self._count(part.numbers, part.fewest)
        self._words.update(term[len(WORD) :] for term in part.vocabulary if term.startswith(WORD))
        self._pairs.add(part)
        if len(self._pairs) > MOST_PAIRS:
            self._write_pairs()

    def finish(self) -> None:
        """Write what still waits."""
        self._write_pairs()
        self._shelf.vocabulary.add(self._words)

    def _write_pairs(self) -> None:
        self._connection.executemany(
            f"INSERT INTO postings_{self._shelf.name} VALUES (?, ?, ?) ON CONFLICT (term) DO UPDATE SET "
            "size = size + excluded.size, numbers = CAST(numbers || excluded.numbers AS BLOB)",
            self._pairs.by_term(),
        )
        self._pairs = _Pairs()

    def _count(self, numbers: Sequence[int], fewest: Sequence[int]) -> None:
        """Note how many words the shortest names have."""
        table = f"fewest_{self._shelf.name}"
        pairs = zip(numbers, fewest, strict=True)
        for page, group in itertools.groupby(pairs, lambda pair: pair[0] // PAGE):
            known = self._connection.execute(f"SELECT fewest FROM {table} WHERE page = ?", (page,)).fetchone()
            counts = bytearray(known[0] if known else PAGE)
            for number, count in group:
                counts[number % PAGE] = count
            self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (page, counts))


class _Pairs:
    """Pairs of term and asset."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._terms: list[NDArray[np.uint32]] = []
        self._numbers: list[NDArray[np.uint32]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, part: Lines) -> None:
        """Take in what some assets stand under."""
        import numpy as np

        known = self._known
        here = np.fromiter((known.setdefault(term, len(known)) for term in part.vocabulary), np.uint32)
        self._terms.append(here[np.frombuffer(part.terms, np.uint32)])
        self._numbers.append(np.repeat(np.frombuffer(part.numbers, np.uint32), np.frombuffer(part.counts, np.uint32)))
        self._count += len(part.terms)

    def by_term(self) -> Iterator[tuple[str, int, bytes]]:
        """Each term in order, how many assets it has, and their numbers in 32 bits one after the other."""
        import numpy as np

        if not self._count:
            return
        terms = np.concatenate(self._terms)
        numbers = np.concatenate(self._numbers)[np.argsort(terms, kind="stable")].tobytes()
        ends = [0, *np.cumsum(np.bincount(terms)).tolist()]
        for term in sorted(self._known):
            at = self._known[term]
            begin, end = ends[at], ends[at + 1]
            yield term, end - begin, numbers[BYTES * begin : BYTES * end]
