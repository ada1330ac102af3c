"""CSV and Excel -> rows."""

from pathlib import Path

import openpyxl
import pytest

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
