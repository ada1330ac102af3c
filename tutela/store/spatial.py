"""OGC GeoPackage 1.3 by our own statements: metadata tables, points, R*Tree index, the ST_ functions its triggers call.

Source: OGC 12-128r17, clauses 1.1.1 (application id), 1.1.2 (spatial reference systems), 1.1.3 (contents), 2.1.3
(geometry encoding), annex C (table definitions) and annex F.3 (R*Tree spatial index).
"""

import sqlite3
import struct
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.types import UserDefinedType

APPLICATION_ID = 0x47504B47
"""'GPKG' (clause 1.1.1.1.1)."""
USER_VERSION = 10300
WGS84 = 4326

METADATA_DDL = (
    """CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
 organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
 identifier TEXT UNIQUE, description TEXT DEFAULT '',
 last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
 min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
 CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
 geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
 CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
 CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
 CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
 definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
)

_WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)

REFERENCE_SYSTEMS = (
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, _WGS84_WKT, "longitude/latitude in decimal degrees on WGS 84"),
    ("Undefined cartesian", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
)

RTREE_DEFINITION = "http://www.geopackage.org/spec120/#extension_rtree"


def spatial_index_ddl(table: str) -> Iterator[str]:
    """R*Tree of `table.geom` and the triggers that keep it, as annex F.3 words them."""
    tree, put, there = f"rtree_{table}_geom", _put(table), _THERE
    gone = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    yield f"CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)"
    yield insert_trigger(table)
    update = f"CREATE TRIGGER {tree}_update"
    yield f"{update}1 AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND {there} BEGIN {put} END"
    yield (
        f"{update}2 AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND {gone} "
        f"BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END"
    )
    yield (
        f"{update}3 AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {there} "
        f"BEGIN DELETE FROM {tree} WHERE id = OLD.fid; {put} END"
    )
    yield (
        f"{update}4 AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {gone} "
        f"BEGIN DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid); END"
    )
    yield (
        f"CREATE TRIGGER {tree}_delete AFTER DELETE ON {table} WHEN OLD.geom NOT NULL "
        f"BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END"
    )


_THERE = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"


def _put(table: str) -> str:
    bounds = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    return f"INSERT OR REPLACE INTO rtree_{table}_geom VALUES (NEW.fid, {bounds});"


def insert_trigger(table: str) -> str:
    """The trigger that tells the R*Tree of rows coming in; a large batch does without it for a while."""
    return f"CREATE TRIGGER rtree_{table}_geom_insert AFTER INSERT ON {table} WHEN {_THERE} BEGIN {_put(table)} END"


def point_wkb(lon: float, lat: float) -> bytes:
    """A point as little-endian WKB."""
    # Adding zero turns -0.0 into 0.0: JSON knows only one zero, and the same record must make the same bytes.
    return struct.pack("<BIdd", 1, 1, lon + 0.0, lat + 0.0)


def blob_of(wkb: bytes) -> bytes:
    """WKB as a GeoPackage blob."""
    return _HEADER + wkb


class Geom(UserDefinedType[bytes]):
    """A geometry: WKB in Python, a GeoPackage blob (header of clause 2.1.3 and WKB) in SQLite."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The column type GeoPackage wants for points."""
        return "POINT"

    def bind_processor(self, dialect: Dialect) -> Callable[[bytes | None], bytes | None]:
        """WKB to blob."""
        return lambda wkb: None if wkb is None else blob_of(wkb)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], bytes | None]:
        """Blob to WKB."""
        return lambda blob: None if blob is None else blob[len(_HEADER) :]


# Magic, version 0, flags (little endian, no envelope, not empty), spatial reference system.
_HEADER = struct.pack("<2sBBi", b"GP", 0, 0b00000001, WGS84)
_POINT_LENGTH = len(_HEADER) + 21


def register_functions(connection: sqlite3.Connection) -> None:
    """Give SQLite the functions that the index triggers call; they know points, the one type stored here."""
    for name, take in (("ST_MinX", 0), ("ST_MaxX", 0), ("ST_MinY", 1), ("ST_MaxY", 1)):
        connection.create_function(name, 1, _coordinate(take), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)


def _coordinate(index: int) -> Callable[[object], float | None]:
    def read(blob: object) -> float | None:
        if not isinstance(blob, bytes) or len(blob) != _POINT_LENGTH:
            return None
        x, y = struct.unpack_from("<dd", blob, _POINT_LENGTH - 16)
        return float(x if index == 0 else y)

    return read


def _is_empty(blob: object) -> int | None:
    if not isinstance(blob, bytes) or len(blob) < len(_HEADER):
        return None
    return int(bool(blob[3] & 0b00010000))
