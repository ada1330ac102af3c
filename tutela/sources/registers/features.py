"""GeoJSON features -> rows of text cells with their geometry."""

import json
from collections.abc import Mapping
from pathlib import Path

from tutela.model.problems import Problem
from tutela.sources.decoding import storable
from tutela.sources.drafts import shown, shown_path
from tutela.sources.registers.nested import cells_of, unfolded
from tutela.sources.registers.rows import BrokenRow, Row, as_text


def feature_row(path: Path, number: int, feature: object) -> Row | BrokenRow:
    """One feature as a row; its properties are the cells."""
    if not isinstance(feature, Mapping) or not isinstance(feature.get("properties") or {}, Mapping):
        row = Row(number, (("feature", storable(json.dumps(feature, ensure_ascii=False)[:1000])),))
        return BrokenRow(row, Problem(shown_path(path), "is no GeoJSON feature.", "Export it again.", row=number))
    properties = feature.get("properties") or {}
    cells, key = cells_of(properties), as_text(feature.get("id"))
    if not feature.get("geometry"):
        return Row(number, cells, None, key, unfolded(properties))
    return _drawn(path, Row(number, cells, None, key, unfolded(properties)), feature["geometry"])


def _drawn(path: Path, row: Row, drawn: object) -> Row | BrokenRow:
    """The row with its geometry."""
    import shapely

    try:
        geometry = shapely.from_geojson(json.dumps(drawn, allow_nan=False))
    except (shapely.errors.ShapelyError, ValueError, RecursionError) as error:
        text = storable(json.dumps(drawn, ensure_ascii=False))
        why = "it holds NaN or an infinite number" if "Out of range" in str(error) else shown(str(error))
        message = f"its geometry cannot be read ({why})."
        problem = Problem(shown_path(path), message, "Correct it.", row=row.number, column="geometry")
        return BrokenRow(row._replace(cells=(*row.cells, ("geometry", text))), problem)
    return row._replace(geometry=geometry)
