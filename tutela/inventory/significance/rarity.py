"""How rare a kind of thing is in the inventory: of its type and century, counted."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tutela.inventory.significance.age import oldest_year
from tutela.model.inventory import Asset

FEW = 20
"""Assets from which a count says something: among fewer everything is rare."""

Kind = tuple[str, int | None]
"""Type, and century (floor of year / 100; None where no date is stated)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many assets there are of each type and century, parts of other assets left out."""

    kinds: Counter[Kind]
    whole: int


def kind_of(asset: Asset) -> Kind:
    """What an asset is counted with."""
    year = oldest_year(asset.built)
    return asset.type.value, None if year is None else (year - 1) // 100


def counted(assets: Sequence[Asset]) -> Counts:
    """Counts over an inventory."""
    wholes = [asset for asset in assets if asset.part_of is None]
    return Counts(Counter(map(kind_of, wholes)), len(wholes))


def rarity(kind: Kind, counts: Counts) -> float | None:
    """1 for the only one of its kind, falling with the logarithm of their number to 0 where all are of it.

    None where the inventory is too small to say, or no date is stated.
    """
    if counts.whole < FEW or kind[1] is None:
        return None
    return round(1 - math.log(max(counts.kinds[kind], 1)) / math.log(counts.whole), 4)
