"""One batch: records, files and their ledger entry, in one transaction that happens whole or not at all."""

import itertools
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Connection, delete, func, insert, select, text

from tutela.model.canonical import canonical_json
from tutela.model.documents import Captured, Document
from tutela.model.errors import InputError
from tutela.model.inventory import Asset
from tutela.model.records import from_json, to_json
from tutela.store.files import FileStore
from tutela.store.ledger import NO_HASH, Act, Entry, Leaf, merkle_root, sha256_hex
from tutela.store.reader import Reader
from tutela.store.records import Capture, Run, Step
from tutela.store.stamp import Clock, utc_now
from tutela.store.tables import BY_RECORD, HISTORY, LEAVES, LEDGER, NAMES, Kind, Row, key_of, name_rows

CHUNK = 500
"""Records looked up and inserted at a time; SQLite allows 32,766 bound values in one statement."""

Item = TypeVar("Item")


class Outcome(StrEnum):
    """What adding a record came to."""

    ADDED = "added"
    KNOWN = "known"
    """Same id, same content: nothing was written."""
    REPLACED = "replaced"
    """Same id, other content: the old one is superseded."""
    KEPT = "kept"
    """The old one stands: a person has ruled on it, or passages point into its text."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What replacing the records of a scope came to, in numbers."""

    added: int = 0
    known: int = 0
    replaced: int = 0
    kept: int = 0
    withdrawn: int = 0

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], withdrawn: int, kept: int) -> "Replaced":
        """Counts of outcomes; `kept` counts held records that were not given again."""
        return cls(
            outcomes.count(Outcome.ADDED),
            outcomes.count(Outcome.KNOWN),
            outcomes.count(Outcome.REPLACED),
            outcomes.count(Outcome.KEPT) + kept,
            withdrawn,
        )


@dataclass(slots=True)
class _Present:
    """A current record as its table has it."""

    sha256: str
    json: str | None = None


