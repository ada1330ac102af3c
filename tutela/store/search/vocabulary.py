"""The words of the index: those near a word that was mistyped, and those that are the same spelt otherwise.

Two words are at most one typo apart (a letter too many, missing, wrong, or two swapped) only if they share a variant:
the word itself or the word without one of its letters. So a word stands under all its variants, and looking up those of
what was typed finds every word nearby (the symmetric delete method of Garbe's SymSpell, 2012).
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator

from tutela.language.romanising import spelling

SHORTEST = 4
"""Letters from which a typo is looked for: "ani" and "bani" are two names, not one mistyped."""
LONGEST = 24
"""Words beyond it are names run together; nobody types them letter for letter."""
NEAR = 400
"""Words offered for another at most."""
VOCABULARY_DDL = (
    "CREATE TABLE words_{shelf} (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, spelt TEXT NOT NULL)",
    "CREATE INDEX words_{shelf}_spelt ON words_{shelf} (spelt, word)",
    "CREATE TABLE variants_{shelf} (variant INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (variant, word)) "
    "WITHOUT ROWID",
)


class Vocabulary:
    """The words of one part of an index."""

    def __init__(self, connection: sqlite3.Connection, shelf: str) -> None:
        self._connection = connection
        self._shelf = shelf

    def add(self, words: Iterable[str]) -> None:
        """Note words that may not be known yet."""
        [(count,)] = self._connection.execute(f"SELECT coalesce(max(number), 0) FROM words_{self._shelf}")
        insert = f"INSERT OR IGNORE INTO words_{self._shelf} (word, spelt) VALUES (?, ?)"
        self._connection.executemany(insert, ((word, spelling(word)) for word in sorted(words)))
        fresh = self._connection.execute(f"SELECT number, word FROM words_{self._shelf} WHERE number > ?", (count,))
        # In the order of the table's key, each page of it is written once.
        rows = sorted(
            (variant, number) for number, word in fresh if _may_be_mistyped(word) for variant in variants(word)
        )
        self._connection.executemany(f"INSERT INTO variants_{self._shelf} VALUES (?, ?)", rows)

    def near(self, word: str) -> Iterator[str]:
        """Known words that are one typo away from this one, in alphabetical order."""
        from rapidfuzz.distance import OSA

        if not _may_be_mistyped(word):
            return
        marks = sorted(variants(word))
        rows = self._connection.execute(
            f"SELECT DISTINCT word FROM words_{self._shelf} WHERE number IN "
            f"(SELECT word FROM variants_{self._shelf} WHERE variant IN ({', '.join('?' * len(marks))})) ORDER BY word",
            marks,
        )
        # Two texts may share a number by chance, and two variants of one length need not be one typo apart.
        nearby = (other for (other,) in rows if other != word and OSA.distance(word, other) == 1)
        yield from (other for other, _ in zip(nearby, range(NEAR), strict=False))

    def spelt_like(self, word: str) -> list[str]:
        """Other known words that are the same once habits of spelling are levelled, in alphabetical order."""
        rows = self._connection.execute(
            f"SELECT word FROM words_{self._shelf} WHERE spelt = ? AND word != ? ORDER BY word LIMIT {NEAR}",
            (spelling(word), word),
        )
        return [other for (other,) in rows]


def variants(word: str) -> set[int]:
    """A word and the word without each of its letters, as 32-bit numbers."""
    texts = {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
    return {zlib.crc32(text.encode()) for text in texts}


def _may_be_mistyped(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and not word.isdigit()
