"""One part of the index: terms and the assets under them, the words of the assets' names, and the words there are.

Parts are kept apart by who may find what is in them, so that a search reads nothing it may not know of.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tutela.store.search.terms import WORD, Line
from tutela.store.search.vocabulary import VOCABULARY_DDL, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint32]

PAGE = 1 << 16
"""Assets whose counts of words stand in one row."""
SHELF_DDL = (
    "CREATE TABLE postings_{shelf} (term TEXT PRIMARY KEY, size INTEGER NOT NULL, numbers BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE titles_{shelf} (number INTEGER PRIMARY KEY, titles TEXT NOT NULL)",
    "CREATE TABLE fewest_{shelf} (page INTEGER PRIMARY KEY, fewest BLOB NOT NULL)",
    *VOCABULARY_DDL,
)
TABLES = ("postings", "titles", "fewest", "words", "variants")


class Shelf:
    """One part of an index."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self.name = name
        self.vocabulary = Vocabulary(connection, name)

    def create(self) -> None:
        """Make its tables."""
        for statement in SHELF_DDL:
            self._connection.execute(statement.format(shelf=self.name))

    def drop(self) -> None:
        """Take its tables away."""
        for table in TABLES:
            self._connection.execute(f"DROP TABLE {table}_{self.name}")

    # Reading

    def room(self) -> int:
        """One more than the highest number in it."""
        return 1 + int(self._one(f"SELECT coalesce(max(number), -1) FROM titles_{self.name}"))

    def size(self, terms: Collection[str]) -> int:
        """How many assets stand under terms, those under several counted again."""
        marks = _marks(terms)
        return int(self._one(f"SELECT total(size) FROM postings_{self.name} WHERE term IN ({marks})", *terms))

    def under(self, terms: Collection[str]) -> "Numbers":
        """The assets under any of the terms, some perhaps twice."""
        query = f"SELECT numbers FROM postings_{self.name} WHERE term IN ({_marks(terms)})"
        return _joined(self._connection.execute(query, tuple(terms)))

    def under_beginnings(self, start: str, most: int) -> "Numbers":
        """The assets under terms that begin so, of the first so many terms in alphabetical order."""
        query = f"SELECT numbers FROM postings_{self.name} WHERE term >= ? AND term < ? LIMIT ?"
        return _joined(self._connection.execute(query, (start, start + chr(0x10FFFF), most)))

    def under_spelt(self, start: str, most: int) -> "Numbers":
        """The assets under words that begin so once habits of spelling are levelled."""
        query = (
            f"SELECT numbers FROM words_{self.name} JOIN postings_{self.name} ON term = '{WORD}' || word "
            "WHERE spelt >= ? AND spelt < ? LIMIT ?"
        )
        return _joined(self._connection.execute(query, (start, start + chr(0x10FFFF), most)))

    def fewest(self, room: int) -> "NDArray[np.uint8]":
        """How many words the shortest name has, by an asset's number."""
        import numpy as np

        found = np.zeros((room + PAGE - 1) // PAGE * PAGE, np.uint8)
        for page, counts in self._connection.execute(f"SELECT page, fewest FROM fewest_{self.name}"):
            found[page * PAGE : (page + 1) * PAGE] = np.frombuffer(counts, np.uint8)
        return found[:room]

    def titles(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        """The words of the names of assets, name by name."""
        query = f"SELECT number, titles FROM titles_{self.name} WHERE number IN ({_marks(numbers)})"
        return {number: titles.split("\n") for number, titles in self._connection.execute(query, numbers)}

    def _one(self, query: str, *values: object) -> float:
        [(value,)] = self._connection.execute(query, values)
        return float(value)

    # Writing

    def remove(self, lines: Iterable[Line]) -> None:
        """Take assets out."""
        import numpy as np

        gone: dict[str, list[int]] = {}
        for line in lines:
            self._connection.execute(f"DELETE FROM titles_{self.name} WHERE number = ?", (line.number,))
            for term in line.terms:
                gone.setdefault(term, []).append(line.number)
        for term, numbers in gone.items():
            known = self.under([term])
            left = known[~np.isin(known, np.array(numbers, np.uint32))]
            if len(left):
                update = f"UPDATE postings_{self.name} SET size = ?, numbers = ? WHERE term = ?"
                self._connection.execute(update, (len(left), left.tobytes(), term))
            else:
                self._connection.execute(f"DELETE FROM postings_{self.name} WHERE term = ?", (term,))

    def terms(self) -> Iterator[tuple[str, int]]:
        """Every term and how many assets stand under it, in alphabetical order."""
        yield from self._connection.execute(f"SELECT term, size FROM postings_{self.name} ORDER BY term")


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _joined(rows: Iterable[tuple[bytes]]) -> "Numbers":
    import numpy as np

    return np.frombuffer(b"".join(numbers for (numbers,) in rows), np.uint32)
