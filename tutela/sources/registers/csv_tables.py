"""CSV and TSV files -> rows of text cells, as they stand, line by line."""

import csv
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.drafts import shown, shown_path
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.geonames import geonames_table
from tutela.sources.registers.rows import MAX_COLUMNS, BrokenRow, FieldOf, Row, Table, has_names
from tutela.sources.registers.sparql import LANGUAGE, query_results
from tutela.sources.registers.texts import Text, text_of

MAX_CELL = 10_000_000
"""Longest cell of a CSV file, in letters; Python's own limit of 131,072 is below what outlines in WKT need."""
HEADER_ROWS = 10
"""Rows in which the header is looked for: sheets often open with a title."""
DELIMITERS = (",", ";", "\t", "|")
MAX_SHOWN = 10_000
"""Letters of a line that cannot be read that are kept for mending; the file itself is kept whole."""
HEAD = 20_000
"""Letters at the beginning of a file in which the separator is found out."""

Numbered = tuple[int, list[str]]
"""A row's number and its cells."""
RowsFrom = Callable[[], Iterator[Numbered | BrokenRow]]
"""The rows of a sheet or file, from the first on."""


def read_csv(file: RegisterFile, wanted: FieldOf) -> Table:
    """A table parted by commas, semicolons, tabs or bars, in UTF-8, UTF-16, cp1251 or cp1252.

    Raises:
        UnreadableFile: the file is no text.
    """
    text = text_of(file, "Save it as CSV.", western=True)
    with text.open() as stream:
        head = stream.read(HEAD)
    if found := geonames_table(file, text, head):
        return found
    delimiter = _delimiter(head, wanted)
    table = table_of(file.path, "csv", functools.partial(_rows, file.path, text, delimiter), wanted)
    table = replace(table, problems=(*text.problems, *table.problems))
    return query_results(table) if any(column.endswith(LANGUAGE) for column in table.columns) else table


def _rows(path: Path, text: Text, delimiter: str) -> Iterator[Numbered | BrokenRow]:
    with text.open() as stream:
        yield from csv_rows(path, stream, delimiter)


class _Lines:
    """Lines that can be given back: a row that cannot be read gives up its first line, the others are read again."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._back: list[str] = []
        self.taken: list[str] = []
        """Lines since the last row ended."""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._stream)
        self.taken.append(line)
        return line

    def give_back(self, lines: Sequence[str]) -> None:
        """Read these again next."""
        self._back += reversed(lines)
        self.taken = []


def csv_rows(path: Path, stream: Iterable[str], delimiter: str) -> Iterator[Numbered | BrokenRow]:
    """All rows that can be told apart, and those that cannot by themselves: an open quotation mark, an endless cell."""
    lines = _Lines(stream)
    number = 0
    before = csv.field_size_limit(MAX_CELL)
    try:
        while True:
            read = _read_on(path, lines, delimiter, number)
            for item in read:
                number = item[0].number if isinstance(item, BrokenRow) else item[0]
                yield item
                if isinstance(item, BrokenRow):
                    break
            else:
                return
    finally:
        csv.field_size_limit(before)


def _read_on(path: Path, lines: _Lines, delimiter: str, number: int) -> Iterator[Numbered | BrokenRow]:
    """Rows to the end or to the first that cannot be read."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            number += 1
            taken = lines.taken
            if len(taken) > 1 and _is_open(taken, delimiter):
                lines.give_back(taken[1:])
                yield _unread(path, number, taken[0], "opens a quotation mark that nothing closes.")
                return
            lines.taken = []
            yield number, row
    except csv.Error as error:
        first = lines.taken[0] if lines.taken else ""
        lines.taken = []
        yield _unread(path, number + 1, first, f"cannot be read ({error}).")


def _is_open(lines: Sequence[str], delimiter: str) -> bool:
    """Whether the quotation mark that makes these lines one row is still open at their end, so at the file's end."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return str(error) == "unexpected end of data"
    return False


def _unread(path: Path, number: int, line: str, message: str) -> BrokenRow:
    problem = Problem(shown_path(path), message, "See to its quotation marks.", row=number, value=shown(line))
    return BrokenRow(Row(number, (("line", line[:MAX_SHOWN]),)), problem)


def _delimiter(head: str, wanted: FieldOf) -> str:
    """The separator that makes most known columns of the first rows; of equals the one that makes more columns."""
    lines = [f"{line}\n" for line in head.splitlines()[:HEADER_ROWS]]

    def known(delimiter: str) -> tuple[int, int]:
        rows = [item[1] for item in csv_rows(Path(), lines, delimiter) if not isinstance(item, BrokenRow)]
        return max(((sum(bool(wanted(cell)) for cell in row), len(row)) for row in rows), default=(0, 0))

    return max(DELIMITERS, key=known)


def table_of(path: Path, form: str, rows: RowsFrom, wanted: FieldOf) -> Table:
    """A table from numbered rows: the header found, every row set against it."""
    first = list(itertools.islice(_filled(rows()), HEADER_ROWS))
    full = [item for item in first if not isinstance(item, BrokenRow)]
    if not full:
        return Table(form, lambda: (item for item in _filled(rows()) if isinstance(item, BrokenRow)))
    number, header = next((item for item in full if has_names(item[1], wanted)), full[0])
    columns = tuple(header)
    while columns and not columns[-1].strip():
        columns = columns[:-1]
    if len(columns) > MAX_COLUMNS:
        raise UnreadableFile(
            f"{shown_path(path)} has {len(columns):,} columns; a register has at most {MAX_COLUMNS:,}.",
            "See to its separators, or keep the columns that describe the assets.",
        )
    return Table(form, lambda: _against_header(path, rows(), number, columns), columns)


def _filled(rows: Iterable[Numbered | BrokenRow]) -> Iterator[Numbered | BrokenRow]:
    return (item for item in rows if isinstance(item, BrokenRow) or any(map(str.strip, item[1])))


def _against_header(
    path: Path, rows: Iterator[Numbered | BrokenRow], header: int, columns: tuple[str, ...]
) -> Iterator[Row | BrokenRow]:
    width = len(columns)
    for item in rows:
        if isinstance(item, BrokenRow):
            yield item
            continue
        number, cells = item
        if number <= header or not (cells and any(map(str.strip, cells))):
            continue
        row = Row(number, tuple(zip(columns, cells, strict=False)))
        surplus = [cell for cell in cells[width:] if cell.strip()] if len(cells) > width else ()
        if surplus:
            whole = Row(number, (*row.cells, *((f"surplus {n}", cell) for n, cell in enumerate(surplus, 1))))
            yield BrokenRow(whole, _surplus(path, number, len(cells), width, surplus[0]))
        else:
            yield row


def _surplus(path: Path, number: int, cells: int, columns: int, value: str) -> Problem:
    return Problem(
        shown_path(path),
        f"has {cells} cells where the header has {columns}.",
        "Quote the cell that holds the separator.",
        row=number,
        value=shown(value),
    )