class Writer:
    """Writes one batch over an open transaction. `finish` adds the ledger entry; without it nothing lasts."""

    def __init__(self, connection: Connection, files: FileStore, run: str, clock: Clock = utc_now) -> None:
        self._connection = connection
        self._files = files
        self._clock = clock
        self.run = run
        newest = connection.execute(select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1)).first()
        self.seq: int = newest.seq + 1 if newest else 1
        self._previous: str = newest.hash if newest else NO_HASH
        self._numbers: dict[str, int] = {}
        self._leaves: list[Row] = []
        self._digests: list[bytes] = []
        self._card: Run | None = None
        self.reader = Reader(connection)
        """Sees what this batch has written so far."""

    def accompany(self, run: Run) -> None:
        """Name the run that writes; its card is kept with the first batch that writes anything."""
        self._card = run

    # -- adding -------------------------------------------------------------------------------------------------------

    def add_all(self, records: Iterable[object], scope: str = "", held: Collection[str] = ()) -> list[Outcome]:
        """Add records in their order; `held` names ids whose present content must stand."""
        outcomes: list[Outcome] = []
        for record_class, group in itertools.groupby(records, key=type):
            kind = _kind_of(record_class)
            for chunk in _chunks(group):
                outcomes += self._add_chunk(kind, chunk, scope, held)
        return outcomes

    def _add_chunk(self, kind: Kind, records: Sequence[object], scope: str, held: Collection[str]) -> list[Outcome]:
        present = self._present(kind, [key_of(record) for record in records])
        rows: list[tuple[Row, object]] = []
        outcomes = []
        for record in records:
            id_, body = key_of(record), canonical_json(to_json(record)).decode()
            sha256 = sha256_hex(body)
            old = present.get(id_)
            outcome = _outcome(kind, old, sha256, record, id_ in held)
            outcomes.append(outcome)
            if outcome in (Outcome.KNOWN, Outcome.KEPT):
                continue
            if outcome is Outcome.REPLACED:
                self._insert(kind, rows)
                rows = []
                self.withdraw(kind, [id_])
            present[id_] = _Present(sha256, body)
            rows.append((self._row(kind, record, id_, sha256, body, scope), record))
        self._insert(kind, rows)
        return outcomes

    def _present(self, kind: Kind, ids: list[str]) -> dict[str, _Present]:
        table = kind.table
        # The text of a document decides whether it may be replaced; other kinds need no look at the old content.
        columns = [table.c.id, table.c.sha256, *([table.c.json] if kind.record is Document else [])]
        rows = self._connection.execute(select(*columns).where(table.c.id.in_(ids)))
        return {row.id: _Present(row.sha256, row.json if kind.record is Document else None) for row in rows}

    def _row(self, kind: Kind, record: object, id_: str, sha256: str, body: str, scope: str) -> Row:
        self._leaf(Act.ADD, kind, id_, sha256, scope)
        envelope: Row = {"id": id_, "run": self.run, "scope": scope, "entered": self.seq, "sha256": sha256}
        return {"fid": self._number(kind), **envelope, "json": body, **kind.columns(record)}

    def _insert(self, kind: Kind, rows: list[tuple[Row, object]]) -> None:
        if not rows:
            return
        self._connection.execute(insert(kind.table), [row for row, _ in rows])
        names = [line for row, record in rows if isinstance(record, Asset) for line in name_rows(record, _fid(row))]
        if names:
            self._connection.execute(insert(NAMES), names)

    def _number(self, kind: Kind) -> int:
        """The next fid of a kind: fids count additions and are never given twice."""
        if kind.name not in self._numbers:
            now = self._connection.scalar(select(func.max(kind.table.c.fid))) or 0
            past = self._connection.scalar(select(func.max(HISTORY.c.was)).where(HISTORY.c.kind == kind.name)) or 0
            self._numbers[kind.name] = max(now, past)
        self._numbers[kind.name] += 1
        return self._numbers[kind.name]

    def _leaf(self, act: Act, kind: Kind, id_: str, sha256: str, scope: str) -> None:
        leaf = Leaf(act, kind.name, id_, sha256, self.run, scope)
        self._digests.append(leaf.digest())
        self._leaves.append(
            {
                "seq": self.seq,
                "act": str(act),
                "kind": kind.name,
                "id": id_,
                "run": self.run,
                "scope": scope,
                "sha256": sha256,
            }
        )
        if len(self._leaves) >= CHUNK:
            self._write_leaves()

    def _write_leaves(self) -> None:
        if not self._leaves:
            return
        start = (self._connection.scalar(select(func.max(LEAVES.c.number))) or 0) + 1
        rows = [{"number": number, **leaf} for number, leaf in enumerate(self._leaves, start)]
        self._connection.execute(insert(LEAVES), rows)
        self._leaves.clear()

    # -- superseding --------------------------------------------------------------------------------------------------

    def replace(
        self, record_class: type, records: Iterable[object], scope: str = "", held: Collection[str] = ()
    ) -> Replaced:
        """Make `records` all that a scope holds of a kind; what it held besides is superseded unless `held`."""
        kind = _kind_of(record_class)
        given = list(records)
        outcomes = self.add_all(given, scope, held)
        ids = {key_of(record) for record in given}
        table = kind.table
        there = self._connection.scalars(select(table.c.id).where(table.c.scope == scope).order_by(table.c.fid))
        gone = [id_ for id_ in there if id_ not in ids]
        kept = [id_ for id_ in gone if id_ in held]
        self.withdraw(kind, [id_ for id_ in gone if id_ not in held])
        return Replaced.of(outcomes, len(gone) - len(kept), len(kept))

    def withdraw(self, kind: Kind, ids: Sequence[str]) -> None:
        """Mark current records as superseded: they move to the history, with a leaf that says so."""
        for chunk in _chunks(ids):
            table = kind.table
            rows = self._connection.execute(select(table).where(table.c.id.in_(chunk)).order_by(table.c.fid)).all()
            past = [self._past(kind, row._asdict()) for row in rows]
            if not past:
                continue
            self._connection.execute(insert(HISTORY), past)
            if kind.record is Asset:
                self._connection.execute(delete(NAMES).where(NAMES.c.asset.in_(chunk)))
            self._connection.execute(delete(table).where(table.c.id.in_(chunk)))

    def _past(self, kind: Kind, row: Row) -> Row:
        self._leaf(Act.WITHDRAW, kind, str(row["id"]), str(row["sha256"]), str(row["scope"]))
        if "history" not in self._numbers:
            self._numbers["history"] = self._connection.scalar(select(func.max(HISTORY.c.fid))) or 0
        self._numbers["history"] += 1
        kept = {name: row[name] for name in ("id", "run", "scope", "entered", "sha256", "json")}
        here: Row = {"fid": self._numbers["history"], "kind": kind.name, "was": row["fid"], "withdrawn": self.seq}
        return {**here, **kept}

    # -- files and steps ----------------------------------------------------------------------------------------------

    def capture(self, captured: Captured) -> Outcome:
        """Keep a document and the bytes it came from.

        Raises:
            InputError: the document's hash is not that of the bytes.
        """
        document = captured.document
        [outcome] = self.add_all([document])
        if outcome is Outcome.ADDED:
            sha256 = self.keep(captured.content, of=document.id, path=captured.path)
            if sha256 != document.sha256:
                raise InputError(
                    f"{document.name}: the document says its bytes have SHA-256 {document.sha256}, they have {sha256}.",
                    "Take the hash of the bytes handed over with it.",
                )
        return outcome

    def keep(self, content: bytes, of: str, path: str = "") -> str:
        """Keep bytes that belong to a record, and when and from where they came; their SHA-256."""
        sha256 = self._files.put(content)
        capture = Capture.make(of, sha256, len(content), self._clock(), path)
        table = BY_RECORD[Capture].table
        known = self._connection.scalar(select(table.c.fid).where(table.c.id == capture.id)) is not None
        if not known:
            self.add_all([capture])
        return sha256

    def done(self, step: str, subject: str = "", inputs: str = "") -> None:
        """Note that this run did a step on a subject."""
        self.add_all([Step.of(self.run, step, subject, inputs)])

    # -- ending -------------------------------------------------------------------------------------------------------

    def finish(self, stage: str, software: str, note: tuple[tuple[str, str], ...] = (), always: bool = False) -> bool:
        """Make files durable and write the ledger entry; False where there was nothing to write."""
        if not self._digests and not always:
            return False
        if self._card is not None:
            self.add_all([self._card])
        self._files.sync()
        self._write_leaves()
        at = self._clock()
        root = merkle_root(self._digests)
        entry = Entry(self.seq, self._previous, at, stage, len(self._digests), root, self.run, software, note).text()
        row = {"seq": self.seq, "entry": entry, "hash": sha256_hex(entry)}
        self._connection.execute(insert(LEDGER), [row])
        self._connection.execute(text("UPDATE gpkg_contents SET last_change = :at"), {"at": at})
        return True


def _kind_of(record_class: type) -> Kind:
    if record_class not in BY_RECORD:
        raise TypeError(
            f"a workspace keeps no {record_class.__name__}; it keeps {', '.join(k.__name__ for k in BY_RECORD)}"
        )
    return BY_RECORD[record_class]


def _outcome(kind: Kind, old: _Present | None, sha256: str, record: object, held: bool) -> Outcome:
    if old is None:
        return Outcome.ADDED
    if old.sha256 == sha256:
        return Outcome.KNOWN
    if held:
        return Outcome.KEPT
    if isinstance(record, Document) and old.json is not None and _text_differs(old.json, record):
        return Outcome.KEPT
    return Outcome.REPLACED


def _text_differs(old: str, new: Document) -> bool:
    # Passages of claims point into the text as it was first taken in; a later extraction must not move it under them.
    return from_json(Document, json.loads(old)).text != new.text


def _fid(row: Row) -> int:
    fid = row["fid"]
    assert isinstance(fid, int)
    return fid


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, CHUNK)):
        yield chunk
