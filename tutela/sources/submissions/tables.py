"""ODK's tables: one of the forms, one for each repeat, tied by KEY and PARENT_KEY."""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tutela.model.missions import Submission
from tutela.model.problems import Problem
from tutela.sources.submissions.bundles import Bundle
from tutela.sources.submissions.forms import last_part, submission_of

Found = Submission | Problem
Row = Mapping[str, str]
KEY, PARENT = "KEY", "PARENT_KEY"
POINT = ("Latitude", "Longitude", "Altitude", "Accuracy")
"""Columns that ODK splits a point into: `position-Latitude`..."""
STOPS = {"name", "label", "geometry"}
"""Columns of the list of stops that a pack gives along: it is no filled form."""
REPEATS = {"photo": "photos", "statement": "witnesses"}
"""Question by which a repeat's table is known -> the repeat."""


def tables_in(bundle: Bundle, names: list[str]) -> Iterator[Found]:
    """Submissions in ODK's CSV tables."""
    mains: list[tuple[str, str, list[Row]]] = []
    repeats: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for name in names:
        content = bundle.read(name)
        rows, fault = _rows(content)
        if fault:
            yield Problem(bundle.shown(name), fault, "Export it again as CSV in UTF-8.")
        elif rows and PARENT in rows[0]:
            for row in rows:
                repeats[_form_of(row[PARENT])].append((_repeat_of(row), row))
        elif rows and any(last_part(column) == "stop" for column in rows[0]):
            mains.append((name, hashlib.sha256(content).hexdigest(), rows))
        elif rows and not set(rows[0]) >= STOPS:
            yield Problem(bundle.shown(name), "it has no column `stop`: it is no table of the field form.", "Leave it.")
    for name, sha256, rows in mains:
        for number, row in enumerate(rows, 2):
            key = row.get(KEY) or row.get("meta-instanceID") or row.get("instanceID") or ""
            yield submission_of(_tree(row, repeats.get(key, [])), bundle.shown(name), key, number, sha256)


def _rows(content: bytes) -> tuple[list[Row], str]:
    try:
        text = content.decode("utf-8-sig")
        return [
            {str(column): cell or "" for column, cell in row.items() if isinstance(cell, str) or cell is None}
            for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)
        ], ""
    except (UnicodeDecodeError, csv.Error) as error:
        return [], f"it is no table in UTF-8 ({error})."


def _form_of(parent: str) -> str:
    """The form a round of a repeat belongs to, however deep: `uuid:1/visit[1]/photos[2]` -> `uuid:1`."""
    return parent.split("/", 1)[0]


def _repeat_of(row: Row) -> str:
    parts = {last_part(column) for column in row}
    return next((repeat for question, repeat in REPEATS.items() if question in parts), "other")


def _tree(row: Row, rounds: list[tuple[str, Row]]) -> dict[str, object]:
    """A row and its rounds as one form; the four columns of a point stand as they came, and together as one answer."""
    tree: dict[str, object] = dict(row)
    for base in dict.fromkeys(column[: -len("-Latitude")] for column in row if column.endswith("-Latitude")):
        cells = [row.get(f"{base}-{part}", "") for part in POINT]
        if cells[0] and cells[1]:
            tree[base] = " ".join(cell or "0" for cell in cells).removesuffix(" 0")
    for repeat, one in rounds:
        tree.setdefault(repeat, [])
        into = tree[repeat]
        if isinstance(into, list):
            into.append({column: cell for column, cell in one.items() if column not in (KEY, PARENT)})
    return tree
