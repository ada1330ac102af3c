"""What gathering remembers from one time to the next: values by key, and the keys under a term.

The file lies beside `workspace.gpkg` as `gathering.db`. It is derived and proves nothing: where it is missing, damaged,
of another form, or does not fit the ledger, it is emptied, and everything is worked out from the records.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

FILE = "gathering.db"
FORM = 1
"""Number of the tables' shape; a file of another is emptied."""
CACHE_KIB = 64 << 10
DDL = (
    "CREATE TABLE kept (space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, key))",
    "CREATE TABLE terms (space TEXT NOT NULL, term TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (space, term, key)) "
    "WITHOUT ROWID",
)


class Notes:
    """The notes of one workspace, open for one process at a time; nothing lasts before `commit`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        try:
            connection = _connected(self.path)
            [(form,)] = connection.execute("PRAGMA user_version")
            [(tables,)] = connection.execute("SELECT count(*) FROM sqlite_master")
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            form, tables = -1, 1
        if form != FORM and tables:
            self.path.unlink()
            connection, tables = _connected(self.path), 0
            connection.execute("BEGIN IMMEDIATE")
        if not tables:
            for statement in DDL:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {FORM}")
        return connection

    def value(self, space: str, key: str) -> str | None:
        """The value under a key."""
        query = "SELECT value FROM kept WHERE space = ? AND key = ?"
        row = self._connection.execute(query, (space, key)).fetchone()
        return None if row is None else str(row[0])

    def items(self, space: str) -> Iterator[tuple[str, str]]:
        """All keys of a space with their values."""
        yield from self._connection.execute("SELECT key, value FROM kept WHERE space = ? ORDER BY key", (space,))

    def put(self, space: str, values: Iterable[tuple[str, str]], gone: Iterable[str] = ()) -> None:
        """Keep values, and forget those of keys that are gone."""
        remove = "DELETE FROM kept WHERE space = ? AND key = ?"
        self._connection.executemany(remove, ((space, key) for key in gone))
        insert = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)"
        self._connection.executemany(insert, ((space, key, value) for key, value in values))

    def under(self, space: str, term: str) -> set[str]:
        """The keys under a term."""
        query = "SELECT key FROM terms WHERE space = ? AND term = ?"
        return {key for (key,) in self._connection.execute(query, (space, term))}

    def size(self, space: str, term: str) -> int:
        """How many keys stand under a term."""
        query = "SELECT count(*) FROM terms WHERE space = ? AND term = ?"
        return int(self._connection.execute(query, (space, term)).fetchone()[0])

    def index(self, space: str, added: Iterable[tuple[str, str]], gone: Iterable[tuple[str, str]] = ()) -> None:
        """Put keys under terms, and take others away: (term, key)."""
        remove = "DELETE FROM terms WHERE space = ? AND term = ? AND key = ?"
        self._connection.executemany(remove, ((space, *pair) for pair in gone))
        insert = "INSERT OR IGNORE INTO terms VALUES (?, ?, ?)"
        self._connection.executemany(insert, ((space, *pair) for pair in added))

    def empty(self) -> None:
        """Forget everything."""
        self._connection.execute("DELETE FROM kept")
        self._connection.execute("DELETE FROM terms")

    def commit(self) -> None:
        """Make what was noted last."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Let go of the file; what was not committed is lost."""
        self._connection.close()


def remove(folder: Path, names: Collection[str] = ("", "-journal", "-wal", "-shm")) -> None:
    """Take the file away: it is made again when it is wanted."""
    for name in names:
        (folder / f"{FILE}{name}").unlink(missing_ok=True)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=rwc", uri=True, isolation_level=None)
    # What a power cut takes is worked out again.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection
