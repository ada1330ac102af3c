"""How long it takes from place to place: estimated from distance, or asked of a router."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutela.model.geometry import EARTH_RADIUS_M, Position

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes and kilometres between places, from row to column, and where they come from."""

    minutes: "np.ndarray[Any, Any]"
    """Whole minutes, rounded up."""
    km: "np.ndarray[Any, Any]"
    source: str


Router = Callable[[Sequence[Position]], Travel]
"""What gives travel times: the estimate, or a service that the workspace asks."""

LONGEST_MINUTES = 100_000
"""Where a router knows no way: longer than any day."""


def estimated_travel(positions: Sequence[Position], speed_kmh: float, terrain_factor: float) -> Travel:
    """Great-circle distance times a terrain factor, at a mean speed.

    >>> one, other = Position(39.75, 46.75), Position(39.75, 46.85)
    >>> travel = estimated_travel([one, other], speed_kmh=40, terrain_factor=1.4)
    >>> int(travel.minutes[0, 1]), round(float(travel.km[0, 1]), 1)
    (18, 12.0)
    """
    import numpy as np

    lat = np.radians([one.lat for one in positions])
    lon = np.radians([one.lon for one in positions])
    half_lat, half_lon = (lat[:, None] - lat) / 2, (lon[:, None] - lon) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat)[:, None] * np.cos(lat) * np.sin(half_lon) ** 2
    km = 2 * EARTH_RADIUS_M / 1000 * np.arcsin(np.sqrt(np.minimum(1.0, chord))) * terrain_factor
    minutes = np.ceil(km / speed_kmh * 60 - 1e-9).astype(np.int64)
    source = f"estimated: great-circle distance times {terrain_factor:g} at {speed_kmh:g} km/h"
    return Travel(minutes, km, source)


def travel_from_tables(
    seconds: Sequence[Sequence[float | None]], metres: Sequence[Sequence[float | None]], source: str
) -> Travel:
    """Travel from a router's tables of seconds and metres; None where it knows no way.

    Raises:
        ValueError: the tables are not square, or not of one size.
    """
    import numpy as np

    size = len(seconds)
    if any(len(row) != size for row in (*seconds, *metres)) or len(metres) != size:
        raise ValueError("the tables of a router must be square and of one size")
    minutes = [[LONGEST_MINUTES if one is None else math.ceil(one / 60) for one in row] for row in seconds]
    km = [[math.inf if one is None else one / 1000 for one in row] for row in metres]
    return Travel(np.array(minutes, dtype=np.int64).reshape(size, size), np.array(km).reshape(size, size), source)
