"""Spoil a workspace at random, thousands of times: does `verify` find all that changes what a reader is shown?

A trial spoils one thing in a copy: bits, runs and pages of `workspace.gpkg`, its logs, single values, rows of the
ledger and of the records, the schema, captured files. Then it asks `verify`, and compares all that can be read with
what was there before. What changes something readable and is not found is a miss; whatever `verify` finds in a healthy
copy, after SQLite's and GDAL's housekeeping too, is a false alarm.
"""

import hashlib
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from tutela.model.errors import TutelaError
from tutela.store.connection import Access, open_raw
from tutela.store.files import FileStore
from tutela.store.reader import Reader
from tutela.store.records import Capture
from tutela.store.store import Store
from tutela.store.tables import KINDS, METADATA
from tutela.store.verify import verify

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE / "tests" / "store"))

DATABASE = "workspace.gpkg"
UNREADABLE = (sqlite3.Error, sqlite3.Warning, SQLAlchemyError, TutelaError, OSError, ValueError, RecursionError,
              TypeError, KeyError, LookupError, OverflowError, AssertionError)  # fmt: skip
OWN_TABLES = ("gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions", "rtree_assets_geom")
TREE = ("rtree_assets_geom_node", "rtree_assets_geom_rowid", "rtree_assets_geom_parent")
HISTORY_STEPS = 24


