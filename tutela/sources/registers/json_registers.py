"""JSON files of any publisher -> rows: whole files (GeoJSON, query results, exports) and one object a line."""

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.decoding import storable
from tutela.sources.drafts import shown, shown_path
from tutela.sources.json_files import why_no_json
from tutela.sources.registers.features import feature_row
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.json_scan import PIECE, Scanner
from tutela.sources.registers.layers import layers
from tutela.sources.registers.linked_art import is_linked_art, linked_art_row
from tutela.sources.registers.nested import cells_of, unfolded
from tutela.sources.registers.overpass import element_row
from tutela.sources.registers.rows import BrokenRow, FieldOf, Row, Table
from tutela.sources.registers.sparql import binding_row
from tutela.sources.registers.texts import Text, text_of
from tutela.sources.registers.wikidata import FIELDS as WIKIDATA_FIELDS
from tutela.sources.registers.wikidata import entity_row, is_entity

LISTS = ("features", "elements", "@graph", "places", "records", "items")
"""Members of an object that hold the rows of a register: of GeoJSON, Overpass, JSON-LD, Pleiades and others."""

Item = tuple[str, object]
"""An object of a register and the list it stands in."""


def read_json(file: RegisterFile, wanted: FieldOf) -> Table:
    """GeoJSON, Overpass JSON, Wikidata entities, SPARQL results, JSON-LD, or a list of objects.

    Raises:
        UnreadableFile: the file is no JSON, or none of these.
    """
    text = text_of(file, "Export it as GeoJSON.")
    if _names_a_crs(text) and _foreign_crs(_rest(file, text)):
        return layers(file, wanted, "geojson")
    first = next(_items(file, text), ("", None))
    return Table(
        _format(first),
        functools.partial(_rows, file, text),
        problems=text.problems,
        fields=WIKIDATA_FIELDS if is_entity(first[1]) else {},
        joined=first[0] == "bindings",
    )


def _format(first: Item) -> str:
    name, item = first
    known = {"features": "geojson", "elements": "osm", "bindings": "sparql", "entities": "wikidata"}
    return known.get(name) or ("linked-art" if is_linked_art(item) else "json")


def _rows(file: RegisterFile, text: Text) -> Iterator[Row | BrokenRow]:
    for number, (name, item) in enumerate(_items(file, text), 1):
        yield item_row(file.path, number, name, item)


def _items(file: RegisterFile, text: Text) -> Iterator[Item]:
    """The objects of a file, each with the name of the list it stands in."""
    with text.open() as stream:
        scanner = Scanner(stream)
        try:
            if scanner.peek() == "[":
                yield from _of_list(file, scanner)
            else:
                yield from _of_object(file, scanner)
        except (ValueError, RecursionError) as error:
            remedy = "Export it as GeoJSON."
            raise UnreadableFile(f"{file.shown} is no JSON ({why_no_json(error)}).", remedy) from error


def _of_list(file: RegisterFile, scanner: Scanner) -> Iterator[Item]:
    empty = True
    for item in scanner.items():
        empty = False
        yield "", item
    if empty:
        raise _no_register(file)


def _of_object(file: RegisterFile, scanner: Scanner) -> Iterator[Item]:
    if scanner.peek() != "{":
        scanner.value()
        raise _no_register(file)
    rest: dict[str, object] = {}
    lists = 0
    for name, member, listed in scanner.members(LISTS):
        lists += listed
        if listed:
            yield name, member
        else:
            rest[name] = member
    if not lists:
        yield from _of_whole(file, rest)


def _of_whole(file: RegisterFile, value: Mapping[str, object]) -> Iterator[Item]:
    """What a file holds that has no list of its own: query results, entities by their ids, one object."""
    results, entities = value.get("results"), value.get("entities")
    if isinstance(results, Mapping) and isinstance(results.get("bindings"), list):
        yield from (("bindings", item) for item in results["bindings"])
    elif isinstance(entities, Mapping):
        yield from (("entities", item) for item in entities.values())
    elif value.get("type") == "FeatureCollection" or not value:
        raise _no_register(file)
    else:
        yield "", value


