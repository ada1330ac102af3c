"""Grid references - UTM with its zone, MGRS - as latitude and longitude (WGS 84)."""

import math
import re

EQUATOR_M, FLATTENING = 6_378_137.0, 1 / 298.257223563
"""The ellipsoid of WGS 84."""
SCALE, FALSE_EASTING, FALSE_NORTHING = 0.9996, 500_000.0, 10_000_000.0
"""Universal Transverse Mercator: scale on the middle meridian, and what is added so that no number is negative."""

BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Bands of eight degrees of latitude from 80° south; X has twelve."""
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")

_UTM = re.compile(
    r"(?:utm\s*)?(?:zone\s*)?(\d{1,2})\s*([C-HJ-NP-X])?\s*[,;]?\s*(?:e\s*[:=]?\s*)?(\d{6}(?:[.,]\d+)?)\s*(?:m?\s*e)?"
    r"\s*[,;/ ]\s*(?:n\s*[:=]?\s*)?(\d{6,8}(?:[.,]\d+)?)\s*(?:m?\s*n)?",
    re.IGNORECASE,
)
_MGRS = re.compile(r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d{1,5})\s*(\d{1,5})", re.IGNORECASE)
_MGRS_RUN = re.compile(r"(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])((?:\d\d){1,5})", re.IGNORECASE)


def grid_reference(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of a UTM or MGRS reference; None where the text is neither.

    A UTM reference must say its zone and band (`38T 583130 4492470`); "38N" is taken for the northern hemisphere where
    it cannot be the band, while "38S" is the band: that the south is meant would be a second reading.

    >>> grid_reference("38T NK 83130 92470")  # doctest: +ELLIPSIS
    (40.578..., 45.982...)
    """
    if found := _UTM.fullmatch(text):
        zone, band, east, north = found.groups()
        return _of_utm(int(zone), band.upper(), _number(east), _number(north)) if band else None
    found = _MGRS.fullmatch(text)
    if found and len(found[5]) == len(found[6]):
        return _of_mgrs(found[1], found[2], found[3], found[4], found[5], found[6])
    if found := _MGRS_RUN.fullmatch("".join(text.split())):
        digits = found[5]
        half = len(digits) // 2
        return _of_mgrs(found[1], found[2], found[3], found[4], digits[:half], digits[half:])
    return None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _of_utm(zone: int, band: str, east: float, north: float) -> tuple[float, float] | None:
    """The point, where it lies in the band it names: a wrong zone or band is found out that way."""
    if not 1 <= zone <= 60 or not 100_000 <= east <= 900_000 or not north <= FALSE_NORTHING:
        return None
    lat, lon = geographic(zone, east, north, south=band < "N")
    low = -80 + 8 * BANDS.index(band)
    high = 84 if band in "NX" else low + 8
    return (lat, lon) if low - 0.5 <= lat <= min(high + 0.5, 90) else None


def _of_mgrs(zone: str, band: str, column: str, row: str, east: str, north: str) -> tuple[float, float] | None:
    """The middle of the square that an MGRS reference names."""
    number, band = int(zone), band.upper()
    columns = _COLUMNS[(number - 1) % 3]
    if not 1 <= number <= 60 or column.upper() not in columns:
        return None
    side = 10 ** (5 - len(east))
    easting = (columns.index(column.upper()) + 1) * 100_000 + (int(east) + 0.5) * side
    # The letters of rows begin with F in even zones, and come again every 2,000 km.
    within = ((_ROWS.index(row.upper()) - (5 if number % 2 == 0 else 0)) % 20) * 100_000 + (int(north) + 0.5) * side
    turns = (_of_utm(number, band, easting, within + 2_000_000 * turn) for turn in range(5))
    return next((found for found in turns if found), None)


def geographic(zone: int, east: float, north: float, *, south: bool) -> tuple[float, float]:
    """Latitude and longitude of a point of the UTM grid, by Krüger's series (exact to a millimetre within a zone).

    Source: L. Krüger, Konforme Abbildung des Erdellipsoids in der Ebene, 1912; C. Karney, J. Geodesy 85 (2011).
    """
    n = FLATTENING / (2 - FLATTENING)
    radius = EQUATOR_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    xi = (north - (FALSE_NORTHING if south else 0)) / (SCALE * radius)
    eta = (east - FALSE_EASTING) / (SCALE * radius)
    beta = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96,
        n**2 / 48 + n**3 / 15,
        17 * n**3 / 480,
    )
    waves = [(2 * j, b) for j, b in enumerate(beta, 1)]
    xi_, eta_ = (
        xi - sum(b * math.sin(j * xi) * math.cosh(j * eta) for j, b in waves),
        eta - sum(b * math.cos(j * xi) * math.sinh(j * eta) for j, b in waves),
    )
    chi = math.asin(math.sin(xi_) / math.cosh(eta_))
    delta = (
        2 * n - 2 * n**2 / 3 - 2 * n**3,
        7 * n**2 / 3 - 8 * n**3 / 5,
        56 * n**3 / 15,
    )
    lat = chi + sum(d * math.sin(2 * j * chi) for j, d in enumerate(delta, 1))
    lon = 6 * zone - 183 + math.degrees(math.atan2(math.sinh(eta_), math.cos(xi_)))
    return math.degrees(lat), (lon + 180) % 360 - 180
