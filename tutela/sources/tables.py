"""CSV files and Excel sheets -> rows of text cells, as they stand."""

import csv
import io
import itertools
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.decoding import decode, kind_of_binary
from tutela.sources.drafts import shown, shown_path
from tutela.sources.rows import MAX_COLUMNS, FieldOf, Row, Table, as_text, best_table, has_names, remark

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_CELL = 10_000_000
"""Longest cell of a CSV file, in letters; Python's own limit of 131,072 is below what outlines in WKT need."""
MAX_UNPACKED = 200_000_000
"""Bytes a workbook may unpack to: a sheet of 100,000 rows and 20 columns has some 100 MB. 840 MB took over a minute."""
HEADER_ROWS = 10
"""Rows in which the header is looked for: sheets often open with a title."""


def read_csv(path: Path, content: bytes, wanted: FieldOf) -> Table:
    """A table parted by commas, semicolons, tabs or bars, in UTF-8, UTF-16, cp1251 or cp1252.

    Raises:
        UnreadableFile: the file is no text.
    """
    decoded = decode(content, western=True)
    if decoded.binary:
        raise UnreadableFile(f"{shown_path(path)} is no text but {kind_of_binary(content)}.", "Save it as CSV.")
    problems = []
    if decoded.replaced or decoded.guessed:
        problems.append(
            remark(path, f"is no UTF-8; it was read as {decoded.encoding}.", "Save it as UTF-8 if names look wrong.")
        )
    delimiter = _delimiter(decoded.text, wanted)
    rows, bad = _csv_rows(path, decoded.text, delimiter)
    table = _table(path, "csv", rows, wanted)
    return Table(table.format, table.columns, table.rows, (*problems, *table.problems), (*bad, *table.bad))


Numbered = tuple[int, list[str]]
"""A row's number and its cells."""
BadRows = list[tuple[Row, Problem]]


def _csv_rows(path: Path, text: str, delimiter: str) -> tuple[list[Numbered], BadRows]:
    """All rows that can be told apart, and by themselves those that cannot: an open quotation mark, an endless cell."""
    lines = io.StringIO(text, newline="").readlines()
    rows: list[Numbered] = []
    bad: BadRows = []
    before = csv.field_size_limit(MAX_CELL)
    at = 0
    try:
        while at < len(lines):
            at = _read_lines(path, lines, at, delimiter, rows, bad)
    finally:
        csv.field_size_limit(before)
    return rows, bad


def _read_lines(path: Path, lines: Sequence[str], at: int, delimiter: str, rows: list[Numbered], bad: BadRows) -> int:
    """Read from line `at` on, to the end or to a row that cannot be read; the line to go on with."""
    reader = csv.reader(itertools.islice(lines, at, None), delimiter=delimiter)
    number = len(rows) + len(bad)
    begin = at
    try:
        for row in reader:
            number, end = number + 1, at + reader.line_num
            if end == len(lines) and end - begin > 1 and _is_open(lines[begin:], delimiter):
                bad.append(_unread(path, number, lines[begin], "opens a quotation mark that nothing closes."))
                return begin + 1
            rows.append((number, row))
            begin = end
    except csv.Error as error:
        bad.append(_unread(path, number + 1, lines[begin], f"cannot be read ({error})."))
        return at + max(reader.line_num, 1)
    return len(lines)


