"""By what the harm was done: words near the harm word, and the harm word itself ("shelled", "torched")."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.model.claims import Means, MeansCue
from tutela.reading.context import Context, parted_in_time
from tutela.reading.cues import cues, phrases_in

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

Cue = tuple[Means, int, int]
"""A means, with the first and last token of the words that name it."""
NO_MEANS, INSTRUMENTS = "none", "instruments"
"""Lists of the pack that name no kind of means."""
BREAKS = frozenset({";"})
"""What parts one telling of harm from the next inside a sentence."""


def means_of(context: Context) -> tuple[MeansCue, ...]:
    """The means the text names for this harm, in the order of the text, each kind once."""
    found: dict[Means, MeansCue] = {}
    for kind, first, last in sorted(_bearing(context), key=lambda cue: cue[1]):
        found.setdefault(kind, MeansCue(kind, context.passage(first, last)))
    return tuple(found.values())


def _bearing(context: Context) -> Iterator[Cue]:
    """The cues that bear on this harm: a longer phrase swallows the words in it, whatever it names."""
    every = list(_cues(context))
    for kind, first, last in every:
        swallowed = any(a <= first and last <= b and b - a > last - first for _, a, b in every)
        if kind is not None and not swallowed and _of_this_harm(context, first):
            yield kind, first, last


def _cues(context: Context) -> Iterator[tuple[Means | None, int, int]]:
    low, high = stretch(context)
    for kind, phrases in cues("means").items():
        if kind == INSTRUMENTS:
            continue
        for first, last in phrases_in(context.parse, phrases):
            if low <= first <= high and not _in_asset(context, first, last) and not _suffers(context.parse[last]):
                yield (None if kind == NO_MEANS else Means(kind)), first, last


def _of_this_harm(context: Context, at: int) -> bool:
    """Whether a cue is no other harm told beside this one: "shelled and looted" are two claims."""
    token, trigger = context.parse[at], context.harm
    if token == trigger:
        return True
    if parted_in_time(context.parse, at, trigger.i):
        return False
    if token.pos_ != "VERB":
        return True
    return (token.is_ancestor(trigger) and not _shared(trigger, token)) or (
        trigger.is_ancestor(token) and not _shared(token, trigger)
    )


def _suffers(token: "Token") -> bool:
    """Whether a word that names a means only as an instrument is what suffers here."""
    return token.lower_ in cues("means")[INSTRUMENTS] and token.dep_ != "pobj"


def _shared(below: "Token", above: "Token") -> bool:
    """Whether a coordination lies on the way up from one word to another."""
    while below != above:
        if below.dep_ == "conj":
            return True
        below = below.head
    return False


def stretch(context: Context) -> tuple[int, int]:
    """First and last token of the part of the sentence that tells this harm."""
    doc, low, high = context.parse, context.trigger, context.trigger
    while low > 0 and doc[low - 1].text not in BREAKS:
        low -= 1
    while high + 1 < len(doc) and doc[high + 1].text not in BREAKS:
        high += 1
    return low, high


def _in_asset(context: Context, first: int, last: int) -> bool:
    return context.asset[0] <= first and last <= context.asset[1] and not first <= context.trigger <= last
