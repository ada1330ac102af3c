"""Which of the places that bear a name is meant, by what stands around it; undecided where it tells too little."""

import functools
import itertools
import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
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
SEATED = frozenset({"district", "region"})
SEAT_M = 100_000
"""A district's point is its middle; its town may lie this far from it."""
LESS_LIKELY = 0.15
"""What ten times fewer people take from the nearness of another name's place."""
OF_SEVERAL = 0.8
"""What a name that several places bear says, against one that a single place bears."""
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
    bearers: tuple[Place, ...]
    listed: Container[str]


def resolve(
    name: str, bearers: Sequence[Place], context: PlaceContext, lookup: Lookup, listed: Container[str] = ()
) -> Resolution:
    """Weigh the places that bear a name against each other.

    Args:
        name: as written.
        bearers: all places of that name.
        context: what is known of where it stands.
        lookup: the places of the other names in the context.
        listed: ids of places in our own lists, which are there because texts speak of them.
    """
    scene = _scene(name, context, lookup, bearers, listed)
    weighed = [_candidate(name, place, scene) for place in bearers]
    # Equal scores stay in an order that no name decides: where they lie, from south-west to north-east.
    weighed.sort(key=lambda one: (-one.score, *_spot(one.place)))
    return Resolution(name, tuple(weighed), _table()["margin"])


def _spot(place: Place) -> tuple[float, float]:
    return (place.position.lat, place.position.lon) if place.position else (90.0, 180.0)


def _scene(
    name: str, context: PlaceContext, lookup: Lookup, bearers: Sequence[Place], listed: Container[str]
) -> _Scene:
    own = fold(name)
    told = [other for other in dict.fromkeys((*context.within, *context.beside)) if fold(other) != own]
    found = [(other, lookup(other)) for other in told]
    countries = {place.country for _, places in found for place in places if place.kind == "country"}
    placed = ((other, tuple(place for place in places if place.position)) for other, places in found)
    return _Scene(
        context,
        frozenset(countries),
        frozenset(filter(None, (_one_country(places) for _, places in found))),
        frozenset(fold(other) for other in told),
        tuple((other, places) for other, places in placed if places),
        tuple(bearers),
        listed,
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
    yield from _seat(place, scene.bearers, scene.context)
    if place.id in scene.listed:
        yield Reason("listed", "it is one of the packaged places that texts of conflicts speak of", 1.0)
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
    """Nearness to the other places, each taken where it lies nearest, less what makes it unlikely to be meant there."""
    spot = place.position
    told = [(name, *_nearest(spot, places)) for name, places in scene.others if spot and not _holds(places, place)]
    if not told:
        return
    mean = sum(value * sure for *_, value, sure in told) / len(told)
    name, _, metres, *_ = min(told, key=lambda one: one[2])
    yield Reason("near_others", f"it lies {_km(metres)} from {name}, which the text names", mean)
    counted = Counter(other.country for _, other, *_ in told if other.country)
    if counted and place.country:
        share = counted[place.country] / counted.total()
        yield Reason("with_others", f"{share:.0%} of the places named lie in {place.country} too", share)
    elif counted:
        # Where our lists leave open whose a place is, it is not held against the place.
        share = max(counted.values()) / counted.total()
        yield Reason("with_others", "our lists leave open which country it lies in", share)


def _holds(places: Sequence[Place], place: Place) -> bool:
    return any(other.id == place.id for other in places)


def _nearest(spot: Position, places: Sequence[Place]) -> tuple[Place, float, float, float]:
    """Where a name lies nearest, in metres; how near that is; how sure it is that this one is meant."""
    most = max(map(_magnitude, places))
    # Ten times fewer people must be made up for by a good deal of nearness.
    weighed = [
        (nearness(spot.distance_m(place.position)) - LESS_LIKELY * (most - _magnitude(place)), place)
        for place in places
        if place.position
    ]
    value, place = max(weighed, key=lambda one: one[0])
    metres = spot.distance_m(place.position) if place.position else 0.0
    return place, metres, max(-1.0, value), 1.0 if len(places) == 1 else OF_SEVERAL


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
    told = f"{place.population:,} people live there" if place.population else "its people are not counted"
    return Reason("people", told, _magnitude(place))


def _magnitude(place: Place) -> float:
    """Powers of ten of its people, a usual number where they are not counted."""
    unknown = _table()["people_unknown"]
    return math.log10(place.population) if place.population else unknown.get(place.kind, unknown["other"])


def _seat(place: Place, bearers: Sequence[Place], context: PlaceContext) -> Iterator[Reason]:
    """A district is rarely meant by the name of its town alone, and the town rarely by "X district"."""
    if context.as_area:
        if place.kind in WIDE:
            yield Reason("as_area", "the text calls it a district or region", 1.0)
    elif place.kind in SEATED and any(_is_seat(other, place) for other in bearers):
        yield Reason("has_seat", "a town of the same name lies in it", 1.0)


def _is_seat(town: Place, area: Place) -> bool:
    near = town.position and area.position and town.position.distance_m(area.position) < SEAT_M
    return town.kind not in WIDE and bool(near)


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
    (1.0, 0.3, -1.0)
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
