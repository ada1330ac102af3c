"""Small registers in every format, made here: two chapels, one with names in two languages."""

import json
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio.raw
import shapely

from tutela.sources.registers import RegisterReading, read_register


def register(tmp_path: Path, content: str | bytes, name: str = "register.csv", **columns: str) -> RegisterReading:
    """What is read of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_register(path, columns or None)


def write_csv(folder: Path) -> Path:
    path = folder / "chapels.csv"
    path.write_text(
        "id,name_en,name_hy,type,lat,lon\nc-1,Hill Chapel,Մատուռ,church,40.5,46.25\nc-2,Low Chapel,,church,40.25,46.5\n",
        "utf-8",
    )
    return path


def write_tsv(folder: Path) -> Path:
    path = folder / "chapels.tsv"
    path.write_text(write_csv(folder).read_text("utf-8").replace(",", "\t"), "utf-8")
    return path


def write_xlsx(folder: Path) -> Path:
    path, book = folder / "chapels.xlsx", openpyxl.Workbook()
    for line in write_csv(folder).read_text("utf-8").splitlines():
        book.active.append([float(cell) if cell[0:1] == "4" else cell or None for cell in line.split(",")])
    book.save(path)
    return path


FEATURES = [
    {
        "type": "Feature",
        "properties": {"id": "c-1", "name:en": "Hill Chapel", "name:hy": "Մատուռ", "type": "church"},
        "geometry": {"type": "Point", "coordinates": [46.25, 40.5]},
    },
    {
        "type": "Feature",
        "properties": {"id": "c-2", "name:en": "Low Chapel", "type": "church"},
        "geometry": {"type": "Point", "coordinates": [46.5, 40.25]},
    },
]


def write_geojson(folder: Path) -> Path:
    path = folder / "chapels.geojson"
    path.write_text(json.dumps({"features": FEATURES, "type": "FeatureCollection"}), "utf-8")
    return path


def write_geojsonl(folder: Path) -> Path:
    path = folder / "chapels.geojsonl"
    path.write_text("".join(f"\x1e{json.dumps(feature, ensure_ascii=False)}\n" for feature in FEATURES), "utf-8")
    return path


def _write_layer(path: Path, driver: str) -> Path:
    points = np.array([shapely.to_wkb(shapely.Point(*x)) for x in ((46.25, 40.5), (46.5, 40.25))], dtype=object)
    values = [("c-1", "c-2"), ("Hill Chapel", "Low Chapel"), ("Մատուռ", None), ("church", "church")]
    columns = [np.array(column, dtype=object) for column in values]
    pyogrio.raw.write(
        path,
        points,
        columns,
        ["id", "name_en", "name_hy", "type"],
        geometry_type="Point",
        crs="EPSG:4326",
        driver=driver,
        encoding="UTF-8",
    )
    return path


def write_gpkg(folder: Path) -> Path:
    return _write_layer(folder / "chapels.gpkg", "GPKG")


def write_shp(folder: Path) -> Path:
    return _write_layer(folder / "chapels.shp", "ESRI Shapefile")


def write_zipped_shp(folder: Path) -> Path:
    inner = folder / "inner"
    inner.mkdir()
    write_shp(inner)
    path = folder / "chapels.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(inner.iterdir()):
            archive.write(part, f"data/{part.name}")
    return path


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Chapels</name><Folder>
<Placemark id="p1"><name>Hill Chapel</name><styleUrl>#a</styleUrl>
<ExtendedData><Data name="id"><value>c-1</value></Data><Data name="name_hy"><value>Մատուռ</value></Data>
<SchemaData schemaUrl="#s"><SimpleData name="type">church</SimpleData></SchemaData></ExtendedData>
<Point><coordinates>46.25,40.5,900</coordinates></Point></Placemark>
<Placemark><name>Low Chapel</name><ExtendedData><Data name="id"><value>c-2</value></Data>
<Data name="type"><value>church</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>46.49,40.24 46.51,40.24 46.51,40.26 46.49,40.26 46.49,40.24
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"""


def write_kml(folder: Path) -> Path:
    path = folder / "chapels.kml"
    path.write_text(KML, "utf-8")
    return path


def write_kmz(folder: Path) -> Path:
    path = folder / "chapels.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", KML)
        archive.writestr("images/a.png", b"\x89PNG")
    return path


def write_jsonl(folder: Path) -> Path:
    rows = [
        {
            "id": "c-1",
            "names": [{"name": "Hill Chapel", "lang": "en"}, {"name": "Մատուռ", "lang": "hy"}],
            "type": "church",
            "lat": 40.5,
            "lon": 46.25,
        },
        {"id": "c-2", "names": [{"name": "Low Chapel", "lang": "en"}], "type": "church", "lat": 40.25, "lon": 46.5},
    ]
    path = folder / "chapels.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def write_overpass(folder: Path) -> Path:
    elements = [
        {"type": "node", "id": 1, "lat": 40.5, "lon": 46.25, "tags": {"name:en": "Hill Chapel", "name:hy": "Մատուռ", "building": "church"}},
        {"type": "way", "id": 2, "center": {"lat": 40.25, "lon": 46.5}, "nodes": [1, 2], "tags": {"name:en": "Low Chapel", "building": "church"}},
    ]  # fmt: skip
    path = folder / "chapels.json"
    path.write_text(json.dumps({"version": 0.6, "elements": elements}), "utf-8")
    return path


def write_pbf(folder: Path) -> Path:
    import osmium
    from osmium.osm.mutable import Node, Way

    path = folder / "chapels.osm.pbf"
    with osmium.SimpleWriter(str(path)) as out:
        out.add_node(Node(id=1, location=(46.25, 40.5), tags={"name:en": "Hill Chapel", "name:hy": "Մատուռ", "historic": "yes", "building": "church"}))  # fmt: skip
        corners = [(46.49, 40.24), (46.51, 40.24), (46.51, 40.26), (46.49, 40.26)]
        for number, corner in enumerate(corners, 10):
            out.add_node(Node(id=number, location=corner))
        out.add_node(Node(id=20, location=(46.0, 40.0), tags={"amenity": "bench", "name": "Bench"}))
        out.add_way(Way(id=2, nodes=[10, 11, 12, 13, 10], tags={"name:en": "Low Chapel", "building": "church"}))
    return path


WRITERS = {
    "csv": write_csv,
    "tsv": write_tsv,
    "xlsx": write_xlsx,
    "geojson": write_geojson,
    "geojsonl": write_geojsonl,
    "gpkg": write_gpkg,
    "shp": write_shp,
    "zipped shp": write_zipped_shp,
    "kml": write_kml,
    "kmz": write_kmz,
    "jsonl": write_jsonl,
    "overpass": write_overpass,
    "pbf": write_pbf,
}
"""Format -> what writes the two chapels in it."""
