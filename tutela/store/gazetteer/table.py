"""The table of gazetteers: made, opened and asked."""

import functools
import itertools
import json
import math
import operator
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tutela.model.errors import UnreadableFile
from tutela.model.gazetteer import SamePlace
from tutela.model.inventory import Place
from tutela.model.reasons import Reason
from tutela.store.gazetteer.rows import Counted, place_of, united
from tutela.store.gazetteer.writer import GazetteerWriter, Keys

FILE = "gazetteer.db"
SHAPE = 1
"""Number of the tables' shape; a file of another is built anew."""
BUSY_S = 30.0
HOLDERS = frozenset({"district", "region", "area"})
"""Kinds whose names are told with the places they hold; the country stands in a field of its own."""
REMEMBERED = 1 << 16
"""Names whose answer is remembered: a text asks for the same ones again and again."""

DDL = """
CREATE TABLE sources (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, places INTEGER NOT NULL, names INTEGER NOT NULL);
CREATE TABLE places (num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, lat REAL, lon REAL,
 kind TEXT NOT NULL, grp INTEGER, holders TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX places_by_group ON places(grp) WHERE grp IS NOT NULL;
CREATE TABLE names (key TEXT NOT NULL, num INTEGER NOT NULL, PRIMARY KEY (key, num)) WITHOUT ROWID;
CREATE TABLE firsts (word TEXT PRIMARY KEY, most INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE aliases (id TEXT PRIMARY KEY, leads TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE same (one TEXT NOT NULL, other TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL,
 PRIMARY KEY (one, other)) WITHOUT ROWID;
"""


