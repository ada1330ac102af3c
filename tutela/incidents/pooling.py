"""Origins over all incidents: a speaker whom one text names for two assets is one origin for both.

Two incidents have an origin in common where one document names one speaker for both. Followed from document to
document without end, everything in a large case would be one origin. So each group of claims goes by the earliest
group within two steps of it, which is the whole of a story and no more; later documents hardly ever change it.
"""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tutela.incidents.origins import Source
from tutela.incidents.voices import Voice
from tutela.language.names import fold
from tutela.model.clusters import components
from tutela.model.ids import record_id

Rank = tuple[str, int, str]
"""What the earliest group has least of: when it appeared; of one day the widest reach, turned; its first claim."""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of one incident that go back to one origin."""

    claims: tuple[str, ...]
    keys: frozenset[str]
    """Its speakers, each as one document names it."""
    since: str
    """The first day on which one of its documents appeared."""
    first: str
    """The claim of that day; of several the smallest."""


def group_of(told: Iterable[Source], keys: Mapping[str, str]) -> Group:
    """The group of some claims; `keys` is claim -> its speaker within its document."""
    sources = list(told)
    claims = tuple(sorted(source.claim.id for source in sources))
    since, first = min((_day(source), source.claim.id) for source in sources)
    return Group(claims, frozenset(keys[claim] for claim in claims), since, first)


def _day(source: Source) -> str:
    """When it appeared; what has no date stands last."""
    return (source.published.start if source.published else None) or "9999"


def own_origin(group: Group) -> str:
    """The id of a group's origin as long as no other group shares it, made of its first claim."""
    return record_id("org", {"claim": group.first})


def speaker_keys(told: Iterable[Source]) -> dict[str, str]:
    """Claim -> what names its speaker inside its document: the words for it, whichever of its names they are; in the
    document's own voice, what was observed."""
    found: dict[str, str] = {}
    by_document: dict[str, list[Source]] = defaultdict(list)
    for source in told:
        by_document[source.claim.document].append(source)
    for document, sources in by_document.items():
        names = _names(sources)
        found |= {source.claim.id: f"{document} {_speaker(source, names)}" for source in sources}
    return found


def _speaker(source: Source, names: Mapping[str, str]) -> str:
    if source.nearest is None:
        return f"own voice {' '.join(sorted(source.observed))}"
    return f"named {names[fold(source.nearest.words)]}" if source.nearest.named() else f"claim {source.claim.id}"


def _names(sources: Iterable[Source]) -> dict[str, str]:
    """Name of a speaker -> the first of all its names in the document."""
    spoken: dict[str, Voice] = {}
    for source in sources:
        if source.nearest and source.nearest.named():
            spoken.setdefault(fold(source.nearest.words), source.nearest)
    names = sorted(spoken)
    pairs = itertools.combinations(range(len(names)), 2)
    alike = components(len(names), (pair for pair in pairs if spoken[names[pair[0]]].same(spoken[names[pair[1]]])))
    return {names[member]: names[group[0]] for group in alike for member in group}


class Pool:
    """The origins of all groups; exchanging a few looks at those near them only."""

    def __init__(self) -> None:
        self._sharing: dict[str, set[Group]] = defaultdict(set)
        """Speaker -> the groups that hold it."""
        self._rank: dict[Group, Rank] = {}
        self._reached: dict[Group, Rank] = {}
        """The best rank within one step, and within two."""
        self._origin: dict[Group, Rank] = {}

    def origin(self, group: Group) -> str:
        """Id of the origin that a group goes back to."""
        return record_id("org", {"claim": self._origin[group][2]})

    def exchange(self, old: Collection[Group], new: Collection[Group]) -> list[Group]:
        """Put groups in the place of others; all groups, new ones too, whose origin is not what it was."""
        for group in old:
            for key in group.keys:
                self._sharing[key].discard(group)
            for known in (self._rank, self._reached, self._origin):
                known.pop(group, None)
        for group in new:
            for key in group.keys:
                self._sharing[key].add(group)
        near = self._with_keys({key for group in (*old, *new) for key in group.keys})
        self._rank |= {group: self._ranked(group) for group in near}
        near = self._beside(near)
        self._reached |= self._best(near, self._rank)
        near = self._beside(near)
        origins = self._best(near, self._reached)
        moved = [group for group in near if self._origin.get(group) != origins[group]]
        self._origin |= origins
        return moved

    def _ranked(self, group: Group) -> Rank:
        reach = sum(len(self._sharing[key]) - 1 for key in group.keys)
        return group.since, -reach, group.first

    def _with_keys(self, keys: Iterable[str]) -> set[Group]:
        return {group for key in keys for group in self._sharing[key]}

    def _beside(self, groups: Iterable[Group]) -> set[Group]:
        """The groups and those that share a speaker with one of them."""
        return self._with_keys({key for group in groups for key in group.keys})

    def _best(self, groups: Iterable[Group], ranks: Mapping[Group, Rank]) -> dict[Group, Rank]:
        """The best rank among each group and those beside it."""
        best: dict[str, Rank] = {}
        found: dict[Group, Rank] = {}
        for group in groups:
            for key in group.keys:
                if key not in best:
                    best[key] = min(ranks[other] for other in self._sharing[key])
            found[group] = min(best[key] for key in group.keys)
        return found
