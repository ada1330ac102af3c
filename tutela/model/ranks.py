"""Ranks that things of one score share."""

from collections.abc import Iterable


def shared_ranks(scores: Iterable[float]) -> list[int]:
    """The rank of each score in an order from the highest: equal ones share a rank, and the next counts on from all.

    >>> shared_ranks([0.9, 0.5, 0.5, 0.1])
    [1, 2, 2, 4]
    """
    ranks: list[int] = []
    before: float | None = None
    for place, score in enumerate(scores, 1):
        ranks.append(ranks[-1] if score == before else place)
        before = score
    return ranks
