"""Publishers a team knows: a table of their own beside the packaged one, in the same columns."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from tutela.model.documents import Publisher
from tutela.model.errors import InputError
from tutela.model.problems import Problem
from tutela.sources.decoding import decode
from tutela.sources.drafts import shown_path
from tutela.sources.publishers import publisher_of_row

NEEDED = ("id", "name")
STATE_TIES = (
    "", "unknown", "none_seen", "state_owned", "state_funded", "public_broadcaster", "government_body",
    "party_affiliated", "diaspora_organisation",
)  # fmt: skip
"""What the column may hold; empty means unknown, never none."""
COLUMNS = (*NEEDED, "other_names", "kind", "country", "owner", "state_tie", "party", "domains", "credit_patterns",
           "reference_url", "note")  # fmt: skip


def read_publishers(path: Path) -> tuple[tuple[Publisher, ...], tuple[Problem, ...], bytes]:
    """The publishers of a CSV table, what is wrong with its rows, and its bytes.

    Columns are those of the packaged table; all but `id` and `name` may be missing or empty, which means unknown.

    Raises:
        InputError: it cannot be read, or lacks a column that is needed.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{shown_path(path)} cannot be read ({error.strerror or error}).", "Check the path."
        ) from error
    rows = csv.DictReader(io.StringIO(decode(content).text.removeprefix("\ufeff"), newline=""))
    missing = [column for column in NEEDED if column not in (rows.fieldnames or ())]
    if missing:
        raise InputError(
            f"{shown_path(path)} has no column {' and '.join(map(repr, missing))}.",
            f"Give it the columns: {', '.join(COLUMNS)}.",
        )
    found = list(_read(shown_path(path), rows))
    problems = tuple(item for item in found if isinstance(item, Problem))
    return tuple(item for item in found if isinstance(item, Publisher)), problems, content


def _read(path: str, rows: Iterator[Mapping[str, str | None]]) -> Iterator[Publisher | Problem]:
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
        fault = _fault(cells, seen)
        if fault:
            column, message, remedy = fault
            yield Problem(path, message, remedy, row=number, column=column, value=cells[column][:80] or None)
        else:
            seen.add(cells["id"])
            yield publisher_of_row(cells)


def _fault(cells: Mapping[str, str], seen: set[str]) -> tuple[str, str, str] | None:
    for column in NEEDED:
        if not cells[column]:
            return column, f"a publisher without {column}.", "Give one."
    if cells["id"] in seen:
        return "id", "the id stands in a row above.", "Give each publisher an id of its own."
    if cells["state_tie"] not in STATE_TIES:
        return "state_tie", "is no tie that is known.", f"It can be: {', '.join(filter(None, STATE_TIES))}."
    return None
