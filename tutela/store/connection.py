"""Opening and creating `workspace.gpkg`: pragmas, functions, and transactions that begin when we say so."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import NullPool, QueuePool

from tutela.model.errors import NotAWorkspace
from tutela.store.spatial import (
    APPLICATION_ID,
    METADATA_DDL,
    REFERENCE_SYSTEMS,
    RTREE_DEFINITION,
    USER_VERSION,
    WGS84,
    register_functions,
    spatial_index_ddl,
)
from tutela.store.tables import FORM, KINDS, METADATA

DATABASE = "workspace.gpkg"
FILES = "files"
CACHE_KIB = 512 << 10
"""Pages a writer may hold in memory, as much as it needs and no more."""
PAGE_BYTES = 8 << 10
"""A row of a register and its asset take 2 KB: twice SQLite's usual page is written with a fifth less work."""
KEPT = 2
"""Connections for reading that stay open between questions."""
LONGEST = 256 << 20
"""Bytes of a value that may be inspected; the longest record measured has some 10 MB, a book as one text."""
BUSY_S = 30.0
"""How long SQLite itself waits for another writer; the writing lock stands before it."""


class Access(Enum):
    """What a connection may do."""

    WRITE = "write"
    READ = "read"
    """Closing last, it may fold a write-ahead log into the file."""
    INSPECT = "inspect"
    """It changes not a byte of the file."""


def engine_for(path: Path, access: Access, *, keep: bool = False, entry: int | None = None) -> Engine:
    """An engine over one workspace file; every transaction is a snapshot, writers begin at once.

    With `keep`, connections for reading stay open between questions, and so do the logs beside the file. With `entry`
    they show the workspace as it stood after that entry of the ledger.
    """

    def connect() -> sqlite3.Connection:
        return open_raw(path, access, entry)

    if keep and access is Access.READ and may_write(path):
        # Reading the schema takes as long as many a question.
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=KEPT, max_overflow=-1)
        event.listen(engine, "connect", lambda _, record: record.info.update(file=identity(path)))
        event.listen(engine, "checkout", lambda _, record, __: _check_same(path, record.info["file"]))
    else:
        # The last connection to close folds the write-ahead log into workspace.gpkg, one file to copy. And of
        # files that may not be written nothing tells that another has written them.
        engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate if access is Access.WRITE else _begin)
    return engine


Identity = tuple[int, int] | None
"""Device and number of a file; None where there is none."""


def identity(path: Path) -> Identity:
    """What tells a file from another that took its place under the same name."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _check_same(path: Path, opened: Identity) -> None:
    """See that a kept connection is to the file of today; where it is not, the pool opens another."""
    if identity(path) != opened:
        raise DisconnectionError(f"{path} was replaced")


def may_write(path: Path) -> bool:
    """Whether a database and the logs beside it may be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_raw(path: Path, access: Access, entry: int | None = None) -> sqlite3.Connection:
    """A plain SQLite connection with Tutela's pragmas and functions; used by one thread at a time, whichever it is."""
    uri = _uri(path, access)
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    register_functions(connection)
    if entry is not None:
        # What stood at an earlier entry costs nothing, its code included, where nobody asks for it.
        from tutela.store.asof import show_as_of

        show_as_of(connection, entry)
    if access is Access.INSPECT:
        # Anybody may have made what is inspected: nothing in it may call functions, and no value may fill the memory.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    if access is Access.READ:
        connection.execute("PRAGMA query_only = ON")
    elif access is Access.WRITE:
        # A commit that was acknowledged must survive a power cut: FULL, measured at 5,122 appends a second.
        connection.execute("PRAGMA synchronous = FULL")
        # A million ids in no order touch every page of their index: kept in memory, each is written once.
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection


def _uri(path: Path, access: Access) -> str:
    name = f"file:{quote(str(path.resolve()))}"
    writable = may_write(path)
    if access is Access.WRITE or (access is Access.READ and writable):
        return f"{name}?mode=rw"
    # A write-ahead log cannot be set up on read-only media; with none left over the file is whole by itself.
    resting = not writable and not Path(f"{path}-wal").exists()
    return f"{name}?mode=ro{'&immutable=1' if resting else ''}"


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def check_is_workspace(path: Path) -> None:
    """See that a folder holds a workspace.

    Raises:
        NotAWorkspace: it does not.
    """
    file = path / DATABASE
    if not file.is_file():
        raise NotAWorkspace(f"{path} holds no {DATABASE}.", "Name the folder that `tutela run` wrote as OUT/workspace.")
    try:
        connection = open_raw(file, Access.READ)
        try:
            number = connection.execute("PRAGMA application_id").fetchone()[0]
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            connection.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise NotAWorkspace(f"{file} cannot be opened: {error}.", "Restore it from a backup.") from error
    if number != APPLICATION_ID or "ledger" not in names:
        raise NotAWorkspace(
            f"{file} is no Tutela workspace.", "Name the folder that `tutela run` wrote as OUT/workspace."
        )


@contextmanager
def new_database(path: Path) -> Iterator[Connection]:
    """Build an empty database at `path` inside one transaction; the caller adds the first ledger entry.

    It is one file when this is through: whatever a write-ahead log still held would be lost with the name.
    """
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {USER_VERSION}")
    raw.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    raw.close()
    engine = engine_for(path, Access.WRITE)
    try:
        with engine.begin() as connection:
            build_schema(connection)
            yield connection
    finally:
        engine.dispose()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA journal_mode = WAL")


def build_schema(connection: Connection) -> None:
    """All tables, indexes and triggers, and the GeoPackage's own rows."""
    for statement in METADATA_DDL:
        connection.exec_driver_sql(statement)
    METADATA.create_all(connection)
    for values in REFERENCE_SYSTEMS:
        connection.exec_driver_sql("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", values)
    spatial = {kind.name: kind.indexed for kind in KINDS if kind.spatial}
    for table in METADATA.sorted_tables:
        register_table(connection, table.name, table.name in spatial, spatial.get(table.name, False))
    connection.exec_driver_sql("INSERT INTO workspace_form VALUES (1, ?)", (FORM,))


def register_table(connection: Connection, name: str, spatial: bool = False, indexed: bool = False) -> None:
    """List a table in the GeoPackage's contents; a spatial one with its geometry column and, perhaps, its index."""
    connection.execute(
        text(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (:name, :type, :name, :srs)"
        ),
        {"name": name, "type": "features" if spatial else "attributes", "srs": WGS84 if spatial else None},
    )
    if not spatial:
        return
    connection.exec_driver_sql("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)", (name, WGS84))
    if not indexed:
        return
    connection.exec_driver_sql(
        "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')", (name, RTREE_DEFINITION)
    )
    for statement in spatial_index_ddl(name):
        connection.exec_driver_sql(statement)
