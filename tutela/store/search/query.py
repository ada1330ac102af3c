"""What a search asks for: for every word typed, the terms that would answer it, and how well each would."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from tutela.language.asset_keys import Words, name_keys_of, place_keys, sound_of, words_of
from tutela.store.search.terms import TYPE, WORD, written
from tutela.store.search.vocabulary import beginning_with, near, spelt_like

LONGEST_QUERY = 12
"""Words of a search that are looked at; the names of assets have fewer."""


class Fit(IntEnum):
    """How a term answers a word, best first."""

    EXACT = 100
    SPELT = 95
    BEGINS = 90
    MEANS = 85
    SOUNDS = 75
    MISTYPED = 65
    PLACE = 50


@dataclass(slots=True)
class Wanted:
    """One word of the search: term -> how well it answers, and the word of the index it stands for."""

    word: str
    terms: dict[str, tuple[Fit, str]] = field(default_factory=dict)

    def add(self, term: str, fit: Fit, stands_for: str = "") -> None:
        """Note a term, unless a better one says the same."""
        if term not in self.terms or self.terms[term][0] < fit:
            self.terms[term] = (fit, stands_for or self.word)

    def at_least(self, fit: Fit) -> list[str]:
        """Its terms that answer at least so well."""
        return [term for term, (how, _) in self.terms.items() if how >= fit]


def asked(words: str) -> list[Wanted]:
    """The words of a search with the terms that answer them by themselves; joining words ("of") ask for nothing."""
    said = words_of(words)
    wanted = [_wanted(word, said) for word in dict.fromkeys(said.in_order[:LONGEST_QUERY])]
    meant = [one for one in wanted if len(one.terms) > 1 or one.word in said.proper]
    return meant or wanted


def _wanted(word: str, said: Words) -> Wanted:
    one = Wanted(word)
    one.add(WORD + word, Fit.EXACT)
    if word in said.proper:
        one.add(written(f"name:{sound_of(word)}"), Fit.SOUNDS)
        for key in place_keys([word]):
            one.add(written(key), Fit.PLACE)
        return one
    alone = words_of(word)
    # "holy savior" means one thing together: each of its words then stands for that.
    found = (alone if alone.meanings or alone.kinds else said) if said.meanings or said.kinds else alone
    for term in (*map(written, found.meanings), *(TYPE + kind for kind in found.kinds)):
        one.add(term, Fit.MEANS)
    return one


def add_spellings(connection: sqlite3.Connection, half: str, wanted: Iterable[Wanted]) -> None:
    """Let words answer that only habits of spelling part from what was typed: Qazan, Ghazan, Kazan."""
    for one in wanted:
        for word in spelt_like(connection, half, one.word):
            one.add(WORD + word, Fit.SPELT, word)


def add_beginnings(connection: sqlite3.Connection, half: str, wanted: Wanted) -> None:
    """Let a word answer that begins with what was typed so far."""
    for word in beginning_with(connection, half, wanted.word):
        wanted.add(WORD + word, Fit.BEGINS, word)


def add_mistyped(connection: sqlite3.Connection, half: str, wanted: Iterable[Wanted]) -> None:
    """Let words answer that are one typo away."""
    for one in wanted:
        for word in near(connection, half, one.word):
            one.add(WORD + word, Fit.MISTYPED, word)


def run_together(words: str) -> list[str]:
    """Terms of all the words as one, since one source writes Dadi Vank and another Dadivank."""
    said = words_of(words)
    single = {f"name:{sound_of(word)}" for word in said.proper}
    return [written(key) for key in name_keys_of(said) if key.startswith("name:") and key not in single]


def matching(groups: Sequence[Sequence[str]]) -> str:
    """The words of FTS5 for: one term of every group."""
    return " AND ".join(f"({' OR '.join(_quoted(terms))})" for terms in groups)


def _quoted(terms: Iterable[str]) -> Iterator[str]:
    return (f'"{term}"' for term in terms)