class GazetteerTable:
    """The places of a file `gazetteer.db`: a `PlaceIndex`. It travels to other processes as its path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: sqlite3.Connection | None = None
        self._remember()

    def _remember(self) -> None:
        self.named = functools.lru_cache(REMEMBERED)(self._named)
        self.knows = functools.lru_cache(REMEMBERED)(self._knows)
        self.longest = functools.lru_cache(REMEMBERED)(self._longest)
        self._holder = functools.lru_cache(REMEMBERED)(self._holder_names)

    def __reduce__(self) -> tuple[type["GazetteerTable"], tuple[Path]]:
        return type(self), (self.path,)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = _connect(self.path)
        return self._open

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    # -- asking -------------------------------------------------------------------------------------------------------

    def _knows(self, written: str) -> bool:
        return self._connection.execute("SELECT 1 FROM names WHERE key = ? LIMIT 1", (written,)).fetchone() is not None

    def _longest(self, first: str) -> int:
        found = self._connection.execute("SELECT most FROM firsts WHERE word = ?", (first,)).fetchone()
        return int(found[0]) if found else 0

    def _named(self, written: str) -> tuple[Place, ...]:
        rows = self._connection.execute(
            "SELECT p.num, p.grp FROM names n JOIN places p ON p.num = n.num WHERE n.key = ? ORDER BY p.id", (written,)
        ).fetchall()
        leaders = dict.fromkeys((grp, None) if grp is not None else (None, num) for num, grp in rows)
        return tuple(self._whole(grp, num) for grp, num in leaders)

    def get(self, place: str) -> Place | None:
        """The place of this id or of an older one, with all rows found to be the same."""
        row = self._row_of(place)
        return None if row is None else self._whole(row[1], row[0])

    def row(self, place: str) -> Place | None:
        """The row of this id alone, as its file has it."""
        row = self._row_of(place)
        if row is None:
            return None
        found = self._connection.execute("SELECT json, holders FROM places WHERE num = ?", (row[0],)).fetchone()
        return self._revived(*found)

    def _row_of(self, place: str) -> tuple[int, int | None] | None:
        asked = "SELECT num, grp FROM places WHERE id = ?"
        row = self._connection.execute(asked, (place,)).fetchone()
        if row is None:
            led = self._connection.execute("SELECT leads FROM aliases WHERE id = ?", (place,)).fetchone()
            row = self._connection.execute(asked, (led[0],)).fetchone() if led else None
        return (int(row[0]), row[1]) if row else None

    def _whole(self, group: int | None, num: int | None) -> Place:
        """One row, or all rows of a group as one place."""
        asked, value = ("grp", group) if group is not None else ("num", num)
        rows = self._connection.execute(f"SELECT json, holders FROM places WHERE {asked} = ? ORDER BY id", (value,))
        return united([self._revived(*row) for row in rows.fetchall()])

    def _revived(self, body: str, holders: str) -> Place:
        within = tuple(dict.fromkeys(name for id_ in json.loads(holders) for name in self._holder(id_)))
        return replace(place_of(body), within=within)

    def _holder_names(self, holder: str) -> tuple[str, ...]:
        row = self._row_of(holder)
        if row is None:
            return ()
        body = self._connection.execute("SELECT json FROM places WHERE num = ?", (row[0],)).fetchone()[0]
        held = place_of(body)
        return tuple(dict.fromkeys(name.text for name in held.names)) if held.kind in HOLDERS else ()

    def sources(self) -> dict[str, str]:
        """Id of each gazetteer's card -> SHA-256 of its file."""
        return dict(self._connection.execute("SELECT id, sha256 FROM sources").fetchall())

    def counts(self) -> dict[str, Counted]:
        """Id of each gazetteer's card -> what it holds."""
        rows = self._connection.execute("SELECT id, places, names FROM sources").fetchall()
        return {id_: Counted(places, names) for id_, places, names in rows}

    def same_places(self, limit: int = -1) -> list[SamePlace]:
        """Rows taken to be one place, the surest first."""
        asked = "SELECT one, other, score, reasons FROM same ORDER BY score DESC, one, other LIMIT ?"
        rows = self._connection.execute(asked, (limit,)).fetchall()
        return [
            SamePlace(one, other, score, tuple(Reason(*reason) for reason in json.loads(reasons)))
            for one, other, score, reasons in rows
        ]

    def same_count(self) -> int:
        """How many pairs of rows are taken to be one place."""
        return int(self._connection.execute("SELECT count(*) FROM same").fetchone()[0])

    def rows(self) -> Iterator[Place]:
        """Every row as its file has it, in the order of the ids."""
        with closing(_connect(self.path)) as connection:
            for (body,) in connection.execute("SELECT json FROM places ORDER BY id"):
                yield place_of(body)

    def pairs_near(self, reach: Mapping[str, float]) -> Iterator[tuple[Place, Place]]:
        """Rows that share a key and lie near each other, each pair once.

        Args:
            reach: first letter of a key -> degrees of latitude within which rows that share it are paired.
        """
        met: set[tuple[int, int]] = set()
        for sign, degrees in reach.items():
            asked = (
                "SELECT n.key, p.lat, p.lon, p.num FROM names n JOIN places p ON p.num = n.num "
                "WHERE n.key >= ? AND n.key < ? AND p.lat IS NOT NULL ORDER BY n.key"
            )
            with closing(_connect(self.path)) as connection:
                rows = connection.execute(asked, (sign, chr(ord(sign) + 1)))
                for _, held in itertools.groupby(rows, key=operator.itemgetter(0)):
                    met.update(_near([(lat, lon, num) for _, lat, lon, num in held], degrees))
        bodies: dict[int, Place] = {}
        for pair in sorted(met):
            one, other = (bodies.get(num) or bodies.setdefault(num, self._numbered(num)) for num in pair)
            yield one, other

    def _numbered(self, num: int) -> Place:
        return place_of(self._connection.execute("SELECT json FROM places WHERE num = ?", (num,)).fetchone()[0])

    # -- writing ------------------------------------------------------------------------------------------------------

    def writing(self, keys: Keys) -> "GazetteerWriter":
        """A transaction to add in; nothing of it lasts unless its block ends well."""
        return GazetteerWriter(self._connection, keys, self.forget)

    def forget(self) -> None:
        """Answers given before something was added hold no longer."""
        self._remember()


def gazetteer_table(path: Path) -> GazetteerTable:
    """The table of a file, made where there is none; one of an older shape or a damaged one is begun anew.

    Raises:
        UnreadableFile: the file cannot be made.
    """
    if path.exists() and not _fits(path):
        path.unlink()
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_connect(path)) as connection:
                connection.executescript(f"BEGIN; {DDL} PRAGMA user_version = {SHAPE}; COMMIT;")
        except (OSError, sqlite3.Error) as error:
            raise UnreadableFile(f"{path} cannot be written: {error}.", "Check the disk and permissions.") from error
    return GazetteerTable(path)


def _fits(path: Path) -> bool:
    try:
        with closing(_connect(path)) as connection:
            return bool(connection.execute("PRAGMA user_version").fetchone()[0] == SHAPE)
    except sqlite3.DatabaseError:
        return False


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    # Derived: what a power cut spoils is built again from the captured files.
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _near(rows: list[tuple[float, float, int]], degrees: float) -> Iterator[tuple[int, int]]:
    """Pairs of rows of one key, each given as latitude, longitude and number, that lie near each other."""
    if len(rows) < 2:
        return
    rows.sort()
    start = 0
    for at, (lat, lon, num) in enumerate(rows):
        while rows[start][0] < lat - degrees:
            start += 1
        for _, east, other in rows[start:at]:
            if abs(lon - east) * math.cos(math.radians(lat)) < degrees:
                yield (num, other) if num < other else (other, num)
