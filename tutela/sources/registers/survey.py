"""A first look at all rows of a register: its columns, the keys used more than once, where most of it lies."""

import statistics
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from tutela.model.geometry import Position
from tutela.sources.columns import NAME_FIELDS, field_of, plain
from tutela.sources.positions import position_of
from tutela.sources.registers.rows import BrokenRow, Cells, Row, Table
from tutela.sources.registers.whereabouts import Said

SAMPLED = 5_000
"""Rows from the first on whose positions make the middle; beyond them every `EVERY`th row counts too."""
EVERY = 100
MIN_ROWS_FOR_MIDDLE = 5
TOLD_EVERY = 10_000
HEAD_ROWS = 200
"""Rows kept to look at what unknown columns hold."""

Pairs = list[tuple[str, str]]
"""(field, cell) of one row."""


class Fields(dict[str, str]):
    """Column -> Tutela's field, empty where it means nothing; filled as columns show."""

    def __init__(self, given: Mapping[str, str], own: Mapping[str, str]) -> None:
        super().__init__()
        self._given, self._own = given, own
        self.names: set[str] = set()
        """Fields met that hold names of the asset, with their languages."""

    def __missing__(self, column: str) -> str:
        compared = plain(column)
        known = self._own.get(column) or self._own_of_language(column) or field_of(column)
        field = self._given.get(compared, known)
        self[column] = field
        if field.partition(":")[0] in NAME_FIELDS:
            self.names.add(field)
        return field

    def _own_of_language(self, column: str) -> str:
        base, _, language = column.partition(":")
        field = self._own.get(base, "") if language else ""
        return f"{field}:{language}" if field in NAME_FIELDS else field

    def of(self, cells: Cells) -> Pairs:
        """The cells that mean something, under their fields and without blanks around them."""
        return [
            (field, stripped)
            for column, cell in cells
            if cell and (field := self[column]) and (stripped := cell.strip())
        ]


@dataclass(frozen=True, slots=True)
class Survey:
    """What only all rows together show."""

    columns: tuple[str, ...]
    """In the order in which they show."""
    repeated: frozenset[int]
    """Hashes of keys that stand more than once (and, harmlessly, of those that share such a hash)."""
    middle: Position | None
    """Where most rows lie; None where too few say."""
    head: tuple[Row, ...]
    """The first rows."""
    drawn: bool
    """Whether one of the first rows has a geometry."""
    rows: int
    """How many there are, broken ones too."""
    said: tuple[Said, ...]
    """Where the first rows that have a position lie, and where their words put them."""


def survey(table: Table, fields: Fields, progress: Callable[[int], None] = lambda _: None) -> Survey:
    """Go through all rows once; what is kept takes eight bytes a row. `progress` is told how many have been seen."""
    columns = dict.fromkeys(table.columns)
    keys: array[int] = array("q")
    places: list[Position] = []
    head: list[Row] = []
    said: list[Said] = []
    seen = 0
    for seen, item in enumerate(table.rows(), 1):
        if not seen % TOLD_EVERY:
            progress(seen)
        if isinstance(item, BrokenRow):
            continue
        cells = item.unfolded or item.cells
        if not table.columns:
            columns.update(dict.fromkeys(column for column, _ in cells))
        keys.append(hash(key_of(fields, item, table.joined)))
        if seen <= HEAD_ROWS:
            head.append(item)
        if seen <= SAMPLED or not seen % EVERY:
            told = fields.of(cells)
            place, _ = position_of(told, item.geometry, _no_column)
            places += [place] if place else []
            said += [_said(place, told)] if place and len(said) < HEAD_ROWS else []
    for column in columns:
        fields[column]
    drawn = any(row.geometry is not None for row in head)
    return Survey(tuple(columns), _repeated(keys), _middle(places), tuple(head), drawn, seen, tuple(said))


def _said(place: Position, told: Pairs) -> Said:
    towns = tuple(cell for field, cell in told if field.partition(":")[0] == "place")
    return Said(place, towns, next((cell for field, cell in told if field == "country"), ""))


def _no_column(field: str) -> None:
    return None


def key_of(fields: Fields, row: Row, joined: bool) -> str:
    """The row's own identifier: its cell for it, else its feature's, else its item's, else its number."""
    cells = row.unfolded or row.cells
    for column, cell in cells:
        if fields[column] == "id" and (key := cell.strip()):
            return key
    if row.feature_id:
        return row.feature_id
    if joined:
        items = (
            cell.strip().rpartition("/")[2] for column, cell in cells if fields[column] == "wikidata" and cell.strip()
        )
        return next(items, str(row.number))
    return str(row.number)


def _repeated(keys: "array[int]") -> frozenset[int]:
    found, counts = np.unique(np.frombuffer(keys, dtype=np.int64), return_counts=True) if keys else ((), ())
    return (
        frozenset(int(key) for key, count in zip(found, counts, strict=True) if count > 1)
        if len(found) < len(keys)
        else frozenset()
    )


def _middle(places: list[Position]) -> Position | None:
    if len(places) < MIN_ROWS_FOR_MIDDLE:
        return None
    return Position(statistics.median(place.lat for place in places), statistics.median(place.lon for place in places))
