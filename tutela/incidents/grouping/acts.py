"""Claims about one asset into incidents, in time that grows with the square of their number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tutela.incidents.grouping.comparisons import Telling
from tutela.incidents.grouping.likenesses import Table, likenesses
from tutela.model.clusters import clusters_in
from tutela.model.rulings import Pair as Ruled

UNLIKE = -1.0
"""Likeness of two claims about different assets, which are not compared."""


DOUBT = 1.0
"""Two incidents whose claims are this little unlike (mean log-odds) are shown to a person: with
the assets given, 5 of 24 such pairs of annotated stories are one, and 2 of 42 that are less like."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two groups of claims that are almost one incident, and the two claims of them that are likest."""

    one: Telling
    other: Telling
    mean: float
    """Mean likeness of their claims (log-odds), at most 0."""


def group_claims(tellings: Sequence[Telling], pairs: Sequence[Ruled] = ()) -> list[list[Telling]]:
    """The claims by incident, independent of their order; those about different assets meet by a ruling only."""
    return grouped(tellings, pairs)[0]


def grouped(tellings: Sequence[Telling], pairs: Sequence[Ruled] = ()) -> tuple[list[list[Telling]], list[Near]]:
    """The claims by incident, and which incidents are almost one."""
    ordered = sorted(tellings, key=lambda telling: telling.claim.id)
    place = {telling.claim.id: index for index, telling in enumerate(ordered)}
    ruled = [(place[one.one], place[one.other], one.same) for one in pairs if one.one in place and one.other in place]
    together, apart = ([(a, b) for a, b, same in ruled if same is wanted] for wanted in (True, False))
    table = likenesses(ordered, UNLIKE)
    groups = clusters_in(table, together, apart)
    return [[ordered[index] for index in group] for group in groups], _near(table, groups, ordered)


def surer_acts(tellings: Sequence[Telling], doubt: float) -> list[list[Telling]]:
    """The claims by act where each pair must be surer (log-odds) of one act by so much than it takes to join them."""
    ordered = sorted(tellings, key=lambda telling: telling.claim.id)
    return [[ordered[index] for index in group] for group in clusters_in(likenesses(ordered, UNLIKE) - doubt)]


def _near(table: Table, groups: Sequence[Sequence[int]], ordered: Sequence[Telling]) -> list[Near]:
    """Groups about one asset that doubt could join; what people ruled apart is not among them."""
    order = [index for group in groups for index in group]
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    sums = np.add.reduceat(np.add.reduceat(table[np.ix_(order, order)], starts, axis=0), starts, axis=1)
    sizes = np.array([len(group) for group in groups])
    means = sums / np.outer(sizes, sizes)
    found = []
    for a, b in np.argwhere(np.triu((means > -DOUBT) & (means <= 0.0), 1)).tolist():
        between = table[np.ix_(groups[a], groups[b])]
        at, there = np.unravel_index(int(between.argmax()), between.shape)
        one, other = ordered[groups[a][int(at)]], ordered[groups[b][int(there)]]
        if one.asset == other.asset:
            found.append(Near(one, other, float(means[a, b])))
    return found
