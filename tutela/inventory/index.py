"""An inventory in memory, found by what texts call its assets: names in any script, or a kind of thing at a place."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from tutela.language.asset_keys import asset_keys, likeliest
from tutela.model.inventory import Asset


class MemoryIndex:
    """Implements `model.inventory.AssetIndex` over assets held in memory.

    An inverted index: every asset stands under the consonant skeletons of its proper words (one for all scripts and
    romanisations), under words with a meaning ("savior"), under all its words run together, and under its kind at each
    place it is said to stand in. `store.search.StoreIndex` gives the same candidates from disk.
    """

    def __init__(self, assets: Iterable[Asset]) -> None:
        self._assets = tuple(assets)
        self._at = {asset.id: at for at, asset in enumerate(self._assets)}
        self._postings: dict[str, array[int]] = defaultdict(lambda: array("L"))
        for at, asset in enumerate(self._assets):
            for key in asset_keys(asset):
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
        return [self._assets[at] for at in likeliest(self, words, places)]

    def size(self, key: str) -> int:
        """How many assets stand under a key."""
        return len(self.under(key))

    def under(self, key: str) -> Sequence[int]:
        """Numbers of the assets under a key."""
        return self._postings.get(key, ())

    def among(self, key: str, numbers: Collection[int]) -> Iterable[int]:
        """Those of `numbers` whose assets stand under a key."""
        return [at for at in self.under(key) if at in numbers]
