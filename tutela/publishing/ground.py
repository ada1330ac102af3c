"""The ground a map is drawn on: which part of the earth it shows, its degrees and scale, and room for labels.

An equirectangular picture, true to scale at its middle latitude; no borders.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tutela.model.geometry import EARTH_RADIUS_M, Position
from tutela.publishing.svg import Drawing, text_width

WIDTH = 860.0
TALLEST = 520.0
FRAME = 34.0
"""Room around the picture for the degrees."""
EDGE = 20.0
"""Lines of the graticule this near the frame are left out: their degrees would run over its corner."""
LEAST_M = 24_000.0
"""Least width of ground shown, so that one site stands in its surroundings."""
STEPS = (20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
GAPS = (8.0, 14.0, 24.0, 40.0, 60.0, 84.0)
"""How far from its sign (pixels) a label may stand, nearest first."""
NEAR_GAPS = GAPS[:3]
Box = tuple[float, float, float, float]


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


def view_of(positions: Sequence[Position]) -> View:
    """The ground that shows these positions with room around them."""
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


def graticule(sheet: Sheet) -> None:
    """Draw the ground, its degrees and its frame."""
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


def scale_bar(sheet: Sheet) -> None:
    """Draw how long a stretch of ground is."""
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
