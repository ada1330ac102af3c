"""Average-linkage clustering that depends neither on the order of the input nor on names or ids."""

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

Pair = tuple[int, int]
Leaving = frozenset[int]
"""Items that leave a group when a pair of it must stand apart."""
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

    The two groups with the highest mean likeness are joined as long as it is above 0; groups that tie are joined
    together, so that no order decides.
    """
    barred = {(min(pair), max(pair)): -math.inf for pair in apart}
    likeness = {**scores, **barred} if barred else scores
    leaving = frozenset(judged for judged, _ in apart)
    found: list[list[int]] = []
    for members in components(count, (pair for pair, score in likeness.items() if score > 0)):
        found += _agglomerate(members, likeness, missing, leaving) if len(members) > 1 else [members]
    return _joined(found, likeness, missing, together, leaving) if together else found


def _joined(
    groups: list[list[int]], scores: Mapping[Pair, float], missing: float, together: Collection[Pair], leaving: Leaving
) -> list[list[int]]:
    """The groups with those joined that must stand together."""
    home = {item: number for number, group in enumerate(groups) for item in group}
    found: list[list[int]] = []
    for joined in components(len(groups), ((home[a], home[b]) for a, b in together)):
        members = sorted(item for number in joined for item in groups[number])
        if len(joined) > 1 and _holds_barred(members, scores):
            found += _around_pairs(members, scores, missing, together, leaving)
        else:
            found.append(members)
    return found


def _around_pairs(
    members: list[int], scores: Mapping[Pair, float], missing: float, together: Collection[Pair], leaving: Leaving
) -> list[list[int]]:
    """Groups made anew around the pairs that must stand together, where whole groups cannot be joined."""
    place = {item: index for index, item in enumerate(members)}
    ties = [(place[a], place[b]) for a, b in together if a in place and b in place]
    chains = [[members[index] for index in chain] for chain in components(len(members), ties)]
    units = [
        unit for chain in chains for unit in ([[item] for item in chain] if _holds_barred(chain, scores) else [chain])
    ]
    between = {
        (a, b): _nearest([scores.get((min(i, j), max(i, j)), missing) for i in units[a] for j in units[b]])
        for a, b in itertools.combinations(range(len(units)), 2)
    }
    gone = frozenset(index for index, unit in enumerate(units) if leaving.intersection(unit))
    groups = _agglomerate(list(range(len(units))), between, missing, gone)
    return [sorted(item for index in group for item in units[index]) for group in groups]


def _nearest(likenesses: Sequence[float]) -> float:
    """What is like one of several that are one thing is like them all, unless it is barred from one of them."""
    return -math.inf if -math.inf in likenesses else max(likenesses)


def _holds_barred(members: Sequence[int], scores: Mapping[Pair, float]) -> bool:
    pairs = itertools.combinations(sorted(members), 2)
    return any(scores.get(pair) == -math.inf for pair in pairs)


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


def _agglomerate(
    members: list[int], scores: Mapping[Pair, float], missing: float, leaving: Leaving = frozenset()
) -> list[list[int]]:
    sizes = dict.fromkeys(range(len(members)), 1)
    groups = {index: [member] for index, member in enumerate(members)}
    sums = {
        (a, b): scores.get((members[a], members[b]), missing)
        for a in range(len(members))
        for b in range(a + 1, len(members))
    }
    means = dict(sums)
    while means and (best := max(means.values())) > 0:
        tied = [pair for pair, mean in means.items() if mean >= best - TIE]
        allowed = list(_allowed(tied, sums, {index for index in groups if leaving.intersection(groups[index])}))
        for joined in allowed:
            _join(joined, groups, sizes, sums, means)
        for pair in () if allowed else tied:
            # Each is as like to the other as to one it must not stand with: none of them is joined.
            del means[pair]
    return [sorted(groups[index]) for index in sorted(groups)]


def _allowed(tied: Sequence[Pair], sums: Mapping[Pair, float], leaving: Collection[int]) -> Iterable[list[int]]:
    """The groups to join, of those that tie: all of them, or where some must stand apart, without those that leave."""
    for joined in _tied_components(tied):
        if not _holds_barred(joined, sums):
            yield joined
        else:
            stay = [pair for pair in tied if pair[0] in joined and not (pair[0] in leaving or pair[1] in leaving)]
            yield from (rest for rest in _tied_components(stay) if not _holds_barred(rest, sums))


def _tied_components(tied: Sequence[Pair]) -> list[list[int]]:
    items = sorted({index for pair in tied for index in pair})
    place = {index: number for number, index in enumerate(items)}
    found = components(len(items), [(place[a], place[b]) for a, b in tied])
    return [[items[number] for number in joined] for joined in found]


def _join(
    joined: list[int],
    groups: dict[int, list[int]],
    sizes: dict[int, int],
    sums: dict[Pair, float],
    means: dict[Pair, float],
) -> None:
    """Put the groups `joined` into the first of them; add up their likeness to all others and average it anew."""
    first, gone = joined[0], set(joined[1:])
    for index in gone:
        groups[first] += groups.pop(index)
        sizes[first] += sizes.pop(index)
    for other in sizes:
        if other != first:
            pair = min(first, other), max(first, other)
            sums[pair] = sum(sums[min(index, other), max(index, other)] for index in joined)
            means[pair] = sums[pair] / (sizes[first] * sizes[other])
    for index in gone:
        for other in (*sizes, *gone):
            means.pop((min(index, other), max(index, other)), None)
