"""Maps that take no side: assets, settlements with all their names, graticule and scale; no borders, no states.

An equirectangular picture, true to scale at its middle latitude. Assets far apart get maps of their own.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from tutela.model.geometry import EARTH_RADIUS_M, Position
from tutela.model.inventory import Asset, Place
from tutela.publishing.contents import Contents
from tutela.publishing.svg import Drawing, text_width, wrapped
from tutela.publishing.wording import shown_name

WIDTH = 860.0
TALLEST = 520.0
FRAME = 34.0
"""Room around the picture for the degrees."""
EDGE = 20.0
"""Lines of the graticule this near the frame are left out: their degrees would run over its corner."""
APART_M = 350_000.0
"""Assets with no other nearer than this get a map of their own: beyond it, places within a town fall on one dot."""
LEAST_M = 24_000.0
"""Least width of ground shown, so that one site stands in its surroundings."""
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
GAPS = (8.0, 14.0, 24.0, 40.0, 60.0, 84.0)
"""How far from its sign (pixels) a label may stand, nearest first."""
NEAR_GAPS = GAPS[:3]
LABEL_WIDTHS = (300.0, 190.0, 120.0)
"""Widths (pixels) a name is wrapped to, until it finds room."""
MOST_PLACES = 18
"""Settlements drawn beside those the dossier names: with more, labels find no room."""
STEPS = (20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)

Box = tuple[float, float, float, float]


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


@dataclass(frozen=True, slots=True)
class View:
    """Which ground a map shows and where a position falls on the page."""

    west: float
    south: float
    east: float
    north: float
    scale: float
    """Pixels per degree of latitude."""

    @property
    def squeeze(self) -> float:
        """How much a degree of longitude is shorter than one of latitude, at the middle."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def width(self) -> float:
        """Of the picture, in pixels."""
        return (self.east - self.west) * self.squeeze * self.scale

    @property
    def height(self) -> float:
        """Of the picture, in pixels."""
        return (self.north - self.south) * self.scale

    @property
    def metres_per_pixel(self) -> float:
        """Ground covered by a pixel."""
        return math.radians(1) * EARTH_RADIUS_M / self.scale

    def at(self, position: Position) -> tuple[float, float]:
        """Where a position falls."""
        return self.x(position.lon), self.y(position.lat)

    def x(self, lon: float) -> float:
        """Where a meridian falls; degrees are counted eastward from the western edge, across the date line too."""
        return FRAME + (lon - self.west) % 360 * self.squeeze * self.scale

    def y(self, lat: float) -> float:
        """Where a parallel falls."""
        return FRAME + (self.north - lat) * self.scale

    def shows(self, position: Position) -> bool:
        """Whether a position lies well inside the picture."""
        x, y = self.at(position)
        return FRAME + 6 < x < FRAME + self.width - 6 and FRAME + 6 < y < FRAME + self.height - 6


def _view(positions: Sequence[Position]) -> View:
    first = positions[0].lon
    lons = [first + (position.lon - first + 180) % 360 - 180 for position in positions]
    lats = [position.lat for position in positions]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(0.05, math.cos(math.radians(middle_lat)))
    degree = math.radians(1) * EARTH_RADIUS_M
    reach = max((position.uncertainty_m or 0.0) for position in positions)
    wide = max((max(lons) - min(lons)) * squeeze * degree * 1.35, LEAST_M) + 2 * min(reach, LEAST_M)
    tall = max((max(lats) - min(lats)) * degree * 1.35, wide * 0.55) + 2 * min(reach, LEAST_M)
    wide = max(wide, tall * 1.6)
    scale = min((WIDTH - 2 * FRAME) / wide, TALLEST / tall) * degree
    half_lat, half_lon = tall / degree / 2, wide / degree / squeeze / 2
    return View(middle_lon - half_lon, middle_lat - half_lat, middle_lon + half_lon, middle_lat + half_lat, scale)


