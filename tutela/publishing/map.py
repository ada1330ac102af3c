"""Maps that take no side: assets, settlements with all their names, graticule and scale; no borders, no states.

An equirectangular picture, true to scale at its middle latitude. Assets far apart get maps of their own.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Place
from tutela.publishing.contents import Contents
from tutela.publishing.ground import FRAME, Sheet, View, graticule, scale_bar, view_of
from tutela.publishing.svg import Drawing, wrapped
from tutela.publishing.wording import shown_name

APART_M = 350_000.0
"""Assets with no other nearer than this get a map of their own: beyond it, places within a town fall on one dot."""
AREA_FROM = 7.0
"""Uncertainty is drawn as an area once its radius is this many pixels; below, the symbol covers it."""
LABELS_OFF = 30.0
"""Areas up to this radius (pixels) are kept free of labels; larger ones would leave no room."""
TOGETHER = 11.0
"""Symbols nearer than this (pixels) share one label."""
MOST_NAMES = 4
"""Assets at one spot whose names are written; of more only the numbers."""
CROWDED = 40
"""From this many assets on a map shows their numbers only, and those only beside their signs: long names and lines
across the map would hide what it shows."""
LABEL_WIDTHS = (300.0, 190.0, 120.0)
"""Widths (pixels) a name is wrapped to, until it finds room."""
MOST_PLACES = 18
"""Settlements drawn beside those the dossier names: with more, labels find no room."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what it shows in words."""

    svg: Markup
    assets: tuple[Asset, ...]
    places: tuple[Place, ...]


def draw_maps(held: Contents) -> tuple[Figure, ...]:
    """One map per group of assets that lie together; none when no asset has a position."""
    placed = [asset for asset in held.assets.values() if asset.position]
    return tuple(_draw(held, group, number) for number, group in enumerate(_groups(placed), 1))


def _groups(assets: Sequence[Asset]) -> list[list[Asset]]:
    """Assets joined to any within `APART_M`, in the order given."""
    groups: list[list[Asset]] = []
    for asset in assets:
        near = [group for group in groups if any(_apart(asset, other) <= APART_M for other in group)]
        rest = [group for group in groups if group not in near]
        groups = [*rest, [*(other for group in near for other in group), asset]]
    return sorted(groups, key=lambda group: min(assets.index(asset) for asset in group))


def _apart(a: Asset, b: Asset) -> float:
    return a.position.distance_m(b.position) if a.position and b.position else math.inf


def _draw(held: Contents, assets: Sequence[Asset], number: int) -> Figure:
    view = view_of([asset.position for asset in assets if asset.position])
    places = _places_in(view, held)
    sheet = Sheet(
        view, Drawing(f"map-{number}", view.width + 2 * FRAME, view.height + FRAME + 6), crowded=len(assets) > CROWDED
    )
    graticule(sheet)
    scale_bar(sheet)
    _areas(sheet, assets)
    _symbols(sheet, held, assets, places)
    _asset_labels(sheet, held, assets)
    _place_labels(sheet, places)
    described = "; ".join(f"{held.numbers[asset.id]}: {shown_name(asset)}" for asset in assets)
    svg = sheet.picture.render(
        f"Map {number}: where the assets lie",
        f"Assets: {described}. Settlements: {'; '.join(_names(place) for place in places) or 'none'}. "
        "No borders are drawn. The list below the map gives every name and position.",
        "map",
    )
    return Figure(svg, tuple(assets), tuple(places))


def _places_in(view: View, held: Contents) -> list[Place]:
    """Settlements in view: those the dossier names, then the largest others up to `MOST_PLACES`."""
    named, around = (
        [place for place in places if place.position and view.shows(place.position)]
        for places in (held.places, held.around)
    )
    largest = sorted(around, key=lambda place: -place.population)
    return named + largest[: max(0, MOST_PLACES - len(named))]


def _names(place: Place) -> str:
    return " · ".join(dict.fromkeys(name.text for name in place.names))


def _areas(sheet: Sheet, assets: Sequence[Asset]) -> None:
    """Uncertain positions as the area they may lie in."""
    for asset in assets:
        position = asset.position
        if position is None:
            continue
        x, y = sheet.view.at(position)
        radius = (position.uncertainty_m or 0.0) / sheet.view.metres_per_pixel
        if radius >= AREA_FROM:
            sheet.picture.add("circle", cx=x, cy=y, r=radius, class_="area")
            if radius <= LABELS_OFF:
                sheet.taken.append((x - radius, y - radius, x + radius, y + radius))
        elif position.uncertainty_m is None:
            sheet.picture.add("circle", cx=x, cy=y, r=11, class_="area-unknown")


def _symbols(sheet: Sheet, held: Contents, assets: Sequence[Asset], places: Sequence[Place]) -> None:
    for place in places:
        if place.position:
            x, y = sheet.view.at(place.position)
            half = 8.5 if _under_asset(sheet.view, place.position, assets) else 3.5
            sheet.picture.add("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, class_="place")
            sheet.taken.append((x - half - 1, y - half - 1, x + half + 1, y + half + 1))
    for asset in assets:
        if asset.position:
            x, y = sheet.view.at(asset.position)
            sheet.picture.open("a", f"{held.numbers[asset.id]} {shown_name(asset)}", href=f"#{asset.id}")
            sheet.picture.add("circle", cx=x, cy=y, r=5.5, class_="site")
            sheet.picture.close("a")
            sheet.taken.append((x - 7, y - 7, x + 7, y + 7))


def _under_asset(view: View, position: Position, assets: Sequence[Asset]) -> bool:
    """Whether an asset's sign would cover a settlement's."""
    here = view.at(position)
    return any(asset.position and math.dist(here, view.at(asset.position)) < TOGETHER for asset in assets)


def _asset_labels(sheet: Sheet, held: Contents, assets: Sequence[Asset]) -> None:
    for x, y, group in _stacks(sheet.view, assets):
        numbers = " ".join(f"{held.numbers[asset.id]}," for asset in group).rstrip(",")
        ways = () if sheet.crowded else _ways(held, group)
        if not any(sheet.label(x, y, lines, 12, "site-name") for lines in ways):
            sheet.label(x, y, wrapped(numbers.split(), 150, 12), 12, "site-name")


def _ways(held: Contents, group: Sequence[Asset]) -> Iterator[list[str]]:
    """Names of assets at one spot in lines, wide ones first; none when there are too many."""
    if len(group) > MOST_NAMES:
        return
    for width in LABEL_WIDTHS:
        names = (f"{held.numbers[asset.id]} {shown_name(asset)}".split() for asset in group)
        yield [line for name in names for line in wrapped(name, width, 12)]


def _stacks(view: View, assets: Sequence[Asset]) -> list[tuple[float, float, list[Asset]]]:
    """Assets whose symbols touch, together."""
    stacks: list[tuple[float, float, list[Asset]]] = []
    for asset in assets:
        if asset.position is None:
            continue
        x, y = view.at(asset.position)
        near = next((group for a, b, group in stacks if math.hypot(a - x, b - y) < TOGETHER), None)
        if near is None:
            stacks.append((x, y, [asset]))
        else:
            near.append(asset)
    return stacks


def _place_labels(sheet: Sheet, places: Sequence[Place]) -> None:
    for place in places:
        if place.position is None:
            continue
        x, y = sheet.view.at(place.position)
        names = list(dict.fromkeys(name.text for name in place.names))
        for width in (90, 140, 230):
            if sheet.label(x, y, wrapped(names, width, 10.5, " · "), 10.5, "place-name"):
                break
