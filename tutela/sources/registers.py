"""Registers: files of assets that somebody keeps -> entries, with every fault of the file at once."""

import csv
import dataclasses
import hashlib
import io
import stat
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.language.asset_types import asset_type, nearest_type
from tutela.model.errors import UnreadableFile, UnusableRegister
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.inventory import Register, RegisterEntry, entry_id
from tutela.model.problems import Problem, one_line
from tutela.sources.columns import NAME_FIELDS, field_of, fields_of, plain
from tutela.sources.drafts import shown, shown_path
from tutela.sources.features import read_geojson, read_geopackage
from tutela.sources.positions import position_of
from tutela.sources.rows import FieldOf, Row, Table, remark
from tutela.sources.tables import read_csv, read_xlsx

FAR_KM, NEAR_KM = 500, 150
"""Latitude and longitude look swapped when a row lies farther than the one from the register's middle as it stands, and
within the other once swapped: a country is that large, and no swap brings a wrong place into it by chance."""
MIN_ROWS_FOR_MIDDLE = 5
MAX_BYTES = 500_000_000
"""Largest register taken, since it is held in memory and takes ten times its size there; the largest seen has 3 MB."""
MAX_NAME = 2_000
"""Longest name of an asset in letters; a longer one is a text in the wrong column or lines run together by an open
quotation mark. The longest of fourteen registers has 216, several names in one cell."""

READERS: Mapping[str, Callable[[Path, bytes, FieldOf], Table]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
    ".geojson": read_geojson,
    ".json": read_geojson,
    ".gpkg": read_geopackage,
}
"""Ending -> reader."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out, as it stands, and why."""

    row: int
    cells: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """All that was read in one register."""

    register: Register
    entries: tuple[RegisterEntry, ...]
    problems: tuple[Problem, ...]
    """Every fault, in the order of the rows."""
    unmapped: tuple[str, ...] = ()
    """Columns that mean nothing to Tutela; their cells stay in `RegisterEntry.raw`."""
    bad_rows: tuple[BadRow, ...] = ()
    path: Path = Path()
    content: bytes = dataclasses.field(default=b"", repr=False)
    """The file's bytes, as they were when it was read."""


def read_register(path: Path, columns: Mapping[str, str] | None = None) -> RegisterReading:
    """A CSV, XLSX, GeoJSON or GeoPackage file as entries; `columns` (column -> field) overrides what their names say.

    A row without a name or with impossible coordinates is left out and listed; whatever else is wrong is reported and
    the row used.

    Raises:
        UnreadableFile: the file cannot be opened or understood.
        UnusableRegister: no column holds names, or no row can be used.
        InputError: `columns` names a column or field that does not exist.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{shown_path(path)} has the ending {path.suffix!r}, which is not read.",
            f"Convert it to {', '.join(READERS)}.",
        )
    content = _content(path)
    given = {plain(column): field for column, field in (columns or {}).items()}
    table = reader(path, content, lambda column: given.get(plain(column), field_of(column)))
    fields = fields_of(table.columns, columns)
    if not any(field.partition(":")[0] in NAME_FIELDS for field in fields):
        raise UnusableRegister(
            f"{shown_path(path)} has no column for names among: {_listed(table.columns)}.",
            "Say which column holds them: --map COLUMN=name.",
        )
    return _Reader(path, table, dict(zip(table.columns, fields, strict=True))).read(content)


def _content(path: Path) -> bytes:
    """The bytes of a register's file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe would be waited for, a device read without end.
            raise UnreadableFile(f"{shown_path(path)} is no file but a folder, pipe or device.", "Name a file.")
        if status.st_size > MAX_BYTES:
            raise UnreadableFile(
                f"{shown_path(path)} is {status.st_size:,} bytes long; a register may have {MAX_BYTES:,}.",
                "Split it into registers.",
            )
        content = path.read_bytes()
    except OSError as error:
        why = f"{shown_path(path)} cannot be opened ({error.strerror or error})."
        raise UnreadableFile(why, "Check the path.") from error
    if not content.strip():
        raise UnreadableFile(f"{shown_path(path)} is empty.", "See whether it was saved.")
    return content


COLUMNS_SHOWN = 30
"""Columns named in a message."""


