"""CSV files and Excel sheets -> rows of text cells, as they stand."""

import csv
import io
import warnings
import zipfile
import zlib
from pathlib import Path

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.decoding import decode
from tutela.sources.rows import FieldOf, Row, Table, as_text, best_table, has_names, remark

MAX_CELL = 2**31 - 1
"""Longest cell of a CSV file; Python's own limit of 128 kB is below what geometry in WKT needs."""
HEADER_ROWS = 10
"""Rows in which the header is looked for: sheets often open with a title."""


def read_csv(path: Path, content: bytes, wanted: FieldOf) -> Table:
    """A table parted by commas, semicolons, tabs or bars, in UTF-8, UTF-16, cp1251 or cp1252.

    Raises:
        UnreadableFile: the file is no text.
    """
    decoded = decode(content, western=True)
    if decoded.binary:
        raise UnreadableFile(f"{path} is no text but binary data.", "Save it as CSV in UTF-8.")
    problems = []
    if decoded.replaced or decoded.guessed:
        problems.append(
            remark(path, f"is no UTF-8; it was read as {decoded.encoding}.", "Save it as UTF-8 if names look wrong.")
        )
    delimiter = _delimiter(decoded.text, wanted)
    rows, fault = _csv_rows(decoded.text, delimiter)
    if fault:
        problems.append(
            Problem(str(path), f"breaks off after row {len(rows)} ({fault}).", "See to the quotation marks there.")
        )
    table = _table(path, "csv", list(enumerate(rows, 1)), wanted)
    return Table(table.format, table.columns, table.rows, (*problems, *table.problems), table.bad)


def _csv_rows(text: str, delimiter: str) -> tuple[list[list[str]], str]:
    rows: list[list[str]] = []
    before = csv.field_size_limit(MAX_CELL)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
    except csv.Error as error:
        return rows, str(error)
    finally:
        csv.field_size_limit(before)
    return rows, ""


DELIMITERS = (",", ";", "\t", "|")


def _delimiter(text: str, wanted: FieldOf) -> str:
    """The separator that makes most known columns of the first rows; of equals the one that makes more columns."""

    def known(delimiter: str) -> tuple[int, int]:
        rows, _ = _csv_rows("\n".join(text[:20_000].splitlines()[:HEADER_ROWS]), delimiter)
        return max(((sum(bool(wanted(cell)) for cell in row), len(row)) for row in rows), default=(0, 0))

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
        sheets = _sheets(content)
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, *_BROKEN_WORKBOOK) as error:
        raise UnreadableFile(f"{path} is no Excel workbook ({error}).", "Save it again as .xlsx, or as CSV.") from error
    tables = [(title, _table(path, "xlsx", rows, wanted)) for title, rows in sheets]
    return best_table(path, "sheet", tables, wanted)


def _sheets(content: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """Title and numbered rows of every visible sheet."""
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of validation lists and drawings it leaves out; only cells matter here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = [(sheet.title, enumerate(sheet.iter_rows(values_only=True), 1)) for sheet in visible]
        found = [(title, [(number, list(map(as_text, row))) for number, row in rows]) for title, rows in sheets]
        book.close()
    return found


def _table(path: Path, form: str, rows: list[tuple[int, list[str]]], wanted: FieldOf) -> Table:
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return Table(form, (), ())
    at = next((n for n, (_, row) in enumerate(filled[:HEADER_ROWS]) if has_names(row, wanted)), 0)
    columns = tuple(filled[at][1])
    while columns and not columns[-1].strip():
        columns = columns[:-1]
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
        str(path),
        f"has {cells} cells where the header has {columns}.",
        "Quote the cell that holds the separator.",
        row=number,
        value=value,
    )
