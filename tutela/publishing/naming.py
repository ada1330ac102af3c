"""Which words give a withheld asset away: its names, telling words of them, other words for its dedication."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources

import yaml

from tutela.language.name_words import word_file
from tutela.language.names import fold, name_key
from tutela.model.casefile import CaseFile
from tutela.model.inventory import Asset
from tutela.publishing.masking import TOKEN_FROM, Finder, phrase_keys, words_of

Phrases = frozenset[tuple[str, ...]]
PARTS = re.compile(r"[(),;]")
"""What parts the pieces of a name: "Kanach Zham (Church of St John the Baptist)", "Haji Alakbar Mosque, Fuzuli"."""

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
    """Whether a single word of a name may single something out: no kind, saint or word of heritage in general."""
    return len(word) >= TOKEN_FROM and not is_plain(word) and not is_common(word)


def is_common(word: str) -> bool:
    """Whether a word, in whatever script, is one of common_words.yml."""
    return keys_of([word]) <= _common_words()


@functools.cache
def _common_words() -> Phrases:
    text = resources.files("tutela.publishing").joinpath("common_words.yml").read_text("utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return keys_of(word for words in table.values() for word in words)


def telling_words(asset: Asset) -> frozenset[str]:
    """The words of an asset's names that may single it out.

    A word written small in a name that has capitals is a common noun: "culture" in "Khojaly-Gadabay culture kurgans".
    """
    found = set()
    for name in asset.names:
        small = not name.text.islower()
        words = [match.group() for match in words_of(name.text)]
        found |= {word for word in words if is_telling(word) and not (small and word.islower())}
        found |= {word for word in words if _is_foreign_kind(asset, word)}
    return frozenset(found)


def _is_foreign_kind(asset: Asset, word: str) -> bool:
    """Whether a word names a kind that the asset is not, in another tongue: the cemetery "Imarat" is no palace."""
    kinds = {token.removeprefix("type:") for token in name_key(word)}
    if len(word) < TOKEN_FROM or word.islower() or is_common(word) or not is_kind(word):
        return False
    own = {asset.type.value}.union(*(group for group in word_file().related if asset.type.value in group))
    return bool(kinds) and not kinds & own


def ordinary_words(case: CaseFile) -> frozenset[str]:
    """Words written small more often than with a capital: "mountains" of a name is no secret, "Omari" is."""
    written = Counter(word.group() for document in case.documents for word in words_of(document.text))
    counts: Counter[str] = Counter()
    for word, times in written.items():
        counts[fold(word)] += times if word.islower() else -times
    return frozenset(word for word, balance in counts.items() if balance > 0)


def place_words(case: CaseFile) -> frozenset[str]:
    """Words that places bear: they tell where, not what."""
    names = [name.text for place in case.places for name in place.names]
    names += [name.text for asset in case.assets for name in (*asset.settlements, *asset.districts)]
    return frozenset(fold(word.group()) for name in names for word in words_of(name))


def own_words(asset: Asset, common: frozenset[str]) -> Phrases:
    """The telling words of an asset's names."""
    return keys_of(word for word in telling_words(asset) if fold(word) not in common)


def asset_phrases(case: CaseFile, hidden: Sequence[Asset], ordinary: frozenset[str]) -> Phrases:
    """Everything to be masked for some assets: names, telling words, dedications, identifiers.

    Args:
        ordinary: the case's `ordinary_words`.
    """
    ids = {asset.id for asset in hidden}
    apart = [asset for asset in case.assets if asset.id not in ids]
    others = [name.text for asset in apart for name in asset.names]
    registered = [name.text for asset in apart if not asset.described for name in asset.names]
    stated = [(asset, part) for asset in hidden for name in asset.names for part in parts_of(name.text)]
    names = [part for asset, part in stated if not _says_nothing(asset, part, ordinary)]
    plain = [name for name in names if is_plain(name)]
    shared = _borne(plain, others)
    identifiers = [value for asset in hidden for _, value in asset.identifiers if len(value) >= TOKEN_FROM]
    return (
        keys_of([*(name for name in names if name not in shared), *identifiers])
        | _telling_words(case, hidden, registered, ordinary)
        | _dedication_phrases(names, others)
    )


def parts_of(name: str) -> list[str]:
    """A name whole, and what stands before and inside its brackets or before its comma, if that is a name too."""
    parts = [part.strip() for part in PARTS.split(name)]
    return [name, *(part for part in parts if part != name and not is_plain(part))]


def _says_nothing(asset: Asset, name: str, ordinary: frozenset[str]) -> bool:
    """Whether a name is none: a kind, or a description in ordinary words ("leaning minaret")."""
    words = [word.group() for word in words_of(name)]
    if any(_is_foreign_kind(asset, word) for word in words):
        return False
    described = asset.described and all(is_plain(word) or fold(word) in ordinary for word in words)
    return described or is_kind(name)


def _borne(names: Iterable[str], others: Sequence[str]) -> frozenset[str]:
    """Those names that stand in another asset's name too ("Friday Mosque" in "Friday Mosque of the Lower Town")."""
    return frozenset(name for name in names if (finder := Finder(keys_of([name]))) and any(map(finder.spans, others)))


def _telling_words(case: CaseFile, hidden: Iterable[Asset], others: Iterable[str], ordinary: frozenset[str]) -> Phrases:
    """Single words that give a name away: telling, not ordinary, in no other registered asset's or place's name."""
    places = [name.text for place in case.places for name in place.names]
    shared = {word for phrase in keys_of([*others, *places]) for word in phrase}
    words = {word for asset in hidden for word in telling_words(asset)}
    telling = keys_of(word for word in words if fold(word) not in ordinary)
    return frozenset(phrase for phrase in telling if phrase[0] not in shared)


def _dedication_phrases(names: Iterable[str], others: Iterable[str]) -> Phrases:
    """Other words for what a building is dedicated to, unless another asset is dedicated so too."""
    tokens = _dedications(names) - _dedications(others)
    return frozenset(phrase for token in tokens for phrase in _synonyms(token))


def _dedications(names: Iterable[str]) -> set[str]:
    found = {token.removeprefix("word:") for name in names for token in name_key(name) if token.startswith("word:")}
    return found & word_file().dedications


@functools.cache
def _synonyms(token: str) -> Phrases:
    words = word_file().tokens[token]
    return keys_of(word for word in words if " " in word or len(word) >= SYNONYM_FROM)
