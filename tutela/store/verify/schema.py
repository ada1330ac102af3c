"""The database itself: pages, tables, triggers, the GeoPackage's own rows, and the search indexes."""

import functools
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from tutela.model.problems import Problem
from tutela.store.connection import build_schema
from tutela.store.spatial import APPLICATION_ID, USER_VERSION, register_functions
from tutela.store.tables import FORM, KINDS, WORKSPACE_FORM
from tutela.store.verify.faults import fault, told

METADATA_TABLES = {
    "gpkg_spatial_ref_sys": "*",
    "gpkg_contents": "table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id",
    "gpkg_geometry_columns": "*",
    "gpkg_extensions": "*",
}
"""Table -> the columns that are the same in every workspace."""
METADATA_QUERIES = {table: f"SELECT {columns} FROM {table}" for table, columns in METADATA_TABLES.items()}


UNREAD = "what it holds was not looked at: reading it would run what somebody put there."


def check_schema(connection: sqlite3.Connection, faults: list[Problem]) -> bool:
    """Check what tables, indexes and triggers there are; whether the tables can be read without running anything else.

    A database from elsewhere may have a view or another kind of table under the name of one of ours. This comes before
    any of them is asked.
    """
    with told(faults, "workspace.gpkg"):
        there, should = _objects(connection), _empty().objects
        faults += _check_objects(there, should)
        tables = [name for name in should if name.startswith("table ")]
        if all(there.get(name, should[name]) == should[name] for name in tables) and not _shadowed(there, should):
            return True
        faults.append(fault("workspace.gpkg", UNREAD))
    return False


def _shadowed(there: Mapping[str, str], should: Mapping[str, str]) -> bool:
    """Whether a view has the name of a table."""
    views = {name.removeprefix("view ") for name in there if name.startswith("view ")}
    return any(name.partition(" ")[2] in views for name in should)


def check_database(connection: sqlite3.Connection, at: str, faults: list[Problem]) -> None:
    """Check all else that is no record; `at` is when the newest ledger entry was made."""
    with told(faults, "workspace.gpkg"):
        faults += _check_pages(connection)
    with told(faults, "workspace.gpkg"):
        faults += _check_metadata(connection, at)
    for kind in KINDS:
        if kind.indexed:
            with told(faults, f"rtree_{kind.name}_geom"):
                faults += _check_rtree(connection, kind.name)
    with told(faults, WORKSPACE_FORM.name):
        faults += _check_form(connection)


@dataclass(frozen=True, slots=True)
class _Empty:
    """What an empty workspace holds."""

    objects: Mapping[str, str]
    metadata: Mapping[str, frozenset[tuple[object, ...]]]


@functools.cache
def _empty() -> _Empty:
    """An empty workspace, to compare with."""
    with closing(_fresh()) as fresh:
        metadata = {table: frozenset(fresh.execute(query)) for table, query in METADATA_QUERIES.items()}
        return _Empty(_objects(fresh), metadata)


def _fresh() -> sqlite3.Connection:
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


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    # sqlite_stat tables come from ANALYZE and steer nothing but speed.
    return dict(
        connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'")
    )


def _check_objects(there: Mapping[str, str], should: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(there.keys() | should.keys(), key=str):
        if name not in there:
            yield fault("workspace.gpkg", f"{name} is missing.")
        elif name not in should:
            yield fault("workspace.gpkg", f"{name} does not belong to a workspace.", there[name])
        elif there[name] != should[name]:
            yield fault("workspace.gpkg", f"{name} was changed.", there[name])


def _check_metadata(connection: sqlite3.Connection, at: str) -> Iterator[Problem]:
    for table, query in METADATA_QUERIES.items():
        there, should = set(connection.execute(query)), _empty().metadata[table]
        for row in sorted(there ^ should, key=str):
            yield fault(table, "a row was changed, added or removed.", row)
    for table, changed in connection.execute("SELECT table_name, last_change FROM gpkg_contents"):
        if changed != at:
            yield fault("gpkg_contents", f"{table}: the last change was at {at}.", changed, "last_change")


def _check_form(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = list(connection.execute(f"SELECT * FROM {WORKSPACE_FORM.name}"))
    if rows != [(1, FORM)]:
        yield fault(WORKSPACE_FORM.name, f"should say that the tables have form {FORM}, once.", rows)


def _check_rtree(connection: sqlite3.Connection, table: str) -> Iterator[Problem]:
    """See that the index is sound, and that it holds the points of the table, rounded as SQLite rounds them."""
    from tutela.store.packed_tree import cells_of_all

    tree = f"rtree_{table}_geom"
    [(said,)] = connection.execute("SELECT rtreecheck('main', ?)", (tree,))
    if said != "ok":
        yield fault(tree, f"SQLite finds the index damaged: {said}.")
    points = connection.execute(
        f"SELECT fid, ST_MinX(geom), ST_MinX(geom), ST_MinY(geom), ST_MinY(geom) FROM {table} "
        "WHERE geom NOTNULL AND ST_IsEmpty(geom) = 0 ORDER BY fid"
    )
    boxes = connection.execute(f"SELECT id, minx, maxx, miny, maxy FROM {tree}")
    # As arrays they take a tenth of the room of tuples.
    expected, held = cells_of_all(points), cells_of_all(boxes)
    if expected.tobytes() == held[held["id"].argsort(kind="stable")].tobytes():
        return
    should, there = expected.tolist(), sorted(held.tolist())
    for one, other, what in ((there, should, "holds what no record says"), (should, there, "lacks what records say")):
        for row in sorted(set(one) - set(other))[:1]:
            yield fault(tree, f"{what}.", row)