def _listed(columns: Sequence[str]) -> str:
    rest = f" and {len(columns) - COLUMNS_SHOWN:,} more" if len(columns) > COLUMNS_SHOWN else ""
    return ", ".join(shown(column) or "" for column in columns[:COLUMNS_SHOWN]) + rest or "none"


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, path: Path, table: Table, fields: Mapping[str, str]) -> None:
        self._path, self._table, self._fields = path, table, fields
        # The name without the folder: the same register keeps its ids wherever it lies and when rows are added.
        self._name = one_line(shown_path(path.stem))
        self._register = record_id("reg", {"name": self._name})
        self._entries: list[RegisterEntry] = []
        self._problems: list[Problem] = list(table.problems)
        self._bad = [BadRow(row.number, row.cells, (problem,)) for row, problem in table.bad]
        self._without_number = 0
        self._unknown_types: dict[str, list[tuple[int, str]]] = {}

    def read(self, content: bytes) -> RegisterReading:
        """All rows, then what shows only when they stand side by side."""
        self._problems += [problem for _, problem in self._table.bad]
        for row in self._table.rows:
            self._row(row)
        self._entries = self._apart(self._entries)
        self._entries = self._unswapped(self._entries)
        self._problems += self._type_remarks()
        if self._without_number:
            rows = f"{self._without_number} rows give" if self._without_number > 1 else "one row gives"
            message = f"{rows} NaN for a coordinate, which was taken for none."
            self._problems.append(remark(self._path, message, "Nothing needs doing if their place is unknown."))
        problems = tuple(sorted(self._problems, key=lambda problem: problem.row or 0))
        if not self._entries:
            first = "; ".join(map(str, problems[:3])) or "it has no rows"
            raise UnusableRegister(
                f"{shown_path(self._path)} has no row that can be used: {first}.", "Correct the rows."
            )
        return RegisterReading(
            self._card(content),
            tuple(self._entries),
            problems,
            tuple(column for column, field in self._fields.items() if not field),
            tuple(sorted(self._bad, key=lambda bad: bad.row)),
            self._path,
            content,
        )

    def _card(self, content: bytes) -> Register:
        return Register(
            id=self._register,
            name=self._name,
            sha256=hashlib.sha256(content).hexdigest(),
            format=self._table.format,
            rows=len(self._table.rows) + len(self._table.bad),
            columns=tuple(self._fields.items()),
        )

    def _row(self, row: Row) -> None:
        raw = row.cells if row.geometry is None else (*row.cells, ("geometry", row.geometry.wkt))
        fields = tuple(
            (field, cell.strip()) for column, cell in row.cells if (field := self._fields.get(column)) and cell.strip()
        )
        faults: list[Problem] = []
        self._without_number += any(field in ("lat", "lon") and cell.casefold() == "nan" for field, cell in fields)
        if not any(field.partition(":")[0] in NAME_FIELDS for field, _ in fields):
            faults.append(self._fault(row.number, "has no name.", "Give a name.", self._column("name"), ""))
        position, remarks = position_of(fields, row.geometry, lambda field: self._column(field))
        for field, cell in fields:
            if len(cell) > MAX_NAME and field.partition(":")[0] in NAME_FIELDS:
                message = f"has a name of {len(cell):,} letters; a name has at most {MAX_NAME:,}."
                remedy = "See whether a quotation mark is left open, or whether this is a description."
                faults.append(self._fault(row.number, message, remedy, self._column(field.partition(":")[0]), cell))
        problems = [replace(problem, file=shown_path(self._path), row=row.number) for problem in remarks]
        faults += [problem for problem in problems if problem.dropped]
        self._problems += [*faults, *(problem for problem in problems if not problem.dropped)]
        if faults:
            self._bad.append(BadRow(row.number, raw, tuple(faults)))
            return
        self._note_types(row.number, fields)
        key = next((cell for field, cell in fields if field == "id"), row.feature_id)
        self._entries.append(
            RegisterEntry(
                id=entry_id(self._register, key, raw),
                register=self._register,
                key=key or str(row.number),
                row=row.number,
                raw=raw,
                fields=fields,
                position=position,
            )
        )

    def _column(self, field: str) -> str | None:
        """The column a field was read from, as written."""
        return next((column for column, found in self._fields.items() if found.partition(":")[0] == field), None)

    def _fault(
        self, row: int, message: str, remedy: str, column: str | None, value: str | None, dropped: bool = True
    ) -> Problem:
        return Problem(shown_path(self._path), message, remedy, row, column, shown(value), dropped)

    def _apart(self, entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
        """Entries with a key and an id each: the same row twice is one entry, a key twice is told apart by a number."""
        firsts: dict[str, RegisterEntry] = {}
        kept: dict[str, RegisterEntry] = {}
        uses: Counter[str] = Counter()
        for entry in entries:
            if entry.id in kept:
                message = f"is the same as row {kept[entry.id].row}; it was read once."
                self._problems.append(self._fault(entry.row, message, "Remove one of them.", None, entry.key, False))
                continue
            first = firsts.get(entry.key)
            if first and first.fields == entry.fields:
                # One asset drawn twice (EAMENA gives a point and an outline): same cells, further geometry.
                message = f"is row {first.row} again with another geometry; both belong to {entry.key!r}."
                self._problems.append(self._fault(entry.row, message, "Nothing needs doing.", None, entry.key, False))
            elif first:
                uses[entry.key] += 1
                key = f"{entry.key}-{uses[entry.key] + 1}"
                message = f"has the id {entry.key!r} of row {first.row}; it goes by {key!r}."
                remedy = "Give each row an id of its own."
                self._problems.append(self._fault(entry.row, message, remedy, self._column("id"), entry.key, False))
                entry = replace(entry, key=key)
            firsts.setdefault(entry.key, entry)
            kept[entry.id] = entry
        return list(kept.values())

    def _unswapped(self, entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
        """The entries without those whose latitude and longitude look swapped, which become bad rows."""
        places = [entry.position for entry in entries if entry.position]
        if len(places) < MIN_ROWS_FOR_MIDDLE:
            return list(entries)
        middle = Position(
            statistics.median(place.lat for place in places), statistics.median(place.lon for place in places)
        )
        good = []
        for entry in entries:
            if entry.position and _looks_swapped(entry.position, middle):
                value = f"{entry.position.lat:g}, {entry.position.lon:g}"
                message = f"latitude and longitude look swapped: {value} lies far from every other row."
                column = self._column("lat") or self._column("coordinates")
                problem = self._fault(entry.row, message, "Swap the two.", column, value)
                self._problems.append(problem)
                self._bad.append(BadRow(entry.row, entry.raw, (problem,)))
            else:
                good.append(entry)
        return good

    def _note_types(self, row: int, fields: Sequence[tuple[str, str]]) -> None:
        for field, cell in fields:
            base, _, key = field.partition(":")
            # OSM keys beside the chief ones hold much that is no kind of asset (landuse=meadow).
            if base == "type" and key in ("", "historic") and asset_type(cell, key) is None:
                self._unknown_types.setdefault(cell, []).append((row, field))

    def _type_remarks(self) -> Iterator[Problem]:
        for words, rows in self._unknown_types.items():
            near = nearest_type(words)
            also = f" (also in {len(rows) - 1} more rows)" if len(rows) > 1 else ""
            meant = f"Perhaps {near[0]!r} ({near[1].value}) is meant." if near else "Use a type word Tutela knows."
            yield self._fault(
                rows[0][0],
                f"the type {shown(words)!r} is not known{also}; heritage was taken.",
                meant,
                self._column("type"),
                words,
                False,
            )


def _looks_swapped(position: Position, middle: Position) -> bool:
    if abs(position.lon) > 90:
        return False
    swapped = Position(position.lon, position.lat)
    return position.distance_m(middle) > FAR_KM * 1000 and swapped.distance_m(middle) < NEAR_KM * 1000


def bad_rows_csv(reading: RegisterReading) -> str:
    """The rows left out, as CSV for mending: row, problem, remedy, then the cells as they stand."""
    columns = list(dict.fromkeys(column for bad in reading.bad_rows for column, _ in bad.cells))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["row", "problem", "remedy", *columns])
    for bad in reading.bad_rows:
        cells = dict(bad.cells)
        problem = " ".join(fault.message for fault in bad.problems)
        remedy = " ".join(fault.remedy for fault in bad.problems)
        writer.writerow([bad.row, problem, remedy, *(cells.get(column, "") for column in columns)])
    return out.getvalue()
