"""An inventory in memory, found by what texts call its assets: names in any script, or a kind of thing at a place."""

import functools
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tutela.language.name_words import name_words
from tutela.language.names import fold, name_key, romanise, skeleton
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset

MOST = 60
"""Candidates offered at most, the likeliest kept: comparing costs 0.1 ms each, and the right one of the South Caucasus
sample never stood below place 20."""
COMMON = 5_000
"""Assets sharing a key from which it is followed only where nothing rarer is known: "saint" says too little."""
SHORT = 2
"""Skeletons of fewer consonants than this say nothing; the folded word itself is the key then."""


class MemoryIndex:
    """Implements `model.inventory.AssetIndex` over assets held in memory.

    An inverted index: every asset stands under the consonant skeletons of its proper words (one for all scripts and
    romanisations), under words with a meaning ("savior"), under all its words run together, and under its kind at each
    place it is said to stand in. Candidates are ranked by how rare the keys are that they share with the words.
    """

    def __init__(self, assets: Iterable[Asset]) -> None:
        self._assets = tuple(assets)
        self._at = {asset.id: at for at, asset in enumerate(self._assets)}
        self._postings: dict[str, array[int]] = defaultdict(lambda: array("L"))
        for at, asset in enumerate(self._assets):
            for key in _asset_keys(asset):
                self._postings[key].append(at)

    def __len__(self) -> int:
        return len(self._assets)

    def get(self, asset: str) -> Asset | None:
        """The asset with this id."""
        at = self._at.get(asset)
        return None if at is None else self._assets[at]

    def candidates(self, words: str, places: Sequence[str]) -> Iterable[Asset]:
        """Assets that may be meant by `words`, near any of `places` (names as written), likeliest first.

        Equally likely ones stay in the order of the inventory.
        """
        scores: dict[int, float] = defaultdict(float)
        weights = dict.fromkeys(_name_keys(words), 1.0) | _kind_keys(words, places)
        for key in self._followed(weights):
            rarity = weights[key] * math.log(1 + len(self._assets) / len(self._postings[key]))
            for at in self._postings[key]:
                scores[at] += rarity
        # A place alone makes no candidate; it lifts those that are.
        for key in set(_place_keys(places)) & self._postings.keys():
            for at in self._postings[key]:
                if at in scores:
                    scores[at] += 1.0
        # Rounded, so that the order of adding up decides no tie.
        best = sorted(scores, key=lambda at: (-round(scores[at], 9), at))[:MOST]
        return [self._assets[at] for at in best]

    def _followed(self, keys: Iterable[str]) -> list[str]:
        """The keys that some asset has, without the common ones unless there are no others: then the least common."""
        sizes = {key: len(self._postings[key]) for key in keys if key in self._postings}
        limit = max(COMMON, min(sizes.values(), default=0))
        return sorted(key for key, size in sizes.items() if size <= limit)


def _asset_keys(asset: Asset) -> set[str]:
    places = [name.text for name in (*asset.settlements, *asset.districts)]
    kinds = {asset.type.value} | {kind for name in asset.names for kind in _kinds(name.text)}
    keys = {key for name in asset.names for key in _name_keys(name.text)}
    place_keys = set(_place_keys(places))
    return keys | place_keys | {f"kind:{kind}@{place}" for kind in kinds for place in place_keys}


def _name_keys(words: str) -> Iterator[str]:
    proper = []
    for token in name_key(words):
        if token.startswith("word:"):
            yield token
        elif not token.startswith("type:"):
            proper.append(token)
            yield f"name:{_sound(token)}"
    # Words run together, since one source writes Dadi Vank and another Dadivank.
    in_order = fold(romanise(words)).split()
    for run in (in_order, [word for word in in_order if word in proper]):
        if len(run) > 1 and proper:
            yield f"name:{_sound(''.join(run))}"


@functools.lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    """One key for a word in all its spellings: its consonants, or the word where it has too few."""
    consonants = skeleton(word).replace(" ", "")
    return consonants if len(consonants) >= SHORT else word


def _place_keys(places: Iterable[str]) -> Iterator[str]:
    for place in places:
        words = fold(romanise(place)).split()
        if words:
            yield f"place:{_sound(''.join(words))}"
        if len(words) > 1:
            yield from (f"place:{_sound(word)}" for word in words if len(word) > SHORT)


def _kinds(words: str) -> set[str]:
    return {token.removeprefix("type:") for token in name_key(words) if token.startswith("type:")}


RELATED = 0.5
"""Weight of a kind that some sources give what others call by the kind in question."""


def _kind_keys(words: str, places: Sequence[str]) -> dict[str, float]:
    """Keys for "the church" in a place, by weight: its kind and those that other sources give the same thing."""
    kinds = _kinds(words)
    related = name_words().related
    near = {other.value for other in AssetType for kind in kinds if frozenset((kind, other.value)) in related} - kinds
    # "Shushi cathedral" names its place itself.
    where = set(_place_keys([*places, *(token for token in name_key(words) if ":" not in token)]))
    weighted = [(kind, 1.0) for kind in kinds] + [(kind, RELATED) for kind in near]
    return {f"kind:{kind}@{place}": weight for kind, weight in weighted for place in where}
