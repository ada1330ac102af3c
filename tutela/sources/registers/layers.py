"""What GDAL reads - GeoPackages, shapefiles, GeoJSON in another coordinate system - as rows in WGS 84."""

import functools
import warnings
from collections.abc import Iterator

from tutela.model.errors import UnreadableFile
from tutela.sources.drafts import shown
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.rows import FieldOf, Row, Table, as_text, best_table, remark

BATCH = 10_000
"""Features read at a time."""


def read_geopackage(file: RegisterFile, wanted: FieldOf) -> Table:
    """The first layer of a GeoPackage that has a column for names, in WGS 84.

    Raises:
        UnreadableFile: GDAL cannot read the file.
    """
    return layers(file, wanted, "gpkg")


def read_shapefile(file: RegisterFile, wanted: FieldOf) -> Table:
    """A shapefile, alone with its companions beside it or packed with them as ZIP.

    Raises:
        UnreadableFile: GDAL cannot read it, as when its .dbf or .shx is missing.
    """
    return layers(file, wanted, "shp")


def layers(file: RegisterFile, wanted: FieldOf, form: str) -> Table:
    """All layers of a file GDAL reads, brought to WGS 84; the first with names is taken."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    source = _gdal_path(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(name) for name, _ in pyogrio.list_layers(source)]
            tables = [(name, _layer(file, source, name, form)) for name in names]
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise _unreadable(file, error) from error
    return best_table(file.path, "layer", tables, wanted)


def _unreadable(file: RegisterFile, error: Exception) -> UnreadableFile:
    return UnreadableFile(f"{file.shown} cannot be read ({shown(str(error))}).", "Export it again.")


def _gdal_path(file: RegisterFile) -> str:
    """GDAL's name for a file, also inside an archive."""
    path = str(file.path.resolve())
    if file.inside:
        return f"/vsizip/{{{path}}}/{file.inside[0]}"
    return f"/vsigzip/{path}" if path.lower().endswith(".gz") else path


def _layer(file: RegisterFile, path: str, layer: str, form: str) -> Table:
    from pyogrio import read_info

    info = read_info(path, layer=layer)
    crs = info["crs"]
    source = path if not crs or crs == "EPSG:4326" else _warped(path, layer)
    columns = tuple(str(column) for column in info["fields"])
    rows = functools.partial(_rows, file, source, layer)
    if info["geometry_type"] is None or crs:
        return Table(form, rows, columns)
    message = f"the layer {layer!r} states no coordinate system; WGS 84 was taken."
    return Table(form, rows, columns, (remark(file.path, message, "State it in the file."),))


def _rows(file: RegisterFile, source: str, layer: str) -> Iterator[Row]:
    from pyogrio.errors import DataLayerError, DataSourceError

    begin = 0
    while True:
        try:
            batch = _batch(source, layer, begin)
        except (DataSourceError, DataLayerError, ValueError, OSError) as error:
            raise _unreadable(file, error) from error
        yield from batch
        if len(batch) < BATCH:
            return
        begin += BATCH


def _batch(source: str, layer: str, begin: int) -> list[Row]:
    import shapely
    from pyogrio.raw import read

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        meta, fids, shapes, values = read(
            source, layer=layer, return_fids=True, skip_features=begin, max_features=BATCH
        )
    geometries = [None] * len(fids) if shapes is None else shapely.from_wkb(shapes, on_invalid="ignore")
    columns = tuple(str(column) for column in meta["fields"])
    return [
        Row(int(fid), tuple(zip(columns, map(_field, cells), strict=True)), geometry, str(fid))
        for fid, geometry, *cells in zip(fids, geometries, *values, strict=True)
    ]


def _field(value: object) -> str:
    # numpy's numbers and days turn into Python's own; what is missing there (NaT) has no item.
    item = value.item() if hasattr(value, "item") else value
    return as_text(item)


def _warped(path: str, layer: str) -> str:
    """GDAL's description of the layer seen in WGS 84 (a warped VRT): no further library for projections is needed."""
    from xml.sax.saxutils import escape, quoteattr

    return (
        f"<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name={quoteattr(layer)}>"
        f"<SrcDataSource>{escape(path)}</SrcDataSource></OGRVRTLayer>"
        "<TargetSRS>EPSG:4326</TargetSRS></OGRVRTWarpedLayer></OGRVRTDataSource>"
    )
