"""Positions on the ground and how well they are known."""

import math
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG)."""


@dataclass(frozen=True, slots=True)
class Position:
    """A point in WGS 84 and how far the truth may lie from it."""

    lat: float
    lon: float
    uncertainty_m: float | None = None
    """Radius in metres; None when nobody said."""
    how: str = ""
    """Where the position and its uncertainty come from."""

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"no such position: latitude {self.lat}, longitude {self.lon}")

    def distance_m(self, other: "Position") -> float:
        """Great-circle distance in metres (haversine)."""
        lat1, lat2 = math.radians(self.lat), math.radians(other.lat)
        half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other.lon - self.lon) / 2
        chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
        return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))
