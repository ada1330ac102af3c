"""Every row against the ledger, and its columns against its own JSON."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError
from sqlalchemy import Table

from tutela.model.problems import Problem
from tutela.model.records import from_text
from tutela.store.drafts import stored_columns
from tutela.store.tables import HISTORY, KINDS, Kind, Row, key_of
from tutela.store.verify.chain import Expected, Replay, Standing
from tutela.store.verify.faults import digest_text, fault, told

ENVELOPE = ("fid", "run", "scope", "entered", "sha256")


@dataclass(slots=True)
class Records:
    """How many records were checked, and what is wrong with them."""

    records: int = 0
    faults: list[Problem] = field(default_factory=list)


def check_records(connection: sqlite3.Connection, replay: Replay, found: Records) -> None:
    """Check all current records, their derived rows, and the superseded ones."""
    for kind in KINDS:
        with told(found.faults, kind.name):
            _check_kind(connection, kind, replay.current.pop(kind.name, Standing(kind.name)), found)
    with told(found.faults, "history"):
        _check_history(connection, replay.past, found)
    unknown = sorted(map(str, replay.current))
    found.faults += [fault("ledger_leaves", "names a kind of record there is not.", name, "kind") for name in unknown]


def _rows(connection: sqlite3.Connection, table: Table, where: str = "") -> Iterator[Row]:
    names = [column.name for column in table.columns]
    # In brackets, a column that is missing is an error; in quotation marks SQLite would take its name for a text.
    listed = ", ".join(f"[{name}]" for name in names)
    for values in connection.execute(f"SELECT {listed} FROM {table.name} {where} ORDER BY fid"):
        yield dict(zip(names, values, strict=True))


def _check_kind(connection: sqlite3.Connection, kind: Kind, expected: Standing, found: Records) -> None:
    for row in _rows(connection, kind.table):
        found.records += 1
        where = f"{kind.name} {row['id']!s}"
        should = expected.pop(str(row["id"]))
        if should is None:
            found.faults.append(fault(where, "is in no ledger entry: it was inserted.", row["json"]))
            continue
        sound = _check_body(where, row["json"], should.sha256, found)
        _compare(where, row, {name: getattr(should, name) for name in ENVELOPE}, found)
        record = _record(where, kind, row["json"], found) if sound else None
        if record is not None:
            _compare(where, row, {"id": key_of(record), **stored_columns(kind, record)}, found)
    for gone in expected.rest():
        found.faults.append(fault(f"{kind.name} {gone.id}", f"came in with ledger entry {gone.entered} and is gone."))


def _check_body(where: str, body: object, sha256: str, found: Records) -> bool:
    actual = digest_text(lambda content: hashlib.sha256(content).hexdigest(), body)
    if actual == sha256:
        return True
    found.faults.append(
        fault(where, f"was changed: its content has SHA-256 {actual[:16]}..., the ledger says {sha256[:16]}...")
    )
    return False


def _record(where: str, kind: Kind, body: object, found: Records) -> object | None:
    try:
        record: object = from_text(kind.record, str(body))
    except (ValueError, ValidationError, RecursionError) as error:
        found.faults.append(fault(where, f"cannot be read by this version of Tutela: {type(error).__name__}."))
        return None
    return record


def _compare(where: str, row: Row, should: Mapping[str, object], found: Records) -> None:
    for name, value in should.items():
        if row[name] != value or isinstance(row[name], bytes) != isinstance(value, bytes):
            found.faults.append(fault(where, f"was changed: the column should hold {value!r}.", row[name], name))


def _check_history(connection: sqlite3.Connection, past: list[Expected], found: Records) -> None:
    there = {row["fid"]: row for row in _rows(connection, HISTORY)}
    for fid, should in enumerate(past, start=1):
        row = there.pop(fid, None)
        where = f"history {should.id}"
        if row is None:
            found.faults.append(fault(where, f"was superseded by ledger entry {should.withdrawn} and is gone."))
            continue
        found.records += 1
        _check_body(where, row["json"], should.sha256, found)
        named = {
            name: getattr(should, name) for name in ("kind", "id", "sha256", "run", "scope", "entered", "withdrawn")
        }
        _compare(where, row, {**named, "was": should.fid}, found)
    for row in there.values():
        found.faults.append(fault(f"history {row['id']!s}", "is in no ledger entry: it was inserted.", row["json"]))
