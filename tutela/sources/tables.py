"""CSV files, Excel sheets, GeoJSON and GeoPackage -> rows of text cells, as they stand."""

import csv
import datetime as dt
import io
import json
import math
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.columns import NAME_FIELDS, field_of
from tutela.sources.decoding import decode

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MAX_CELL = 2**31 - 1
"""Longest cell of a CSV file; Python's own limit of 128 kB is below what geometry in WKT needs."""
HEADER_ROWS = 10
"""Rows in which the header is looked for: sheets often open with a title."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row or feature as it stands."""

    number: int
    """As an editor shows it: the header of a table is row 1; the first feature is 1."""
    cells: tuple[tuple[str, str], ...]
    geometry: "BaseGeometry | None" = None
    feature_id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A register as rows."""

    format: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    problems: tuple[Problem, ...] = ()
    bad: tuple[tuple[Row, Problem], ...] = field(default=())
    """Rows whose shape is broken, each with what is wrong."""


def read_table(path: Path, content: bytes, wanted: Callable[[str], str] = field_of) -> Table:
    """The rows of a register file, by its ending. `wanted` says which field a column is, to find the header.

    Raises:
        UnreadableFile: the file is none of the formats, or broken as a whole.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{path} has the ending {path.suffix!r}, which is not read.", f"Convert it to {', '.join(_READERS)}."
        )
    return reader(path, content, wanted)


def _csv(path: Path, content: bytes, wanted: Callable[[str], str]) -> Table:
    decoded = decode(content, western=True)
    if decoded.binary:
        raise UnreadableFile(f"{path} is no text but binary data.", "Save it as CSV in UTF-8.")
    problems = []
    if decoded.replaced or decoded.guessed:
        problems.append(
            _remark(path, f"is no UTF-8; it was read as {decoded.encoding}.", "Save it as UTF-8 if names look wrong.")
        )
    delimiter = _delimiter(decoded.text, wanted)
    rows, fault = _csv_rows(decoded.text, delimiter)
    if fault:
        problems.append(
            Problem(str(path), f"breaks off after row {len(rows)} ({fault}).", "See to the quotation marks there.")
        )
    table = _table(path, "csv", list(enumerate(rows, 1)), wanted)
    return Table(table.format, table.columns, table.rows, (*problems, *table.problems), table.bad)


def _csv_rows(text: str, delimiter: str) -> tuple[list[list[str]], str]:
    rows: list[list[str]] = []
    before = csv.field_size_limit(MAX_CELL)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
    except csv.Error as error:
        return rows, str(error)
    finally:
        csv.field_size_limit(before)
    return rows, ""


DELIMITERS = (",", ";", "\t", "|")


def _delimiter(text: str, wanted: Callable[[str], str]) -> str:
    """The separator that makes most known columns of the first rows; of equals the one that makes more columns."""

    def known(delimiter: str) -> tuple[int, int]:
        rows, _ = _csv_rows("\n".join(text[:20_000].splitlines()[:HEADER_ROWS]), delimiter)
        return max(((sum(bool(wanted(cell)) for cell in row), len(row)) for row in rows), default=(0, 0))

    return max(DELIMITERS, key=known)


def _xlsx(path: Path, content: bytes, wanted: Callable[[str], str]) -> Table:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # openpyxl warns of validation lists and drawings it leaves out; only cells matter here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [
                (
                    sheet.title,
                    [(n, [_cell(cell) for cell in row]) for n, row in enumerate(sheet.iter_rows(values_only=True), 1)],
                )
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, IndexError) as error:
        raise UnreadableFile(f"{path} is no Excel workbook ({error}).", "Save it again as .xlsx, or as CSV.") from error
    tables = [(title, _table(path, "xlsx", rows, wanted)) for title, rows in sheets]
    return _best(path, "sheet", tables, wanted)


def _best(path: Path, kind: str, tables: Sequence[tuple[str, Table]], wanted: Callable[[str], str]) -> Table:
    """The first sheet or layer with names in it, the others reported."""
    if not tables:
        raise UnreadableFile(f"{path} holds no {kind}.", "Check the file.")
    chosen = next((pair for pair in tables if _has_names(pair[1].columns, wanted)), tables[0])
    unread = tuple(
        _remark(
            path,
            f"the {kind} {title!r} ({len(table.rows)} rows) was not read.",
            "Give it as a file of its own if it is a register.",
        )
        for title, table in tables
        if title != chosen[0] and table.rows
    )
    table = chosen[1]
    return Table(table.format, table.columns, table.rows, (*table.problems, *unread), table.bad)


