"""Reading records back, all from one snapshot."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, func, select, text

from tutela.model.casefile import LedgerSummary
from tutela.model.errors import UnknownRecord
from tutela.model.inventory import Asset, Match, MatchVerdict, RegisterEntry
from tutela.model.records import from_text
from tutela.store.ledger import Entry, entry_from
from tutela.store.records import Step
from tutela.store.tables import BY_NAME, BY_RECORD, HISTORY, KINDS, LEDGER, Kind

if TYPE_CHECKING:
    from tutela.store.asof import AsOf

Record = TypeVar("Record")
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

# The tree rounds to 32 bits, outwards: what it finds is looked at exactly.
WITHIN = """SELECT assets.json FROM rtree_assets_geom AS tree CROSS JOIN assets ON assets.fid = tree.id
WHERE tree.maxx >= :w AND tree.minx <= :e AND tree.maxy >= :s AND tree.miny <= :n
AND assets.west BETWEEN :w AND :e AND assets.south BETWEEN :s AND :n AND (:all OR NOT assets.restricted) LIMIT :limit"""


COMMUNITY = "json_extract(json, '$.community') = ?"


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with its envelope."""

    kind: str
    record: object
    run: str
    """The run that made it; empty where a person did."""
    scope: str
    entered: int
    """Sequence number of the ledger entry it came in with."""
    withdrawn: int | None = None
    """The entry that superseded it; None while it stands."""


