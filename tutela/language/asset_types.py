"""Words of registers for kinds of assets, in many languages -> the one vocabulary of types."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.language.names import fold, type_words
from tutela.model.claims import AssetType

NEAR = 80
"""Lowest likeness (0 to 100, rapidfuzz ratio) of a word offered for an unknown one: one letter off in five."""
_PARTS = re.compile(r"[;,/()|\n]|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class _Types:
    words: Mapping[str, AssetType]
    nothing: frozenset[str]
    keyed: Mapping[str, AssetType]
    vague: frozenset[AssetType]


@functools.cache
def _types() -> _Types:
    text = resources.files("tutela.language").joinpath("asset_types.yml").read_text("utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    own = {fold(kind.replace("_", " ")): kind for kind in AssetType}
    return _Types(
        own | {fold(word): AssetType(kind) for kind, words in data["words"].items() for word in words},
        frozenset(map(fold, data["nothing"])),
        {key: AssetType(kind) for key, kind in data["keyed"].items()},
        frozenset(map(AssetType, data["vague"])),
    )


@functools.lru_cache(maxsize=4096)
def asset_type(words: str, key: str = "") -> AssetType | None:
    """The type that a register's words mean: the whole cell, its parts, then single words; `key` is an OSM key.

    A word that names no kind ("cultural", "yes") gives `heritage`; an unknown one None.
    """
    keyed = _types().keyed.get(f"{key}={words.strip().casefold()}") if key else None
    if keyed:
        return keyed
    found = list(_meanings(words))
    # Within one cell "Kite, Tomb" is a site with a tomb in it, so the site that is named first holds.
    return _first_exact(found, _types().vague - {AssetType.ARCHAEOLOGICAL_SITE}) if found else None


def most_exact(types: Iterable[AssetType]) -> AssetType:
    """Of types stated of one asset in several cells the first exact one, else the first that is not just heritage."""
    return _first_exact(list(types), _types().vague)


def _first_exact(found: Sequence[AssetType], vague: frozenset[AssetType]) -> AssetType:
    exact = [one for one in found if one not in vague]
    return next(iter((*exact, *(one for one in found if one is not AssetType.HERITAGE))), AssetType.HERITAGE)


def _meanings(words: str) -> Iterator[AssetType]:
    whole = _meaning(words)
    if whole:
        yield whole
        return
    parts = [part for part in _PARTS.split(words) if part.strip()]
    found = [meaning for part in parts if (meaning := _meaning(part))]
    yield from found or _single_words(words)


def _single_words(words: str) -> Iterator[AssetType]:
    for word in fold(words).split():
        if meaning := _meaning(word):
            yield meaning


def _meaning(words: str) -> AssetType | None:
    folded = fold(words)
    if folded in _types().words:
        return _types().words[folded]
    if folded in _types().nothing or not folded:
        return AssetType.HERITAGE
    kinds = type_words(words)
    # A phrase that names two kinds ("church museum") is left to the search by parts.
    return AssetType(next(iter(kinds))) if len(kinds) == 1 else None


def nearest_type(words: str) -> tuple[str, AssetType] | None:
    """The known word that an unknown one is likely a slip for, and what it means."""
    from rapidfuzz import fuzz, process

    known = _types().words
    match = process.extractOne(fold(words), known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return (match[0], known[match[0]]) if match else None