def _has_names(columns: Iterable[str], wanted: Callable[[str], str]) -> bool:
    return any(wanted(column).partition(":")[0] in NAME_FIELDS for column in columns)


def _table(path: Path, form: str, rows: list[tuple[int, list[str]]], wanted: Callable[[str], str]) -> Table:
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return Table(form, (), ())
    at = next((n for n, (_, row) in enumerate(filled[:HEADER_ROWS]) if _has_names(row, wanted)), 0)
    columns = tuple(filled[at][1])
    while columns and not columns[-1].strip():
        columns = columns[:-1]
    good, bad = [], []
    for number, cells in filled[at + 1 :]:
        row = Row(number, tuple(zip(columns, cells, strict=False)))
        surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
        if surplus:
            whole = Row(number, (*row.cells, *((f"surplus {n}", cell) for n, cell in enumerate(surplus, 1))))
            bad.append((whole, _surplus(path, number, len(cells), len(columns), surplus[0])))
        else:
            good.append(row)
    return Table(form, columns, good, bad=tuple(bad))


def _surplus(path: Path, number: int, cells: int, columns: int, value: str) -> Problem:
    return Problem(
        str(path),
        f"has {cells} cells where the header has {columns}.",
        "Quote the cell that holds the separator.",
        row=number,
        value=value,
    )


def _cell(value: object) -> str:
    """A cell's value as text: whole numbers without a point, days without midnight, nothing as empty."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict | list | bool):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _geojson(path: Path, content: bytes, wanted: Callable[[str], str]) -> Table:
    try:
        value = json.loads(decode(content).text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{path} is no JSON ({error}).", "Export it again as GeoJSON.") from error
    features = (
        value.get("features", [value] if value.get("type") == "Feature" else None)
        if isinstance(value, Mapping)
        else None
    )
    if not isinstance(features, list):
        raise UnreadableFile(f"{path} is no GeoJSON FeatureCollection.", "Export it again as GeoJSON.")
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
        row = Row(number, (("feature", json.dumps(feature, ensure_ascii=False)[:1000]),))
        return row, Problem(str(path), "is no GeoJSON feature.", "Export it again.", row=number)
    properties = feature.get("properties") or {}
    cells = tuple((str(column), _cell(value)) for column, value in properties.items())
    key = _cell(feature.get("id"))
    if not feature.get("geometry"):
        return Row(number, cells, feature_id=key), None
    text = json.dumps(feature["geometry"])
    try:
        geometry = shapely.from_geojson(text)
    except (shapely.errors.ShapelyError, ValueError) as error:
        row = Row(number, (*cells, ("geometry", text)), feature_id=key)
        return row, Problem(
            str(path), f"its geometry cannot be read ({error}).", "Correct it.", row=number, column="geometry"
        )
    return Row(number, cells, geometry, key), None


def _geopackage(path: Path, content: bytes, wanted: Callable[[str], str]) -> Table:
    return _layers(path, wanted, "gpkg")


def _layers(path: Path, wanted: Callable[[str], str], form: str) -> Table:
    """All layers of a file GDAL reads, brought to WGS 84."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(name) for name, _ in pyogrio.list_layers(path)]
            return _best(path, "layer", [(name, _layer(path, name, form)) for name in names], wanted)
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise UnreadableFile(f"{path} cannot be read ({error}).", "Export it again.") from error


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
    unstated = shapes is not None and not crs
    remark = _remark(
        path, f"the layer {layer!r} states no coordinate system; WGS 84 was taken.", "State it in the file."
    )
    return Table(form, columns, rows, (remark,) if unstated else ())


def _field(value: object) -> str:
    # numpy's numbers and days turn into Python's own; what is missing there (NaT) has no item.
    item = value.item() if hasattr(value, "item") else value
    return _cell(item)


def _warped(path: Path, layer: str) -> str:
    """GDAL's description of the layer seen in WGS 84 (a warped VRT): no further library for projections is needed."""
    from xml.sax.saxutils import escape, quoteattr

    return (
        f"<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name={quoteattr(layer)}>"
        f"<SrcDataSource>{escape(str(path.resolve()))}</SrcDataSource></OGRVRTLayer>"
        "<TargetSRS>EPSG:4326</TargetSRS></OGRVRTWarpedLayer></OGRVRTDataSource>"
    )


def _remark(path: Path, message: str, remedy: str) -> Problem:
    return Problem(str(path), message, remedy, dropped=False)


_READERS: dict[str, Callable[[Path, bytes, Callable[[str], str]], Table]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".geojson": _geojson,
    ".json": _geojson,
    ".gpkg": _geopackage,
}
"""Ending -> reader."""