def _is_open(lines: Sequence[str], delimiter: str) -> bool:
    """Whether the quotation mark that makes these lines one row is still open at their end."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return str(error) == "unexpected end of data"
    return False


def _unread(path: Path, number: int, line: str, message: str) -> tuple[Row, Problem]:
    problem = Problem(shown_path(path), message, "See to its quotation marks.", row=number, value=shown(line))
    return Row(number, (("line", line[:MAX_SHOWN]),)), problem


MAX_SHOWN = 10_000
"""Letters of a line that cannot be read that are kept for mending; the file itself is kept whole."""


DELIMITERS = (",", ";", "\t", "|")


def _delimiter(text: str, wanted: FieldOf) -> str:
    """The separator that makes most known columns of the first rows; of equals the one that makes more columns."""

    def known(delimiter: str) -> tuple[int, int]:
        rows, _ = _csv_rows(Path(), "\n".join(text[:20_000].splitlines()[:HEADER_ROWS]), delimiter)
        return max(((sum(bool(wanted(cell)) for cell in row), len(row)) for _, row in rows), default=(0, 0))

    return max(DELIMITERS, key=known)


_BROKEN_WORKBOOK = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    SyntaxError,
    RuntimeError,
)
"""What openpyxl lets through of a damaged workbook: missing parts, broken XML, encrypted or cut archives."""


def read_xlsx(path: Path, content: bytes, wanted: FieldOf) -> Table:
    """The first visible sheet of a workbook that has a column for names.

    Raises:
        UnreadableFile: the file is no workbook.
    """
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_size(path, content)
        sheets = _sheets(content)
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, *_BROKEN_WORKBOOK) as error:
        raise UnreadableFile(
            f"{shown_path(path)} is no Excel workbook ({shown(str(error))}).", "Save it again as .xlsx, or as CSV."
        ) from error
    tables = [(title, _table(path, "xlsx", rows, wanted)) for title, rows in sheets]
    return best_table(path, "sheet", tables, wanted)


def _check_size(path: Path, content: bytes) -> None:
    """See that a workbook is no bomb: what zip files say of their parts is what is unpacked of them at most."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > MAX_UNPACKED:
        raise UnreadableFile(
            f"{shown_path(path)} unpacks to {size:,} bytes; a workbook may have {MAX_UNPACKED:,}.",
            "Save the sheet as CSV.",
        )


def _sheets(content: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """Title and numbered rows of every visible sheet."""
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of validation lists and drawings it leaves out; only cells matter here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        found = [(sheet.title, list(_filled_rows(sheet))) for sheet in visible]
        book.close()
    return found


def _filled_rows(sheet: "ReadOnlyWorksheet") -> Iterator[Numbered]:
    """The rows that hold anything, without the empty cells at their ends."""
    # What a sheet says of its own extent is often wrong; one stray cell in the last corner would make 17,000 million.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.rows, 1):
        last = max((at for at, cell in enumerate(row) if cell.value is not None), default=-1)
        if last >= 0:
            yield number, [as_text(cell.value) for cell in row[: last + 1]]


def _table(path: Path, form: str, rows: list[tuple[int, list[str]]], wanted: FieldOf) -> Table:
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return Table(form, (), ())
    at = next((n for n, (_, row) in enumerate(filled[:HEADER_ROWS]) if has_names(row, wanted)), 0)
    columns = tuple(filled[at][1])
    while columns and not columns[-1].strip():
        columns = columns[:-1]
    if len(columns) > MAX_COLUMNS:
        raise UnreadableFile(
            f"{shown_path(path)} has {len(columns):,} columns; a register has at most {MAX_COLUMNS:,}.",
            "See to its separators, or keep the columns that describe the assets.",
        )
    good, bad = [], []
    for number, cells in filled[at + 1 :]:
        row = Row(number, tuple(zip(columns, cells, strict=False)))
        surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
        if surplus:
            whole = Row(number, (*row.cells, *((f"surplus {n}", cell) for n, cell in enumerate(surplus, 1))))
            bad.append((whole, _surplus(path, number, len(cells), len(columns), surplus[0])))
        else:
            good.append(row)
    return Table(form, columns, good, bad=tuple(bad))


def _surplus(path: Path, number: int, cells: int, columns: int, value: str) -> Problem:
    return Problem(
        shown_path(path),
        f"has {cells} cells where the header has {columns}.",
        "Quote the cell that holds the separator.",
        row=number,
        value=shown(value),
    )
