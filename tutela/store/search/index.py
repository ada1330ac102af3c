"""The search index on disk: made of the current assets, kept up to date from the ledger, made anew where it is missing.

It lies beside `workspace.gpkg` as `search.db` and proves nothing: whatever it finds is read from the records. Assets
that a register asks to withhold stand in tables of their own, so that a search without the right to see them touches
nothing that knows of them.
"""

import json
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from urllib.parse import quote

from tutela.store.connection import KEPT, Identity, identity
from tutela.store.search.shelves import STORED, Shelves, Standing
from tutela.store.search.terms import line_of, vocabulary_mark

FILE = "search.db"
SHAPE = 2
"""Number of the tables' shape; a file of another is built anew."""
BUSY_S = 60.0
CACHE_KIB = 256 << 10
PAGE_BYTES = 8192
STATE_DDL = (
    "CREATE TABLE state (mark TEXT NOT NULL, seq INTEGER NOT NULL, head TEXT NOT NULL, stood INTEGER NOT NULL, "
    "follows TEXT NOT NULL)"
)

StandingBy = Callable[[], Standing]
"""Says how the inventory of the moment differs from what registers give; asked only where it may have changed."""


@dataclass(frozen=True, slots=True)
class State:
    """How far the index has followed the ledger."""

    mark: str
    seq: int
    head: str
    """Hash of the ledger entry it has followed last: another chain's index is of no use."""
    stood: int = -1
    """The ledger entry up to which it knows what rulings and merging make of the assets; below 0 for none."""
    follows: str = ""
    """Kinds of records, a space between, that may change that."""


class SearchIndex:
    """The index of one workspace. Threads may share it: each search has a connection to itself while it lasts."""

    def __init__(self, folder: Path, in_memory: bool = False) -> None:
        """With `in_memory` it lasts as long as this object: an index of the past is of no use to anybody else."""
        self._folder = folder
        self._in_memory = in_memory
        self.path = folder / FILE
        self._idle: deque[tuple[Identity, sqlite3.Connection]] = deque()

    @contextmanager
    def reading(self, database: sqlite3.Connection, standing: StandingBy | None = None) -> Iterator[Shelves]:
        """The index as of what `database` shows, brought up to date if need be.

        Without `standing` only what registers give is sure to be up to date.
        """
        try:
            file, connection = self._current(database, standing)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # Damaged, and nothing is lost with it.
            self.remove()
            file, connection = self._current(database, standing)
        try:
            connection.execute("BEGIN")
            yield Shelves(connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._keep(file, connection)

    def _current(
        self, database: sqlite3.Connection, standing: StandingBy | None
    ) -> tuple[Identity, sqlite3.Connection]:
        """A connection to the index, which has followed the ledger to its end, and which file it is to."""
        file, connection = self._taken()
        try:
            if _is_current(connection, database, standing):
                return file, connection
            if not self._writable and not _in_memory(connection):
                connection.close()
                connection = _new(":memory:")
            _catch_up(connection, database, standing)
        except BaseException:
            connection.close()
            raise
        return file, connection

    def _taken(self) -> tuple[Identity, sqlite3.Connection]:
        """A connection that waits for its next use, or a new one."""
        now = identity(self.path)
        while self._idle:
            try:
                file, connection = self._idle.pop()
            except IndexError:
                # Another thread was quicker.
                break
            if file == now:
                return file, connection
            connection.close()
        connection = self._connect()
        return identity(self.path), connection

    def _keep(self, file: Identity, connection: sqlite3.Connection) -> None:
        # Of a file that may not be written nothing tells that another has written it.
        if len(self._idle) < KEPT and (self._writable or _in_memory(connection)):
            self._idle.append((file, connection))
        else:
            connection.close()

    def close(self) -> None:
        """Let go of the connections that wait for their next use."""
        while self._idle:
            self._idle.pop()[1].close()

    def remove(self) -> None:
        """Take the file away: it is made again when it is wanted."""
        self.close()
        for part in self._folder.glob(f"{FILE}*"):
            part.unlink(missing_ok=True)

    @property
    def _writable(self) -> bool:
        if self._in_memory:
            return False
        return os.access(self._folder, os.W_OK) and (
            not self.path.exists() or (self.path.is_file() and os.access(self.path, os.W_OK))
        )

    def _connect(self) -> sqlite3.Connection:
        if self._writable:
            return _new(f"file:{quote(str(self.path.resolve()))}?mode=rwc")
        if self.path.is_file() and not self._in_memory:
            target = f"file:{quote(str(self.path.resolve()))}?immutable=1"
            return sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False)
        return _new(":memory:")


