"""Origins over all incidents: a speaker whom one text names for two assets is one origin for both.

Two incidents have an origin in common where one document names one speaker for both. Followed from document to
document without end, everything in a large case would be one origin. So each group of claims goes by the earliest
group within two steps of it, which is the whole of a story and no more; later documents hardly ever change it.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace

from tutela.incidents.origins import Source
from tutela.incidents.voices import Voice
from tutela.language.names import fold
from tutela.model.clusters import components
from tutela.model.ids import record_id
from tutela.model.memory import HeldPostings, Postings

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


@dataclass(frozen=True, slots=True)
class Pooled:
    """What is known of a group among all: its rank, the best rank within one step, and within two."""

    group: Group
    rank: Rank
    reached: Rank
    origin: Rank


class Pool:
    """The origins of all groups; exchanging a few looks at those near them only.

    Groups go by their first claim: no claim stands in two.
    """

    def __init__(self, known: MutableMapping[str, Pooled] | None = None, sharing: Postings | None = None) -> None:
        self._known: MutableMapping[str, Pooled] = {} if known is None else known
        self._sharing: Postings = HeldPostings() if sharing is None else sharing
        """Speaker -> the groups that hold it."""

    def origin(self, group: Group) -> str:
        """Id of the origin that a group goes back to."""
        return record_id("org", {"claim": self._known[group.claims[0]].origin[2]})

    def exchange(self, old: Iterable[Group], new: Iterable[Group]) -> list[Group]:
        """Put groups in the place of others; all groups, new ones too, whose origin is not what it was."""
        old, new = list(old), list(new)
        for group in old:
            del self._known[group.claims[0]]
            for key in group.keys:
                self._sharing.discard(key, group.claims[0])
        fresh: Rank = ("", 0, "")
        for group in new:
            self._known[group.claims[0]] = Pooled(group, fresh, fresh, fresh)
            for key in group.keys:
                self._sharing.add(key, group.claims[0])
        near = self._with_keys({key for group in (*old, *new) for key in group.keys})
        for one in near:
            known = self._known[one]
            self._put(one, replace(known, rank=self._ranked(known.group)))
        near = self._beside(near)
        for one, rank in self._best(near, lambda pooled: pooled.rank).items():
            self._put(one, replace(self._known[one], reached=rank))
        near = self._beside(near)
        origins = self._best(near, lambda pooled: pooled.reached)
        moved = [one for one, rank in origins.items() if self._known[one].origin != rank]
        for one in moved:
            self._put(one, replace(self._known[one], origin=origins[one]))
        return [self._known[one].group for one in moved]

    def _put(self, one: str, pooled: Pooled) -> None:
        if self._known[one] != pooled:
            self._known[one] = pooled

    def _ranked(self, group: Group) -> Rank:
        reach = sum(self._sharing.size(key) - 1 for key in group.keys)
        return group.since, -reach, group.first

    def _with_keys(self, keys: Iterable[str]) -> set[str]:
        return {one for key in keys for one in self._sharing.under(key)}

    def _beside(self, groups: Iterable[str]) -> set[str]:
        """The groups and those that share a speaker with one of them."""
        return self._with_keys({key for one in groups for key in self._known[one].group.keys})

    def _best(self, groups: Iterable[str], rank_of: Callable[[Pooled], Rank]) -> dict[str, Rank]:
        """The best rank among each group and those beside it."""
        best: dict[str, Rank] = {}
        found: dict[str, Rank] = {}
        for one in groups:
            keys = self._known[one].group.keys
            for key in keys:
                if key not in best:
                    best[key] = min(rank_of(self._known[other]) for other in self._sharing.under(key))
            found[one] = min(best[key] for key in keys)
        return found
