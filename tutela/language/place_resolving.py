"""Which of the places that bear a name is meant, by what stands around it; undecided where it tells too little."""

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypedDict

import yaml

from tutela.language.names import fold, skeleton
from tutela.model.gazetteer import PlaceCandidate, PlaceContext, Resolution
from tutela.model.geometry import Position
from tutela.model.inventory import Place
from tutela.model.reasons import Reason

WIDE = frozenset({"country", "region", "area", "district"})
LEAST_SHARE = -3.0
"""Logarithm of the share of names below which a by-name tells no more (Alexandria, of Mashhad)."""

Lookup = Callable[[str], tuple[Place, ...]]


class _Table(TypedDict):
    """The shape of place_resolving.yml."""

    margin: float
    weights: dict[str, float]
    people_unknown: dict[str, float]
    nearness: list[tuple[float, float]]


@functools.cache
def _table() -> _Table:
    text = resources.files("tutela.language").joinpath("place_resolving.yml").read_text("utf-8")
    data: _Table = yaml.safe_load(text)
    return data


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the context says, looked up once for all bearers."""

    context: PlaceContext
    countries: frozenset[str]
    """ISO codes of the countries named beside."""
    regions: frozenset[str]
    """ISO codes of the countries in which the lists put the regions named beside."""
    said: frozenset[str]
    """Folded names of all places named beside and around."""
    others: tuple[tuple[str, tuple[Place, ...]], ...]
    """Each other name with the places that bear it and have a position."""


def resolve(name: str, bearers: Sequence[Place], context: PlaceContext, lookup: Lookup) -> Resolution:
    """Weigh the places that bear a name against each other.

    Args:
        name: as written.
        bearers: all places of that name.
        context: what is known of where it stands.
        lookup: the places of the other names in the context.
    """
    scene = _scene(name, context, lookup)
    weighed = [_candidate(name, place, scene) for place in bearers]
    # Equal scores stay in an order that no name decides: where they lie, from south-west to north-east.
    weighed.sort(key=lambda one: (-one.score, *_spot(one.place)))
    return Resolution(name, tuple(weighed), _table()["margin"])


def _spot(place: Place) -> tuple[float, float]:
    return (place.position.lat, place.position.lon) if place.position else (90.0, 180.0)


def _scene(name: str, context: PlaceContext, lookup: Lookup) -> _Scene:
    own = fold(name)
    told = [other for other in dict.fromkeys((*context.within, *context.beside)) if fold(other) != own]
    found = [(other, lookup(other)) for other in told]
    countries = {place.country for _, places in found for place in places if place.kind == "country"}
    placed = ((other, tuple(place for place in places if place.position)) for other, places in found)
    # Those of another name for the same place ("Shusha (Shushi)") say nothing that tells its bearers apart.
    return _Scene(
        context,
        frozenset(countries),
        frozenset(filter(None, (_one_country(places) for _, places in found))),
        frozenset(fold(other) for other in told),
        tuple((other, places) for other, places in placed if places),
    )


def _one_country(places: Sequence[Place]) -> str:
    """The country of places all of which are regions or areas of one."""
    found = {place.country for place in places}
    wide = all(place.kind in WIDE and place.kind != "country" for place in places)
    return found.pop() if wide and len(found) == 1 else ""


def _candidate(name: str, place: Place, scene: _Scene) -> PlaceCandidate:
    weights = _table()["weights"]
    reasons = [
        Reason(r.signal, r.sentence, round(r.score * weights[r.signal], 3)) for r in _reasons(name, place, scene)
    ]
    reasons.sort(key=lambda reason: -abs(reason.score))
    return PlaceCandidate(place, round(sum(reason.score for reason in reasons), 3), tuple(reasons))


def _reasons(name: str, place: Place, scene: _Scene) -> Iterator[Reason]:
    yield from _country(place, scene)
    yield from _region(place, scene)
    yield from _holder(place, scene)
    yield from _near_others(place, scene)
    yield from _near_asset(place, scene.context.near)
    yield from _area(place, scene.context)
    yield _people(place)
    yield _own_name(name, place)
    if place.kind not in WIDE:
        yield Reason("settlement", "it is a settlement or site", 1.0)


def _country(place: Place, scene: _Scene) -> Iterator[Reason]:
    if not scene.countries or not place.country:
        return
    if place.country in scene.countries:
        yield Reason("country_said", f"the text names its country ({place.country})", 1.0)
    else:
        yield Reason("other_country", f"the text names other countries than {place.country}", 1.0)


def _region(place: Place, scene: _Scene) -> Iterator[Reason]:
    if place.country in scene.regions - scene.countries:
        yield Reason("region_said", f"the text names a region of {place.country}", 1.0)


def _holder(place: Place, scene: _Scene) -> Iterator[Reason]:
    hit = next((holder for holder in place.within if fold(holder) in scene.said), "")
    if hit:
        yield Reason("held_by", f"it lies in {hit}, which the text names", 1.0)


def _near_others(place: Place, scene: _Scene) -> Iterator[Reason]:
    """Nearness to the other places, each at its nearest; a name of many places says less."""
    spot = place.position
    if spot is None:
        return
    told = [
        (other, min(spot.distance_m(p.position) for p in places if p.position), 1 / len(places))
        for other, places in scene.others
        if all(p.id != place.id for p in places)
    ]
    if not told:
        return
    whole = sum(weight for *_, weight in told)
    mean = sum(nearness(metres) * weight for _, metres, weight in told) / whole
    nearest = min(told, key=lambda one: one[1])
    # One name that many places bear says little; several, or one that a single place bears, say all they can.
    sure = min(1.0, whole)
    yield Reason("near_others", f"it lies {_km(nearest[1])} from {nearest[0]}, which the text names", mean * sure)


def _near_asset(place: Place, near: Iterable[Position]) -> Iterator[Reason]:
    distances = [place.position.distance_m(spot) for spot in near] if place.position else []
    if distances:
        yield Reason("near_asset", f"it lies {_km(min(distances))} from the asset", nearness(min(distances)))


def _area(place: Place, context: PlaceContext) -> Iterator[Reason]:
    if context.area and place.position:
        west, south, east, north = context.area
        if west <= place.position.lon <= east and south <= place.position.lat <= north:
            yield Reason("in_area", "it lies in the conflict's area", 1.0)
    if place.country in context.countries:
        yield Reason("in_country", f"the case is about {place.country}", 1.0)


def _people(place: Place) -> Reason:
    if place.population:
        return Reason("people", f"{place.population:,} people live there", math.log10(place.population))
    unknown = _table()["people_unknown"]
    return Reason("people", "its people are not counted", unknown.get(place.kind, unknown["other"]))


def _own_name(name: str, place: Place) -> Reason:
    own = _bones(name)
    like = sum(_bones(other.text) == own for other in place.names)
    # One more of each: a place listed under one name only is not surer to be meant than a city listed under fifty.
    share = (like + 1) / (len(place.names) + 2)
    return Reason(
        "own_name", f"{like} of its {len(place.names)} names sound like it", max(LEAST_SHARE, math.log(share))
    )


@functools.lru_cache(maxsize=1 << 15)
def _bones(name: str) -> str:
    return skeleton(name).replace(" ", "")


def nearness(metres: float) -> float:
    """How near two places are for one text to speak of both: 1 at the door, -1 beyond 1,000 km.

    >>> nearness(3_000), nearness(150_000), nearness(3_000_000)
    (1.0, 0.5, -1.0)
    """
    points = _table()["nearness"]
    km = max(metres / 1000, points[0][0])
    for (low, above), (high, below) in itertools.pairwise(points):
        if km <= high:
            share = math.log(km / low) / math.log(high / low)
            return round(above + share * (below - above), 3)
    return points[-1][1]


def _km(metres: float) -> str:
    return f"{metres / 1000:,.0f} km"
