"""Endings of register files -> what reads them."""

from collections.abc import Callable, Mapping

from tutela.sources.registers.csv_tables import read_csv
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.json_registers import read_json, read_json_lines
from tutela.sources.registers.kml import read_kml
from tutela.sources.registers.layers import read_geopackage, read_shapefile
from tutela.sources.registers.osm import read_osm
from tutela.sources.registers.rows import FieldOf, Table
from tutela.sources.registers.tei import read_tei
from tutela.sources.registers.workbooks import read_xlsx

READERS: Mapping[str, Callable[[RegisterFile, FieldOf], Table]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_xlsx,
    ".geojson": read_json,
    ".json": read_json,
    ".jsonld": read_json,
    ".srj": read_json,
    ".geojsonl": read_json_lines,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".gpkg": read_geopackage,
    ".shp": read_shapefile,
    ".kml": read_kml,
    ".xml": read_tei,
    ".tei": read_tei,
    ".pbf": read_osm,
    ".osm": read_osm,
}
"""Every ending of `files.ENDINGS` but `.kmz`, which is a packed `.kml`."""
