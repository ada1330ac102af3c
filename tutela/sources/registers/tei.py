"""TEI place files (Syriaca's, and any other with `<place>` and `<placeName>`) -> rows."""

import functools
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tutela.sources.decoding import storable
from tutela.sources.registers.files import RegisterFile, members
from tutela.sources.registers.rows import Cells, FieldOf, Row, Table
from tutela.sources.registers.xml_places import elements, local, words

LANGUAGE = "http://www.w3.org/XML/1998/namespace}lang"
ID = "http://www.w3.org/XML/1998/namespace}id"


def read_tei(file: RegisterFile, wanted: FieldOf) -> Table:
    """Every `<place>` of a TEI file, or of all TEI files of an archive."""
    return Table("tei", functools.partial(_rows, file))


def _rows(file: RegisterFile) -> Iterator[Row]:
    number = 0
    for _, stream in members(file):
        with stream:
            for place in elements(file, stream, "place", "Export it again as TEI."):
                number += 1
                cells = tuple(_cells(place))
                key = next((cell for column, cell in cells if column == "idno:URI"), place.get(ID, ""))
                yield Row(number, cells, feature_id=storable(key), unfolded=_meant(cells))


def _cells(place: Element) -> Iterator[tuple[str, str]]:
    """Every statement of a place: the element, then what it is of (its language, type or tags), and its words."""
    yield from ((local(name), storable(value)) for name, value in place.attrib.items() if value)
    for child in place:
        yield from _statement(child)


def _statement(element: Element) -> Iterator[tuple[str, str]]:
    name = local(element.tag)
    if name == "location":
        yield from _location(element)
        return
    of = [element.get(LANGUAGE), element.get("type")]
    text = words(element)
    if name in ("event", "state") and (when := _when(element)):
        text = f"{when}: {text}" if text else when
    if text:
        yield ":".join((name, *map(storable, filter(None, of)))), storable(text)


def _when(element: Element) -> str:
    """The time an element states, as an interval where it has two ends."""
    exact = element.get("when")
    begin, end = (element.get(a) or element.get(b) or "" for a, b in (("from", "notBefore"), ("to", "notAfter")))
    return exact or (f"{begin}/{end}" if begin or end else "")


def _location(location: Element) -> Iterator[tuple[str, str]]:
    """The point (`<geo>` gives latitude first), and the settlements and regions that hold the place."""
    for child in location:
        name = local(child.tag)
        text = words(child)
        if name == "geo" and text:
            yield "geo", storable(text)
        elif text:
            yield f"location:{name}", storable(text)
    if location.get("ana"):
        yield "location:ana", storable(str(location.get("ana")))


def _meant(cells: Cells) -> Cells:
    """The cells under columns that are known by name."""
    return tuple((_COLUMNS.get(column) or _column(column), cell) for column, cell in cells)


_COLUMNS = {
    "idno:URI": "same as",
    "geo": "coordinates",
    "location:settlement": "settlement",
    "location:region": "region",
    "location:country": "country",
    "type": "type",
}


def _column(column: str) -> str:
    name, _, of = column.partition(":")
    if name == "placeName":
        return f"name:{of.partition(':')[0]}" if of else "name"
    return {"desc": "description", "idno": f"idno {of}"}.get(name, column)
