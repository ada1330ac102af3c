"""The keys under which an asset is found: names in any script, what their words mean, kinds of things at places.

Indexes store assets under `asset_keys` and look them up by `name_keys_of`, `kind_keys` and `place_keys`, so that one in
memory and one on disk find the same, in the order of `likeliest`. A key says what it is before a colon: `name:KZN` (the
consonants of a proper word, one for all scripts and romanisations), `word:savior` (a word with a meaning), `place:SS`,
`kind:church@SS`.
"""

import functools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tutela.language.name_words import name_words
from tutela.language.romanising import sound, tokens_of
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset

SHORT = 2
"""Skeletons of fewer consonants than this say nothing; the folded word itself is the key then."""
RELATED = 0.5
"""Weight of a kind that some sources give what others call by the kind in question."""
MOST = 60
"""Candidates offered at most, the likeliest kept. Of 764 look-ups by the names of the South Caucasus sample among 8,798
assets of ten registers, 742 had the right one first, 19 by place 5, and 3 (kinds without a place) found none."""
COMMON = 5_000
"""Assets sharing a key from which it is followed only where nothing rarer is known: "saint" says too little."""
NOTHING: frozenset[str] = frozenset()
KEPT = 1 << 15
"""Names remembered with their keys: settlements and kinds repeat from row to row."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a name or description says, romanised once."""

    in_order: tuple[str, ...]
    proper: frozenset[str]
    meanings: frozenset[str]
    """`word:savior`."""
    kinds: frozenset[str]
    """AssetType values."""


def words_of(text: str) -> Words:
    """What a name or description says.

    >>> words = words_of("Şuşa məscidi")
    >>> words.in_order, sorted(words.proper), sorted(words.kinds)
    (('shusha', 'masjidi'), ['shusha'], ['mosque'])
    """
    in_order = tokens_of(text)
    proper, meant = name_words().sorted(in_order)
    return Words(
        in_order,
        frozenset(proper),
        frozenset(token for token in meant if token.startswith("word:")) if meant else NOTHING,
        frozenset(token[5:] for token in meant if token.startswith("type:")) if meant else NOTHING,
    )


def asset_keys(asset: Asset) -> set[str]:
    """All keys under which an asset is found."""
    return keys_of(asset, [words_of(name.text) for name in asset.names])


def keys_of(asset: Asset, titles: Sequence[Words]) -> set[str]:
    """The same, where what its names say is known already."""
    places = {key for name in (*asset.settlements, *asset.districts) for key in _keys_of_place(name.text)}
    kinds = {asset.type.value}.union(*(title.kinds for title in titles))
    names = {key for title in titles for key in name_keys_of(title)}
    return names | places | {f"kind:{kind}@{place}" for kind in kinds for place in places}


def name_keys_of(words: Words) -> Iterator[str]:
    """Keys of what a name says."""
    yield from words.meanings
    yield from (f"name:{sound_of(word)}" for word in words.proper)
    if len(words.in_order) < 2 or not words.proper:
        return
    # Words run together, since one source writes Dadi Vank and another Dadivank.
    yield f"name:{sound_of(''.join(words.in_order))}"
    run = [word for word in words.in_order if word in words.proper]
    if 1 < len(run) < len(words.in_order):
        yield f"name:{sound_of(''.join(run))}"


@functools.lru_cache(maxsize=1 << 18)
def sound_of(word: str) -> str:
    """One key for a romanised word in all its spellings: its consonants, or the word where it has too few.

    >>> sound_of("khachen") == sound_of("xachen"), sound_of("ani")
    (True, 'ani')
    """
    consonants = sound(word).replace(" ", "")
    return consonants if len(consonants) >= SHORT else word


def place_keys(places: Iterable[str]) -> Iterator[str]:
    """Keys of places, by their names as written."""
    for place in places:
        yield from _keys_of_place(place)


@functools.lru_cache(maxsize=KEPT)
def _keys_of_place(place: str) -> tuple[str, ...]:
    words = tokens_of(place)
    whole = (f"place:{sound_of(''.join(words))}",) if words else ()
    parts = (f"place:{sound_of(word)}" for word in words if len(word) > SHORT) if len(words) > 1 else ()
    return (*whole, *parts)


def kind_keys(words: Words, places: Sequence[str]) -> dict[str, float]:
    """Keys for "the church" in a place, by weight: its kind and those that other sources give the same thing."""
    pairs = [(frozenset((kind, other.value)), other.value) for kind in words.kinds for other in AssetType]
    near = {other for pair, other in pairs if pair in name_words().related} - words.kinds
    # "Shushi cathedral" names its place itself.
    where = set(place_keys([*places, *words.proper]))
    weighted = [(kind, 1.0) for kind in words.kinds] + [(kind, RELATED) for kind in near]
    return {f"kind:{kind}@{place}": weight for kind, weight in weighted for place in where}


class Postings(Protocol):
    """Which assets stand under which key, by the assets' numbers in the order of the inventory."""

    def __len__(self) -> int:
        """How many assets there are."""
        ...

    def size(self, key: str) -> int:
        """How many assets stand under a key."""
        ...

    def under(self, key: str) -> Iterable[int]:
        """The assets under a key."""
        ...

    def among(self, key: str, numbers: Collection[int]) -> Iterable[int]:
        """Those of some assets that stand under a key."""
        ...


def likeliest(postings: Postings, words: str, places: Sequence[str]) -> list[int]:
    """Numbers of the assets that may be meant by `words`, near any of `places` (names as written), likeliest first.

    They are ranked by how rare the keys are that they share with the words. Equal ones stay in the inventory's order.
    """
    scores: dict[int, float] = defaultdict(float)
    said = words_of(words)
    weights = dict.fromkeys(name_keys_of(said), 1.0) | kind_keys(said, places)
    sizes = {key: size for key in weights if (size := postings.size(key))}
    for key in _followed(sizes):
        rarity = weights[key] * math.log(1 + len(postings) / sizes[key])
        for number in postings.under(key):
            scores[number] += rarity
    # A place alone makes no candidate; it lifts those that are.
    for key in set(place_keys(places)):
        for number in postings.among(key, scores.keys()):
            scores[number] += 1.0
    # Rounded, so that the order of adding up decides no tie.
    return sorted(scores, key=lambda number: (-round(scores[number], 9), number))[:MOST]


def _followed(sizes: dict[str, int]) -> list[str]:
    """The keys without the common ones unless there are no others: then the least common."""
    limit = max(COMMON, min(sizes.values(), default=0))
    return sorted(key for key, size in sizes.items() if size <= limit)
