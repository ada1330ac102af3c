"""Origins over all incidents: a speaker whom one text names for two assets is one origin for both."""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from tutela.incidents.origins import Source
from tutela.incidents.voices import Voice
from tutela.language.names import fold
from tutela.model.ids import record_id

Group = Sequence[Source]


def pooled_origins(groups: Sequence[Group]) -> dict[str, str]:
    """Claim id -> id of its origin. Groups of claims are one origin when a document names one speaker for both.

    The id comes from the smallest claim of the origin, so that no order of the input changes it.
    """
    parent = list(range(len(groups)))
    first: dict[Hashable, int] = {}
    for index, group in enumerate(groups):
        for source in group:
            other = first.setdefault(_speaker_key(source), index)
            _join(parent, index, other)
    for one, other in _named_alike(groups):
        _join(parent, one, other)
    members: dict[int, list[str]] = defaultdict(list)
    for index, group in enumerate(groups):
        members[_root(parent, index)] += [source.claim.id for source in group]
    return {
        claim: record_id("org", {"claim": smallest})
        for claims in members.values()
        for smallest in [min(claims)]
        for claim in claims
    }


def _named_alike(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Groups that hold one speaker of a document under two forms of its name."""
    spoken: dict[str, dict[str, tuple[int, Voice]]] = defaultdict(dict)
    for index, group in enumerate(groups):
        for source in group:
            if source.nearest and source.nearest.named():
                spoken[source.claim.document].setdefault(fold(source.nearest.words), (index, source.nearest))
    for voices in spoken.values():
        for (one, ours), (other, theirs) in itertools.combinations(voices.values(), 2):
            if one != other and ours.same(theirs):
                yield one, other


def _speaker_key(source: Source) -> Hashable:
    """What is one speaker inside one document: the words that name it; in its own voice, what was observed."""
    document = source.claim.document
    if source.nearest is None:
        return document, "own voice", source.observed
    named = source.nearest.named()
    return document, fold(source.nearest.words) if named else source.claim.id


def _root(parent: list[int], item: int) -> int:
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


def _join(parent: list[int], a: int, b: int) -> None:
    low, high = sorted((_root(parent, a), _root(parent, b)))
    parent[high] = low
