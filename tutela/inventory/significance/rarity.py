"""How rare a kind of thing is in the inventory: of its type and century, counted."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tutela.inventory.significance.age import oldest_year
from tutela.model.inventory import Asset

FEW = 20
"""Assets from which a count says something: among fewer everything is rare."""

ROUGH = -1000
"""Year before which dates are counted by the millennium: registers date no closer there."""

Kind = tuple[str, str]
"""Type, and century or millennium; empty where no date is stated."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many assets there are of each type and century, parts of other assets left out."""

    kinds: Counter[Kind]
    whole: int


def kind_of(asset: Asset) -> Kind:
    """What an asset is counted with."""
    year = oldest_year(asset.built)
    return asset.type.value, "" if year is None else _age_of(year)


def _age_of(year: int) -> str:
    """The century of a year, before `ROUGH` its millennium: 1283 -> 13th century, -4001 -> 5th millennium BC."""
    length, name = (1000, "millennium") if year < ROUGH else (100, "century")
    number = (abs(year) - 1) // length + 1
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} {name}{' BC' if year < 0 else ''}"


def counted(assets: Sequence[Asset]) -> Counts:
    """Counts over an inventory."""
    wholes = [asset for asset in assets if asset.part_of is None]
    return Counts(Counter(map(kind_of, wholes)), len(wholes))


def rarity(kind: Kind, counts: Counts) -> float | None:
    """1 for the only one of its kind, falling with the logarithm of their number to 0 where all are of it.

    None where the inventory is too small to say, or no date is stated.
    """
    if counts.whole < FEW or not kind[1]:
        return None
    return round(1 - math.log(max(counts.kinds[kind], 1)) / math.log(counts.whole), 4)
