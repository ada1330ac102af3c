"""By what the harm was done: words near the harm word, and the harm word itself ("shelled", "torched")."""

from collections.abc import Iterator

from tutela.model.claims import Means, MeansCue
from tutela.reading.context import Context
from tutela.reading.cues import cues, phrases_in

BREAKS = frozenset({";"})
"""What parts one telling of harm from the next inside a sentence."""


def means_of(context: Context) -> tuple[MeansCue, ...]:
    """The means the text names for this harm, in the order of the text, each kind once."""
    found: dict[Means, MeansCue] = {}
    for kind, first, last in sorted(_cues(context), key=lambda cue: cue[1]):
        found.setdefault(kind, MeansCue(kind, context.passage(first, last)))
    return tuple(found.values())


def _cues(context: Context) -> Iterator[tuple[Means, int, int]]:
    low, high = stretch(context)
    for kind, phrases in cues("means").items():
        for first, last in phrases_in(context.parse, phrases):
            if low <= first <= high and not _in_asset(context, first, last):
                yield Means(kind), first, last


def stretch(context: Context) -> tuple[int, int]:
    """First and last token of the part of the sentence that tells this harm."""
    doc, low, high = context.parse, context.trigger, context.trigger
    while low > 0 and doc[low - 1].text not in BREAKS:
        low -= 1
    while high + 1 < len(doc) and doc[high + 1].text not in BREAKS:
        high += 1
    return low, high


def _in_asset(context: Context, first: int, last: int) -> bool:
    return context.asset[0] <= first and last <= context.asset[1]
