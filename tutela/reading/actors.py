"""Who is said to have done it."""

from tutela.model.passages import Passage
from tutela.reading.context import Context


def actor_of(context: Context) -> Passage | None:
    """Who is said to have done the harm; never an asset nor words overlapping one."""
    return None