@dataclass(slots=True)
class Tally:
    """What came of trials."""

    trials: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    """Neither found nor readable: bytes that nobody reads."""
    misses: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what another process counted."""
        for name in ("trials", "found", "unseen"):
            getattr(self, name).update(getattr(other, name))
        for name in ("misses", "crashes", "alarms"):
            getattr(self, name).extend(getattr(other, name))


# -- a healthy workspace and what it shows -----------------------------------------------------------------------------


def healthy(folder: Path, seed: int) -> Path:
    """A workspace with batches of every kind, superseded records, files, and a signed checkpoint."""
    from histories import history
    from signing import checkpoint_of, public_key

    store = history(folder / "workspace", seed, HISTORY_STEPS)
    checkpoint = checkpoint_of(store)
    with store.batch("", "checkpoint") as writer:
        for record in (public_key(), checkpoint):
            writer.add_all([record])
    store.search("Name", 3)
    store.close()
    return store.path


def readable(path: Path) -> str:
    """A digest of everything that a reader of the workspace is shown."""
    digest = hashlib.sha256()
    for part in _parts(path):
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _parts(path: Path) -> Iterator[object]:
    try:
        yield from _tables(path)
    except UNREADABLE as error:
        yield type(error).__name__
    try:
        with closing(Store(path)) as store, store.reading() as reader:
            for ask in (_questions, _files):
                yield from _asked(ask, path, reader)
    except UNREADABLE as error:
        yield type(error).__name__


def _asked(ask: Callable[[Path, Reader], Iterator[object]], path: Path, reader: Reader) -> Iterator[object]:
    try:
        yield from ask(path, reader)
    except UNREADABLE as error:
        yield type(error).__name__


def _tables(path: Path) -> Iterator[object]:
    """Every value of every table with its type, read as it stands."""
    with closing(open_raw(path / DATABASE, Access.READ)) as connection:
        connection.text_factory = bytes
        for name in (*(table.name for table in METADATA.sorted_tables), *OWN_TABLES):
            columns = [row[1].decode() for row in connection.execute(f"PRAGMA table_info({name})")]
            types = ", ".join(f"typeof([{column}])" for column in columns)
            yield name, columns
            yield from connection.execute(f"SELECT *, {types} FROM {name} ORDER BY 1")


def _questions(path: Path, reader: Reader) -> Iterator[object]:
    """What the library answers, by its indexes too."""
    for kind in KINDS:
        held = reader.all(kind.record)
        yield held, reader.past(kind.record), reader.newest(kind.record), reader.count(kind.record)
        scopes = reader.scopes(kind.record)
        yield sorted(scopes.items()), [reader.count(kind.record, scope) for scope in sorted(set(scopes.values()))]
        yield reader.by_ids(kind.record, scopes)
    yield reader.find("ast_1") if reader.knows("ast_1") else None
    yield list(reader.entries()), reader.head()
    yield [sorted(map(repr, reader.within((46, 40 + at / 500, 47, 40.1), 99, True))) for at in range(8)]


def _files(path: Path, reader: Reader) -> Iterator[object]:
    files = FileStore(path / "files")
    for capture in (*reader.all(Capture), *reader.past(Capture)):
        yield capture.sha256, hashlib.sha256(files.path(capture.sha256).read_bytes()).hexdigest()


# -- ways to spoil it --------------------------------------------------------------------------------------------------

Chance = random.Random
Way = Callable[[Path, Chance], str]


def _flipped(content: bytearray, chance: Chance, times: int = 1) -> bytearray:
    for _ in range(times):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def _rewrite(file: Path, change: Callable[[bytearray], bytes | bytearray]) -> None:
    file.write_bytes(change(bytearray(file.read_bytes())))


def a_bit(path: Path, chance: Chance) -> str:
    """One bit of the database."""
    _rewrite(path / DATABASE, lambda content: _flipped(content, chance))
    return "bit"


def bits_and_runs(path: Path, chance: Chance) -> str:
    """Several bits, or a run of rubbish or of nothing."""

    def change(content: bytearray) -> bytearray:
        if chance.random() < 0.5:
            return _flipped(content, chance, chance.randrange(2, 40))
        start, size = chance.randrange(len(content)), chance.choice((2, 16, 512, 4096))
        end = min(len(content), start + size)
        content[start:end] = chance.choice((bytes(end - start), chance.randbytes(end - start)))
        return content

    _rewrite(path / DATABASE, change)
    return "run"


def pages(path: Path, chance: Chance) -> str:
    """Pages lost, swapped, doubled, cut off or half written."""
    with closing(sqlite3.connect(path / DATABASE)) as connection:
        [size] = connection.execute("PRAGMA page_size").fetchone()
    what = chance.choice(("lost", "swapped", "doubled", "cut", "torn"))

    def change(content: bytearray) -> bytes | bytearray:
        count = len(content) // size
        one, other = (chance.randrange(count) * size for _ in range(2))
        first, second = content[one : one + size], content[other : other + size]
        if what == "cut":
            return content[: chance.randrange(1, count) * size]
        if what == "lost":
            content[one : one + size] = bytes(size)
        elif what == "torn":
            content[one + size // 2 : one + size] = second[size // 2 :]
        else:
            content[other : other + size] = first
            if what == "swapped":
                content[one : one + size] = second
        return content

    _rewrite(path / DATABASE, change)
    return what


VALUES = (None, 0, 1, -1, 2**40, 0.5, "", "x", b"", b"GP", "2020-11-27T00:00:00.000Z")


def a_value(path: Path, chance: Chance) -> str:
    """One value of one row of any table."""
    with closing(open_raw(path / DATABASE, Access.WRITE)) as connection:
        table = chance.choice((*(one.name for one in METADATA.sorted_tables), *OWN_TABLES, *TREE))
        column = chance.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
        rows = [rowid for (rowid,) in connection.execute(f"SELECT rowid FROM {table}")]
        if not rows:
            return "empty"
        row = chance.choice(rows)
        [old] = connection.execute(f"SELECT [{column}] FROM {table} WHERE rowid = ?", (row,)).fetchone()
        new = _other(old, chance)
        try:
            connection.execute(f"UPDATE {table} SET [{column}] = ? WHERE rowid = ?", (new, row))
        except sqlite3.Error:
            return f"refused {table}"
    return f"{table}.{column}: {old!r:.60} -> {new!r:.60}"


def _other(old: object, chance: Chance) -> object:
    if isinstance(old, str) and old and chance.random() < 0.6:
        at = chance.randrange(len(old))
        return old[:at] + chance.choice("xA0 \u200b") + old[at + chance.randrange(2) :]
    if isinstance(old, int | float) and chance.random() < 0.6:
        return old + chance.choice((1, -1, 0.25, 1e-9))
    if isinstance(old, bytes) and old and chance.random() < 0.6:
        return bytes(_flipped(bytearray(old), chance))
    return chance.choice(VALUES)


def rows(path: Path, chance: Chance) -> str:
    """A row deleted, inserted, doubled or two swapped, in the ledger more often than elsewhere."""
    with closing(open_raw(path / DATABASE, Access.WRITE)) as connection:
        records = [table.name for table in METADATA.sorted_tables]
        table = chance.choice(("ledger", "ledger_leaves", "history", chance.choice(records)))
        key = {"ledger": "seq", "ledger_leaves": "number"}.get(table, "fid")
        keys = [number for (number,) in connection.execute(f"SELECT {key} FROM {table} ORDER BY {key}")]
        if len(keys) < 3:
            return "empty"
        what = chance.choice(("deleted", "inserted", "swapped"))
        # The last entry taken away with all it brought would be a cut tail, which shows against something outside only.
        one, other = chance.sample(keys[:-1], 2)
        if what == "deleted":
            connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (one,))
        elif what == "inserted":
            _insert(connection, table, key, one, keys[-1] + chance.randrange(1, 4), chance)
        else:
            for old, new in ((one, -1), (other, one), (-1, other)):
                connection.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (new, old))
    return f"{table} {what}"


def _insert(connection: sqlite3.Connection, table: str, key: str, row: int, number: int, chance: Chance) -> None:
    columns = [one[1] for one in connection.execute(f"PRAGMA table_info({table})")]
    values = dict(
        zip(columns, connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (row,)).fetchone(), strict=True)
    )
    values[key] = number
    if "id" in values:
        values["id"] = f"{values['id']}{chance.randrange(10)}"
    marks = ", ".join("?" * len(columns))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", list(values.values()))


SCHEMES = (
    "CREATE TABLE more (x)", "CREATE VIEW sly AS SELECT * FROM claims", "DROP INDEX ix_claims_scope",
    "CREATE TRIGGER sly AFTER INSERT ON claims BEGIN DELETE FROM claims; END", "DROP TRIGGER rtree_assets_geom_insert",
    "CREATE INDEX more ON claims (harm)", "ALTER TABLE claims ADD COLUMN more TEXT", "DROP TABLE workspace_form",
    "ALTER TABLE claims RENAME COLUMN harm TO hurt", "ALTER TABLE links RENAME TO chains", "DELETE FROM gpkg_contents",
    "DROP TABLE history", "PRAGMA user_version = 3", "PRAGMA application_id = 3",
)  # fmt: skip


def schema(path: Path, chance: Chance) -> str:
    """Something beside the records."""
    statement = chance.choice(SCHEMES)
    with closing(open_raw(path / DATABASE, Access.WRITE)) as connection:
        connection.execute(statement)
    return statement


def captured(path: Path, chance: Chance) -> str:
    """A captured file changed, cut, lengthened, emptied, taken away or swapped for another."""
    files = sorted(FileStore(path / "files").all())
    file, other = chance.sample(files, 2)
    what = chance.choice(("bit", "cut", "longer", "empty", "gone", "swapped", "folder"))
    content = bytearray(file.read_bytes())
    if what == "gone":
        file.unlink()
    elif what == "folder":
        file.unlink()
        file.mkdir()
    else:
        made = {"bit": _flipped(bytearray(content), chance), "cut": content[: chance.randrange(len(content))],
                "longer": content + chance.randbytes(9), "empty": b"", "swapped": other.read_bytes()}[what]  # fmt: skip
        file.write_bytes(made)
    return what


def logs(path: Path, chance: Chance) -> str:
    """A write-ahead log or its index beside the database: rubbish, or an old one that no longer belongs to it."""
    name = chance.choice(("-wal", "-shm", "-journal"))
    old = path.with_name("logs") / f"{DATABASE}{name}"
    what = chance.choice(("rubbish", "old", "old and spoilt"))
    content = (
        old.read_bytes() if what != "rubbish" and old.exists() else chance.randbytes(chance.choice((10, 4096, 90_000)))
    )
    if what == "old and spoilt":
        content = bytes(_flipped(bytearray(content), chance, 3))
    (path / f"{DATABASE}{name}").write_bytes(content)
    return f"{name} {what}"


def live_log(path: Path, chance: Chance) -> str:
    """The log of a workspace whose writer was killed: what was acknowledged last stands in it alone."""
    killed = path.with_name("killed")
    for file in (*killed.glob(f"{DATABASE}*"), killed / ".head"):
        shutil.copy(file, path / file.name)
    (path / f"{DATABASE}-shm").unlink(missing_ok=True)
    what = chance.choice(("spoilt", "cut", "gone"))
    log = path / f"{DATABASE}-wal"
    if what == "gone":
        log.unlink()
    elif what == "cut":
        _rewrite(log, lambda content: content[: chance.randrange(len(content))])
    else:
        _rewrite(log, lambda content: _flipped(content, chance, chance.choice((1, 5, 50))))
    return what


WAYS: tuple[tuple[Way, int], ...] = (
    (a_bit, 30), (bits_and_runs, 15), (pages, 12), (a_value, 25), (rows, 12), (schema, 3), (captured, 10), (logs, 4),
    (live_log, 4),
)  # fmt: skip


# -- trials ------------------------------------------------------------------------------------------------------------


def trials(folder: Path, seed: int, count: int) -> Tally:
    """So many trials on a workspace made from a seed."""
    folder.mkdir(parents=True, exist_ok=True)
    good = healthy(folder, seed)
    _keep_logs(good)
    # Reading folds a log into its database: what was killed is read in a copy.
    looked_at = Path(shutil.copytree(good.with_name("killed"), folder / "looked-at"))
    before, tally = {"live_log": readable(looked_at), "": readable(good)}, Tally()
    shutil.rmtree(folder / "kept", ignore_errors=True)
    kept = Path(shutil.copytree(good, folder / "kept"))
    chance = random.Random(seed)
    for number in range(count):
        way = chance.choices([one for one, _ in WAYS], [weight for _, weight in WAYS])[0]
        _one(good, kept, before, way, chance, f"seed {seed} trial {number}", tally)
    return tally


def _one(good: Path, kept: Path, before: Mapping[str, str], way: Way, chance: Chance, name: str, tally: Tally) -> None:
    told = way(good, chance)
    kind = way.__name__
    tally.trials[kind] += 1
    try:
        found = bool(verify(good).faults)
    except TutelaError:
        found = True
    except Exception as error:  # noqa: BLE001 (whatever it is, it is the finding of the trial)
        found = False
        tally.crashes.append(f"{name} {kind} {told}: {type(error).__name__}: {error}"[:300])
    if found:
        tally.found[kind] += 1
    elif readable(good) != before.get(kind, before[""]):
        tally.misses.append(f"{name} {kind} {told}")
    else:
        tally.unseen[kind] += 1
    _restore(good, kept)


def _restore(good: Path, kept: Path) -> None:
    shutil.rmtree(good)
    shutil.copytree(kept, good)


def _keep_logs(good: Path) -> None:
    """Logs of an earlier moment beside a later database, and a workspace whose last entry stands in its log alone."""
    beside, killed = good.with_name("logs"), good.with_name("killed")
    beside.mkdir(exist_ok=True)
    store = Store(good)
    with closing(open_raw(good / DATABASE, Access.READ)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ledger").fetchone()
        store.note("title", title="For the logs")
        for name in ("-wal", "-shm"):
            shutil.copy(good / f"{DATABASE}{name}", beside / f"{DATABASE}{name}")
        shutil.copytree(good, killed, dirs_exist_ok=True)
    for title in ("Later", "Last"):
        store.note("title", title=title)
    store.close()


# -- healthy ones ------------------------------------------------------------------------------------------------------

HOUSEKEEPING = (
    "VACUUM", "ANALYZE", "REINDEX", "PRAGMA optimize",
    "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA wal_checkpoint(RESTART)",
    "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL", "PRAGMA incremental_vacuum",
    *(f"PRAGMA journal_mode = DELETE; PRAGMA page_size = {size}; VACUUM" for size in (512, 4096, 65536)),
    "PRAGMA auto_vacuum = FULL; VACUUM",
    "BEGIN; CREATE TABLE t (x); ROLLBACK", "PRAGMA wal_autocheckpoint = 1",
)  # fmt: skip


def healthy_trials(folder: Path, seed: int, count: int) -> Tally:
    """What `verify` says of healthy workspaces after housekeeping, one step upon the other."""
    tally, chance = Tally(), random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    good = healthy(folder, seed)
    before = readable(good)
    for number in range(count):
        told = _keep_house(good, chance)
        tally.trials["healthy"] += 1
        if faults := verify(good).faults:
            tally.alarms.append(f"seed {seed} step {number} after {told}: {faults[0]}")
            break
        if readable(good) != before:
            tally.misses.append(f"seed {seed} step {number}: {told} changed what is read")
            break
    return tally


def _keep_house(good: Path, chance: Chance) -> str:
    if chance.random() < 0.15 and (info := shutil.which("ogrinfo")):
        layer = chance.choice(("assets", "claims", "places"))
        subprocess.run([info, "-al", "-so", str(good / DATABASE), layer], check=True, capture_output=True)
        return "ogrinfo"
    if chance.random() < 0.2:
        copy = good / f"{DATABASE}.copy"
        shutil.copy(good / DATABASE, copy)
        copy.replace(good / DATABASE)
        return "a copy of the file in its place"
    steps = chance.choice(HOUSEKEEPING)
    with closing(open_raw(good / DATABASE, Access.WRITE)) as connection:
        for step in steps.split("; "):
            connection.execute(step).fetchall()
    return steps
