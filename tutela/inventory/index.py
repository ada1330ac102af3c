"""An inventory in memory, found by what texts call its assets: names in any script, or a kind of thing at a place."""

import functools
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tutela.language.name_words import name_words
from tutela.language.names import skeleton, tokens_of
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset

MOST = 60
"""Candidates offered at most, the likeliest kept. Of 764 look-ups by the names of the South Caucasus sample among 8,798
assets of ten registers, 742 had the right one first, 19 by place 5, and 3 (kinds without a place) found none."""
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
        said = _Words.of(words)
        weights = dict.fromkeys(_name_keys(said), 1.0) | _kind_keys(said, places)
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
    titles = [_Words.of(name.text) for name in asset.names]
    places = set(_place_keys(name.text for name in (*asset.settlements, *asset.districts)))
    kinds = {asset.type.value}.union(*(title.kinds for title in titles))
    names = {key for title in titles for key in _name_keys(title)}
    return names | places | {f"kind:{kind}@{place}" for kind in kinds for place in places}


@dataclass(frozen=True, slots=True)
class _Words:
    """What a name or description says, romanised once."""

    in_order: tuple[str, ...]
    proper: frozenset[str]
    meanings: frozenset[str]
    """`word:savior`."""
    kinds: frozenset[str]
    """AssetType values."""

    @classmethod
    def of(cls, text: str) -> "_Words":
        in_order = tokens_of(text)
        key = name_words().tokens(in_order)
        return cls(
            in_order,
            frozenset(token for token in key if ":" not in token),
            frozenset(token for token in key if token.startswith("word:")),
            frozenset(token.removeprefix("type:") for token in key if token.startswith("type:")),
        )


def _name_keys(words: _Words) -> Iterator[str]:
    yield from words.meanings
    yield from (f"name:{_sound(word)}" for word in words.proper)
    # Words run together, since one source writes Dadi Vank and another Dadivank.
    for run in (words.in_order, tuple(word for word in words.in_order if word in words.proper)):
        if len(run) > 1 and words.proper:
            yield f"name:{_sound(''.join(run))}"


@functools.lru_cache(maxsize=1 << 18)
def _sound(word: str) -> str:
    """One key for a word in all its spellings: its consonants, or the word where it has too few."""
    consonants = skeleton(word).replace(" ", "")
    return consonants if len(consonants) >= SHORT else word


def _place_keys(places: Iterable[str]) -> Iterator[str]:
    for place in places:
        words = tokens_of(place)
        if words:
            yield f"place:{_sound(''.join(words))}"
        if len(words) > 1:
            yield from (f"place:{_sound(word)}" for word in words if len(word) > SHORT)


RELATED = 0.5
"""Weight of a kind that some sources give what others call by the kind in question."""


def _kind_keys(words: _Words, places: Sequence[str]) -> dict[str, float]:
    """Keys for "the church" in a place, by weight: its kind and those that other sources give the same thing."""
    pairs = [(frozenset((kind, other.value)), other.value) for kind in words.kinds for other in AssetType]
    near = {other for pair, other in pairs if pair in name_words().related} - words.kinds
    # "Shushi cathedral" names its place itself.
    where = set(_place_keys([*places, *words.proper]))
    weighted = [(kind, 1.0) for kind in words.kinds] + [(kind, RELATED) for kind in near]
    return {f"kind:{kind}@{place}": weight for kind, weight in weighted for place in where}