@dataclass(slots=True)
class Sheet:
    """A map being drawn: the picture, and the boxes already taken."""

    view: View
    picture: Drawing
    taken: list[Box] = field(default_factory=list)
    crowded: bool = False
    """Whether only numbers are written, beside their signs."""

    def free(self, box: Box) -> bool:
        """Whether nothing stands in a box and it lies inside the frame."""
        left, top, right, bottom = box
        inside = left > FRAME + 2 and right < FRAME + self.view.width - 2
        inside = inside and top > FRAME + 2 and bottom < FRAME + self.view.height - 2
        return inside and not any(_overlap(box, other) for other in self.taken)

    def label(self, x: float, y: float, lines: Sequence[str], size: float, class_: str) -> bool:
        """Write lines beside a point where they cover nothing; False when there is no room."""
        width = max(text_width(line, size) for line in lines) + 4
        height = len(lines) * size * 1.2 + 2
        for side, left, top in _spots(x, y, width, height, NEAR_GAPS if self.crowded else GAPS):
            box = (left, top, left + width, top + height)
            if self.free(box):
                self.taken.append(box)
                self._leader(x, y, box)
                at, anchor = ANCHORS[side]
                start = left + 2 + at * (width - 4)
                step = size * 1.2
                self.picture.lines(start, top + size, lines, step, class_=class_, font_size=size, text_anchor=anchor)
                return True
        return False

    def _leader(self, x: float, y: float, box: Box) -> None:
        near_x, near_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
        if math.hypot(near_x - x, near_y - y) > 14:
            self.picture.add("line", x1=x, y1=y, x2=near_x, y2=near_y, class_="leader")


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


ANCHORS = {1: (0.0, "start"), 0: (0.5, "middle"), -1: (1.0, "end")}
"""Side of the point -> where in its box a label is held, so that a misjudged width grows away from the point."""


def _spots(
    x: float, y: float, width: float, height: float, gaps: Sequence[float]
) -> Iterator[tuple[int, float, float]]:
    """Side and corner where a label may go: right first, then around, then farther out."""
    for gap in gaps:
        for side, rise in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            left = x + side * gap - (width if side < 0 else width / 2 if side == 0 else 0)
            top = y + rise * gap - (height if rise < 0 else height / 2 if rise == 0 else 0)
            yield side, left, top


def _draw(held: Contents, assets: Sequence[Asset], number: int) -> Figure:
    view = _view([asset.position for asset in assets if asset.position])
    places = _places_in(view, held)
    sheet = Sheet(
        view, Drawing(f"map-{number}", view.width + 2 * FRAME, view.height + FRAME + 6), crowded=len(assets) > CROWDED
    )
    _graticule(sheet)
    _scale_bar(sheet)
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


def _graticule(sheet: Sheet) -> None:
    view, picture = sheet.view, sheet.picture
    right, bottom = FRAME + view.width, FRAME + view.height
    picture.add("rect", x=FRAME, y=FRAME, width=view.width, height=view.height, class_="ground")
    step = next((step for step in STEPS if (view.east - view.west) / step >= 3), STEPS[-1])
    for lon in _ticks(view.west, view.east, step):
        x = view.x(lon)
        if not FRAME + EDGE < x < right - EDGE:
            continue
        picture.add("line", x1=x, y1=FRAME, x2=x, y2=bottom, class_="grid")
        picture.add(
            "text", _degree((lon + 180) % 360 - 180, "E", "W"), x=x, y=FRAME - 6, class_="degree", text_anchor="middle"
        )
    for lat in _ticks(view.south, view.north, step):
        y = view.y(lat)
        if not FRAME + EDGE < y < bottom - EDGE:
            continue
        picture.add("line", x1=FRAME, y1=y, x2=right, y2=y, class_="grid")
        turned = f"rotate(-90 {FRAME - 6:.1f} {y:.1f})"
        picture.add(
            "text", _degree(lat, "N", "S"), x=FRAME - 6, y=y, class_="degree", text_anchor="middle", transform=turned
        )
    picture.add("rect", x=FRAME, y=FRAME, width=view.width, height=view.height, class_="frame")


def _ticks(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(index * step, 6) for index in range(first, last + 1)]


def _degree(value: float, above: str, below: str) -> str:
    return f"{abs(value):g}° {above if value >= 0 else below}"


def _scale_bar(sheet: Sheet) -> None:
    view, picture = sheet.view, sheet.picture
    length = _round_length(view.width * view.metres_per_pixel / 4)
    pixels = length / view.metres_per_pixel
    left, y = FRAME + 12, FRAME + view.height - 14
    picture.add("rect", x=left, y=y, width=pixels / 2, height=5, class_="scale-dark")
    picture.add("rect", x=left + pixels / 2, y=y, width=pixels / 2, height=5, class_="scale-light")
    said = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    picture.add("text", said, x=left + pixels + 6, y=y + 6, class_="degree")
    sheet.taken.append((left - 4, y - 6, left + pixels + 50, y + 12))


def _round_length(metres: float) -> float:
    """The largest 1, 2 or 5 times a power of ten within a length."""
    power = 10.0 ** math.floor(math.log10(metres))
    return next(factor * power for factor in (5, 2, 1) if factor * power <= metres)


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
