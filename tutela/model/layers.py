"""Map layers as data: what a GeoPackage is to hold, without a word of how it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column of a layer holds."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"


class GeometryKind(StrEnum):
    """What shape the rows of a layer have; `none` is a plain table."""

    POINT = "point"
    LINE = "linestring"
    POLYGON = "polygon"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a layer: its values in the order of the columns, and its shape."""

    values: tuple[str | int | float | None, ...]
    shape: tuple[tuple[float, float], ...] | None = None
    """Longitude and latitude in degrees (WGS 84): one vertex for a point, two or more for a line, a closed
    ring, counter-clockwise, for a polygon; None when nobody knows where it is."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A table with a shape per row and the style it is drawn in."""

    name: str
    """Name of the table: small letters and underscores."""
    title: str
    description: str
    columns: tuple[tuple[str, ColumnKind], ...]
    rows: Sequence[Row]
    geometry: GeometryKind = GeometryKind.NONE
    style: str = ""
    """QML, the style language of QGIS; empty for a plain table."""
