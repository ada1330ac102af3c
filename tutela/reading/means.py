"""By what the harm was done."""

from tutela.model.claims import MeansCue
from tutela.reading.context import Context


def means_of(context: Context) -> tuple[MeansCue, ...]:
    """The means the text names for this harm, in the order of the text."""
    return ()
