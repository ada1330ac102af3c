"""The words inside names that say a kind, a saint or a quality, in all the languages of name_words.yml."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypedDict

import yaml

from tutela.language.romanising import WORDS_KEPT, sound, tokens_of

SUFFIX_MARGIN = 2
"""A one-word name must be this much longer than its kind suffix: Dadivank is a monastery, Vank a village."""
NAMES_KEPT = 1 << 15
"""Names remembered whole: registers and texts repeat theirs."""
SAINT = "word:saint"
"""Says that a dedication follows, not which."""


class WordFile(TypedDict):
    """The shape of name_words.yml."""

    types: dict[str, list[str]]
    suffixes: dict[str, str]
    related: list[list[str]]
    tokens: dict[str, list[str]]
    stop: list[str]


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What a name says: the words that are its own, and what its other words mean.

    >>> keys = name_keys("Սուրբ Գևորգ եկեղեցի, Tsar")
    >>> keys.tokens, sorted(keys.meanings), sorted(keys.kinds), keys.folded
    (('tsar',), ['george'], ['church'], 'surb gevorg ekeghetsi tsar')
    """

    tokens: tuple[str, ...]
    """Proper words in order, romanised and folded; empty when the name holds words with a known meaning only."""
    sounds: tuple[str, ...]
    """Their consonants (see `skeleton`), one for each; empty strings where a word has none."""
    meanings: frozenset[str]
    """Ids of its dedications and qualities in name_words.yml: `savior`, `george`, `lower`; without `saint`."""
    kinds: frozenset[str]
    """AssetType values that its kind words mean."""
    folded: str
    """All its words, romanised and folded, one space between."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """Phrases of romanised, folded words and what they mean (`type:church`, `word:savior`, empty for joining words)."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First word -> (phrase, meaning), longest phrase first."""
    suffixes: Mapping[str, str]
    related: frozenset[frozenset[str]]

    def tokens(self, words: Sequence[str]) -> frozenset[str]:
        """The canonical tokens of a name's words, longest phrase first; unknown words stand for themselves."""
        proper, meant = self.sorted(words)
        return frozenset(proper + meant)

    def sorted(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """The proper words of a name and what its other words mean, each in order."""
        proper: list[str] = []
        meant: list[str] = []
        at = 0
        while at < len(words):
            phrase, meaning = self._phrase_at(words, at) if words[at] in self.phrases else ((), "")
            if meaning:
                meant.append(meaning)
            elif not phrase:
                proper.append(words[at])
                meant += _suffix_kind(words[at])
            at += len(phrase) or 1
        return proper, meant

    def _phrase_at(self, words: Sequence[str], at: int) -> tuple[tuple[str, ...], str]:
        for phrase, meaning in self.phrases[words[at]]:
            if tuple(words[at : at + len(phrase)]) == phrase:
                return phrase, meaning
        return (), ""


@functools.lru_cache(maxsize=WORDS_KEPT)
def _suffix_kind(word: str) -> tuple[str, ...]:
    """The kind that the ending of a word says, as a tuple of one or none."""
    found = (
        f"type:{kind}"
        for suffix, kind in name_words().suffixes.items()
        if word.endswith(suffix) and len(word) >= len(suffix) + SUFFIX_MARGIN
    )
    return tuple(found)[:1]


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
    meanings: dict[tuple[str, ...], str] = {}
    for word, token in entries:
        meanings.setdefault(tokens_of(str(word)), token)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(meanings, key=lambda phrase: -len(phrase)):
        phrases.setdefault(phrase[0], []).append((phrase, meanings[phrase]))
    suffixes = {tokens_of(suffix)[0]: kind for suffix, kind in file["suffixes"].items()}
    return NameWords({word: tuple(known) for word, known in phrases.items()}, suffixes, _related(file["related"]))


def _related(groups: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group if a != b)


NONE: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=NAMES_KEPT)
def name_keys(text: str, language: str = "") -> NameKeys:
    """What a name says, for indexes and comparisons.

    `language` is the ISO 639-1 code of the name where a register states it; else its letters are asked.
    """
    words = tokens_of(text, language)
    proper, meant = name_words().sorted(words)
    sounds = tuple(map(sound, proper))
    if not meant:
        return NameKeys(tuple(proper), sounds, NONE, NONE, " ".join(words))
    meanings = frozenset(token[5:] for token in meant if token.startswith("word:") and token != SAINT)
    kinds = frozenset(token[5:] for token in meant if token.startswith("type:"))
    return NameKeys(tuple(proper), sounds, meanings, kinds, " ".join(words))


@functools.lru_cache(maxsize=NAMES_KEPT)
def name_key(text: str) -> frozenset[str]:
    """The content of a name: its proper words folded, kind and saint words of all languages as one token each.

    Kind words read `type:church`, words with a meaning `word:savior`; joining words are left out.
    """
    return name_words().tokens(tokens_of(text))


def type_words(text: str) -> frozenset[str]:
    """The AssetType values that the words of a name speak of: `Qazançı kilsəsi` -> {"church"}."""
    return name_keys(text).kinds