def _no_register(file: RegisterFile) -> UnreadableFile:
    return UnreadableFile(f"{file.shown} is no GeoJSON FeatureCollection.", "Export it again as GeoJSON.")


def read_json_lines(file: RegisterFile, wanted: FieldOf) -> Table:
    """One JSON object a line: places, GeoJSON features, Wikidata entities, as they come.

    Raises:
        UnreadableFile: the file is no text.
    """
    text = text_of(file, "Save it as JSON Lines.")
    first = next((row for row in _lines(file.path, text) if not isinstance(row, BrokenRow)), None)
    entities = first is not None and first.feature_id.startswith("Q") and "claims" in dict(first.cells)
    return Table(
        "jsonl",
        functools.partial(_lines, file.path, text),
        problems=text.problems,
        fields=WIKIDATA_FIELDS if entities else {},
    )


def _lines(path: Path, text: Text) -> Iterator[Row | BrokenRow]:
    with text.open() as stream:
        for number, line in enumerate(stream, 1):
            # The record separator of GeoJSON sequences; the commas and brackets of a list with an item a line.
            stripped = line.strip(" \t\r\n\x1e,")
            if not stripped or stripped in "[]":
                continue
            try:
                yield item_row(path, number, "", json.loads(stripped))
            except (ValueError, RecursionError) as error:
                message = f"is no JSON ({why_no_json(error)})."
                problem = Problem(shown_path(path), message, "Correct or remove it.", number, value=shown(stripped))
                yield BrokenRow(Row(number, (("line", storable(stripped[:PIECE])),)), problem)


def item_row(path: Path, number: int, name: str, item: object) -> Row | BrokenRow:
    """One object of a register as a row, by what it is; `name` is the list it stands in."""
    if name == "features" or (isinstance(item, Mapping) and item.get("type") == "Feature"):
        return feature_row(path, number, item)
    if not isinstance(item, dict):
        row = Row(number, (("item", storable(json.dumps(item, ensure_ascii=False)[:1000])),))
        return BrokenRow(row, Problem(shown_path(path), "is no JSON object.", "Export it again.", row=number))
    for kind, made in _KINDS:
        if kind(name, item):
            return made(number, item)
    return Row(number, cells_of(item), unfolded=unfolded(item))


_KINDS: tuple[tuple[Callable[[str, dict[str, object]], bool], Callable[[int, dict[str, object]], Row]], ...] = (
    (lambda name, item: name == "bindings", binding_row),
    (lambda name, item: name == "elements", element_row),
    (lambda name, item: is_entity(item), entity_row),
    (lambda name, item: is_linked_art(item), linked_art_row),
)
"""What an object is -> how it becomes a row; all else is taken apart as it stands."""


def _names_a_crs(text: Text) -> bool:
    with text.open() as stream:
        return any('"crs"' in piece for piece in iter(lambda: stream.read(PIECE), ""))


def _rest(file: RegisterFile, text: Text) -> Mapping[str, object]:
    """What a file says beside its features."""
    with text.open() as stream:
        scanner = Scanner(stream)
        try:
            if scanner.peek() != "{":
                return {}
            return {name: member for name, member, listed in scanner.members(LISTS) if not listed}
        except (ValueError, RecursionError) as error:
            remedy = "Export it as GeoJSON."
            raise UnreadableFile(f"{file.shown} is no JSON ({why_no_json(error)}).", remedy) from error


def _foreign_crs(value: Mapping[str, object]) -> bool:
    # RFC 7946 knows WGS 84 only; older files name another system here.
    name = json.dumps(value.get("crs"))
    return value.get("crs") is not None and "CRS84" not in name and "4326" not in name
