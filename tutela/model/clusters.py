"""Average-linkage clustering that depends neither on the order of the input nor on names or ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]
TIE = 1e-9


def clusters(count: int, scores: Mapping[Pair, float], missing: float) -> list[list[int]]:
    """Groups of the items 0..count-1, each in rising order.

    `scores` holds the likeness of pairs (i < j): above 0 speaks for one thing, below for two; `missing` stands for
    the others.
    The two groups with the highest mean likeness are joined as long as it is above 0; groups that tie are joined
    together,
    so that no order decides.
    """
    found: list[list[int]] = []
    for members in _components(count, (pair for pair, score in scores.items() if score > 0)):
        found += _agglomerate(members, scores, missing) if len(members) > 1 else [members]
    return found


def _components(count: int, pairs: Iterable[Pair]) -> list[list[int]]:
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


def _agglomerate(members: list[int], scores: Mapping[Pair, float], missing: float) -> list[list[int]]:
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
        for joined in _components(len(members), tied):
            if len(joined) > 1:
                _join(joined, groups, sizes, sums, means)
    return [sorted(groups[index]) for index in sorted(groups)]


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
