"""CSV and Excel -> rows."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tutela.model.errors import UnreadableFile
from tutela.sources.registers import RegisterReading, read_register


def register(tmp_path: Path, content: str | bytes, name: str = "register.csv") -> RegisterReading:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_register(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_delimiters_and_encodings_are_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (["Название", "Широта", "Долгота"], ["Старая часовня", "40,5", "46,25"])
    )
    if delimiter == ",":
        text = text.replace("40,5", "40.5").replace("46,25", "46.25")
    [entry] = register(tmp_path, text.encode(encoding)).entries
    assert entry.value("name") == "Старая часовня"
    assert entry.position is not None and entry.position.lon == 46.25


def test_excel_sheets_are_read_by_their_names_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Made by hand"])
    sheet = book.create_sheet("Liste")
    for row in (["Denkmäler"], [], ["Nummer", "Bezeichnung", "Breite", "Länge"], [7, "Burg", 40.5, 46.0]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    [entry] = read_register(tmp_path / "a.xlsx").entries
    assert (entry.row, entry.key, entry.value("name")) == (4, "7", "Burg")
    assert entry.position is not None and entry.position.lat == 40.5
    assert entry.raw[3] == ("Länge", "46")


def damaged(content: bytes, part: str) -> bytes:
    """A workbook one part of which ends in the middle."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(out, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            copy.writestr(name, data[: len(data) // 2] if name == part else data)
    return out.getvalue()


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_a_damaged_workbook_is_unreadable_and_no_crash(tmp_path: Path, part: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name"])
    book.active.append(["Chapel"])
    book.save(tmp_path / "whole.xlsx")
    whole = (tmp_path / "whole.xlsx").read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 3 : len(whole) // 2] = bytes(len(whole) // 2 - len(whole) // 3)
    for content in (damaged(whole, part), bytes(flipped)):
        with pytest.raises(UnreadableFile, match="Excel"):
            register(tmp_path, content, "damaged.xlsx")
