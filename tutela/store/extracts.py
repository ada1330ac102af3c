"""Records and ledger entries as the very texts that were hashed, for whoever carries them out of the house."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tutela.store.reader import Reader
from tutela.store.tables import BY_NAME, BY_RECORD


@dataclass(frozen=True, slots=True)
class Body:
    """A record as it is stored."""

    id: str
    entered: int
    """The ledger entry it came in with."""
    run: str
    json: str
    """Canonical JSON; its SHA-256 stands in the record's leaf."""


def bodies(reader: Reader, kind: str, ids: Collection[str] | None = None) -> Iterator[Body]:
    """The current records of a kind, all or those with these ids, in the order they came in."""
    table = BY_NAME[kind].name
    where, values = ("", ()) if ids is None else ("WHERE id IN (SELECT value FROM json_each(?))", (_listed(ids),))
    query = f"SELECT id, entered, run, json FROM {table} {where} ORDER BY fid"
    for row in reader.database.execute(query, values):
        yield Body(*row)


def past_bodies(reader: Reader, kind: str) -> Iterator[Body]:
    """The superseded records of a kind, in the order they were superseded."""
    query = "SELECT id, entered, run, json FROM history WHERE kind = ? ORDER BY fid"
    for row in reader.database.execute(query, (kind,)):
        yield Body(*row)


def last_leaf(reader: Reader) -> int:
    """The newest entry that holds a leaf; 0 where none does. Entries after it only say something of the workspace."""
    return int(reader.database.execute("SELECT coalesce(max(seq), 0) FROM ledger_leaves").fetchone()[0])


def entry_texts(reader: Reader, first: int, last: int) -> Iterator[str]:
    """Canonical JSON of the ledger's entries from one to another."""
    query = "SELECT entry FROM ledger WHERE seq BETWEEN ? AND ? ORDER BY seq"
    return (text for (text,) in reader.database.execute(query, (first, last)))


def entry_hash(reader: Reader, entry: int) -> str:
    """Hash of an entry of the ledger; empty where there is none of that number."""
    found = reader.database.execute("SELECT hash FROM ledger WHERE seq = ?", (entry,)).fetchone()
    return str(found[0]) if found else ""


def leaf_counts(reader: Reader) -> Iterator[tuple[int, int]]:
    """(entry, leaves under it) of every entry that holds any."""
    query = "SELECT seq, count(*) FROM ledger_leaves GROUP BY seq ORDER BY seq"
    return (tuple(row) for row in reader.database.execute(query))


def kind_name(record_class: type) -> str:
    """What the table of a class of records is called."""
    return BY_RECORD[record_class].name


def _listed(ids: Collection[str]) -> str:
    return json.dumps(sorted(ids))


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A leaf, and the entry it stands under."""

    entry: int
    act: str
    kind: str
    id: str
    sha256: str
    run: str


def leaf_rows(reader: Reader, ids: Collection[str]) -> Iterator[LeafRow]:
    """The leaves of these records, in their order; all leaves are looked through (a million take half a second)."""
    query = (
        "SELECT seq, act, kind, id, sha256, run FROM ledger_leaves "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"
    )
    for row in reader.database.execute(query, (_listed(ids),)):
        yield LeafRow(*row)
