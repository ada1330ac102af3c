"""What linking may ask of an inventory too large for memory: candidates for words of a text, from the index on disk."""

import functools
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from tutela.language.asset_keys import likeliest
from tutela.model.inventory import Asset
from tutela.model.records import from_text
from tutela.store.search.index import HALVES
from tutela.store.search.terms import DESCRIBED, written

REMEMBERED = 1 << 14
"""Keys and assets remembered: the texts of one case speak of the same ones."""


class StoreIndex:
    """Implements `model.inventory.AssetIndex` over the assets of registers in a workspace.

    It gives the same candidates as `inventory.index.MemoryIndex` over the same assets, restricted ones among them: what
    is read and linked is private until it has passed the gate.
    """

    def __init__(self, index: sqlite3.Connection, database: sqlite3.Connection) -> None:
        self._index = index
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
        query = "SELECT total(doc) FROM (SELECT doc FROM terms_open WHERE term = ?1 UNION ALL "
        [(size,)] = self._index.execute(f"{query} SELECT doc FROM terms_hidden WHERE term = ?1)", (written(key),))
        # Described assets are few; only they make it necessary to look.
        return int(size) - (len(self._described.intersection(self._rows(written(key)))) if self._described else 0)

    def under(self, key: str) -> Iterable[int]:
        """Numbers of the assets under a key."""
        return [number for number in self._rows(written(key)) if number not in self._described]

    def among(self, key: str, numbers: Collection[int]) -> Iterable[int]:
        """Those of `numbers` whose assets stand under a key."""
        return [number for number in self._rows(written(key)) if number in numbers]

    def _rows(self, term: str) -> Iterable[int]:
        for half in HALVES:
            found = f"SELECT rowid FROM postings_{half} WHERE postings_{half} MATCH ?"
            yield from (number for (number,) in self._index.execute(found, (f'"{term}"',)))

    def _read(self, number: int) -> Asset:
        [(body,)] = self._database.execute("SELECT json FROM assets WHERE fid = ?", (number,))
        return from_text(Asset, body)
