"""When the harm was done."""

from tutela.model.times import Period
from tutela.reading.context import Context


def time_of(context: Context) -> Period | None:
    """The time of the harm as far as the text tells it."""
    return None
