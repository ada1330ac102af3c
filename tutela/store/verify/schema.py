"""The database itself: pages, tables, triggers, the GeoPackage's own rows, and the search indexes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from tutela.model.problems import Problem
from tutela.store.connection import build_schema
from tutela.store.spatial import APPLICATION_ID, USER_VERSION, register_functions
from tutela.store.tables import KINDS
from tutela.store.verify.faults import fault, told

METADATA_TABLES = {
    "gpkg_spatial_ref_sys": "*",
    "gpkg_contents": "table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id",
    "gpkg_geometry_columns": "*",
    "gpkg_extensions": "*",
}
"""Table -> the columns that are the same in every workspace."""


def check_database(connection: sqlite3.Connection, at: str, faults: list[Problem]) -> None:
    """Check all that is no record; `at` is when the newest ledger entry was made."""
    with told(faults, "workspace.gpkg"):
        faults += _check_pages(connection)
    with told(faults, "workspace.gpkg"), closing(_fresh()) as fresh:
        faults += _check_schema(connection, fresh)
        faults += _check_metadata(connection, fresh, at)
    for kind in KINDS:
        if kind.spatial:
            with told(faults, f"rtree_{kind.name}_geom"):
                faults += _check_rtree(connection, kind.name)
    with told(faults, "asset_search"):
        faults += _check_search(connection)


def _fresh() -> sqlite3.Connection:
    """An empty workspace in memory, to compare with."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    register_functions(raw)
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with engine.begin() as connection:
        build_schema(connection)
    return raw


def _check_pages(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield fault("workspace.gpkg", f"SQLite finds the file damaged: {line}.")
    for pragma, should in (("application_id", APPLICATION_ID), ("user_version", USER_VERSION)):
        [(value,)] = connection.execute(f"PRAGMA {pragma}")
        if value != should:
            yield fault("workspace.gpkg", f"{pragma} should be {should}.", value)


def _check_schema(connection: sqlite3.Connection, fresh: sqlite3.Connection) -> Iterator[Problem]:
    # sqlite_stat tables come from ANALYZE and steer nothing but speed.
    query = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
    there, should = dict(connection.execute(query)), dict(fresh.execute(query))
    for name in sorted(there.keys() | should.keys()):
        if name not in there:
            yield fault("workspace.gpkg", f"{name} is missing.")
        elif name not in should:
            yield fault("workspace.gpkg", f"{name} does not belong to a workspace.", there[name])
        elif there[name] != should[name]:
            yield fault("workspace.gpkg", f"{name} was changed.", there[name])


def _check_metadata(connection: sqlite3.Connection, fresh: sqlite3.Connection, at: str) -> Iterator[Problem]:
    for table, columns in METADATA_TABLES.items():
        query = f"SELECT {columns} FROM {table}"
        there, should = set(connection.execute(query)), set(fresh.execute(query))
        for row in sorted(there ^ should, key=str):
            yield fault(table, "a row was changed, added or removed.", row)
    for table, changed in connection.execute("SELECT table_name, last_change FROM gpkg_contents"):
        if changed != at:
            yield fault("gpkg_contents", f"{table}: the last change was at {at}.", changed, "last_change")


def _check_rtree(connection: sqlite3.Connection, table: str) -> Iterator[Problem]:
    """Build the index again beside the file and compare: it rounds outwards to 32 bits, as SQLite does it."""
    tree, again = f"main.rtree_{table}_geom", f"temp.again_{table}"
    connection.execute(f"CREATE VIRTUAL TABLE {again} USING rtree(id, minx, maxx, miny, maxy)")
    connection.execute(
        f"INSERT INTO {again} SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) "
        f"FROM main.{table} WHERE geom NOTNULL AND ST_IsEmpty(geom) = 0"
    )
    yield from _differences(connection, tree, f"SELECT * FROM {tree}", f"SELECT * FROM {again}")


def _check_search(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Build the index of names again beside the file and compare every three letters of it."""
    connection.execute("CREATE VIRTUAL TABLE temp.again_search USING fts5(text, tokenize='trigram')")
    connection.execute("INSERT INTO temp.again_search(rowid, text) SELECT fid, text FROM main.asset_names")
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'asset_search', 'instance')")
    connection.execute("CREATE VIRTUAL TABLE temp.words_again USING fts5vocab('temp', 'again_search', 'instance')")
    yield from _differences(connection, "asset_search", "SELECT * FROM temp.words", "SELECT * FROM temp.words_again")


def _differences(connection: sqlite3.Connection, where: str, there: str, should: str) -> Iterator[Problem]:
    for one, other, what in ((there, should, "holds what no record says"), (should, there, "lacks what records say")):
        row = connection.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone()
        if row is not None:
            yield fault(where, f"{what}.", row)
