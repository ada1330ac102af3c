"""What linking may ask of an inventory too large for memory: candidates for words of a text, from the index on disk."""

import functools
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from tutela.language.asset_keys import likeliest
from tutela.model.inventory import Asset
from tutela.model.records import from_text
from tutela.store.search.shelves import STORED, Shelves
from tutela.store.search.terms import DESCRIBED

REMEMBERED = 1 << 14
"""Keys and assets remembered: the texts of one case speak of the same ones."""


class StoreIndex:
    """Implements `model.inventory.AssetIndex` over the assets of registers in a workspace.

    It gives the same candidates as `inventory.index.MemoryIndex` over the same assets, restricted ones among them: what
    is read and linked is private until it has passed the gate.
    """

    def __init__(self, shelves: Shelves, database: sqlite3.Connection) -> None:
        self._shelves = [shelves[name] for name in STORED]
        self._database = database
        self._described = frozenset(self._rows(DESCRIBED))
        [(assets,)] = database.execute("SELECT count(*) FROM assets")
        self._assets = int(assets) - len(self._described)
        self.size = functools.lru_cache(REMEMBERED)(self._size)
        self._asset = functools.lru_cache(REMEMBERED)(self._read)

    def __len__(self) -> int:
        return self._assets

    def get(self, asset: str) -> Asset | None:
        """The asset with this id."""
        row = self._database.execute("SELECT fid FROM assets WHERE id = ? AND described = 0", (asset,)).fetchone()
        return self._asset(row[0]) if row else None

    def candidates(self, words: str, places: Sequence[str]) -> Iterable[Asset]:
        """Assets that may be meant by `words`, near any of `places` (names as written), likeliest first."""
        return [self._asset(number) for number in likeliest(self, words, places)]

    def _size(self, key: str) -> int:
        size = sum(shelf.size([key]) for shelf in self._shelves)
        # Described assets are few; only they make it necessary to look.
        return size - (len(self._described.intersection(self._rows(key))) if self._described else 0)

    def under(self, key: str) -> Iterable[int]:
        """Numbers of the assets under a key."""
        return [number for number in self._rows(key) if number not in self._described]

    def among(self, key: str, numbers: Collection[int]) -> Iterable[int]:
        """Those of `numbers` whose assets stand under a key."""
        return [number for number in self._rows(key) if number in numbers]

    def _rows(self, term: str) -> Iterable[int]:
        for shelf in self._shelves:
            yield from shelf.under([term]).tolist()

    def _read(self, number: int) -> Asset:
        [(body,)] = self._database.execute("SELECT json FROM assets WHERE fid = ?", (number,))
        return from_text(Asset, body)
