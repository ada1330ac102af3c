"""Reading a workspace as it stood at an earlier entry of its ledger.

A connection gets temporary views under the names of its tables, each with the rows that stood then. SQLite looks for a
name among temporary ones first, so that every question asked of such a connection is answered as of that entry, by the
same statements. A connection opened without it has none of this and pays nothing.
"""

import datetime as dt
import functools
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from tutela.model.errors import InputError
from tutela.model.records import from_text
from tutela.store.drafts import stored_columns
from tutela.store.tables import BY_NAME, KINDS, Kind, Value

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ENTRY = re.compile(r"entry[: ]([1-9]\d{0,17})", re.IGNORECASE)
HEAD = re.compile(r"[0-9a-f]{64}")
REMEDY = (
    "Give a date (2020-11-27: the end of that day in UTC), a time (2020-11-27T18:00Z), entry:12, or an entry's hash."
)
REMEMBERED = 50_000
"""Superseded records whose columns are remembered: a statement asks for them one column at a time."""
SAME = ("id", "run", "scope", "entered", "sha256", "json")
"""Columns of a kind that the history keeps as they were."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """An entry of the ledger, and what was asked for that led to it."""

    entry: int
    at: str
    """When the entry was made, by the clock of that machine."""
    head: str
    """Its hash."""
    asked: str
    """The date, time, entry or hash asked for."""
    doubt: str = ""
    """What speaks against the clock; mostly nothing."""

    def sentence(self) -> str:
        """It in words, as outputs say it before anything else.

        The entry goes by its hash: its number would tell how much there is, and that is not everybody's to know.
        """
        meant = ""
        if self.by_time:
            meant = f"at the end of {self.asked} (UTC) " if DATE.fullmatch(self.asked) else f"at {self.asked} "
        told = f"As known {meant}with the ledger entry made at {self.at}, whose hash is {self.head}."
        return f"{told} {self.doubt}".strip()

    @property
    def by_time(self) -> bool:
        """Whether a date or a time was asked for."""
        return self.asked[:4].isdigit() and self.asked[4:5] == "-"

    @property
    def day(self) -> str:
        """The day shown, in UTC."""
        return self.asked if DATE.fullmatch(self.asked) else self.at[:10]


def as_of(connection: sqlite3.Connection, asked: str | int) -> AsOf:
    """The entry up to which a workspace is read that is wanted as of a date, a time, an entry or an entry's hash.

    A date means its end in UTC, a time without a zone UTC. The entry is the last one before the first that was made
    later: were the clock set back once, entries behind would bear earlier times, and nobody may be said to have known
    then what came in later.

    Raises:
        InputError: it is none of these, or the workspace did not exist yet.
    """
    wanted = str(asked).strip()
    if isinstance(asked, int) or ENTRY.fullmatch(wanted):
        number = int(wanted.split(":")[-1].split()[-1])
        return _entry(connection, "seq = ?", number, wanted)
    if HEAD.fullmatch(wanted):
        return _entry(connection, "hash = ?", wanted, wanted)
    return _at(connection, _latest(wanted), wanted)


def _entry(connection: sqlite3.Connection, where: str, value: str | int, wanted: str) -> AsOf:
    row = connection.execute(f"SELECT seq, entry, hash FROM ledger WHERE {where}", (value,)).fetchone()
    if row is None:
        raise InputError(f"The ledger has no entry {wanted}.", REMEDY)
    return AsOf(int(row[0]), str(json.loads(row[1])["at"]), str(row[2]), wanted)


def _latest(wanted: str) -> dt.datetime:
    """The last moment that counts."""
    try:
        if DATE.fullmatch(wanted):
            day = dt.date.fromisoformat(wanted)
            return dt.datetime.combine(day, dt.time.max, dt.UTC)
        moment = dt.datetime.fromisoformat(wanted) if "T" in wanted else None
    except ValueError:
        moment = None
    if moment is None:
        raise InputError(f"{wanted!r} is no moment of a ledger.", REMEDY)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _at(connection: sqlite3.Connection, latest: dt.datetime, wanted: str) -> AsOf:
    known: AsOf | None = None
    behind = passed = False
    for seq, text, head in connection.execute("SELECT seq, entry, hash FROM ledger ORDER BY seq"):
        at = str(json.loads(text)["at"])
        late = dt.datetime.fromisoformat(at) > latest
        behind = behind or (passed and not late)
        passed = passed or late
        if not passed:
            known = AsOf(int(seq), at, str(head), wanted)
    if known is None:
        raise InputError(f"At {wanted} this workspace did not exist yet.", REMEDY)
    if not behind:
        return known
    doubt = "Entries behind it bear earlier times, so that a clock was wrong; they are left out."
    return AsOf(known.entry, known.at, known.head, wanted, doubt)


# -- the views ---------------------------------------------------------------------------------------------------------


def show_as_of(connection: sqlite3.Connection, entry: int) -> None:
    """Let a connection show a workspace as it stood after a ledger entry."""
    connection.create_function("past_value", 3, past_value, deterministic=True)
    connection.execute("PRAGMA temp_store = MEMORY")
    for statement in views(entry):
        connection.execute(statement)


def views(entry: int) -> Iterator[str]:
    """The statements that make the views."""
    for kind in KINDS:
        yield f"CREATE TEMP VIEW {kind.name} AS {_now(kind, entry)} UNION ALL {_then(kind, entry)}"
        if kind.indexed:
            yield _tree(kind, entry)
    yield f"CREATE TEMP VIEW history AS SELECT * FROM main.history WHERE withdrawn <= {entry}"
    for table in ("ledger", "ledger_leaves"):
        yield f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE seq <= {entry}"


def _columns(kind: Kind) -> list[str]:
    return [column.name for column in kind.table.columns]


def _now(kind: Kind, entry: int) -> str:
    """What stood then and stands now."""
    names = ", ".join(f"[{name}]" for name in _columns(kind))
    return f"SELECT {names} FROM main.{kind.name} WHERE entered <= {entry}"


def _then(kind: Kind, entry: int) -> str:
    """What stood then and was superseded since."""
    values = ", ".join(f"{_past(kind, name)} AS [{name}]" for name in _columns(kind))
    return f"SELECT {values} {_superseded(kind, entry)}"


def _past(kind: Kind, column: str) -> str:
    if column == "fid":
        return "was"
    return f"[{column}]" if column in SAME else f"past_value('{kind.name}', '{column}', json)"


def _superseded(kind: Kind, entry: int) -> str:
    return f"FROM main.history WHERE kind = '{kind.name}' AND entered <= {entry} AND withdrawn > {entry}"


def _tree(kind: Kind, entry: int) -> str:
    tree = f"rtree_{kind.name}_geom"
    sides = (("west", "minx"), ("east", "maxx"), ("south", "miny"), ("north", "maxy"))
    past = ", ".join(f"{_past(kind, side)} AS {name}" for side, name in sides)
    return (
        f"CREATE TEMP VIEW {tree} AS SELECT id, minx, maxx, miny, maxy FROM main.{tree} "
        f"UNION ALL SELECT was AS id, {past} {_superseded(kind, entry)}"
    )


def past_value(kind: str, column: str, body: str) -> Value:
    """What a column held of a record that is superseded."""
    return _past_values(kind, body).get(column)


@functools.lru_cache(maxsize=REMEMBERED)
def _past_values(kind: str, body: str) -> dict[str, Value]:
    held = BY_NAME[kind]
    return dict(stored_columns(held, from_text(held.record, body)))
