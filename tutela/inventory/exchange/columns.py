"""An asset as one row of an editable table, and back: what may be changed there, and how it is written."""

from collections.abc import Mapping, Sequence

from tutela.model.inventory import Asset, Name

BETWEEN = " | "
"""Between several values of one cell, as in `tutela rule --set`."""
EDITABLE = (
    "names",
    "type",
    "settlement",
    "district",
    "designation",
    "built",
    "community",
    "part_of",
    "notes",
    "restricted",
    "position",
)
"""Columns whose changes are taken over; `position` is the geometry and its uncertainty."""
DEGREES = 7
"""Decimals of a position compared: a centimetre, less than any program rounds to."""


def editable(asset: Asset) -> dict[str, str]:
    """The cells of an asset that may be edited.

    >>> from tutela.model.claims import AssetType
    >>> names = (Name("Şuşa qalası", "az"), Name("Shusha Fortress", "en"))
    >>> cells = editable(Asset("ast_1", names, AssetType.FORTIFICATION))
    >>> cells["names"], cells["type"], cells["restricted"]
    ('Şuşa qalası@az | Shusha Fortress@en', 'fortification', 'no')
    """
    return {
        "names": _named(asset.names),
        "type": asset.type.value,
        "settlement": _named(asset.settlements),
        "district": _named(asset.districts),
        "designation": BETWEEN.join(asset.designations),
        "built": asset.built,
        "community": asset.community,
        "part_of": asset.part_of or "",
        "notes": asset.notes,
        "restricted": "yes" if asset.restricted else "no",
        "position": _position(asset),
    }


def position_cell(lat: float, lon: float, uncertainty_m: float | None) -> str:
    """A position as rulings write it: latitude, longitude, metres if known."""
    numbers = (round(lat, DEGREES), round(lon, DEGREES), *(() if uncertainty_m is None else (uncertainty_m,)))
    return ",".join(f"{number:.10g}" for number in numbers)


def _position(asset: Asset) -> str:
    place = asset.position
    return position_cell(place.lat, place.lon, place.uncertainty_m) if place else ""


def _named(names: Sequence[Name]) -> str:
    return BETWEEN.join(dict.fromkeys(f"{name.text}@{name.language}" if name.language else name.text for name in names))


def parts(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [part.strip() for part in cell.split(BETWEEN.strip()) if part.strip()]


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Columns whose cells differ, spaces and line ends at the edges aside."""
    return [column for column in EDITABLE if before.get(column, "").strip() != after.get(column, "").strip()]
