"""How many assets, and how much of one."""

from tutela.model.claims import Quantity
from tutela.reading.context import Context


def count_of(context: Context) -> Quantity | None:
    """How many assets the claim speaks of, where it counts them."""
    return None


def extent_of(context: Context) -> Quantity | None:
    """How much of the asset was harmed, in percent, where the text says so."""
    return None
