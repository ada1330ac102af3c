"""Who says it: the chain of speakers of a claim."""

from tutela.model.claims import Speaker
from tutela.reading.context import Context


def chain(context: Context) -> tuple[Speaker, ...]:
    """Who says the claim, nearest speaker first, then who relays it; empty for the document's own voice."""
    return ()
