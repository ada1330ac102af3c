"""Which assets lie in an area that a person named, listed or drew."""

import math
import re
from collections.abc import Callable

from tutela.model.geometry import EARTH_RADIUS_M, Position
from tutela.model.inventory import Asset
from tutela.model.missions import Area, Ring

SameName = Callable[[str, str], bool]
"""Whether two names name one place: a gazetteer's `same`."""

NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?\Z")
LETTERING = re.compile(r"\bPOLYGON\b|[()]", re.IGNORECASE)
"""What WKT writes around the vertices of a polygon."""


def ring_from_text(text: str) -> Ring:
    """A ring from WKT (`POLYGON ((46.7 39.7, ...))`) or plain `lon lat, lon lat, ...`; closed where it is open.

    Raises:
        ValueError: fewer than three vertices, a polygon with holes, or a vertex that lies nowhere.

    >>> ring_from_text("46.7 39.7, 46.8 39.7, 46.8 39.8")[-1]
    (46.7, 39.7)
    """
    if text.upper().lstrip().startswith("MULTI") or text.count("(") > 2:
        raise ValueError("should be one polygon without holes; write several entries for several")
    vertices: list[tuple[float, float]] = []
    for pair in LETTERING.sub(" ", text).split(","):
        numbers = [float(one) if NUMBER.match(one) else math.nan for one in pair.split()]
        if len(numbers) != 2 or not (-180 <= numbers[0] <= 180 and -90 <= numbers[1] <= 90):
            raise ValueError(f"{pair.strip()!r} is no vertex; write longitude and latitude as 46.75 39.76")
        vertices.append((numbers[0], numbers[1]))
    if len(set(vertices)) < 3:
        raise ValueError("a polygon has three vertices or more")
    return tuple(vertices if vertices[0] == vertices[-1] else [*vertices, vertices[0]])


def metres_to(ring: Ring, position: Position) -> float:
    """How far a position lies outside a ring, in metres on the plane that touches the ground there; 0 within it.

    >>> square = ring_from_text("0 0, 2 0, 2 2, 0 2")
    >>> metres_to(square, Position(1, 1)), round(metres_to(square, Position(1, 3)), -3)
    (0.0, 111000.0)
    """
    from shapely import Point, Polygon

    metre = math.radians(1) * EARTH_RADIUS_M
    narrowing = math.cos(math.radians(position.lat))
    plane = [((lon - position.lon) * metre * narrowing, (lat - position.lat) * metre) for lon, lat in ring]
    return float(Polygon(plane).buffer(0).distance(Point(0, 0)))


def inside(ring: Ring, position: Position) -> bool:
    """Whether a position lies within a ring.

    >>> inside(ring_from_text("0 0, 2 0, 2 2, 0 2"), Position(1, 1))
    True
    """
    return metres_to(ring, position) == 0.0


def crosses(ring: Ring, start: Position, end: Position) -> bool:
    """Whether the straight way from one position to another touches a ring, on the flat map.

    >>> crosses(ring_from_text("0 0, 2 0, 2 2, 0 2"), Position(1, -1), Position(1, 3))
    True
    """
    from shapely import LineString, Point, Polygon

    line = Point(start.lon, start.lat) if start == end else LineString([(start.lon, start.lat), (end.lon, end.lat)])
    return bool(Polygon(ring).buffer(0).intersects(line))


def covers(area: Area, asset: Asset, same: SameName) -> bool | None:
    """Whether an asset lies in an area; None where nothing known of the asset says so or otherwise.

    Being listed, lying in the polygon, or standing in a place of that name is enough, each by itself.
    """
    if area.everywhere or asset.id in area.assets or (set(asset.absorbed) & set(area.assets)):
        return True
    answers = [_drawn(area, asset), _named(area, asset, same)]
    if True in answers:
        return True
    return None if None in answers else False


def _drawn(area: Area, asset: Asset) -> bool | None:
    if not area.ring:
        return False
    return inside(area.ring, asset.position) if asset.position else None


def _named(area: Area, asset: Asset, same: SameName) -> bool | None:
    # The name of a drawn or listed area is a title.
    if not area.name or area.ring or area.assets:
        return False
    names = [name.text for name in (*asset.settlements, *asset.districts)]
    if asset.country:
        names.append(asset.country)
    if not names:
        return None
    return any(same(area.name, name) for name in names)


def area_label(area: Area) -> str:
    """An area in words.

    >>> area_label(Area("Upper Village")), area_label(Area())
    ('Upper Village', 'everywhere')
    """
    if area.everywhere:
        return "everywhere"
    if area.name:
        return area.name
    return f"{len(area.assets)} named sites" if area.assets else "the drawn area"
