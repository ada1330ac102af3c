"""Writing GeoPackages for others to open: layers, attribute tables, and styles that QGIS picks up by itself.

OGC 12-128r17 (GeoPackage 1.3.0), section numbers in the comments; `layer_styles` is the table QGIS looks for.
"""

import datetime as dt
import sqlite3
import struct
from collections.abc import Iterable
from pathlib import Path

from tutela.model.layers import ColumnKind, GeometryKind, Layer, Row
from tutela.store.spatial import (
    APPLICATION_ID,
    METADATA_DDL,
    REFERENCE_SYSTEMS,
    USER_VERSION,
    WGS84,
    blob_of,
    point_wkb,
)

NO_TIME = "1970-01-01T00:00:00.000Z"

STYLES_DDL = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
"""

SQL_TYPES = {ColumnKind.TEXT: "TEXT", ColumnKind.INTEGER: "INTEGER", ColumnKind.REAL: "DOUBLE"}


def write_geopackage(path: Path, layers: Iterable[Layer], made_at: str = "") -> None:
    """Write layers as a GeoPackage; a file that stood there is replaced once the new one is whole.

    `made_at` (ISO 8601) is noted as the time of change, so that the same layers give the same bytes.

    Raises:
        OSError, sqlite3.OperationalError: the file cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    connection = sqlite3.connect(beside)
    try:
        _write(connection, layers, _utc(made_at))
    finally:
        connection.close()
    beside.replace(path)


def _utc(made_at: str) -> str:
    if not made_at:
        return NO_TIME
    moment = dt.datetime.fromisoformat(made_at)
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def _write(connection: sqlite3.Connection, layers: Iterable[Layer], changed: str) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    for statement in METADATA_DDL:
        connection.execute(statement)
    connection.execute(STYLES_DDL)
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", REFERENCE_SYSTEMS)
    _contents(connection, "layer_styles", "attributes", "layer_styles", "Styles for QGIS", changed)
    for layer in layers:
        _layer(connection, layer, changed)
    connection.commit()


def _contents(connection: sqlite3.Connection, table: str, kind: str, title: str, said: str, changed: str) -> None:
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES (?, ?, ?, ?, ?)",
        (table, kind, title, said, changed),
    )


def _layer(connection: sqlite3.Connection, layer: Layer, changed: str) -> None:
    mapped = layer.geometry is not GeometryKind.NONE
    shape = [f"geom {layer.geometry.value.upper()}"] if mapped else []
    columns = [f"{_quoted(name)} {SQL_TYPES[kind]}" for name, kind in _free(layer)]
    body = ", ".join(["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", *shape, *columns])
    connection.execute(f"CREATE TABLE {_quoted(layer.name)} ({body})")
    _contents(connection, layer.name, "features" if mapped else "attributes", layer.title, layer.description, changed)
    if mapped:
        _geometry(connection, layer)
    if layer.style:
        _style(connection, layer, changed)
    _rows(connection, layer, mapped)


def _free(layer: Layer) -> list[tuple[str, ColumnKind]]:
    """The columns, with an underscore to those that would clash with the table's own."""
    return [(f"{name}_" if name.lower() in ("fid", "geom") else name, kind) for name, kind in layer.columns]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _geometry(connection: sqlite3.Connection, layer: Layer) -> None:
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        (layer.name, layer.geometry.value.upper(), WGS84),
    )
    lons = [lon for row in layer.rows for lon, _ in row.shape or ()]
    lats = [lat for row in layer.rows for _, lat in row.shape or ()]
    box = (min(lons), min(lats), max(lons), max(lats)) if lons else (None, None, None, None)
    connection.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?, srs_id = ? WHERE table_name = ?",
        (*box, WGS84, layer.name),
    )


def _style(connection: sqlite3.Connection, layer: Layer, changed: str) -> None:
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, update_time) "
        "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
        (layer.name, layer.name, layer.style, layer.title, changed),
    )


def _rows(connection: sqlite3.Connection, layer: Layer, mapped: bool) -> None:
    width = len(layer.columns) + mapped
    names = ", ".join((["geom"] if mapped else []) + [_quoted(name) for name, _ in _free(layer)])
    marks = ", ".join("?" * width)
    sql = f"INSERT INTO {_quoted(layer.name)} ({names}) VALUES ({marks})"
    connection.executemany(
        sql, [((_blob(row, layer.geometry), *row.values) if mapped else row.values) for row in layer.rows]
    )


def _blob(row: Row, kind: GeometryKind) -> bytes | None:
    """A geometry in GeoPackage binary (2.1.3): header, envelope for lines and areas, little-endian WKB."""
    if row.shape is None:
        return None
    if len(row.shape) == 1:
        return blob_of(point_wkb(*row.shape[0]))
    lons, lats = zip(*row.shape, strict=True)
    head = struct.pack("<2sBBi4d", b"GP", 0, 0b011, WGS84, min(lons), max(lons), min(lats), max(lats))
    vertices = struct.pack("<I", len(row.shape)) + b"".join(struct.pack("<dd", *corner) for corner in row.shape)
    return head + (struct.pack("<BI", 1, 2) if kind is GeometryKind.LINE else struct.pack("<BII", 1, 3, 1)) + vertices
