"""The two doors to registers: read whole, with all that was wrong, or opened to be gone through row by row."""

import csv
import dataclasses
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.model.errors import UnreadableFile, UnusableRegister
from tutela.model.inventory import Register, RegisterEntry
from tutela.model.problems import Problem
from tutela.sources.columns import check_overrides, field_of, plain
from tutela.sources.drafts import shown, shown_path
from tutela.sources.registers.cards import Card, card_for
from tutela.sources.registers.entries import BadRow
from tutela.sources.registers.files import (
    MAX_BYTES,
    MAX_STREAMED,
    RegisterFile,
    cannot_open,
    check_file,
    register_file,
)
from tutela.sources.registers.formats import READERS
from tutela.sources.registers.stream import RegisterStream
from tutela.sources.registers.survey import Fields, survey
from tutela.sources.registers.suspicions import suspicions
from tutela.sources.registers.whereabouts import swapped_as_a_whole

COLUMNS_SHOWN = 30
"""Columns named in a message."""


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """All that was read in one register."""

    register: Register
    entries: tuple[RegisterEntry, ...]
    problems: tuple[Problem, ...]
    """Every fault, in the order of the rows; of faults of one kind in many rows one stands for all."""
    unmapped: tuple[str, ...] = ()
    """Columns that mean nothing to Tutela; their cells stay in `RegisterEntry.raw`."""
    bad_rows: tuple[BadRow, ...] = ()
    path: Path = Path()
    content: bytes = dataclasses.field(default=b"", repr=False)
    """The file's bytes, as they were when it was read."""
    same: int = 0
    """Rows that stood before, word for word, and were read once."""


CardGiven = Path | Mapping[str, object] | None


def read_register(path: Path, columns: Mapping[str, str] | None = None, card: CardGiven = None) -> RegisterReading:
    """A register's file as entries; `columns` (column -> field) overrides what their names say, `card` its card.

    A row without a name or with impossible coordinates is left out and listed; whatever else is wrong is reported and
    the row used. For files too large to hold there is `stream_register`.

    Raises:
        UnreadableFile: the file cannot be opened or understood.
        UnusableRegister: no column holds names, or no row can be used.
        InputError: `columns` names a column or field that does not exist, or the card says what no card says.
    """
    check_file(path, MAX_BYTES)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise cannot_open(path, error) from error
    if not content.strip():
        raise UnreadableFile(f"{shown_path(path)} is empty.", "See whether it was saved.")
    stream = _opened(register_file(path, content), columns, card_for(path, card), held=True)
    entries = sorted(stream, key=lambda entry: entry.row)
    if not entries:
        first = "; ".join(map(str, stream.problems[:3])) or "it has no rows"
        raise UnusableRegister(f"{shown_path(path)} has no row that can be used: {first}.", "Correct the rows.")
    return RegisterReading(
        replace(stream.register, sha256=hashlib.sha256(content).hexdigest()),
        tuple(entries),
        stream.problems,
        stream.unmapped,
        stream.bad_rows,
        path,
        content,
        stream.same,
    )


def stream_register(
    path: Path,
    columns: Mapping[str, str] | None = None,
    card: CardGiven = None,
    progress: Callable[[int], None] = lambda _: None,
) -> RegisterStream:
    """The same, entry by entry, for a file of any length: eight bytes a row are held, and rows whose key stands twice.

    All rows are gone through once before the first is given; `progress` is told meanwhile how many have been.

    ```python
    stream = stream_register(Path("allCountries.zip"))
    for entry in stream:
        ...
    print(stream.register, stream.problems, stream.unmapped)
    ```

    Raises:
        UnreadableFile: the file cannot be opened or understood.
        UnusableRegister: no column holds names.
        InputError: `columns` names a column or field that does not exist, or the card says what no card says.
    """
    check_file(path, MAX_STREAMED)
    return _opened(register_file(path), columns, card_for(path, card), held=False, progress=progress)


def _opened(
    file: RegisterFile,
    columns: Mapping[str, str] | None,
    card: Card,
    *,
    held: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> RegisterStream:
    given = {plain(column): field for column, field in (columns or {}).items()}
    table = READERS[file.ending](file, lambda column: given.get(plain(column), field_of(column)))
    if held:
        # What is read whole is gone through once: the rows' cells are those of the entries.
        rows = list(table.rows())
        table = replace(table, rows=lambda: iter(rows))
    fields = Fields(given, table.fields)
    found = survey(table, fields, progress)
    check_overrides(columns or {}, found.columns)
    looks = suspicions(found, fields)
    if not fields.names and (found.head or table.columns):
        names = [look for look in looks if look.field == "name"]
        hint = "".join(f" The column {look.column!r} {look.message}." for look in names)
        raise UnusableRegister(
            f"{file.shown} has no column for names among: {_listed(found.columns)}.{hint}",
            f"Say which column holds them: --map {names[0].column if names else 'COLUMN'}=name.",
        )
    stream = RegisterStream(file, table, fields, found, card)
    if swapped := swapped_as_a_whole(found.said, card.get("coverage", "")):
        stream.looks_swapped(
            f"{swapped.rows} of the first {swapped.told} rows that name a known town or country lie there only once "
            f"swapped, such as {swapped.example}"
        )
    for look in looks:
        message = f"{look.message}; it was not used."
        remedy = f"Say so with --map '{look.column}={look.field}' if it is."
        stream.fault(Problem(file.shown, message, remedy, column=shown(look.column), dropped=False))
    return stream


def _listed(columns: Sequence[str]) -> str:
    rest = f" and {len(columns) - COLUMNS_SHOWN:,} more" if len(columns) > COLUMNS_SHOWN else ""
    return ", ".join(shown(column) or "" for column in columns[:COLUMNS_SHOWN]) + rest or "none"


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
