"""Tables of who administered a place when: CSV with `place`, `by`, `start`, `end`, `basis`, `source`, `country`."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from tutela.model.errors import UnreadableFile
from tutela.model.gazetteer import Administered
from tutela.model.inventory import Administration
from tutela.model.problems import Problem
from tutela.sources.drafts import shown_path

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
NEEDED = ("place", "by", "source")
REMEDY = "Columns: place, by, start, end, basis, source, and country where several places bear the name."


def read_administrations(path: Path) -> list[Administered | Problem]:
    """The statements of a table, each with its source; a row without one is left out.

    Raises:
        UnreadableFile: it cannot be read, or lacks a column.
    """
    name = shown_path(path)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{name} cannot be read: {error}.", "Save it as CSV in UTF-8.") from error
    return list(statements_in(text, name))


def statements_in(text: str, name: str) -> Iterator[Administered | Problem]:
    """The statements of a table given as text.

    Raises:
        UnreadableFile: it lacks a column.
    """
    table = csv.DictReader(io.StringIO(text, newline=""))
    columns = [(column or "").strip().lower() for column in table.fieldnames or ()]
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise UnreadableFile(f"{name} has no column {missing[0]!r}; it has {', '.join(columns) or 'none'}.", REMEDY)
    table.fieldnames = columns
    try:
        for row, cells in enumerate(table, start=2):
            # Cells beyond the header come as a list, missing ones as None.
            told = {column: cell.strip() for column, cell in cells.items() if isinstance(cell, str)}
            yield _statement(told, name, row)
    except csv.Error as error:
        yield Problem(name, f"cannot be read further: {error}.", "Save it as CSV in UTF-8.")


def _statement(cells: dict[str, str], name: str, row: int) -> Administered | Problem:
    for column in NEEDED:
        if not cells.get(column):
            return Problem(name, f"column {column} is empty.", "Say it, or take the row out.", row=row, column=column)
    start, end = cells.get("start", ""), cells.get("end", "")
    for column, value in (("start", start), ("end", end)):
        if value and not DAY.fullmatch(value):
            remedy = "Write a year, month or day: 1993, 1993-07, 1993-07-23."
            return Problem(name, f"{value!r} is no date.", remedy, row=row, column=column, value=value)
    if start and end and end < start[: len(end)]:
        return Problem(name, f"it ends ({end}) before it begins ({start}).", "Check both dates.", row=row, column="end")
    said = Administration(cells["by"], start, end, cells["source"], cells.get("basis", ""))
    return Administered(cells["place"], said, cells.get("country", ""))
