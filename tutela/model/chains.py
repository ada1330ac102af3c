"""Which document of an incident is most plainly seen to rest on which."""

from collections.abc import Iterable, Mapping

from tutela.model.incidents import ChainEdge, EdgeKind

SHARED_FROM = 0.2
"""Least share of common words that joins two texts as one resting on the other: reports of one event share some
anyway."""
STRENGTH = (
    EdgeKind.COPIES, EdgeKind.TRANSLATES, EdgeKind.EMBEDS, EdgeKind.CITES, EdgeKind.CREDITS, EdgeKind.REWRITES,
)  # fmt: skip
"""What says most of how a document rests on another, first."""


def plainest_edges(chain: Iterable[ChainEdge], days: Mapping[str, str]) -> list[ChainEdge]:
    """For each document the one other document it is most plainly seen to rest on, if any.

    A group of copies so hangs on its earliest text; texts that only share some words are not joined.

    Args:
        chain: the edges of an incident.
        days: the documents of interest -> the day of publication, empty where unknown.
    """
    best: dict[str, ChainEdge] = {}
    for edge in chain:
        if not {edge.source, edge.target} <= days.keys() or _is_weak(edge):
            continue
        if edge.source not in best or _rank(edge, days) < _rank(best[edge.source], days):
            best[edge.source] = edge
    # Of two that are each said to rest on the other one line is enough: from the later one, else the surer.
    pairs: dict[frozenset[str], ChainEdge] = {}
    for edge in sorted(best.values(), key=lambda edge: (days[edge.source], edge.score)):
        pairs[frozenset((edge.source, edge.target))] = edge
    return list(pairs.values())


def _is_weak(edge: ChainEdge) -> bool:
    return edge.kind is EdgeKind.REWRITES and edge.score < SHARED_FROM


def _rank(edge: ChainEdge, days: Mapping[str, str]) -> tuple[int, str, float]:
    """Plainest kind first, then the earliest text, then the surest."""
    return STRENGTH.index(edge.kind), days[edge.target], -edge.score
