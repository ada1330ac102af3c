"""GeoJSON and GeoPackage -> rows of text cells with their geometry in WGS 84."""

import json
import warnings
from collections.abc import Mapping
from pathlib import Path

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.decoding import decode, storable
from tutela.sources.drafts import shown, shown_path
from tutela.sources.json_files import why_no_json
from tutela.sources.rows import FieldOf, Row, Table, as_text, best_table, remark


def read_geojson(path: Path, content: bytes, wanted: FieldOf) -> Table:
    """The features of a GeoJSON file.

    Raises:
        UnreadableFile: the file is no feature collection.
    """
    try:
        value = json.loads(decode(content).text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            f"{shown_path(path)} is no JSON ({why_no_json(error)}).", "Export it as GeoJSON."
        ) from error
    features = (
        value.get("features", [value] if value.get("type") == "Feature" else None)
        if isinstance(value, Mapping)
        else None
    )
    if not isinstance(features, list):
        raise UnreadableFile(f"{shown_path(path)} is no GeoJSON FeatureCollection.", "Export it again as GeoJSON.")
    if _foreign_crs(value):
        return _layers(path, wanted, "geojson")
    rows, bad = [], []
    for number, feature in enumerate(features, 1):
        row, problem = _feature(path, number, feature)
        if problem:
            bad.append((row, problem))
        else:
            rows.append(row)
    columns = tuple(dict.fromkeys(column for row in rows for column, _ in row.cells))
    return Table("geojson", columns, rows, bad=tuple(bad))


def _foreign_crs(value: Mapping[str, object]) -> bool:
    # RFC 7946 knows WGS 84 only; older files name another system here.
    name = json.dumps(value.get("crs"))
    return value.get("crs") is not None and "CRS84" not in name and "4326" not in name


def _feature(path: Path, number: int, feature: object) -> tuple[Row, Problem | None]:
    import shapely

    if not isinstance(feature, Mapping) or not isinstance(feature.get("properties") or {}, Mapping):
        row = Row(number, (("feature", storable(json.dumps(feature, ensure_ascii=False)[:1000])),))
        return row, Problem(shown_path(path), "is no GeoJSON feature.", "Export it again.", row=number)
    properties = feature.get("properties") or {}
    cells = tuple((storable(str(column)), as_text(value)) for column, value in properties.items())
    key = as_text(feature.get("id"))
    if not feature.get("geometry"):
        return Row(number, cells, feature_id=key), None
    text = storable(json.dumps(feature["geometry"], ensure_ascii=False))
    try:
        geometry = shapely.from_geojson(json.dumps(feature["geometry"], allow_nan=False))
    except (shapely.errors.ShapelyError, ValueError, RecursionError) as error:
        row = Row(number, (*cells, ("geometry", text)), feature_id=key)
        why = "it holds NaN or an infinite number" if "Out of range" in str(error) else shown(str(error))
        message = f"its geometry cannot be read ({why})."
        return row, Problem(shown_path(path), message, "Correct it.", row=number, column="geometry")
    return Row(number, cells, geometry, key), None


def read_geopackage(path: Path, content: bytes, wanted: FieldOf) -> Table:
    """The first layer of a GeoPackage that has a column for names, in WGS 84.

    Raises:
        UnreadableFile: GDAL cannot read the file.
    """
    return _layers(path, wanted, "gpkg")


def _layers(path: Path, wanted: FieldOf, form: str) -> Table:
    """All layers of a file GDAL reads, brought to WGS 84."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(name) for name, _ in pyogrio.list_layers(path)]
            return best_table(path, "layer", [(name, _layer(path, name, form)) for name in names], wanted)
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        why = f"{shown_path(path)} cannot be read ({shown(str(error))})."
        raise UnreadableFile(why, "Export it again.") from error


def _layer(path: Path, layer: str, form: str) -> Table:
    import shapely
    from pyogrio import read_info
    from pyogrio.raw import read

    crs = read_info(path, layer=layer)["crs"]
    source = path if not crs or crs == "EPSG:4326" else _warped(path, layer)
    meta, fids, shapes, values = read(source, layer=layer, return_fids=True)
    geometries = [None] * len(fids) if shapes is None else shapely.from_wkb(shapes, on_invalid="ignore")
    columns = tuple(str(column) for column in meta["fields"])
    rows = [
        Row(int(fid), tuple(zip(columns, map(_field, cells), strict=True)), geometry, str(fid))
        for fid, geometry, *cells in zip(fids, geometries, *values, strict=True)
    ]
    if shapes is None or crs:
        return Table(form, columns, rows)
    message = f"the layer {layer!r} states no coordinate system; WGS 84 was taken."
    return Table(form, columns, rows, (remark(path, message, "State it in the file."),))


def _field(value: object) -> str:
    # numpy's numbers and days turn into Python's own; what is missing there (NaT) has no item.
    item = value.item() if hasattr(value, "item") else value
    return as_text(item)


def _warped(path: Path, layer: str) -> str:
    """GDAL's description of the layer seen in WGS 84 (a warped VRT): no further library for projections is needed."""
    from xml.sax.saxutils import escape, quoteattr

    return (
        f"<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name={quoteattr(layer)}>"
        f"<SrcDataSource>{escape(str(path.resolve()))}</SrcDataSource></OGRVRTLayer>"
        "<TargetSRS>EPSG:4326</TargetSRS></OGRVRTWarpedLayer></OGRVRTDataSource>"
    )
