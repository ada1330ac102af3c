"""The words inside names that say a kind, a saint or a quality, in all the languages of the files in words/."""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypedDict

import yaml

from tutela.language.romanising import AS_WRITTEN, WORDS_KEPT, sound, tokens_of

SUFFIX_MARGIN = 2
"""A one-word name must be this much longer than its kind suffix: Dadivank is a monastery, Vank a village."""
NAMES_KEPT = 1 << 15
"""Names remembered whole: registers and texts repeat theirs."""
SAINT = "word:saint"
"""Says that a dedication follows, not which."""
AREA = "word:area"
"""Says that an area or settlement is named, not which."""
SILENT = frozenset((SAINT, AREA))
ARTICLES = frozenset(("al", "el", "the"))


Languages = dict[str, list[str]]
"""Language -> words."""


class KindFile(TypedDict):
    """The shape of words/kinds.yml."""

    types: dict[str, Languages]
    suffixes: dict[str, str]
    phrases: list[dict[str, list[str]]]
    related: list[list[str]]


class QualityFile(TypedDict):
    """The shape of words/qualities.yml."""

    qualities: dict[str, Languages]
    areas: Languages
    stop: Languages
    opposed: list[list[str]]
    narrower: dict[str, str]


@dataclass(frozen=True, slots=True)
class WordFile:
    """What the files hold that others than this module ask for."""

    tokens: Mapping[str, Sequence[str]]
    """Dedication or quality -> its words in all languages."""
    dedications: frozenset[str]
    related: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What a name says: the words that are its own, and what its other words mean.

    >>> keys = name_keys("Սուրբ Գևորգ եկեղեցի, Tsar")
    >>> keys.tokens, sorted(keys.meanings), sorted(keys.kinds), keys.folded
    (('tsar',), ['george'], ['church'], 'surb gevorg yekeghetsi tsar')
    """

    tokens: tuple[str, ...]
    """Proper words in order, romanised and folded; empty when the name holds words with a known meaning only."""
    sounds: tuple[str, ...]
    """Their consonants (see `skeleton`), one for each; empty strings where a word has none."""
    meanings: frozenset[str]
    """Ids of its dedications and qualities in words/: `savior`, `george`, `lower`; without `saint` and `area`."""
    kinds: frozenset[str]
    """AssetType values that its kind words mean."""
    folded: str
    """All its words, romanised and folded, one space between."""


Phrases = Mapping[int, Mapping[tuple[str, ...], tuple[str, ...]]]
"""How many words -> words -> what they mean; most words first."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """Phrases of romanised words and what they mean: `type:church`, `word:savior`, nothing for joining words."""

    phrases: Mapping[str, Phrases]
    """First word -> phrases and their meanings."""
    suffixes: Mapping[str, str]
    related: frozenset[frozenset[str]]
    opposed: frozenset[frozenset[str]]
    """Pairs of qualities of which a name has one at most."""
    narrower: Mapping[str, str]
    """Special dedication -> the general one."""

    def tokens(self, words: Sequence[str]) -> frozenset[str]:
        """The canonical tokens of a name's words, longest phrase first; unknown words stand for themselves."""
        proper, meant = self.sorted(words)
        return frozenset(proper + meant) - {AREA}

    def sorted(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """The proper words of a name and what its other words mean, each in order."""
        if self.phrases.keys().isdisjoint(words):
            return list(words), [kind for word in words for kind in _suffix_kind(word)]
        proper: list[str] = []
        meant: list[str] = []
        at = 0
        while at < len(words):
            size, meanings = self._phrase_at(words, at) if words[at] in self.phrases else (0, ())
            meant += meanings
            if not size:
                proper.append(words[at])
                meant += _suffix_kind(words[at])
            at += size or 1
        return proper, meant

    def _phrase_at(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
        for size, known in self.phrases[words[at]].items():
            meanings = known.get(tuple(words[at : at + size]))
            if meanings is not None:
                return size, meanings
        return 0, ()


@functools.lru_cache(maxsize=WORDS_KEPT)
def _suffix_kind(word: str) -> tuple[str, ...]:
    """The kind that the ending of a word says, as a tuple of one or none."""
    if not word.endswith(_suffixes()):
        return ()
    found = (
        f"type:{kind}"
        for suffix, kind in name_words().suffixes.items()
        if word.endswith(suffix) and len(word) >= len(suffix) + SUFFIX_MARGIN
    )
    return tuple(found)[:1]


@functools.cache
def _suffixes() -> tuple[str, ...]:
    return tuple(name_words().suffixes)


def _read(name: str) -> Any:
    # The loader that leaves every scalar a string: "on" is a word here.
    text = resources.files("tutela.language").joinpath("words", name).read_text("utf-8")
    return yaml.load(text, yaml.BaseLoader)


@functools.cache
def kind_file() -> KindFile:
    """The data of words/kinds.yml."""
    data: KindFile = _read("kinds.yml")
    return data


@functools.cache
def quality_file() -> QualityFile:
    """The data of words/qualities.yml."""
    data: QualityFile = _read("qualities.yml")
    return data


@functools.cache
def dedication_file() -> dict[str, Languages]:
    """The data of words/dedications.yml."""
    data: dict[str, Languages] = _read("dedications.yml")
    return data


@functools.cache
def word_file() -> WordFile:
    """The words of all languages by what they mean."""
    meant = dedication_file() | quality_file()["qualities"]
    tokens = {token: tuple(itertools.chain(*languages.values())) for token, languages in meant.items()}
    return WordFile(tokens, frozenset(dedication_file()) - {"saint"}, kind_file()["related"])


def _entries() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(language, words, meanings) of all files; what comes first holds."""
    for phrase in kind_file()["phrases"]:
        yield from (("", words, tuple(phrase["mean"])) for words in phrase["words"])
    for kind, languages in kind_file()["types"].items():
        yield from _in_languages(languages, f"type:{kind}")
    for token, languages in itertools.chain(dedication_file().items(), quality_file()["qualities"].items()):
        yield from _in_languages(languages, f"word:{token}")
    yield from _in_languages(quality_file()["areas"], AREA)
    yield from _in_languages(quality_file()["stop"])


def _in_languages(languages: Languages, *meanings: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    return ((language, words, meanings) for language, known in languages.items() for words in known)


def _readings(language: str, words: str) -> Iterator[tuple[str, ...]]:
    """The words as they are read in their language, in a text of unknown language, without marks, without articles."""
    for reading in (tokens_of(words, language), tokens_of(words), tokens_of(words, AS_WRITTEN)):
        yield reading
        yield tuple(word for word in reading if word not in ARTICLES) or reading


@functools.cache
def name_words() -> NameWords:
    """The table, made once; where a phrase stands twice the first entry of the files holds."""
    meanings: dict[tuple[str, ...], tuple[str, ...]] = {}
    for language, words, meant in _entries():
        for reading in filter(None, _readings(language, words)):
            meanings.setdefault(reading, meant)
    phrases: dict[str, dict[int, dict[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase in sorted(meanings, key=lambda phrase: -len(phrase)):
        phrases.setdefault(phrase[0], {}).setdefault(len(phrase), {})[phrase] = meanings[phrase]
    return NameWords(
        phrases,
        {tokens_of(suffix)[0]: kind for suffix, kind in kind_file()["suffixes"].items()},
        _pairs(kind_file()["related"]),
        _pairs(quality_file()["opposed"]),
        quality_file()["narrower"],
    )


def _pairs(groups: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
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
    meanings = frozenset(token[5:] for token in meant if token.startswith("word:") and token not in SILENT)
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
