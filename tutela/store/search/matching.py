"""Which assets answer a search, and which of them best as far as the index tells: counted in arrays over all assets.

Every word of the search gets an array with, for each asset, how well any of its terms answers the word. Arrays over two
million assets are filled and joined in a millisecond, so nothing has to be cut short: a common word costs no more than
a rare one, and the order of the inventory decides nothing that a better answer could.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tutela.store.search.query import Fit, Wanted
from tutela.store.search.shelf import Shelf
from tutela.store.search.terms import WORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Levels = list[NDArray[np.uint8]]

COVERED = 0.25
"""Part of the score that says how much of the name was asked for: "Shusha" finds Shusha before Shusha Fortress."""
DIGITS = 4
"""To which scores are rounded."""
BEGUN = 20_000
"""Words looked at that begin as an unfinished one, in alphabetical order: enough from two letters on."""
BEGUN_OTHERWISE = 3
"""Letters from which words answer too that begin so only once habits of spelling are levelled."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An asset that may answer."""

    number: int
    fits: Sequence[int]
    """How each word is answered at best, by whatever the index holds of the asset."""
    bound: float
    """The score it has at most: that of its shortest name if this one answered so."""


def candidates(
    shelf: Shelf, wanted: Sequence[Wanted], together: Collection[str], covered: "NDArray[np.uint32]", most: int
) -> list[Candidate]:
    """The assets that answer all words, or else all but one; at most so many, the likeliest."""
    if not wanted:
        return []
    room = shelf.room()
    levels = [_levels(shelf, one, room) for one in wanted]
    if together:
        _answer_together(levels, shelf.under(together))
    numbers = _answering(levels, covered)
    fits = np.stack([level[numbers] for level in levels], axis=1)
    bounds = _bounds(fits, shelf.fewest(room)[numbers])
    chosen = _likeliest(numbers, bounds, most)
    return [Candidate(int(numbers[at]), fits[at].tolist(), float(bounds[at])) for at in chosen]


def _levels(shelf: Shelf, one: Wanted, room: int) -> "NDArray[np.uint8]":
    """How well each asset answers a word, 0 where it does not: worse answers first, better ones over them."""
    terms = one.by_fit()
    level = np.zeros(room, np.uint8)
    for fit in sorted(Fit):
        if fit in terms:
            level[shelf.under(terms[fit])] = fit
        if one.unfinished and fit == Fit.BEGINS:
            level[shelf.under_beginnings(WORD + one.word, BEGUN)] = fit
        if one.unfinished and fit == Fit.BEGINS_SPELT and len(one.start) >= BEGUN_OTHERWISE:
            level[shelf.under_spelt(one.start, BEGUN)] = fit
    return level


def _answer_together(levels: "Levels", numbers: "NDArray[np.uint32]") -> None:
    """Let the words that some assets do not answer be answered by all words run together."""
    for level in levels:
        level[numbers] = np.maximum(level[numbers], Fit.SOUNDS)


def _answering(levels: "Levels", covered: "NDArray[np.uint32]") -> "NDArray[np.int64]":
    answered = np.zeros(len(levels[0]), np.uint8)
    for level in levels:
        answered += level > 0
    answered[covered[covered < len(answered)]] = 0
    numbers = np.flatnonzero(answered == len(levels))
    if not len(numbers) and len(levels) > 1:
        numbers = np.flatnonzero(answered == len(levels) - 1)
    return numbers


def _bounds(fits: "NDArray[np.uint8]", fewest: "NDArray[np.uint8]") -> "NDArray[np.float64]":
    words = fits.shape[1]
    share = np.minimum(words / np.maximum(fewest, 1), 1)
    bounds: NDArray[np.float64] = fits.sum(axis=1) / (100 * words) * (1 - COVERED + COVERED * share)
    return bounds.round(DIGITS)


def _likeliest(numbers: "NDArray[np.int64]", bounds: "NDArray[np.float64]", most: int) -> "NDArray[np.int64]":
    """Places of the likeliest, best first; equal ones in the order of the inventory."""
    kept = np.arange(len(numbers))
    if len(numbers) > most:
        least = np.partition(bounds, -most)[-most]
        better = np.flatnonzero(bounds > least)
        kept = np.concatenate([better, np.flatnonzero(bounds == least)[: most - len(better)]])
    return kept[np.lexsort((numbers[kept], -bounds[kept]))]
