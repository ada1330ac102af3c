"""The words of the index: those near a word that was mistyped, and those that begin as it does.

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
NEAR = 24
"""Words offered for a mistyped one at most."""
BEGINNING = 40
"""Words offered for a beginning at most, the shortest first."""


def variants(word: str) -> set[int]:
    """A word and the word without each of its letters, as 32-bit numbers."""
    texts = {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
    return {zlib.crc32(text.encode()) for text in texts}


def add_words(connection: sqlite3.Connection, half: str, words: Iterable[str]) -> None:
    """Note words that the index may not know yet."""
    count = connection.execute(f"SELECT coalesce(max(number), 0) FROM words_{half}").fetchone()[0]
    insert = f"INSERT OR IGNORE INTO words_{half} (word, spelt) VALUES (?, ?)"
    connection.executemany(insert, ((word, spelling(word)) for word in sorted(words)))
    fresh = list(connection.execute(f"SELECT number, word FROM words_{half} WHERE number > ?", (count,)))
    # In the order of the table's key, each page of it is written once.
    rows = sorted((variant, number) for number, word in fresh if _may_be_mistyped(word) for variant in variants(word))
    connection.executemany(f"INSERT INTO variants_{half} VALUES (?, ?)", rows)


def _may_be_mistyped(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and not word.isdigit()


def near(connection: sqlite3.Connection, half: str, word: str) -> Iterator[str]:
    """Known words that are one typo away from this one, in alphabetical order."""
    from rapidfuzz.distance import OSA

    if not _may_be_mistyped(word):
        return
    marks = sorted(variants(word))
    rows = connection.execute(
        f"SELECT DISTINCT word FROM words_{half} WHERE number IN "
        f"(SELECT word FROM variants_{half} WHERE variant IN ({', '.join('?' * len(marks))})) ORDER BY word",
        marks,
    )
    # Two texts may share a number by chance, and two variants of one length need not be one typo apart.
    nearby = (other for (other,) in rows if other != word and OSA.distance(word, other) == 1)
    yield from [other for other, _ in zip(nearby, range(NEAR), strict=False)]


def spelt_like(connection: sqlite3.Connection, half: str, word: str) -> list[str]:
    """Other known words that are the same once habits of spelling are levelled, in alphabetical order."""
    rows = connection.execute(
        f"SELECT word FROM words_{half} WHERE spelt = ? AND word != ? ORDER BY word LIMIT {NEAR}",
        (spelling(word), word),
    )
    return [other for (other,) in rows]


def beginning_with(connection: sqlite3.Connection, half: str, start: str) -> list[str]:
    """Known words that begin so, or so once spelling habits are levelled; the shortest first.

    Of a single letter, the first in alphabetical order.
    """
    order = "length(word), word" if len(start) > 1 else "word"
    found: dict[str, None] = {}
    for column, text in (("word", start), ("spelt", spelling(start))):
        rows = connection.execute(
            f"SELECT word FROM words_{half} WHERE {column} >= ? AND {column} < ? ORDER BY {order} LIMIT {BEGINNING}",
            (text, text + chr(0x10FFFF)),
        )
        found |= dict.fromkeys(word for (word,) in rows)
    return list(found)
