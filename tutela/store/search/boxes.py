"""What stands in a box: the assets of the inventory as rulings and merging left them."""

from tutela.model.inventory import Asset
from tutela.store.reader import Box, Reader
from tutela.store.search.shelves import Shelves


def assets_within(shelves: Shelves, reader: Reader, box: Box, limit: int, may_see_restricted: bool) -> list[Asset]:
    """Assets of the inventory in a box of west, south, east and north, at most so many; each once.

    West beyond east crosses 180 degrees.
    """
    west, south, east, north = box
    if west > east:
        first = assets_within(shelves, reader, (west, south, 180.0, north), limit, may_see_restricted)
        rest = limit - len(first)
        return first + assets_within(shelves, reader, (-180.0, south, east, north), rest, may_see_restricted)
    made = list(shelves.made_within(box, limit, may_see_restricted))
    return [*made, *_stored_within(shelves, reader, box, limit - len(made), may_see_restricted)]


def _stored_within(shelves: Shelves, reader: Reader, box: Box, limit: int, may_see_restricted: bool) -> list[Asset]:
    """Those that stand as their register gives them."""
    if limit <= 0:
        return []
    asked = limit
    while True:
        found = reader.within(box, asked, may_see_restricted)
        covered = shelves.are_covered([asset.id for asset in found])
        standing = [asset for asset in found if asset.id not in covered]
        if len(standing) >= limit or len(found) < asked:
            return standing[:limit]
        asked *= 4
