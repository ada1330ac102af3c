"""Rows of several lists that are one place of ours: told by where they lie, and joined without loss."""

from collections.abc import Iterable
from dataclasses import replace

from tutela.model.inventory import Place

ONE_PLACE_M = 30_000
"""Two records of one name this near are one place: our own positions are rounded to a tenth of a degree (11 km)."""
ROW_M = 8_000
"""The same against rows of a larger gazetteer: villages of one name may lie 10 km apart, and our own
positions are rounded."""
ONE_AREA_M = 80_000
"""The same for regions: their points are middles, each source's its own."""
WIDE_KINDS = frozenset({"country", "region", "area", "district"})


def one_place(ours: Place, row: Place) -> bool:
    """Whether a row lies where a place of ours of the same name does, and is as wide."""
    if ours.position is None or row.position is None or (ours.kind in WIDE_KINDS) != (row.kind in WIDE_KINDS):
        return False
    return ours.position.distance_m(row.position) < (ONE_AREA_M if ours.kind in WIDE_KINDS else ROW_M)


def joined(ours: Place, row: Place) -> Place:
    """Our place with the names, identifiers and holders that a row adds."""
    known = {(name.text, name.language) for name in ours.names} | {(name.text, "") for name in ours.names}
    names = tuple(name for name in row.names if (name.text, name.language) not in known)
    return replace(
        ours,
        names=(*ours.names, *names),
        within=tuple(dict.fromkeys((*ours.within, *row.within))),
        identifiers=tuple(dict.fromkeys((*ours.identifiers, *row.identifiers))),
        population=ours.population or row.population,
        administered=tuple(dict.fromkeys((*ours.administered, *row.administered))),
    )


def beside(place: Place, own: Iterable[Place]) -> bool:
    """Whether a place of the world list is one we hold ourselves with more names."""
    spots = [other.position for other in own if other.position is not None]
    return place.position is not None and any(place.position.distance_m(spot) < ONE_PLACE_M for spot in spots)
