"""Claims about one asset into incidents, in time that grows with the square of their number."""

from collections.abc import Sequence

from tutela.incidents.grouping.comparisons import Telling
from tutela.incidents.grouping.likenesses import likenesses
from tutela.model.clusters import clusters_in
from tutela.model.rulings import Pair as Ruled

UNLIKE = -1.0
"""Likeness of two claims about different assets, which are not compared."""


def group_claims(tellings: Sequence[Telling], pairs: Sequence[Ruled] = ()) -> list[list[Telling]]:
    """The claims by incident, independent of their order; those about different assets meet by a ruling only."""
    ordered = sorted(tellings, key=lambda telling: telling.claim.id)
    place = {telling.claim.id: index for index, telling in enumerate(ordered)}
    ruled = [(place[one.one], place[one.other], one.same) for one in pairs if one.one in place and one.other in place]
    together, apart = ([(a, b) for a, b, same in ruled if same is wanted] for wanted in (True, False))
    groups = clusters_in(likenesses(ordered, UNLIKE), together, apart)
    return [[ordered[index] for index in group] for group in groups]
