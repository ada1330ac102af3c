"""Excel workbooks -> rows of text cells, as they stand."""

import functools
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.model.errors import UnreadableFile
from tutela.sources.drafts import shown
from tutela.sources.registers.csv_tables import Numbered, table_of
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.rows import FieldOf, Table, as_text, best_table

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_UNPACKED = 200_000_000
"""Bytes a workbook may unpack to: a sheet of 100,000 rows and 20 columns has some 100 MB. 840 MB took over a minute."""

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


def read_xlsx(file: RegisterFile, wanted: FieldOf) -> Table:
    """The first visible sheet of a workbook that has a column for names.

    Raises:
        UnreadableFile: the file is no workbook.
    """
    from openpyxl.utils.exceptions import InvalidFileException

    with file.open() as stream:
        content = stream.read(MAX_UNPACKED)
    try:
        _check_size(file, content)
        sheets = _sheets(content)
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, *_BROKEN_WORKBOOK) as error:
        raise UnreadableFile(
            f"{file.shown} is no Excel workbook ({shown(str(error))}).", "Save it again as .xlsx, or as CSV."
        ) from error
    tables = [(title, table_of(file.path, "xlsx", functools.partial(iter, rows), wanted)) for title, rows in sheets]
    return best_table(file.path, "sheet", tables, wanted)


def _check_size(file: RegisterFile, content: bytes) -> None:
    """See that a workbook is no bomb: what zip files say of their parts is what is unpacked of them at most."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > MAX_UNPACKED:
        raise UnreadableFile(
            f"{file.shown} unpacks to {size:,} bytes; a workbook may have {MAX_UNPACKED:,}.", "Save the sheet as CSV."
        )


def _sheets(content: bytes) -> list[tuple[str, list[Numbered]]]:
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
