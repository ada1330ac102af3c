"""One batch: records, files and their ledger entry, in one transaction that happens whole or not at all."""

import gc
import itertools
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, delete, func, insert, select

from tutela.model.documents import Captured, Document
from tutela.model.errors import InputError
from tutela.store.drafts import INSERTIONS, Draft, drafted
from tutela.store.files import FileStore
from tutela.store.leaves import Leaves
from tutela.store.ledger import NO_HASH, Entry, sha256_hex
from tutela.store.positions import PositionIndex
from tutela.store.reader import Reader
from tutela.store.records import Capture, Run, Step
from tutela.store.stamp import Clock, utc_now
from tutela.store.tables import BY_RECORD, HISTORY, Kind, Row

CHUNK = 1000
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
    def of(cls, outcomes: Mapping[Outcome, int], withdrawn: int, kept: int) -> "Replaced":
        """Counts of outcomes; `kept` counts held records that were not given again."""
        added, known, replaced, standing = (outcomes.get(outcome, 0) for outcome in Outcome)
        return cls(added, known, replaced, standing + kept, withdrawn)


@dataclass(slots=True)
class Present:
    """A current record as its table has it."""

    sha256: str
    fid: int
    json: str | None = None


class Writer:
    """Writes one batch over an open transaction. `finish` adds the ledger entry; without it nothing lasts."""

    def __init__(self, connection: Connection, files: FileStore, run: str, clock: Clock = utc_now) -> None:
        self._connection = connection
        self._files = files
        self._clock = clock
        self.run = run
        self.reader = Reader(connection)
        """Sees what this batch has written so far."""
        # Beneath SQLAlchemy, in the same transaction: a batch of one record is a dozen statements, told in a tenth of
        # the time.
        self._plain = self.reader.database
        newest = self._plain.execute("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq: int = newest[0] + 1 if newest else 1
        self._previous: str = newest[1] if newest else NO_HASH
        self._numbers: dict[str, int] = {}
        self._leaves = Leaves(self._plain, self.seq, run)
        self._positions = PositionIndex(connection, "assets")
        self._card: Run | None = None

    def accompany(self, run: Run) -> None:
        """Name the run that writes; its card is kept with the first batch that writes anything."""
        self._card = run

    # -- adding -------------------------------------------------------------------------------------------------------

    def add_all(self, records: Iterable[object], scope: str = "", held: Collection[str] = ()) -> list[Outcome]:
        """Add records in their order; `held` names ids whose present content must stand."""
        outcomes: list[Outcome] = []
        for record_class, group in itertools.groupby(records, key=type):
            kind = kind_of(record_class)
            for chunk in _chunks(group):
                drafts = [drafted(kind, record, self.run, scope) for record in chunk]
                outcomes += self.add_drafts(kind, drafts, held)
        return outcomes

    def add_drafts(self, kind: Kind, drafts: Sequence[Draft], held: Collection[str] = ()) -> list[Outcome]:
        """Add records of one kind that were made ready for this run, here or in another process."""
        return self.add_known(kind, drafts, self.present(kind, drafts), held)

    def add_known(
        self, kind: Kind, drafts: Sequence[Draft], present: dict[str, Present], held: Collection[str]
    ) -> list[Outcome]:
        """The same where it is known which of them are there."""
        fresh: list[Draft] = []
        outcomes = []
        for draft in drafts:
            outcome = _outcome(kind, present.get(draft.id), draft, held)
            outcomes.append(outcome)
            if outcome is Outcome.REPLACED:
                self._insert(kind, fresh)
                fresh = []
                self.withdraw(kind, [draft.id])
            if outcome in (Outcome.ADDED, Outcome.REPLACED):
                present[draft.id] = Present(draft.sha256, 0, draft.body)
                fresh.append(draft)
        self._insert(kind, fresh)
        return outcomes

    def has_none(self, kind: Kind) -> bool:
        """Whether there never was a record of this kind."""
        return self._highest(kind) == 0

    def insert_new(self, kind: Kind, drafts: Sequence[Draft]) -> bool:
        """Add records that are most likely all new; False, and nothing is added, where one of them is there."""
        first = self._highest(kind) + 1
        try:
            self._insert(kind, drafts)
        except sqlite3.IntegrityError:
            self._plain.execute(f"DELETE FROM {kind.name} WHERE fid >= ?", (first,))
            return False
        return True

    def present(self, kind: Kind, drafts: Sequence[Draft]) -> dict[str, Present]:
        """Those of these records that are there, whatever their content."""
        if self._highest(kind) == 0:
            return {}
        # The text of a document decides whether it may be replaced; other kinds need no look at the old content.
        body = "json" if kind.record is Document else "NULL"
        ids = json.dumps([draft.id for draft in drafts])
        rows = self._plain.execute(
            f"SELECT id, sha256, fid, {body} FROM {kind.name} WHERE id IN (SELECT value FROM json_each(?))", (ids,)
        )
        return {id_: Present(sha256, fid, text_) for id_, sha256, fid, text_ in rows}

    def _insert(self, kind: Kind, drafts: Sequence[Draft]) -> None:
        if not drafts:
            return
        first, seq = self._highest(kind) + 1, self.seq
        if kind.indexed:
            self._positions.expect(first, len(drafts))
        rows = [(fid, seq, *draft.values) for fid, draft in enumerate(drafts, first)]
        self._plain.executemany(INSERTIONS[kind.name], rows)
        self._numbers[kind.name] = first + len(drafts) - 1
        self._leaves.add(kind.name, drafts)

    def _highest(self, kind: Kind) -> int:
        """The highest fid of a kind: fids count additions and are never given twice."""
        if kind.name not in self._numbers:
            query = f"SELECT (SELECT max(fid) FROM {kind.name}), (SELECT max(was) FROM history WHERE kind = ?)"
            now, past = self._plain.execute(query, (kind.name,)).fetchone()
            self._numbers[kind.name] = max(now or 0, past or 0)
        return self._numbers[kind.name]

    # -- superseding --------------------------------------------------------------------------------------------------

    def replace(
        self, record_class: type, records: Iterable[object], scope: str = "", held: Collection[str] = ()
    ) -> Replaced:
        """Make `records` all that a scope holds of a kind; what it held besides is superseded unless `held`."""
        kind = kind_of(record_class)
        drafts = (drafted(kind, record, self.run, scope) for record in records)
        return self.replace_drafts(kind, drafts, scope, held)

    def replace_drafts(
        self, kind: Kind, drafts: Iterable[Draft], scope: str = "", held: Collection[str] = ()
    ) -> Replaced:
        """The same with records made ready; they are asked for as they are written, so that a million need no room."""
        replacing = self.replacing(kind, scope, held)
        with uncollected():
            for chunk in _chunks(drafts):
                replacing.add(chunk)
        return replacing.finish()

    def replacing(self, kind: Kind, scope: str, held: Collection[str] = ()) -> "Replacing":
        """The same, chunk by chunk, while other records come in between."""
        return Replacing(self, kind, scope, held)

    def numbers_of_scope(self, kind: Kind, scope: str) -> "array[int]":
        """Numbers of what a scope holds, in their order: eight bytes a record."""
        rows = self._plain.execute(f"SELECT fid FROM {kind.name} WHERE scope = ? ORDER BY fid", (scope,))
        return array("q", (number for (number,) in rows))

    def ids_of(self, kind: Kind, numbers: Sequence[int]) -> list[str]:
        """Ids of those of these numbers that still stand, in their order."""
        rows = self._plain.execute(
            f"SELECT id FROM {kind.name} WHERE fid IN (SELECT value FROM json_each(?)) ORDER BY fid",
            (json.dumps(numbers),),
        )
        return [id_ for (id_,) in rows]

    def withdraw(self, kind: Kind, ids: Sequence[str]) -> None:
        """Mark current records as superseded: they move to the history, with a leaf that says so."""
        for chunk in _chunks(ids):
            table = kind.table
            rows = self._connection.execute(select(table).where(table.c.id.in_(chunk)).order_by(table.c.fid)).all()
            if not rows:
                continue
            gone = [row._asdict() for row in rows]
            self._leaves.withdraw(kind.name, [(row["id"], row["scope"], row["sha256"]) for row in gone])
            self._connection.execute(insert(HISTORY), [self._past(kind, row) for row in gone])
            self._connection.execute(delete(table).where(table.c.id.in_(chunk)))

    def _past(self, kind: Kind, row: Row) -> Row:
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
        self._captured(Capture.make(of, sha256, len(content), self._clock(), path))
        return sha256

    def keep_file(self, file: Path, sha256: str, of: str, path: str = "") -> None:
        """The same for a file of any length, whose SHA-256 was taken when it was read.

        Raises:
            InputError: it was changed since.
        """
        self._files.put_file(file, sha256)
        self._captured(Capture.make(of, sha256, self._files.path(sha256).stat().st_size, self._clock(), path))

    def _captured(self, capture: Capture) -> None:
        table = BY_RECORD[Capture].table
        known = self._connection.scalar(select(table.c.fid).where(table.c.id == capture.id)) is not None
        if not known:
            self.add_all([capture])

    def done(self, step: str, subject: str = "", inputs: str = "") -> None:
        """Note that this run did a step on a subject."""
        self.add_all([Step.of(self.run, step, subject, inputs)])

    # -- ending -------------------------------------------------------------------------------------------------------

    def finish(
        self, stage: str, software: str, note: tuple[tuple[str, str], ...] = (), always: bool = False
    ) -> Entry | None:
        """Make files durable and write the ledger entry; None where there was nothing to write."""
        if not self._leaves and not always:
            return None
        if self._card is not None:
            self.add_all([self._card])
        self._files.sync()
        self._positions.catch_up()
        at, root, leaves = self._clock(), self._leaves.root(), len(self._leaves)
        entry = Entry(self.seq, self._previous, at, stage, leaves, root, self.run, software, note)
        body = entry.text()
        self._plain.execute("INSERT INTO ledger VALUES (?, ?, ?)", (self.seq, body, sha256_hex(body)))
        self._plain.execute("UPDATE gpkg_contents SET last_change = ?", (at,))
        return entry


def kind_of(record_class: type) -> Kind:
    """The kind of records of a class.

    Raises:
        TypeError: a workspace keeps no such records.
    """
    if record_class not in BY_RECORD:
        raise TypeError(
            f"a workspace keeps no {record_class.__name__}; it keeps {', '.join(k.__name__ for k in BY_RECORD)}"
        )
    return BY_RECORD[record_class]


def _outcome(kind: Kind, old: Present | None, draft: Draft, held: Collection[str]) -> Outcome:
    if old is None:
        return Outcome.ADDED
    if old.sha256 == draft.sha256:
        return Outcome.KNOWN
    if draft.id in held:
        return Outcome.KEPT
    if kind.record is Document and old.json is not None and _text_differs(old.json, draft.body):
        return Outcome.KEPT
    return Outcome.REPLACED


def _text_differs(old: str, new: str) -> bool:
    # Passages of claims point into the text as it was first taken in; a later extraction must not move it under them.
    return bool(json.loads(old)["text"] != json.loads(new)["text"])


class Replacing:
    """Makes what is added all that a scope holds of a kind; nine bytes are held of each record it held before.

    Where the kind had no record at all, records are inserted without a look at what is there: only where one of them
    then stands twice is it looked for.
    """

    def __init__(self, writer: Writer, kind: Kind, scope: str, held: Collection[str]) -> None:
        self._writer, self._kind, self._held = writer, kind, held
        self._before = writer.numbers_of_scope(kind, scope)
        self._again = bytearray(max(self._before, default=0) + 1)
        self._counts: Counter[Outcome] = Counter()
        self._first = writer.has_none(kind)

    def add(self, drafts: Sequence[Draft]) -> None:
        """Records that the scope holds from now on."""
        if self._first and self._writer.insert_new(self._kind, drafts):
            self._counts[Outcome.ADDED] += len(drafts)
            return
        present = self._writer.present(self._kind, drafts)
        if self._before:
            for known in present.values():
                if known.fid < len(self._again):
                    self._again[known.fid] = True
        self._counts.update(self._writer.add_known(self._kind, drafts, present, self._held))

    def finish(self, held: Collection[str] | None = None) -> Replaced:
        """Supersede what the scope held besides, but for the ids that are `held` (without it, those given at first)."""
        standing = self._held if held is None else held
        kept = withdrawn = 0
        for chunk in _chunks(number for number in self._before if not self._again[number]):
            ids = self._writer.ids_of(self._kind, chunk)
            leaving = [id_ for id_ in ids if id_ not in standing]
            self._writer.withdraw(self._kind, leaving)
            kept, withdrawn = kept + len(ids) - len(leaving), withdrawn + len(leaving)
        return Replaced.of(self._counts, withdrawn, kept)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's collector of cycles: rows make none, and it would look through all of them at each turn."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, CHUNK)):
        yield chunk
