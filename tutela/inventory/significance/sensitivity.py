"""How much the order owes to the weights: the same inventory under many other weights."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tutela.inventory.significance.ranking import EXACT
from tutela.model.significance import Significance, Steadiness, Sway

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 500
"""Weights tried. Shares are then known to about 2 points (binomial, one standard error at one half)."""
SPAN = 2.0
"""Each weight is tried between itself divided by and times this."""
SEED = 20260101
"""Of the draws, so that the same inventory gives the same table on every machine."""
CONTENDERS = 20
"""Assets looked at for each of the first N: one 20 N down never came up in 500 draws over the sample inventory."""


def steadiness(ranked: Sequence[Significance], weights: Mapping[str, float], top: int = 50) -> list[Steadiness]:
    """For each of the first N and those close behind: best and worst rank, and how often it is among the first N.

    Every weight is drawn anew, independently, log-uniform between half of itself and twice it.
    """
    import numpy as np

    near = ranked[: top * CONTENDERS]
    values, names = _matrix(near, weights)
    random = np.random.default_rng(SEED)
    factors = SPAN ** random.uniform(-1, 1, (DRAWS, len(names)))
    base = _row(weights, names)
    places = np.stack([_places(values @ (base * drawn)) for drawn in factors])
    inside = (places <= top).mean(axis=0)
    best, worst = places.min(axis=0), places.max(axis=0)
    return [
        Steadiness(one.asset, int(best[at]), int(worst[at]), round(float(inside[at]), 4)) for at, one in enumerate(near)
    ]


def sways(ranked: Sequence[Significance], weights: Mapping[str, float], top: int = 50) -> list[Sway]:
    """What each criterion does to the first N when it counts nothing, and when it counts twice."""
    values, names = _matrix(ranked, weights)
    first = {one.asset for one in ranked if one.rank <= top}
    found = []
    for name in names:
        for factor in (0.0, 2.0):
            changed = {**weights, name: weights[name] * factor}
            if weights[name] and any(changed.values()):
                places = _places(values @ _row(changed, names))
                now = {one.asset for one, place in zip(ranked, places, strict=True) if place <= top}
                found.append(_sway(name, factor, ranked, first, now))
    return found


def _sway(name: str, factor: float, ranked: Sequence[Significance], first: set[str], now: set[str]) -> Sway:
    enter = tuple(one.asset for one in ranked if one.asset in now - first)
    leave = tuple(one.asset for one in ranked if one.asset in first - now)
    return Sway(name, factor, enter, leave)


def _matrix(ranked: Sequence[Significance], weights: Mapping[str, float]) -> "tuple[NDArray[np.float64], list[str]]":
    """Assets x criteria; what is not assessed is 0, as in the score."""
    import numpy as np

    names = list(weights)
    rows = [{one.criterion: one.value or 0.0 for one in item.appraisals} for item in ranked]
    return np.array([[row.get(name, 0.0) for name in names] for row in rows]).reshape(len(rows), len(names)), names


def _row(weights: Mapping[str, float], names: Sequence[str]) -> "NDArray[np.float64]":
    import numpy as np

    return np.array([weights[name] for name in names])


def _places(scores: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """Rank of each score, 1 the highest; equal scores share the best rank."""
    import numpy as np

    rounded = np.round(scores, EXACT)
    return np.searchsorted(np.sort(-rounded), -rounded, side="left") + 1


def balance(
    ranked: Sequence[Significance], communities: Mapping[str, str], top: int = 50
) -> dict[str, tuple[int, int]]:
    """Whose heritage the registers say it is -> (among the first N, in the whole inventory): shown, never corrected."""
    found: dict[str, tuple[int, int]] = {}
    for one in ranked:
        name = communities.get(one.asset) or "not stated"
        first, whole = found.get(name, (0, 0))
        found[name] = (first + (one.rank <= top), whole + 1)
    return found


def unsure(ranked: Sequence[Significance], top: int = 50) -> list[Significance]:
    """Those outside the first N that could stand among them if what is not assessed turned out exceptional."""
    line = min((one.score for one in ranked if one.rank <= top), default=0.0)
    return [one for one in ranked if one.rank > top and one.highest > line]
