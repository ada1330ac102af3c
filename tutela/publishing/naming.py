"""Which words give a withheld asset away: its names, telling words of them, other words for its dedication."""

import functools
from collections import Counter
from collections.abc import Iterable, Sequence

from tutela.language.name_words import word_file
from tutela.language.names import fold, name_key
from tutela.model.casefile import CaseFile
from tutela.model.inventory import Asset
from tutela.publishing.masking import TOKEN_FROM, Finder, phrase_keys, words_of

Phrases = frozenset[tuple[str, ...]]

DEDICATIONS = frozenset(
    (
        *("savior", "mother_of_god", "john", "john_baptist", "george", "gregory", "james", "stephen", "sergius"),
        *("peter_paul", "nicholas", "michael", "trinity", "all_saints", "resurrection"),
    )
)
"""Tokens of language/name_words.yml that say to whom a building is dedicated; the others are qualities (great, old)."""
SYNONYM_FROM = 8
"""Shortest single word that is masked as another word for a dedication: "Amenaprkich", but not every "John"."""


def keys_of(names: Iterable[str]) -> Phrases:
    """The names as sequences of level words."""
    return frozenset(phrase for name in names for phrase in phrase_keys(name))


def is_plain(name: str) -> bool:
    """Whether a name holds nothing but words for kinds, saints and qualities: many things may bear it."""
    return all(":" in token for token in name_key(name))


def is_kind(name: str) -> bool:
    """Whether a name says only what kind of thing it is: "church of the village"."""
    return all(token.startswith("type:") for token in name_key(name))


def is_telling(word: str) -> bool:
    """Whether a single word of a name may single something out."""
    return len(word) >= TOKEN_FROM and not is_plain(word)


def ordinary_words(case: CaseFile) -> frozenset[str]:
    """Words written small more often than with a capital: "mountains" of a name is no secret, "Omari" is."""
    counts: Counter[str] = Counter()
    for document in case.documents:
        for word in words_of(document.text):
            counts[fold(word.group())] += 1 if word.group().islower() else -1
    return frozenset(word for word, balance in counts.items() if balance > 0)


def place_words(case: CaseFile) -> frozenset[str]:
    """Words that places bear: they tell where, not what."""
    names = [name.text for place in case.places for name in place.names]
    names += [name.text for asset in case.assets for name in (*asset.settlements, *asset.districts)]
    return frozenset(fold(word.group()) for name in names for word in words_of(name))


def own_words(asset: Asset, common: frozenset[str]) -> Phrases:
    """The telling words of an asset's names."""
    words = [word.group() for name in asset.names for word in words_of(name.text)]
    return keys_of(word for word in words if is_telling(word) and fold(word) not in common)


def asset_phrases(case: CaseFile, hidden: Sequence[Asset]) -> Phrases:
    """Everything to be masked for some assets: names, telling words, dedications, identifiers."""
    ids = {asset.id for asset in hidden}
    others = [name.text for asset in case.assets if asset.id not in ids for name in asset.names]
    ordinary = ordinary_words(case)
    names = [name.text for asset in hidden for name in asset.names if not _says_nothing(asset, name.text, ordinary)]
    plain = [name for name in names if is_plain(name)]
    shared = _borne(plain, others)
    identifiers = [value for asset in hidden for _, value in asset.identifiers if len(value) >= TOKEN_FROM]
    return (
        keys_of([*(name for name in names if name not in shared), *identifiers])
        | _telling_words(case, names, others, ordinary)
        | _dedication_phrases(names, others)
    )


def _says_nothing(asset: Asset, name: str, ordinary: frozenset[str]) -> bool:
    """Whether a name is none: a kind, or a description in ordinary words ("leaning minaret")."""
    words = [word.group() for word in words_of(name)]
    described = asset.described and all(is_plain(word) or fold(word) in ordinary for word in words)
    return described or is_kind(name)


def _borne(names: Iterable[str], others: Sequence[str]) -> frozenset[str]:
    """Those names that stand in another asset's name too ("Friday Mosque" in "Friday Mosque of the Lower Town")."""
    return frozenset(name for name in names if (finder := Finder(keys_of([name]))) and any(map(finder.spans, others)))


def _telling_words(case: CaseFile, names: Iterable[str], others: Iterable[str], ordinary: frozenset[str]) -> Phrases:
    """Single words that give a name away: telling, not ordinary, in no other asset's or place's name."""
    places = [name.text for place in case.places for name in place.names]
    shared = {word for phrase in keys_of([*others, *places]) for word in phrase}
    words = {word.group() for name in names for word in words_of(name) if is_telling(word.group())}
    telling = keys_of(word for word in words if fold(word) not in ordinary)
    return frozenset(phrase for phrase in telling if phrase[0] not in shared)


def _dedication_phrases(names: Iterable[str], others: Iterable[str]) -> Phrases:
    """Other words for what a building is dedicated to, unless another asset is dedicated so too."""
    tokens = _dedications(names) - _dedications(others)
    return frozenset(phrase for token in tokens for phrase in _synonyms(token))


def _dedications(names: Iterable[str]) -> set[str]:
    found = {token.removeprefix("word:") for name in names for token in name_key(name) if token.startswith("word:")}
    return found & DEDICATIONS


@functools.cache
def _synonyms(token: str) -> Phrases:
    words = [str(word) for word in word_file()["tokens"][token]]
    return keys_of(word for word in words if " " in word or len(word) >= SYNONYM_FROM)
