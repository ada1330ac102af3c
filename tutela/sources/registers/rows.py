"""A register's file as rows of text cells: the shape all formats come in."""

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.columns import NAME_FIELDS
from tutela.sources.decoding import storable
from tutela.sources.drafts import shown_path

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MAX_COLUMNS = 16_384
"""Most columns of a table: as many as Excel has. What has more is a matrix or a broken separator."""

FieldOf = Callable[[str], str]
"""Column -> Tutela's field, empty where it has none."""

Cells = tuple[tuple[str, str], ...]
"""(column, text) in the order of the file; a column may stand several times."""


class Row(NamedTuple):
    """One row or feature as it stands. A tuple, since a million of them are made."""

    number: int
    """As an editor shows it: the header of a table is row 1; the first feature is 1."""
    cells: Cells
    geometry: "BaseGeometry | None" = None
    feature_id: str = ""
    unfolded: Cells | None = None
    """The cells with nested values taken apart, one column per path, where there are any."""


class BrokenRow(NamedTuple):
    """A row whose shape is broken, and what is wrong with it."""

    row: Row
    problem: Problem


@dataclass(frozen=True, slots=True)
class Table:
    """A register as rows that can be gone through again and again."""

    format: str
    rows: Callable[[], Iterator[Row | BrokenRow]]
    columns: tuple[str, ...] = ()
    """The header, where the format has one; other formats' columns show as the rows come."""
    problems: tuple[Problem, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    """Column -> field where the format itself says what its columns mean."""
    joined: bool = False
    """Whether rows of one key say different things of one asset (query results do), rather than clash."""


def best_table(path: Path, kind: str, tables: Sequence[tuple[str, Table]], wanted: FieldOf) -> Table:
    """The first sheet or layer with names in it, the others reported."""
    if not tables:
        raise UnreadableFile(f"{shown_path(path)} holds no {kind}.", "Check the file.")
    chosen = next((pair for pair in tables if has_names(pair[1].columns, wanted)), tables[0])
    unread = tuple(
        remark(
            path,
            f"the {kind} {title!r} ({rows} rows) was not read.",
            "Give it as a file of its own if it is a register.",
        )
        for title, table in tables
        if title != chosen[0] and (rows := sum(1 for _ in table.rows()))
    )
    table = chosen[1]
    return Table(table.format, table.rows, table.columns, (*table.problems, *unread), table.fields)


def has_names(columns: Iterable[str], wanted: FieldOf) -> bool:
    """Whether one of the columns holds names of assets."""
    return any(wanted(column).partition(":")[0] in NAME_FIELDS for column in columns)


def as_text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, days without midnight, nothing as empty."""
    kind = type(value)
    if kind is str:
        return storable(str(value))
    if kind is int or value is None:
        return "" if value is None else str(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else _number(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict | list | bool):
        return storable(_write(value))
    return storable(str(value))


_write = json.JSONEncoder(ensure_ascii=False).encode


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)


def remark(path: Path, message: str, remedy: str) -> Problem:
    """A fault of a whole file that was used all the same."""
    return Problem(shown_path(path), message, remedy, dropped=False)
