import sqlite3
import struct
from pathlib import Path

import pyogrio
import pytest

from tutela.model.layers import ColumnKind, GeometryKind, Layer, Row
from tutela.store.geopackage import write_geopackage

SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 2.0), (0.0, 2.0), (0.0, 0.0))
LAYERS = (
    Layer(
        "areas",
        "Areas",
        "Squares",
        (("name", ColumnKind.TEXT),),
        [Row(("a",), SQUARE)],
        GeometryKind.POLYGON,
        "<qgis/>",
    ),
    Layer(
        "sites",
        "Sites",
        "Points",
        (
            ("name", ColumnKind.TEXT),
            ("count", ColumnKind.INTEGER),
            ("score", ColumnKind.REAL),
            ("fid", ColumnKind.TEXT),
        ),
        [Row(("Շուշի", 3, 0.5, "x"), ((46.75, 39.76),)), Row(("nowhere", None, None, None), None)],
        GeometryKind.POINT,
        "<qgis/>",
    ),
    Layer("ways", "Ways", "Lines", (), [Row((), ((46.75, 39.76), (46.8, 39.8), (46.9, 39.7)))], GeometryKind.LINE),
    Layer("notes", "Notes", "A table", (("text", ColumnKind.TEXT),), [Row(("it's",))]),
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "out.gpkg"
    write_geopackage(path, LAYERS, "2026-01-15T12:00:00+02:00")
    return path


def test_gdal_reads_layers_values_and_shapes(written: Path) -> None:
    listed = dict(pyogrio.list_layers(written).tolist())
    assert listed == {"areas": "Polygon", "sites": "Point", "ways": "LineString", "layer_styles": None, "notes": None}
    meta, _, geometry, fields = pyogrio.raw.read(written, layer="sites")
    values = dict(zip(meta["fields"], fields, strict=True))
    assert values["name"].tolist() == ["Շուշի", "nowhere"]
    assert values["count"].tolist()[0] == 3 and values["score"].tolist()[0] == 0.5 and values["fid_"].tolist()[0] == "x"
    assert geometry[1] is None
    assert pyogrio.raw.read(written, layer="ways")[2][0][:9] == struct.pack("<BII", 1, 2, 3)
    assert pyogrio.read_info(written, layer="areas")["total_bounds"] == (0.0, 0.0, 1.0, 2.0)
    assert pyogrio.read_info(written, layer="sites")["crs"] == "EPSG:4326"


def test_styles_are_where_qgis_looks_for_them(written: Path) -> None:
    with sqlite3.connect(written) as connection:
        rows = connection.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        kind = connection.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchone()
    connection.close()
    assert rows == [("areas", "geom", "<qgis/>", 1), ("sites", "geom", "<qgis/>", 1)]
    assert kind == ("attributes",)


def test_the_file_says_it_is_a_geopackage_and_is_sound(written: Path) -> None:
    assert written.read_bytes()[68:72] == b"GPKG"
    with sqlite3.connect(written) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        times = {row[0] for row in connection.execute("SELECT last_change FROM gpkg_contents")}
    connection.close()
    assert times == {"2026-01-15T10:00:00.000Z"}


def test_the_same_layers_give_the_same_bytes_and_replace_what_stood_there(written: Path, tmp_path: Path) -> None:
    first = written.read_bytes()
    write_geopackage(written, LAYERS, "2026-01-15T12:00:00+02:00")
    assert written.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["out.gpkg"]
