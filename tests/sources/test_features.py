"""GeoJSON and GeoPackage -> rows with geometry."""

import json
import math
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from tutela.sources.registers import RegisterReading, read_register

MERCATOR_Y = 6_378_137 * math.log(math.tan(math.pi / 4 + math.radians(40.5) / 2))


def register(tmp_path: Path, content: str | bytes, name: str = "register.csv") -> RegisterReading:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_register(path)


def test_geojson_shapes_become_positions_with_their_extent(tmp_path: Path) -> None:
    square = [[[46.0, 40.0], [46.01, 40.0], [46.01, 40.01], [46.0, 40.01], [46.0, 40.0]]]
    geometries = [
        {"type": "Point", "coordinates": [46.25, 40.5, 900.0]},
        {"type": "Polygon", "coordinates": square},
        None,
        {"type": "Point", "coordinates": [999, 40]},
        {"type": "Pont", "coordinates": []},
    ]
    features = [
        {
            "type": "Feature",
            "id": f"f{n}",
            "properties": {"name": f"Chapel {n}", "historic": "church"},
            "geometry": geometry,
        }
        for n, geometry in enumerate(geometries)
    ]
    reading = register(tmp_path, json.dumps({"type": "FeatureCollection", "features": [*features, 3]}), "a.geojson")
    point, shape, nowhere = reading.entries
    assert [bad.row for bad in reading.bad_rows] == [4, 5, 6]
    assert point.key == "f0" and point.position is not None and shape.position is not None
    assert (point.position.lat, point.position.uncertainty_m) == (40.5, None)
    assert shape.position.lat == pytest.approx(40.005) and shape.position.uncertainty_m == pytest.approx(700, abs=10)
    assert "Polygon" in shape.position.how
    assert nowhere.position is None
    assert shape.raw[-1][0] == "geometry" and shape.raw[-1][1].startswith("POLYGON")


@pytest.mark.parametrize(("crs", "x", "y"), [("EPSG:4326", 46.25, 40.5), ("EPSG:3857", 5148526.449, MERCATOR_Y)])
def test_geopackages_are_brought_to_wgs84(tmp_path: Path, crs: str, x: float, y: float) -> None:
    path = tmp_path / "a.gpkg"
    shapes = np.array([shapely.to_wkb(shapely.Point(x, y))], dtype=object)
    names, years = np.array(["Chapel"], dtype=object), np.array([1214])
    pyogrio.raw.write(path, shapes, [names, years], ["name", "year"], geometry_type="Point", crs=crs, layer="a & b")
    [entry] = read_register(path).entries
    assert entry.fields == (("name", "Chapel"), ("built", "1214"))
    assert entry.position is not None
    assert math.dist((entry.position.lat, entry.position.lon), (40.5, 46.25)) < 1e-4
