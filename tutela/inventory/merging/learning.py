"""Learning the odds of each level without labels: expectation maximisation over the patterns of the candidate pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.inventory.merging.comparisons import Comparison, Odds

if TYPE_CHECKING:
    import numpy as np

ROUNDS = 25
PACKAGED_COUNTS = 40.0
"""Pairs that are one thing which the packaged odds stand for beside those found: few found pairs change little."""
LEAST_LESS, MOST_MORE = 0.2, 3.0
"""How far the share of pairs that are one thing may be learnt from what is expected: two bits each way."""

ENUMERATED = {
    "name": {
        "unshared_by_others", "rare", "uncommon", "common", "folds_rare", "folds_uncommon", "sounds_rare",
        "sounds_uncommon", "word_rare",
    },
}  # fmt: skip
"""Levels every pair of which can be found by its key, so that those that are not one thing can be counted."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which pairs are weighed: those of two registers, or those of one."""

    across: bool
    pairs: float
    """All pairs that could be formed."""
    one: float
    """Those expected to be one thing."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Which levels pairs meet together, and how many pairs each time."""

    patterns: tuple[int, ...]
    """As one number each (see `pairing.levels_of`)."""
    levels: tuple[tuple[int, ...], ...]
    """Level by comparison, -1 where nothing is said."""
    counts: tuple[float, ...]

    def by_level(self, comparison: int) -> dict[int, float]:
        """How many pairs meet each level of a comparison."""
        found: dict[int, float] = {}
        for levels, count in zip(self.levels, self.counts, strict=True):
            found[levels[comparison]] = found.get(levels[comparison], 0.0) + count
        return found


Table = dict[str, dict[str, Odds]]


def learn(
    found: Sequence[Comparison], odds: Mapping[str, Mapping[str, Odds]], scope: Scope, met: Patterns
) -> tuple[Table, float]:
    """Odds and prior as the candidate pairs themselves suggest: m of every level that can be taught, and the prior."""
    import numpy as np

    prior = min(0.5, scope.one / scope.pairs)
    table: Table = {name: dict(levels) for name, levels in odds.items()}
    if not met.patterns:
        return table, prior
    patterns, counts = np.array(met.levels, dtype=np.int64), np.array(met.counts)
    for _ in range(ROUNDS):
        weight = np.full(len(counts), np.log(prior / (1 - prior)))
        for at, comparison in enumerate(found):
            bits = [
                np.log(table[comparison.name][level.name].m / table[comparison.name][level.name].u)
                for level in comparison.levels
            ]
            weight += np.array([*bits, 0.0])[patterns[:, at]]
        one = counts / (1 + np.exp(-weight))
        for at, comparison in enumerate(found):
            if comparison.taught and scope.across:
                table[comparison.name] = _learnt(comparison, odds[comparison.name], patterns[:, at], one)
        prior = (float(one.sum()) + PACKAGED_COUNTS * scope.one / scope.pairs) / (scope.pairs + PACKAGED_COUNTS)
        prior = min(0.5, MOST_MORE * scope.one / scope.pairs, max(prior, LEAST_LESS * scope.one / scope.pairs))
    return table, prior


KEPT = frozenset({"holds_other", "word_rare", "word_common", "contradicting", "different", "far"})
"""Levels whose packaged odds hold: mistakes would teach them to count for more."""


def _learnt(
    comparison: Comparison, odds: Mapping[str, Odds], levels: "np.ndarray", one: "np.ndarray"
) -> dict[str, Odds]:
    told = float(one[levels >= 0].sum())
    return {
        level.name: Odds(
            odds[level.name].m
            if level.name in KEPT
            else (float(one[levels == at].sum()) + PACKAGED_COUNTS * odds[level.name].m) / (told + PACKAGED_COUNTS),
            odds[level.name].u,
        )
        for at, level in enumerate(comparison.levels)
    }