class Reader:
    """Questions to one snapshot of a workspace."""

    def __init__(self, connection: Connection, as_of: "AsOf | None" = None) -> None:
        self._connection = connection
        self.as_of = as_of
        """The earlier moment that this shows; None for today."""

    @property
    def database(self) -> sqlite3.Connection:
        """The plain connection beneath, in the same snapshot."""
        plain = self._connection.connection.driver_connection
        assert isinstance(plain, sqlite3.Connection)
        return plain

    def all(self, record_class: type[Record]) -> tuple[Record, ...]:
        """The current records of a kind, in the order they came in."""
        table = BY_RECORD[record_class].table
        bodies = self._connection.scalars(select(table.c.json).order_by(table.c.fid))
        return tuple(from_text(record_class, body) for body in bodies)

    def ids(self, record_class: type) -> frozenset[str]:
        """Ids of the current records of a kind."""
        return frozenset(self._connection.scalars(select(BY_RECORD[record_class].table.c.id)))

    def count(self, record_class: type, scope: str | None = None) -> int:
        """How many current records there are of a kind, of one scope or of all; read from an index alone."""
        name = BY_RECORD[record_class].name
        where, values = ("", ()) if scope is None else ("WHERE scope = ?", (scope,))
        return int(self._connection.exec_driver_sql(f"SELECT count(*) FROM {name} {where}", values).scalar() or 0)

    def by_ids(self, record_class: type[Record], ids: Collection[str]) -> tuple[Record, ...]:
        """The current records of a kind with these ids, in the order they came in."""
        name = BY_RECORD[record_class].name
        query = f"SELECT json FROM {name} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY fid"
        rows = self._connection.exec_driver_sql(query, (json.dumps(sorted(ids)),))
        return tuple(from_text(record_class, body) for (body,) in rows)

    def rows_keyed(self, key: str, register: str | None = None) -> tuple[RegisterEntry, ...]:
        """Rows that a register, or any of them, knows by this key; all rows are looked through (a second a million)."""
        where, values = ("", [key]) if register is None else ("scope = ? AND ", [register, key])
        rows = self._connection.exec_driver_sql(
            f"SELECT json FROM register_entries WHERE {where}key = ? ORDER BY fid", tuple(values)
        )
        return tuple(from_text(RegisterEntry, body) for (body,) in rows)

    def listed(
        self, type_: str, register: str, community: str, box: Box | None, limit: int
    ) -> tuple[int, tuple[Asset, ...]]:
        """How many assets of registers fit, and the first of them as they came in; what is empty does not matter.

        Args:
            type_: the type's word.
            register: id of the register that gave it.
            box: west, south, east and north in degrees; west beyond east crosses the 180th meridian.
            limit: how many at most; -1 for all.
        """
        fits, values = ["described = 0"], list[str | float]()
        for value, condition in ((register, "scope = ?"), (type_, "type = ?"), (community, COMMUNITY)):
            fits += [condition] * bool(value)
            values += [value] * bool(value)
        if box:
            west, south, east, north = box
            across = "west BETWEEN ? AND ?" if west <= east else "(west >= ? OR west <= ?)"
            fits.append(f"{across} AND south BETWEEN ? AND ?")
            values += [west, east, south, north]
        where, bound = " AND ".join(fits), tuple(values)
        ask = self._connection.exec_driver_sql
        count = int(ask(f"SELECT count(*) FROM assets WHERE {where}", bound).scalar() or 0)
        rows = ask(f"SELECT json FROM assets WHERE {where} ORDER BY fid LIMIT ?", (*bound, limit))
        return count, tuple(from_text(Asset, body) for (body,) in rows)

    def of_scope(self, record_class: type[Record], scope: str) -> tuple[Record, ...]:
        """The current records of a kind that a scope holds, in the order they came in."""
        name = BY_RECORD[record_class].name
        rows = self._connection.exec_driver_sql(f"SELECT json FROM {name} WHERE scope = ? ORDER BY fid", (scope,))
        return tuple(from_text(record_class, body) for (body,) in rows)

    def of_scopes(self, record_class: type[Record], scopes: Collection[str]) -> tuple[Record, ...]:
        """The current records of a kind that any of these scopes holds, in the order they came in."""
        name = BY_RECORD[record_class].name
        query = f"SELECT json FROM {name} WHERE scope IN (SELECT value FROM json_each(?)) ORDER BY fid"
        rows = self._connection.exec_driver_sql(query, (json.dumps(sorted(scopes)),))
        return tuple(from_text(record_class, body) for (body,) in rows)

    def has_neighbours(self, box: Box, register: str, many: int) -> bool:
        """Whether other registers have at least so many assets in a box of west, south, east and north."""
        query = (
            "SELECT count(*) FROM (SELECT 1 FROM rtree_assets_geom AS tree CROSS JOIN assets ON assets.fid = tree.id "
            "WHERE tree.maxx >= ? AND tree.maxy >= ? AND tree.minx <= ? AND tree.miny <= ? AND scope != ? LIMIT ?)"
        )
        return bool(self._connection.exec_driver_sql(query, (*box, register, many)).scalar() == many)

    def past(
        self, record_class: type[Record], field: str = "", values: Collection[str] | None = None
    ) -> tuple[Record, ...]:
        """Superseded records of a kind, oldest first; with `field`, those in which it holds one of `values`."""
        rows = select(HISTORY.c.json).where(HISTORY.c.kind == BY_RECORD[record_class].name).order_by(HISTORY.c.fid)
        if values is not None:
            rows = rows.where(func.json_extract(HISTORY.c.json, f"$.{field}").in_(sorted(values)))
        return tuple(from_text(record_class, body) for body in self._connection.scalars(rows))

    def scopes(self, record_class: type) -> dict[str, str]:
        """Id -> scope of all records of a kind, superseded ones too."""
        kind = BY_RECORD[record_class]
        past = select(HISTORY.c.id, HISTORY.c.scope).where(HISTORY.c.kind == kind.name)
        rows = self._connection.execute(past.union_all(select(kind.table.c.id, kind.table.c.scope)))
        return {row.id: row.scope for row in rows}

    def find(self, id_: str) -> Stored:
        """The record with this id: the current one, else the one superseded last.

        Raises:
            UnknownRecord: there never was one.
        """
        for stored in self._found(id_):
            return stored
        raise UnknownRecord(
            f"No record has the id {id_!r}.", "`tutela review` lists the ids of what waits for a person."
        )

    def knows(self, id_: str) -> bool:
        """Whether there is, or was, a record with this id."""
        return next(self._found(id_), None) is not None

    def _found(self, id_: str) -> Iterator[Stored]:
        for kind in KINDS:
            table = kind.table
            row = self._connection.execute(select(table).where(table.c.id == id_)).first()
            if row:
                yield Stored(kind.name, _revive(kind, row.json), row.run, row.scope, row.entered)
        past = select(HISTORY).where(HISTORY.c.id == id_).order_by(HISTORY.c.fid.desc())
        for row in self._connection.execute(past):
            yield Stored(row.kind, _revive(BY_NAME[row.kind], row.json), row.run, row.scope, row.entered, row.withdrawn)

    def each(self, record_class: type[Record], after: int = 0, limit: int = -1) -> Iterator[tuple[int, Record]]:
        """(number, record) of the current records of a kind, numbered above `after`, read as they are asked for."""
        kind = BY_RECORD[record_class]
        query = f"SELECT fid, json FROM {kind.name} WHERE fid > ? ORDER BY fid LIMIT ?"
        for fid, body in self._connection.exec_driver_sql(query, (after, limit)):
            yield fid, from_text(record_class, body)

    def number(self, record_class: type, id_: str) -> int | None:
        """The number of the current record of a kind with this id."""
        table = BY_RECORD[record_class].table
        return self._connection.scalar(select(table.c.fid).where(table.c.id == id_))

    def asset(self, id_: str) -> Asset | None:
        """The current asset with this id."""
        table = BY_RECORD[Asset].table
        body = self._connection.scalar(select(table.c.json).where(table.c.id == id_))
        return None if body is None else from_text(Asset, body)

    def assets(self, ids: Collection[str]) -> dict[str, Asset]:
        """The current assets with these ids, by id."""
        query = "SELECT id, json FROM assets WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._connection.exec_driver_sql(query, (json.dumps(list(ids)),))
        return {id_: from_text(Asset, body) for id_, body in rows}

    def matches(self) -> tuple[Match, ...]:
        """The current matches without their reasons, which are most of what they say, in the order they came in."""
        query = "SELECT id, one, other, verdict, weight FROM matches ORDER BY fid"
        return tuple(
            Match(id_, one, other, MatchVerdict(verdict), weight, 0.0, ())
            for id_, one, other, verdict, weight in self._connection.exec_driver_sql(query)
        )

    def within(self, box: Box, limit: int, may_see_restricted: bool) -> tuple[Asset, ...]:
        """Assets in a box of west, south, east and north, at most so many; west beyond east crosses 180 degrees."""
        west, south, east, north = box
        if west > east:
            first = self.within((west, south, 180.0, north), limit, may_see_restricted)
            rest = limit - len(first)
            return (*first, *(self.within((-180.0, south, east, north), rest, may_see_restricted) if rest else ()))
        values = {"w": west, "s": south, "e": east, "n": north, "limit": limit, "all": may_see_restricted}
        bodies = self._connection.execute(text(WITHIN), values).scalars()
        return tuple(from_text(Asset, body) for body in bodies)

    def has_ruling(self, verdict: str) -> bool:
        """Whether anybody ever ruled so, on anything."""
        rows = "SELECT 1 FROM rulings WHERE verdict = ? LIMIT 1"
        return self._connection.exec_driver_sql(rows, (verdict,)).first() is not None

    def steps(self, run: str, step: str) -> dict[str, str]:
        """Subject -> inputs of the steps of this name that a run has done."""
        table = BY_RECORD[Step].table
        rows = select(table.c.subject, table.c.inputs).where(table.c.run == run, table.c.step == step)
        return {row.subject: row.inputs for row in self._connection.execute(rows.order_by(table.c.fid))}

    def newest(self, record_class: type) -> int:
        """The newest ledger entry that added to a kind or took from it; 0 for none."""
        # Numbers rise with the entries, and an index has them: no row is read but the last.
        name = BY_RECORD[record_class].name
        here = f"SELECT entered FROM {name} WHERE fid = (SELECT max(fid) FROM {name})"
        past = "SELECT withdrawn FROM history WHERE fid = (SELECT max(fid) FROM history WHERE kind = ?)"
        ask = self._connection.exec_driver_sql
        return max(int(ask(here).scalar() or 0), int(ask(past, (name,)).scalar() or 0))

    def has_step(self, step: str, inputs: str) -> bool:
        """Whether any run has done a step on these inputs."""
        table = BY_RECORD[Step].table
        rows = select(table.c.fid).where(table.c.step == step, table.c.inputs == inputs)
        return self._connection.scalar(rows.limit(1)) is not None

    def entries(self) -> Iterator[Entry]:
        """The ledger from its first entry."""
        for body in self._connection.scalars(select(LEDGER.c.entry).order_by(LEDGER.c.seq)):
            yield entry_from(json.loads(body))

    def head(self) -> LedgerSummary:
        """How long the ledger is and the hash of its newest entry."""
        row = self._connection.execute(select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1)).one()
        return LedgerSummary(row.seq, row.hash, "consistent")


def _revive(kind: Kind, body: str) -> object:
    record: object = from_text(kind.record, body)
    return record
