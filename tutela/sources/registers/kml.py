"""KML and KMZ -> rows: name, description, extended data and shape of every placemark."""

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from tutela.model.problems import Problem
from tutela.sources.decoding import storable
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.rows import BrokenRow, FieldOf, Row, Table
from tutela.sources.registers.xml_places import children, elements, local, words

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

NOT_TOLD = frozenset({"styleUrl", "Style", "StyleMap", "LookAt", "Camera", "visibility", "open", "Region", "Snippet"})
"""How a placemark is drawn."""


def read_kml(file: RegisterFile, wanted: FieldOf) -> Table:
    """Every placemark of a KML file; a KMZ is one packed as ZIP."""
    return Table("kml", functools.partial(_rows, file))


def _rows(file: RegisterFile) -> Iterator[Row | BrokenRow]:
    with file.open() as stream:
        for number, placemark in enumerate(elements(file, stream, "Placemark", "Export it again as KML."), 1):
            row = Row(number, tuple(_cells(placemark)), feature_id=storable(placemark.get("id") or ""))
            try:
                yield row._replace(geometry=_shape(list(placemark)))
            except (ValueError, IndexError) as error:
                message = f"its geometry cannot be read ({error})."
                yield BrokenRow(row, Problem(file.shown, message, "Correct it.", number, "geometry"))


def _cells(placemark: Element) -> Iterator[tuple[str, str]]:
    for child in placemark:
        name = local(child.tag)
        if name == "ExtendedData":
            yield from _extended(child)
        elif name not in NOT_TOLD and name not in _SHAPES and (text := words(child)):
            yield name, storable(text)


def _extended(data: Element) -> Iterator[tuple[str, str]]:
    """`<Data name="..."><value>` and `<SimpleData name="...">`."""
    for element in data.iter():
        kind, name = local(element.tag), element.get("name")
        if name and kind == "Data":
            yield storable(name), storable(" ".join(map(words, children(element, "value"))))
        elif name and kind == "SimpleData":
            yield storable(name), storable(words(element))


def _shape(elements_: Sequence[Element]) -> "BaseGeometry | None":
    """The shape drawn by the first of these elements that draws one."""
    return next((_SHAPES[local(element.tag)](element) for element in elements_ if local(element.tag) in _SHAPES), None)


def _coordinates(element: Element) -> list[tuple[float, float]]:
    """Longitude and latitude of every point below; heights do not matter here."""
    text = next((found.text or "" for found in element.iter() if local(found.tag) == "coordinates"), "")
    points = (point.split(",") for point in text.split())
    return [(float(point[0]), float(point[1])) for point in points]


def _point(element: Element) -> "BaseGeometry":
    import shapely

    return shapely.Point(_coordinates(element)[0])


def _line(element: Element) -> "BaseGeometry":
    import shapely

    points = _coordinates(element)
    return shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0])


def _polygon(element: Element) -> "BaseGeometry":
    import shapely

    rings = [_coordinates(ring) for ring in element.iter() if local(ring.tag) == "LinearRing"]
    return shapely.Polygon(rings[0], rings[1:])


def _several(element: Element) -> "BaseGeometry":
    import shapely

    return shapely.GeometryCollection(
        [_SHAPES[local(child.tag)](child) for child in element if local(child.tag) in _SHAPES]
    )


_SHAPES = {
    "Point": _point,
    "LineString": _line,
    "LinearRing": _line,
    "Polygon": _polygon,
    "MultiGeometry": _several,
}
"""Element -> what reads its shape."""
