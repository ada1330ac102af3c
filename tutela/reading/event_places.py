"""Where the asset stands: places the text ties to it, most specific first."""

import re
from collections.abc import Iterator

from tutela.model.passages import Passage
from tutela.reading.context import Context

LOCATIVE = re.compile(
    r"(?:\b(?:in|at|near|outside|around|across|throughout|within|inside|of|from) (?:\w+ )?$|^\W*$|, $|\($)"
)
"""What stands before a place's name when it says where something is."""


def places_of(context: Context) -> tuple[Passage, ...]:
    """Places the text ties to the asset, most specific first."""
    return tuple(_in_sentence(context))


def _in_sentence(context: Context) -> Iterator[Passage]:
    start, end = context.sentences[context.index]
    for found in context.gazetteer.find(context.document.text[start:end], start):
        if LOCATIVE.search(context.document.text[start : found.start]):
            yield context.document.passage(found.start, found.end)
