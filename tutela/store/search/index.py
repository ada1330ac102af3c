"""The search index on disk: made of the current assets, kept up to date from the ledger, made anew where it is missing.

It lies beside `workspace.gpkg` as `search.db` and proves nothing: whatever it finds is read from the records. Assets
that a register asks to withhold stand in tables of their own, so that a search without the right to see them touches
nothing that knows of them.
"""

import json
import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tutela.model.inventory import Asset
from tutela.model.records import from_text
from tutela.store.connection import DATABASE, KEPT, Access, Identity, identity, open_raw
from tutela.store.search.reading import read_terms
from tutela.store.search.terms import terms_of, vocabulary_mark
from tutela.store.search.vocabulary import add_words

FILE = "search.db"
SHAPE = 1
"""Number of the tables' shape; a file of another is built anew."""
BUSY_S = 60.0
CACHE_KIB = 256 << 10
OPEN, HIDDEN = "open", "hidden"
HALVES = (OPEN, HIDDEN)
"""What anyone may find, and what only some may."""
HASH_BYTES = 64 << 20
"""Postings that SQLite gathers in memory before it writes them; with its default of 1 MB it writes too many pieces."""

STATE_DDL = "CREATE TABLE state (mark TEXT NOT NULL, seq INTEGER NOT NULL, head TEXT NOT NULL)"
HALF_DDL = (
    "CREATE VIRTUAL TABLE postings_{half} USING fts5(terms, content='', detail='none', columnsize=0, "
    "tokenize=\"ascii tokenchars ':@!_'\")",
    "CREATE VIRTUAL TABLE terms_{half} USING fts5vocab('postings_{half}', 'row')",
    "CREATE TABLE words_{half} (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, spelt TEXT NOT NULL)",
    "CREATE INDEX words_{half}_spelt ON words_{half} (spelt, word)",
    "CREATE TABLE variants_{half} (variant INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (variant, word)) "
    "WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class State:
    """How far the index has followed the ledger."""

    mark: str
    seq: int
    head: str
    """Hash of the ledger entry it has followed last: another chain's index is of no use."""


class SearchIndex:
    """The index of one workspace. Threads may share it: each search has a connection to itself while it lasts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / FILE
        self._idle: deque[tuple[Identity, sqlite3.Connection]] = deque()

    @contextmanager
    def reading(self, database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        """The index as of what `database` shows, brought up to date if need be."""
        try:
            file, connection = self._current(database)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # Damaged, and nothing is lost with it.
            self.remove()
            file, connection = self._current(database)
        try:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._keep(file, connection)

    def _current(self, database: sqlite3.Connection) -> tuple[Identity, sqlite3.Connection]:
        """A connection to the index, which has followed the ledger to its end, and which file it is to."""
        file, connection = self._taken()
        try:
            if _is_current(connection, database):
                return file, connection
            if not self._writable and not _in_memory(connection):
                connection.close()
                connection = _new(":memory:")
            _catch_up(connection, database)
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

    def bring_up_to_date(self) -> None:
        """Follow the ledger to its end: a search does it by itself, after a large import it is done at once."""
        with closing(open_raw(self._folder / DATABASE, Access.READ)) as database:
            database.execute("BEGIN")
            with self.reading(database):
                pass

    def remove(self) -> None:
        """Take the file away: it is made again when it is wanted."""
        self.close()
        for part in self._folder.glob(f"{FILE}*"):
            part.unlink(missing_ok=True)

    @property
    def _writable(self) -> bool:
        return os.access(self._folder, os.W_OK) and (
            not self.path.exists() or (self.path.is_file() and os.access(self.path, os.W_OK))
        )

    def _connect(self) -> sqlite3.Connection:
        if self._writable:
            return _new(f"file:{quote(str(self.path.resolve()))}?mode=rwc")
        if self.path.is_file():
            target = f"file:{quote(str(self.path.resolve()))}?immutable=1"
            return sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False)
        return _new(":memory:")


def _new(target: str) -> sqlite3.Connection:
    """A connection to an index, which is made where there is none."""
    connection = sqlite3.connect(target, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
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


def _is_current(connection: sqlite3.Connection, database: sqlite3.Connection) -> bool:
    return _state(connection) == State(_mark(), *_head(database))


def _catch_up(connection: sqlite3.Connection, database: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        state, mark, (seq, head) = _state(connection), _mark(), _head(database)
        if state is None or state.mark != mark or not _is_past(database, state):
            _drop(connection)
            _create(connection)
            _add_all(connection, database)
        elif state.seq < seq:
            _follow(connection, database, state.seq)
        connection.execute("DELETE FROM state")
        connection.execute("INSERT INTO state VALUES (?, ?, ?)", (mark, seq, head))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _mark() -> str:
    return f"{SHAPE} {vocabulary_mark()}"


def _head(database: sqlite3.Connection) -> tuple[int, str]:
    seq, head = database.execute("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
    return int(seq), str(head)


def _state(connection: sqlite3.Connection) -> State | None:
    row = connection.execute("SELECT mark, seq, head FROM state").fetchone()
    return State(*row) if row else None


def _is_past(database: sqlite3.Connection, state: State) -> bool:
    """Whether what the index has followed is the beginning of this ledger."""
    row = database.execute("SELECT hash FROM ledger WHERE seq = ?", (state.seq,)).fetchone()
    return row is not None and row[0] == state.head


def _create(connection: sqlite3.Connection) -> None:
    connection.execute(STATE_DDL)
    for half in HALVES:
        for statement in HALF_DDL:
            connection.execute(statement.format(half=half))
        connection.execute(f"INSERT INTO postings_{half}(postings_{half}, rank) VALUES ('hashsize', {HASH_BYTES})")


def _drop(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE state")
    for half in HALVES:
        for table in ("terms", "postings", "words", "variants"):
            connection.execute(f"DROP TABLE {table}_{half}")


def _add_all(connection: sqlite3.Connection, database: sqlite3.Connection) -> None:
    _add(connection, database.execute("SELECT fid, json FROM assets ORDER BY fid"))
    for half in HALVES:
        connection.execute(f"INSERT INTO postings_{half}(postings_{half}) VALUES ('optimize')")


def _add(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    words: dict[str, set[str]] = {half: set() for half in HALVES}
    for group in read_terms(rows):
        for half, lines, found in group:
            connection.executemany(f"INSERT INTO postings_{half}(rowid, terms) VALUES (?, ?)", lines)
            words[half] |= found
    for half in HALVES:
        add_words(connection, half, words[half])


def _follow(connection: sqlite3.Connection, database: sqlite3.Connection, after: int) -> None:
    """Take out what was superseded since entry `after`, and put in what came and stands."""
    gone = database.execute(
        "SELECT was, json FROM history WHERE kind = 'assets' AND withdrawn > ? AND entered <= ?", (after, after)
    )
    for fid, body in gone:
        asset = from_text(Asset, body)
        half = HIDDEN if asset.restricted else OPEN
        connection.execute(
            f"INSERT INTO postings_{half}(postings_{half}, rowid, terms) VALUES ('delete', ?, ?)",
            (fid, " ".join(sorted(terms_of(asset)))),
        )
    ids = database.execute("SELECT id FROM ledger_leaves WHERE seq > ? AND kind = 'assets' AND act = 'add'", (after,))
    new = json.dumps([id_ for (id_,) in ids])
    standing = "SELECT fid, json FROM assets WHERE id IN (SELECT value FROM json_each(?)) AND entered > ? ORDER BY fid"
    _add(connection, database.execute(standing, (new, after)))
