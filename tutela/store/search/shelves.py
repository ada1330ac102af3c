"""The parts of the index: what registers give and what rulings and merging make of it, each for all and for some.

`open` and `hidden` hold the assets of registers as they came, which linking asks for; `made_open` and `made_hidden`
those of the inventory that are something else: merged of several, corrected, withheld by a ruling. What these stand for
is covered: a search passes over it.
"""

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.model.inventory import Asset
from tutela.model.records import canonical_record, from_text
from tutela.store.search.filling import Filling
from tutela.store.search.reading import read_lines
from tutela.store.search.shelf import Shelf

if TYPE_CHECKING:
    from tutela.store.search.shelf import Numbers

OPEN, HIDDEN = "open", "hidden"
STORED = (OPEN, HIDDEN)
MADE = ("made_open", "made_hidden")
SHELVES_DDL = (
    "CREATE TABLE made (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hidden INTEGER NOT NULL, "
    "json TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE made_boxes USING rtree(number, west, east, south, north)",
    "CREATE TABLE covered (id TEXT PRIMARY KEY, made INTEGER) WITHOUT ROWID",
    "CREATE TABLE covered_numbers (shelf TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID",
)
TABLES = ("made", "made_boxes", "covered", "covered_numbers")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the inventory of the moment differs from the assets that registers give."""

    made: Iterable[tuple[Asset, bool]] = ()
    """Assets that are merged, corrected or withheld by a ruling, and whether they are withheld; each covers the stored
    ones of its id and of the ids it absorbed."""
    gone: Collection[str] = ()
    """Ids of further stored assets that no longer stand."""
    follows: tuple[str, ...] = ("assets", "matches", "rulings")
    """Kinds of records that may change it."""


class Shelves:
    """All parts of an index."""

    stored = STORED

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._shelves = {name: Shelf(connection, name) for name in (*STORED, *MADE)}

    def __getitem__(self, name: str) -> Shelf:
        return self._shelves[name]

    @staticmethod
    def open_to(may_see_restricted: bool) -> tuple[str, ...]:
        """Names of the parts that a search reads."""
        return (OPEN, MADE[0], HIDDEN, MADE[1]) if may_see_restricted else (OPEN, MADE[0])

    def create(self) -> None:
        """Make all tables."""
        for shelf in self._shelves.values():
            shelf.create()
        for statement in SHELVES_DDL:
            self.connection.execute(statement)

    # Reading

    def covered(self, shelf: str) -> "Numbers":
        """The assets of a part that others stand for."""
        import numpy as np

        query = "SELECT numbers FROM covered_numbers WHERE shelf = ?"
        row = self.connection.execute(query, (shelf,)).fetchone()
        return np.frombuffer(row[0] if row else b"", np.uint32)

    def made(self, number: int) -> str:
        """An asset that rulings or merging made, as canonical JSON."""
        [(body,)] = self.connection.execute("SELECT json FROM made WHERE number = ?", (number,))
        return str(body)

    def are_covered(self, assets: Collection[str]) -> frozenset[str]:
        """Those of some ids that others stand for."""
        marks = ", ".join("?" * len(assets))
        rows = self.connection.execute(f"SELECT id FROM covered WHERE id IN ({marks})", tuple(assets))
        return frozenset(id_ for (id_,) in rows)

    def made_within(
        self, box: tuple[float, float, float, float], limit: int, may_see_restricted: bool
    ) -> Iterator[Asset]:
        """Assets that rulings or merging made, in a box of west, south, east and north."""
        west, south, east, north = box
        rows = self.connection.execute(
            "SELECT json FROM made_boxes AS tree CROSS JOIN made ON made.number = tree.number "
            "WHERE tree.east >= ? AND tree.west <= ? AND tree.north >= ? AND tree.south <= ? AND (? OR NOT hidden)",
            (west, east, south, north, may_see_restricted),
        )
        for (body,) in rows:
            asset = from_text(Asset, body)
            at = asset.position
            # The tree rounds to 32 bits, outwards.
            if at and west <= at.lon <= east and south <= at.lat <= north and limit > 0:
                limit -= 1
                yield asset

    # Writing

    def add(self, rows: Iterable[tuple[int, str]], names: tuple[str, str] = STORED) -> None:
        """Put assets in, given as (number, canonical JSON): those anyone may see into the first part."""
        parts = (part for group in read_lines(rows) for part in group)
        fillings = {name: Filling(self.connection, self[name]) for name in names}
        for part in parts:
            fillings[names[part.restricted]].add(part)
        for filling in fillings.values():
            filling.finish()

    def stand(self, standing: Standing, database: sqlite3.Connection) -> None:
        """Note what the inventory of the moment is, in place of what it was."""
        for name in MADE:
            self[name].drop()
            self[name].create()
        for table in TABLES:
            self.connection.execute(f"DELETE FROM {table}")
        numbers = _Numbers(database)
        for asset, withheld in standing.made:
            self._cover(asset, withheld, numbers)
        for asset_id in standing.gone:
            self.connection.execute("INSERT OR REPLACE INTO covered VALUES (?, NULL)", (asset_id,))
            numbers.cover(asset_id)
        for shelf, covered in numbers.covered.items():
            self.connection.execute("INSERT INTO covered_numbers VALUES (?, ?)", (shelf, covered.tobytes()))
        for name, hidden in zip(MADE, (0, 1), strict=True):
            rows = self.connection.execute("SELECT number, json FROM made WHERE hidden = ? ORDER BY number", (hidden,))
            self.add(rows, (name, name))

    def _cover(self, asset: Asset, withheld: bool, numbers: "_Numbers") -> None:
        """Note an asset that was made, and the stored ones it stands for."""
        ids = (asset.id, *asset.absorbed)
        number = min([stored for id_ in ids if (stored := numbers.cover(id_)) is not None], default=None)
        number = numbers.fresh() if number is None else number
        body = canonical_record(asset).decode()
        hidden = withheld or asset.restricted
        self.connection.execute("INSERT INTO made VALUES (?, ?, ?, ?)", (number, asset.id, hidden, body))
        self.connection.executemany("INSERT OR REPLACE INTO covered VALUES (?, ?)", ((id_, number) for id_ in ids))
        if asset.position:
            lon, lat = asset.position.lon, asset.position.lat
            self.connection.execute("INSERT INTO made_boxes VALUES (?, ?, ?, ?, ?)", (number, lon, lon, lat, lat))


class _Numbers:
    """The numbers of stored assets, and which of them were covered."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        [(self._last,)] = database.execute("SELECT coalesce(max(fid), 0) FROM assets")
        self.covered = {name: array("I") for name in STORED}

    def cover(self, asset: str) -> int | None:
        """The number of a stored asset, which is covered from now on; None where none is stored under the id."""
        row = self._database.execute("SELECT fid, restricted FROM assets WHERE id = ?", (asset,)).fetchone()
        if row is None:
            return None
        self.covered[STORED[row[1]]].append(row[0])
        return int(row[0])

    def fresh(self) -> int:
        """A number that no stored asset has."""
        self._last += 1
        return int(self._last)
