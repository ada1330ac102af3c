"""Average-linkage clustering that depends neither on the order of the input nor on names or ids.

Method: of all groups the two with the highest mean likeness are joined as long as it is above 0; groups that tie are
joined together, so that no order decides. Each group remembers its nearest, so that time grows with the square of the
number of items that chains of likeness connect (Anderberg 1973, "Cluster Analysis for Applications", section 6.2).
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]
Table = NDArray[np.float64]
"""Likeness of every two items, symmetric; what stands on the diagonal is not looked at."""
Look = Callable[[Sequence[int]], Table]
"""The likeness of some items to one another."""
TIE = 1e-9


def clusters(
    count: int,
    scores: Mapping[Pair, float],
    missing: float,
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> list[list[int]]:
    """Groups of the items 0..count-1, each in rising order.

    Args:
        scores: likeness of pairs (i < j): above 0 speaks for one thing, below for two.
        missing: likeness of all other pairs.
        together: pairs that must stand in one group; the groups that the scores make of both are joined.
        apart: pairs (judged, other) that must not stand in one group, whatever else joins. Where both are as like to a
            third, it stays with the other. Of a chain of `together` that holds such a pair none is followed.
    """
    barred = {(min(pair), max(pair)): -math.inf for pair in apart}
    likeness = {**scores, **barred} if barred else scores
    linked = components(count, (pair for pair, score in likeness.items() if score > 0))
    return _clustered(linked, _among(likeness, missing), together, frozenset(judged for judged, _ in apart))


def clusters_in(table: Table, together: Collection[Pair] = (), apart: Collection[Pair] = ()) -> list[list[int]]:
    """The same where the likeness of every two items is known; `apart` is written into the table."""
    for pair in apart:
        table[pair] = table[pair[::-1]] = -math.inf

    def look(members: Sequence[int]) -> Table:
        whole = len(members) == len(table)
        return table.copy() if whole else table[np.ix_(members, members)]

    return _clustered(_connected(table > 0), look, together, frozenset(judged for judged, _ in apart))


def _among(scores: Mapping[Pair, float], missing: float) -> Look:
    near: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (one, other), score in scores.items():
        near[one].append((other, score))

    def look(members: Sequence[int]) -> Table:
        place = {item: index for index, item in enumerate(members)}
        table = np.full((len(members), len(members)), missing)
        for item, index in place.items():
            for other, score in near.get(item, ()):
                if other in place:
                    table[index, place[other]] = table[place[other], index] = score
        return table

    return look


def _clustered(
    linked: Iterable[list[int]], look: Look, together: Collection[Pair], leaving: frozenset[int]
) -> list[list[int]]:
    """The groups that each connected part falls into; `leaving` are items that leave when two must stand apart."""
    found: list[list[int]] = []
    for members in linked:
        if len(members) == 1:
            found.append(members)
            continue
        gone = {index for index, item in enumerate(members) if item in leaving}
        found += [[members[index] for index in group] for group in _agglomerate(look(members), gone)]
    return _joined(found, look, together, leaving) if together else found


def _joined(
    groups: list[list[int]], look: Look, together: Collection[Pair], leaving: frozenset[int]
) -> list[list[int]]:
    """The groups with those joined that must stand together."""
    home = {item: number for number, group in enumerate(groups) for item in group}
    found: list[list[int]] = []
    for joined in components(len(groups), ((home[a], home[b]) for a, b in together)):
        members = sorted(item for number in joined for item in groups[number])
        if len(joined) > 1 and _holds_barred(look(members)):
            found += _around_pairs(members, look, together, leaving)
        else:
            found.append(members)
    return found


def _around_pairs(
    members: list[int], look: Look, together: Collection[Pair], leaving: frozenset[int]
) -> list[list[int]]:
    """Groups made anew around the pairs that must stand together, where whole groups cannot be joined."""
    place, table = {item: index for index, item in enumerate(members)}, look(members)
    chains = components(len(members), [(place[a], place[b]) for a, b in together if a in place and b in place])
    units = [
        unit
        for chain in chains
        for unit in ([[item] for item in chain] if _holds_barred(table[np.ix_(chain, chain)]) else [chain])
    ]
    between = np.zeros((len(units), len(units)))
    for a, b in itertools.combinations(range(len(units)), 2):
        between[a, b] = between[b, a] = _nearest(table[np.ix_(units[a], units[b])])
    gone = {index for index, unit in enumerate(units) if any(members[item] in leaving for item in unit)}
    groups = _agglomerate(between, gone)
    return [sorted(members[item] for index in group for item in units[index]) for group in groups]


def _nearest(likenesses: Table) -> float:
    """What is like one of several that are one thing is like them all, unless it is barred from one of them."""
    return -math.inf if np.isneginf(likenesses).any() else float(likenesses.max())


def _holds_barred(table: Table) -> bool:
    return bool(np.isneginf(np.triu(table, 1)).any())


def components(count: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """Groups of the items 0..count-1 that pairs connect, each in rising order."""
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for item in range(count):
        groups[root(item)].append(item)
    return list(groups.values())


def _connected(near: NDArray[np.bool_]) -> list[list[int]]:
    """The same where it is known of every two items whether they are connected."""
    unseen = np.ones(len(near), np.bool_)
    found: list[list[int]] = []
    while unseen.any():
        waiting, members = [int(unseen.argmax())], []
        unseen[waiting[0]] = False
        while waiting:
            item = waiting.pop()
            members.append(item)
            fresh = near[item] & unseen
            unseen &= ~fresh
            waiting += np.flatnonzero(fresh).tolist()
        found.append(sorted(members))
    return found


def _agglomerate(sums: Table, leaving: Collection[int]) -> list[list[int]]:
    """Groups of the rows of a table, which is used up."""
    if len(sums) == 1:
        return [[0]]
    if len(sums) == 2:
        return [[0, 1]] if sums[0, 1] > 0 else [[0], [1]]
    merging = _Merging(sums)
    while (best := merging.best()) > 0:
        tied, near = merging.tied(best)
        allowed = list(merging.allowed(tied, near, leaving))
        for joined in allowed:
            merging.join(joined)
        if not allowed:
            # Each is as like to the other as to one it must not stand with: none of them is joined.
            merging.part(tied, near)
    return [sorted(group) for group in merging.groups.values()]


class _Merging:
    """Groups of rows on their way, with the sum and mean of the likeness between every two of them."""

    def __init__(self, sums: Table) -> None:
        self.groups = {index: [index] for index in range(len(sums))}
        self._sums = sums
        np.fill_diagonal(sums, 0.0)
        self._barring = _holds_barred(sums)
        self._sizes = np.ones(len(sums))
        self._means = sums.copy()
        np.fill_diagonal(self._means, -math.inf)
        self._best = self._means.max(axis=1)
        """Of each group its likeness to the one it is likest to."""

    def best(self) -> float:
        return float(self._best.max())

    def tied(self, best: float) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The groups whose likeness to another is the best, and which of them are so like to which."""
        rows = np.flatnonzero(self._best >= best - TIE)
        return rows, self._means[np.ix_(rows, rows)] >= best - TIE

    def allowed(
        self, tied: NDArray[np.int64], near: NDArray[np.bool_], leaving: Collection[int]
    ) -> Iterable[list[int]]:
        """What to join, of the groups that tie: all, or where some must stand apart, without those that leave."""
        for part in _connected(near):
            joined = tied[part].tolist()
            if not self._barred(joined):
                yield joined
                continue
            stay = [at for at in part if not any(item in leaving for item in self.groups[int(tied[at])])]
            for rest in _connected(near[np.ix_(stay, stay)]):
                left = tied[[stay[at] for at in rest]].tolist()
                if len(left) > 1 and not self._barred(left):
                    yield left

    def _barred(self, rows: Sequence[int]) -> bool:
        return self._barring and _holds_barred(self._sums[np.ix_(rows, rows)])

    def part(self, tied: NDArray[np.int64], near: NDArray[np.bool_]) -> None:
        """Never join these as they stand."""
        spots = np.ix_(tied, tied)
        self._means[spots] = np.where(near, -math.inf, self._means[spots])
        self._best[tied] = self._means[tied].max(axis=1)

    def join(self, joined: Sequence[int]) -> None:
        """Put groups into the first of them: add up their likeness to all others and average it anew."""
        first, gone = joined[0], list(joined[1:])
        before = self._means[:, joined].max(axis=1)
        for index in gone:
            self.groups[first] += self.groups.pop(index)
        self._sizes[first] += self._sizes[gone].sum()
        self._sizes[gone] = 0.0
        self._sums[first] = self._sums[joined].sum(axis=0)
        self._sums[:, first] = self._sums[first]
        alive = self._sizes > 0
        alive[first] = False
        means = np.full(len(alive), -math.inf)
        means[alive] = self._sums[first, alive] / (self._sizes[first] * self._sizes[alive])
        self._means[gone] = self._means[:, gone] = -math.inf
        self._means[first] = self._means[:, first] = means
        self._follow(alive, before, means)
        self._best[gone] = -math.inf
        self._best[first] = means.max()

    def _follow(self, alive: NDArray[np.bool_], before: Table, means: Table) -> None:
        """Of every other group the likeness to its likest: looked for anew where that was among those joined."""
        lost = alive & (self._best <= before) & (means < before)
        self._best = np.maximum(self._best, means)
        if lost.any():
            self._best[lost] = self._means[lost].max(axis=1)