def _new(target: str) -> sqlite3.Connection:
    """A connection to an index, which is made where there is none."""
    connection = sqlite3.connect(target, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have made it in the meantime.
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            _create(connection)
        connection.execute("COMMIT")
    # Derived: what a power cut takes is made again, so nothing waits for the disk.
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _in_memory(connection: sqlite3.Connection) -> bool:
    return not connection.execute("PRAGMA database_list").fetchone()[2]


def _is_current(connection: sqlite3.Connection, database: sqlite3.Connection, standing: StandingBy | None) -> bool:
    state = _state(connection)
    if state is None or (state.mark, state.seq, state.head) != (_mark(), *_head(database)):
        return False
    return standing is None or not _has_changed(database, state)


def _has_changed(database: sqlite3.Connection, state: State) -> bool:
    """Whether rulings or merging may make something else of the assets than the index knows."""
    if state.stood < 0:
        return True
    kinds = state.follows.split()
    query = f"SELECT 1 FROM ledger_leaves WHERE seq > ? AND kind IN ({', '.join('?' * len(kinds))}) LIMIT 1"
    return database.execute(query, (state.stood, *kinds)).fetchone() is not None


def _catch_up(connection: sqlite3.Connection, database: sqlite3.Connection, standing: StandingBy | None) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        state = _followed(connection, database)
        if standing is not None:
            state = _stood(connection, database, state, standing)
        connection.execute("DELETE FROM state")
        connection.execute("INSERT INTO state VALUES (?, ?, ?, ?, ?)", astuple(state))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _followed(connection: sqlite3.Connection, database: sqlite3.Connection) -> State:
    """Take in what registers gave since, or all anew."""
    state, mark, (seq, head) = _state(connection), _mark(), _head(database)
    if state is None or state.mark != mark or not _is_past(database, state):
        _drop(connection)
        _create(connection)
        Shelves(connection).add(database.execute("SELECT fid, json FROM assets ORDER BY fid"))
        return State(mark, seq, head)
    if state.seq < seq:
        _follow(Shelves(connection), database, state.seq)
    return replace(state, seq=seq, head=head)


def _stood(connection: sqlite3.Connection, database: sqlite3.Connection, state: State, standing: StandingBy) -> State:
    """Take in what rulings and merging make of it."""
    if _has_changed(database, state):
        said = standing()
        Shelves(connection).stand(said, database)
        return replace(state, stood=state.seq, follows=" ".join(said.follows))
    return replace(state, stood=state.seq)


def _mark() -> str:
    return f"{SHAPE} {vocabulary_mark()}"


def _head(database: sqlite3.Connection) -> tuple[int, str]:
    seq, head = database.execute("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
    return int(seq), str(head)


def _state(connection: sqlite3.Connection) -> State | None:
    row = connection.execute("SELECT * FROM state").fetchone()
    return State(*row) if row and len(row) == len(fields(State)) else None


def _is_past(database: sqlite3.Connection, state: State) -> bool:
    """Whether what the index has followed is the beginning of this ledger."""
    row = database.execute("SELECT hash FROM ledger WHERE seq = ?", (state.seq,)).fetchone()
    return row is not None and row[0] == state.head


def _create(connection: sqlite3.Connection) -> None:
    connection.execute(STATE_DDL)
    Shelves(connection).create()


def _drop(connection: sqlite3.Connection) -> None:
    """Drop all tables, of whatever shape; those that belong to another go with it."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
    for (table,) in connection.execute(tables).fetchall():
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            connection.execute(f"DROP TABLE {table}")


def _follow(shelves: Shelves, database: sqlite3.Connection, after: int) -> None:
    """Take out what was superseded since entry `after`, and put in what came and stands."""
    gone = database.execute(
        "SELECT was, json FROM history WHERE kind = 'assets' AND withdrawn > ? AND entered <= ?", (after, after)
    )
    lines = [line_of(number, body) for number, body in gone]
    for name, restricted in zip(STORED, (False, True), strict=True):
        shelves[name].remove(line for line in lines if line.restricted == restricted)
    ids = database.execute("SELECT id FROM ledger_leaves WHERE seq > ? AND kind = 'assets' AND act = 'add'", (after,))
    new = json.dumps([id_ for (id_,) in ids])
    standing = "SELECT fid, json FROM assets WHERE id IN (SELECT value FROM json_each(?)) AND entered > ? ORDER BY fid"
    shelves.add(database.execute(standing, (new, after)))
