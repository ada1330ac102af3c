"""OpenStreetMap extracts (`.osm.pbf`, `.osm`) -> rows, through osmium (extra `osm`): what carries a tag of heritage."""

import functools
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from tutela.model.errors import UnreadableFile
from tutela.sources.decoding import storable
from tutela.sources.drafts import shown
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.rows import FieldOf, Row, Table

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@functools.cache
def _wanted() -> Mapping[str, frozenset[str]]:
    """Key -> the values that mean heritage; no values mean any."""
    text = resources.files("tutela.sources.registers").joinpath("osm.yml").read_text("utf-8")
    data = yaml.load(text, yaml.BaseLoader)["heritage"]
    return {key: frozenset(values or ()) for key, values in data.items()}


def read_osm(file: RegisterFile, wanted: FieldOf) -> Table:
    """The nodes, ways and areas of an extract whose tags speak of heritage (`osm.yml`).

    Raises:
        UnreadableFile: osmium is not installed, or cannot read the file.
    """
    try:
        import osmium  # noqa: F401
    except ImportError as error:
        why = f"{file.shown} is an OpenStreetMap extract, which takes the package osmium to read."
        raise UnreadableFile(why, "Install it with: pip install 'tutela[osm]'.") from error
    return Table("osm", functools.partial(_rows, file))


def _rows(file: RegisterFile) -> Iterator[Row]:
    import osmium

    keys = osmium.filter.KeyFilter(*_wanted())
    # Ways are drawn by the places of their nodes, and areas put together of ways: osmium keeps these meanwhile.
    processor = osmium.FileProcessor(str(file.path)).with_locations().with_areas(keys).with_filter(keys)
    try:
        for number, thing in enumerate(filter(_is_heritage, processor), 1):
            yield _row(number, thing)
    except RuntimeError as error:
        why = f"{file.shown} is no OpenStreetMap extract osmium can read ({shown(str(error))})."
        raise UnreadableFile(why, "Fetch it again.") from error


_DRAWN_AS_AREAS = frozenset({"multipolygon", "boundary"})


def _is_heritage(thing: object) -> bool:
    import osmium

    tags = {tag.k: tag.v for tag in thing.tags}  # type: ignore[attr-defined]
    if isinstance(thing, osmium.osm.Way) and thing.is_closed() and tags.get("area") != "no":
        return False  # it comes again as an area, with its outline
    if isinstance(thing, osmium.osm.Relation) and tags.get("type") in _DRAWN_AS_AREAS:
        return False
    return any(key in tags and (not values or tags[key] in values) for key, values in _wanted().items())


def _row(number: int, thing: object) -> Row:
    import osmium

    area = isinstance(thing, osmium.osm.Area)
    kind = ("way" if thing.from_way() else "relation") if area else type(thing).__name__.lower()  # type: ignore[attr-defined]
    key = f"{kind}/{thing.orig_id() if area else thing.id}"  # type: ignore[attr-defined]
    tags = tuple((storable(tag.k), storable(tag.v)) for tag in thing.tags)  # type: ignore[attr-defined]
    return Row(number, (("@id", key), *tags), _drawn(thing), key)


def _drawn(thing: object) -> "BaseGeometry | None":
    import osmium
    import shapely

    factory = osmium.geom.WKBFactory()
    try:
        if isinstance(thing, osmium.osm.Node):
            return shapely.Point(thing.location.lon, thing.location.lat)
        if isinstance(thing, osmium.osm.Way):
            return shapely.from_wkb(factory.create_linestring(thing))
        return shapely.from_wkb(factory.create_multipolygon(thing)) if isinstance(thing, osmium.osm.Area) else None
    except (RuntimeError, osmium.InvalidLocationError):
        # An extract cut at a border holds ways without their nodes.
        return None
