"""Where the asset stands."""

from tutela.model.passages import Passage
from tutela.reading.context import Context


def places_of(context: Context) -> tuple[Passage, ...]:
    """Places the text ties to the asset, most specific first."""
    return ()
