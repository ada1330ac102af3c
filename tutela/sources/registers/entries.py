"""Rows -> entries, many at a time; pure, so that another process may read some of a register's rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tutela.language.asset_types import asset_type
from tutela.model.geometry import Position
from tutela.model.inventory import RegisterEntry, entry_id
from tutela.model.problems import Problem
from tutela.sources.drafts import shown
from tutela.sources.positions import position_of
from tutela.sources.registers.rows import BrokenRow, Cells, Row
from tutela.sources.registers.survey import Fields, Pairs, key_of
from tutela.sources.registers.suspicions import looks_swapped

MAX_NAME = 2_000
"""Longest name of an asset in letters; a longer one is a text in the wrong column or lines run together by an open
quotation mark. The longest of fourteen registers has 216, several names in one cell."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out, as it stands, and why."""

    row: int
    cells: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class EntriesRead:
    """What some rows came to."""

    entries: list[RegisterEntry] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    """In the order of the rows, those of the bad rows too."""
    bad: list[BadRow] = field(default_factory=list)
    unknown_types: list[tuple[str, int]] = field(default_factory=list)
    """(words, row) of types that are not known."""
    without_number: int = 0
    """Rows that give NaN for a coordinate."""


class Meaning(NamedTuple):
    """What has to be known of a register to read its rows."""

    file: str
    """As shown in messages."""
    register: str
    """Id of the register."""
    fields: Fields
    middle: Position | None
    """Where most rows lie."""
    joined: bool
    """Whether rows of one key say different things of one asset."""


class EntryReader:
    """Reads rows of one register."""

    def __init__(self, meaning: Meaning) -> None:
        self._file, self._register, self._fields, self._middle, self._joined = meaning
        self._columns: dict[str, str | None] = {}

    def read(self, rows: Sequence[Row | BrokenRow]) -> EntriesRead:
        """The entries of these rows, and what is wrong with them."""
        found = EntriesRead()
        for item in rows:
            if isinstance(item, BrokenRow):
                _leave_out(found, item.row.number, item.row.cells, [item.problem])
            elif entry := self._entry(item, found):
                found.entries.append(entry)
        return found

    def _entry(self, row: Row, found: EntriesRead) -> RegisterEntry | None:
        """The entry of a row; None where it was left out."""
        pairs = self._fields.of(row.unfolded or row.cells)
        raw = row.cells if row.geometry is None else (*row.cells, ("geometry", row.geometry.wkt))
        position, remarks = position_of(pairs, row.geometry, self.column)
        faults = list(self._name_faults(row.number, pairs))
        if remarks:
            placed = [replace(problem, file=self._file, row=row.number) for problem in remarks]
            faults += [problem for problem in placed if problem.dropped]
            found.faults += [problem for problem in placed if not problem.dropped]
        if not faults and position and self._middle and looks_swapped(position, self._middle):
            faults = [self._swapped(row.number, position)]
        if faults:
            _leave_out(found, row.number, raw, faults)
            return None
        _note(found, row.number, pairs)
        key = key_of(self._fields, row, self._joined)
        own = entry_id(self._register, _own_key(pairs, row), raw)
        return RegisterEntry(own, self._register, key, row.number, raw, tuple(pairs), position)

    def _swapped(self, row: int, position: Position) -> Problem:
        value = f"{position.lat:g}, {position.lon:g}"
        message = f"latitude and longitude look swapped: {value} lies far from every other row."
        return self.fault(row, message, "Swap the two.", self.column("lat") or self.column("coordinates"), value)

    def _name_faults(self, number: int, pairs: Pairs) -> Iterator[Problem]:
        names = self._fields.names
        named = False
        for name, cell in pairs:
            if name in names:
                named = True
                if len(cell) > MAX_NAME:
                    message = f"has a name of {len(cell):,} letters; a name has at most {MAX_NAME:,}."
                    remedy = "See whether a quotation mark is left open, or whether this is a description."
                    yield self.fault(number, message, remedy, self.column(name.partition(":")[0]), cell)
        if not named:
            yield self.fault(number, "has no name.", "Give a name.", self.column("name"), "")

    def column(self, name: str) -> str | None:
        """The column a field was read from, as written."""
        if name not in self._columns:
            of_field = (column for column, found in self._fields.items() if found.partition(":")[0] == name)
            self._columns[name] = next(of_field, None)
        return self._columns[name]

    def fault(
        self, row: int, message: str, remedy: str, column: str | None, value: str | None, dropped: bool = True
    ) -> Problem:
        """A fault of a row of this register."""
        return Problem(self._file, message, remedy, row, column, shown(value), dropped)


def _leave_out(found: EntriesRead, number: int, cells: Cells, faults: Sequence[Problem]) -> None:
    found.faults += faults
    found.bad.append(BadRow(number, cells, tuple(faults)))


def _note(found: EntriesRead, row: int, pairs: Pairs) -> None:
    """Note types that are not known, and coordinates that are NaN."""
    without = False
    for name, cell in pairs:
        # OSM keys beside the chief ones hold much that is no kind of asset (landuse=meadow).
        if name in _TYPES:
            if asset_type(cell, name[5:]) is None:
                found.unknown_types.append((cell, row))
        elif name in _AXES:
            without |= cell.casefold() == "nan"
    found.without_number += without


_TYPES, _AXES = frozenset({"type", "type:historic"}), frozenset({"lat", "lon"})


def _own_key(pairs: Pairs, row: Row) -> str:
    """The key that a row's id is made of: only what it states itself, so that no other row's coming changes it."""
    return next((cell for name, cell in pairs if name == "id"), row.feature_id)
