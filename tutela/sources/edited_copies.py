"""Exported inventories that somebody edited in a map program -> their rows, for comparison."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.errors import UnreadableFile
from tutela.sources.drafts import shown, shown_path

if TYPE_CHECKING:
    from shapely import Geometry

Cells = dict[str, str]
Rows = list[tuple[int, Cells, tuple[float, float] | None]]
"""(row number, cells as text, (latitude, longitude) or None)."""


def read_layer(path: Path, layer: str) -> Rows:
    """The rows of one layer of a GeoPackage, every cell as text; a point in another system is brought to WGS 84.

    Raises:
        UnreadableFile: there is no such file or layer, or it cannot be read.
    """
    import pyogrio
    import shapely
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        meta, fids, shapes, values = pyogrio.raw.read(path, layer=layer, return_fids=True)
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise UnreadableFile(
            f"{shown_path(path)} has no layer {layer!r} that can be read ({shown(str(error))}).",
            "Give a GeoPackage written by `tutela inventory export`, edited or not.",
        ) from error
    points = [None] * len(fids) if shapes is None else shapely.from_wkb(shapes, on_invalid="ignore")
    columns = [str(column) for column in meta["fields"]]
    table = zip(fids, points, *values, strict=True)
    return [
        (int(fid), {column: _text(cell) for column, cell in zip(columns, cells, strict=True)}, _where(point))
        for fid, point, *cells in table
    ]


def _text(cell: object) -> str:
    item = cell.item() if hasattr(cell, "item") else cell
    if item is None or (isinstance(item, float) and math.isnan(item)):
        return ""
    return f"{item:.10g}" if isinstance(item, float) else str(item)


def _where(shape: "Geometry | None") -> tuple[float, float] | None:
    """Latitude and longitude of a point; the middle of anything else that was drawn."""
    if shape is None or shape.is_empty:
        return None
    middle = shape.centroid
    return float(middle.y), float(middle.x)


def json_cell(path: Path, text: str) -> Mapping[str, str]:
    """A cell that holds an object of texts.

    Raises:
        UnreadableFile: it holds something else.
    """
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise UnreadableFile(
            f"{shown_path(path)} has lost how it was exported.", "Export the inventory again and repeat the edits."
        )
    return {str(key): str(cell) for key, cell in value.items()}
