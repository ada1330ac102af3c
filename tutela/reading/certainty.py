"""How surely a claim is said."""

from collections.abc import Sequence

from tutela.model.claims import Certainty, Speaker
from tutela.model.passages import Passage
from tutela.reading.context import Context


def certainty_of(context: Context, chain: Sequence[Speaker]) -> tuple[Certainty, Passage | None]:
    """How surely the source says it, and the words that show it."""
    return Certainty.ASSERTED, None
