"""The words inside names that say a kind, a saint or a quality, in all the languages of name_words.yml."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypedDict

import yaml

from tutela.language.romanising import tokens_of

SUFFIX_MARGIN = 2
"""A one-word name must be this much longer than its kind suffix: Dadivank is a monastery, Vank a village."""


class WordFile(TypedDict):
    """The shape of name_words.yml."""

    types: dict[str, list[str]]
    suffixes: dict[str, str]
    related: list[list[str]]
    tokens: dict[str, list[str]]
    stop: list[str]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Phrases of romanised, folded words -> canonical tokens."""

    phrases: dict[tuple[str, ...], str]
    longest: int
    suffixes: dict[str, str]
    related: frozenset[frozenset[str]]

    def tokens(self, words: Sequence[str]) -> frozenset[str]:
        """The canonical tokens of a name's words, longest phrase first; unknown words stand for themselves."""
        found: set[str] = set()
        at = 0
        while at < len(words):
            size = self._phrase_at(words, at)
            found |= {self.phrases[tuple(words[at : at + size])]} if size else self._one_word(words[at])
            at += max(size, 1)
        return frozenset(found - {""})

    def _phrase_at(self, words: Sequence[str], at: int) -> int:
        sizes = range(min(self.longest, len(words) - at), 0, -1)
        return next((size for size in sizes if tuple(words[at : at + size]) in self.phrases), 0)

    def _one_word(self, word: str) -> set[str]:
        for suffix, kind in self.suffixes.items():
            if word.endswith(suffix) and len(word) >= len(suffix) + SUFFIX_MARGIN:
                return {word, f"type:{kind}"}
        return {word}


@functools.cache
def word_file() -> WordFile:
    """The data of name_words.yml."""
    text = resources.files("tutela.language").joinpath("name_words.yml").read_text("utf-8")
    data: WordFile = yaml.safe_load(text)
    return data


@functools.cache
def name_words() -> NameWords:
    """The table, made once; where a phrase stands twice the first entry of the file holds."""
    file = word_file()
    entries = [(word, f"type:{kind}") for kind, words in file["types"].items() for word in words]
    entries += [(word, f"word:{token}") for token, words in file["tokens"].items() for word in words]
    entries += [(word, "") for word in file["stop"]]
    phrases: dict[tuple[str, ...], str] = {}
    for word, token in entries:
        phrases.setdefault(tokens_of(str(word)), token)
    suffixes = {tokens_of(suffix)[0]: kind for suffix, kind in file["suffixes"].items()}
    return NameWords(phrases, max(map(len, phrases)), suffixes, _related(file["related"]))


def _related(groups: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group if a != b)


@functools.lru_cache(maxsize=65536)
def name_key(text: str) -> frozenset[str]:
    """The content of a name: its proper words folded, kind and saint words of all languages as one token each.

    Kind words read `type:church`, words with a meaning `word:savior`; joining words are left out.
    """
    return name_words().tokens(tokens_of(text))


def type_words(text: str) -> frozenset[str]:
    """The AssetType values that the words of a name speak of: `Qazançı kilsəsi` -> {"church"}."""
    return frozenset(token.removeprefix("type:") for token in name_key(text) if token.startswith("type:"))
