"""What a row of a gazetteer's file gives."""

import functools
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.model.geometry import Position
from tutela.model.inventory import Name, Place
from tutela.model.problems import Problem

TOWN_FROM = 10_000
"""People from whom on a populated place is told as a town; a word for the eye, nothing is decided by it."""


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """A place, and what holds it."""

    place: Place
    holders: tuple[str, ...] = ()
    """Ids of larger places, of every hierarchy the source lists (two, where two states claim it)."""
    aliases: tuple[str, ...] = ()
    """Further ids under which other rows speak of it."""


@dataclass(frozen=True, slots=True)
class MoreNames:
    """Names and identifiers that one file adds to the places of another."""

    place: str
    names: tuple[Name, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A row that its publisher has replaced by another."""

    old: str
    new: str


GazetteerItem = GazetteerRow | MoreNames | Alias | Problem


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    text = resources.files("tutela.sources.gazetteers").joinpath("codes.yml").read_text("utf-8")
    data: dict[str, dict[str, str]] = yaml.load(text, yaml.BaseLoader)
    return data


@functools.cache
def language_of_code(code: str) -> str:
    """ISO 639-1 for a three-letter code where there is one; `und` and its like tell nothing."""
    if code in ("und", "unk", "mul", "zxx", "mis"):
        return ""
    return _tables()["languages"].get(code, code)


def kind_of(source: str, code: str, population: int) -> str:
    """Tutela's word for a source's type of place; empty where it is no place to name an event by."""
    kind = _tables()[source].get(code, "")
    if kind == "settlement" and population:
        return "town" if population >= TOWN_FROM else "village"
    return kind


def position_of(lat: object, lon: object) -> Position | None:
    """A position where both are numbers of the globe; (0, 0) stands for "not known" in these files."""
    try:
        found = Position(float(str(lat)), float(str(lon)))
    except ValueError:
        return None
    return None if found.lat == 0 and found.lon == 0 else found


def whole(value: object) -> int:
    """A count, 0 where it is none."""
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() else 0
