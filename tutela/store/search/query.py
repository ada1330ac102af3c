"""What a search asks for: for every word typed, the terms that would answer it, and how well each would."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from tutela.language.asset_keys import Words, name_keys_of, place_keys, sound_of, words_of
from tutela.language.romanising import spelling
from tutela.store.search.terms import TYPE, WORD
from tutela.store.search.vocabulary import Vocabulary

LONGEST_QUERY = 12
"""Words of a search that are looked at; the names of assets have fewer."""


class Fit(IntEnum):
    """How a term answers a word, best first."""

    EXACT = 100
    SPELT = 95
    BEGINS = 90
    BEGINS_SPELT = 88
    MEANS = 85
    SOUNDS = 75
    MISTYPED = 65
    PLACE = 50


@dataclass(slots=True)
class Wanted:
    """One word of the search: term -> how well it answers, and the word of the index it stands for."""

    word: str
    terms: dict[str, tuple[Fit, str]] = field(default_factory=dict)
    unfinished: bool = False
    """Whether words answer too that begin so."""

    def add(self, term: str, fit: Fit, stands_for: str = "") -> None:
        """Note a term, unless a better one says the same."""
        if term not in self.terms or self.terms[term][0] < fit:
            self.terms[term] = (fit, stands_for or self.word)

    def by_fit(self) -> dict[Fit, list[str]]:
        """Its terms by how they answer."""
        found: dict[Fit, list[str]] = {}
        for term, (fit, _) in self.terms.items():
            found.setdefault(fit, []).append(term)
        return found

    def begun(self, word: str) -> Fit | None:
        """How a word answers that may begin so."""
        if not self.unfinished:
            return None
        if word.startswith(self.word):
            return Fit.BEGINS
        return Fit.BEGINS_SPELT if spelling(word).startswith(self.start) else None

    @property
    def start(self) -> str:
        """What was typed, with habits of spelling levelled."""
        return spelling(self.word)


def asked(words: str) -> list[Wanted]:
    """The words of a search with the terms that answer them by themselves; joining words ("of") ask for nothing."""
    said = words_of(words)
    wanted = [_wanted(word, said) for word in dict.fromkeys(said.in_order[:LONGEST_QUERY])]
    meant = [one for one in wanted if len(one.terms) > 1 or one.word in said.proper]
    chosen = meant or wanted
    if chosen and words[-1:].isalnum() and chosen[-1].word == said.in_order[-1]:
        chosen[-1].unfinished = True
    return chosen


def _wanted(word: str, said: Words) -> Wanted:
    one = Wanted(word)
    one.add(WORD + word, Fit.EXACT)
    if word in said.proper:
        one.add(f"name:{sound_of(word)}", Fit.SOUNDS)
        for key in place_keys([word]):
            one.add(key, Fit.PLACE)
        return one
    alone = words_of(word)
    # "holy savior" means one thing together: each of its words then stands for that.
    found = (alone if alone.meanings or alone.kinds else said) if said.meanings or said.kinds else alone
    for term in (*found.meanings, *(TYPE + kind for kind in found.kinds)):
        one.add(term, Fit.MEANS)
    return one


def with_vocabulary(wanted: Iterable[Wanted], vocabulary: Vocabulary) -> list[Wanted]:
    """The same words, each also answered by words that differ in spelling habits (Qazan, Ghazan) or by one typo."""
    return [_with_neighbours(one, vocabulary) for one in wanted]


def _with_neighbours(one: Wanted, vocabulary: Vocabulary) -> Wanted:
    told = Wanted(one.word, dict(one.terms), one.unfinished)
    for word in vocabulary.spelt_like(one.word):
        told.add(WORD + word, Fit.SPELT, word)
    for word in vocabulary.near(one.word):
        told.add(WORD + word, Fit.MISTYPED, word)
    return told


@functools.lru_cache(maxsize=64)
def run_together(words: str) -> frozenset[str]:
    """Terms of all the words as one, since one source writes Dadi Vank and another Dadivank."""
    said = words_of(words)
    single = {f"name:{sound_of(word)}" for word in said.proper}
    return frozenset(key for key in name_keys_of(said) if key.startswith("name:") and key not in single)
