"""Links of a growing case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.linking.described import CROWD, keys_of, likeness
from tutela.linking.growing.grouping import Members, grouped
from tutela.linking.growing.memory import (
    Cluster,
    Linked,
    LinkMemory,
    Seen,
    Told,
    document_of,
    place_of,
    sighting_id,
    words_term,
)
from tutela.linking.inventory import Candidate, candidates
from tutela.linking.making import COMPARED, link_of, shared_reasons
from tutela.linking.precedents import Precedents, heeded, words_of
from tutela.linking.ruled import described_id, ruled_apart
from tutela.linking.sightings import Sighting, sightings_in
from tutela.linking.whereabouts import Gazetteer, Resolver
from tutela.model.claims import AssetType
from tutela.model.clusters import Pair, components
from tutela.model.documents import Document
from tutela.model.inventory import AssetIndex
from tutela.model.links import Link
from tutela.model.rulings import Pair as Ruled
from tutela.model.rulings import Precedent

Scores = dict[tuple[str, str], float]
"""Likeness of two sightings, the smaller first."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """What telling a linker of documents came to."""

    links: dict[str, Link]
    """Claim -> its link, where it may be another than before."""
    described: dict[str, frozenset[str]]
    """Assets that no inventory holds and of which something else is told than before -> the documents that do."""
    gone: frozenset[str]
    """Ids of such assets that nothing is told of any more."""


class Linker:
    """Links documents as they come, change and go, and keeps what it found.

    However it is told, all at once or one document after the other in any order, it ends with the same links.

    Args:
        index: the inventory; another one needs another linker with an empty memory.
        told: gives the documents asked for.
        pairs: what people ruled of assets; two called different stay two, whatever speaks for one.
        memory: what an earlier linker remembered of this case.
        precedents: what people ruled of words. Where they rule otherwise than before, the documents with those words
            (`LinkMemory.documents_with`) must be told again.
    """

    def __init__(
        self,
        index: AssetIndex,
        gazetteer: Gazetteer,
        told: Told,
        pairs: Sequence[Ruled] = (),
        memory: LinkMemory | None = None,
        precedents: Sequence[Precedent] = (),
    ) -> None:
        self._index = index
        self._resolver = Resolver(gazetteer)
        self._told = told
        self._pairs = [pair for pair in pairs if pair.kind == "asset" and not pair.same]
        self._memory = memory or LinkMemory()
        self._precedents = Precedents(precedents, self._resolver)
        self._papers: dict[str, Document] = {}
        self._sightings: dict[str, Sighting] = {}
        self._candidates: dict[str, list[Candidate]] = {}
        self._settled: set[str] = set()
        """Sightings known to be held by the inventory."""

    def tell(self, documents: Collection[str]) -> Relinked:
        """Take some documents as they are told now."""
        sizes: dict[str, int] = {}
        touched = {home for document in documents for home in self._forget(document, sizes)}
        self._read(documents)
        fresh = [name for document in sorted(documents) for name in self._see(document, sizes)]
        size = self._memory.under.size
        crossing = {key for key, before in sizes.items() if (before <= CROWD) != (size(key) <= CROWD)}
        touched |= {home for key in crossing for home in self._homes(self._memory.under.under(key))}
        scores = self._compared(fresh, [key for key in crossing if size(key) <= CROWD])
        touched |= self._homes(name for pair, score in scores.items() if score > 0 for name in pair)
        touched |= self._homes(other for name in fresh for other in self._held_alike(name))
        return self._clustered(touched, fresh, scores, bool(crossing), frozenset(documents))

    # -- sightings ----------------------------------------------------------------------------------------------------

    def _read(self, documents: Collection[str]) -> None:
        """See that the sightings of some documents are at hand."""
        wanted = [document for document in documents if sighting_id(document, 0) not in self._sightings]
        for document, (paper, claims) in self._told(wanted).items() if wanted else ():
            self._papers[document] = paper
            for place, sighting in enumerate(sightings_in(paper, claims, self._resolver)):
                self._sightings[sighting_id(document, place)] = sighting

    def _sighting(self, name: str) -> Sighting:
        if name not in self._sightings:
            self._read([document_of(name)])
        return self._sightings[name]

    def _offered(self, name: str) -> list[Candidate]:
        if name not in self._candidates:
            sighting = self._sighting(name)
            self._candidates[name] = [] if sighting.many else self._compared_with_inventory(sighting)
        return self._candidates[name]

    def _compared_with_inventory(self, sighting: Sighting) -> list[Candidate]:
        ruled = self._precedents.on(sighting, self._papers[sighting.document])
        meant = [one.asset for one in ruled if one.meant]
        return heeded(candidates(sighting, self._index, self._resolver, meant), ruled)

    def _forget(self, document: str, sizes: dict[str, int]) -> Iterator[str]:
        """Take a document out; the clusters it stood in."""
        memory = self._memory
        for place, seen in enumerate(memory.seen.pop(document, ())):
            name = sighting_id(document, place)
            self._sightings.pop(name, None)
            self._candidates.pop(name, None)
            self._settled.discard(name)
            for key in (*seen.keys, *_held_key(seen)):
                sizes.setdefault(key, memory.under.size(key))
                memory.under.discard(key, name)
            for words in seen.words:
                memory.under.discard(words_term(words), name)
            yield memory.home.pop(name)

    def _see(self, document: str, sizes: dict[str, int]) -> Iterator[str]:
        """Take a document in; its sightings."""
        memory, found = self._memory, list[Seen]()
        while (name := sighting_id(document, len(found))) in self._sightings:
            sighting, offered = self._sightings[name], self._offered(name)
            held = offered[0].asset.id if offered and offered[0].odds > 0 else ""
            district = any(claim.asset_type is AssetType.HISTORIC_DISTRICT for claim in sighting.claims)
            claims = tuple(sorted(claim.id for claim in sighting.claims))
            seen = Seen(claims, tuple(sorted(keys_of(sighting))), held, district, words_of(sighting))
            for key in (*seen.keys, *_held_key(seen)):
                sizes.setdefault(key, memory.under.size(key))
                memory.under.add(key, name)
            for words in seen.words:
                memory.under.add(words_term(words), name)
            found.append(seen)
            if held:
                self._settled.add(name)
            yield name
        if found:
            memory.seen[document] = tuple(found)

    def _seen(self, name: str) -> Seen:
        return self._memory.seen[document_of(name)][place_of(name)]

    def _homes(self, names: Iterable[str]) -> set[str]:
        """The clusters of sightings, as far as they stand in any."""
        homes = (self._memory.home.get(name) for name in names)
        return {home for home in homes if home is not None}

    def _held_alike(self, name: str) -> Collection[str]:
        held = _held_key(self._seen(name))
        return self._memory.under.under(held[0]) if held else ()

    # -- likeness -----------------------------------------------------------------------------------------------------

    def _compared(self, fresh: Iterable[str], opened: Iterable[str]) -> Scores:
        """The likeness of new sightings to others, and of all that share a key which is no longer too common."""
        scores: Scores = {}
        for name in fresh:
            near = {other for key in self._telling(name) for other in self._memory.under.under(key)}
            # What the inventory settles, and what one text tells apart, needs no comparison.
            near = near - self._settled if name in self._settled else near
            self._score(((name, other) for other in near), scores)
        for key in opened:
            names = sorted(self._memory.under.under(key))
            self._score(((a, b) for at, a in enumerate(names) for b in names[at + 1 :]), scores)
        return scores

    def _telling(self, name: str) -> list[str]:
        """The keys of a sighting that few enough share."""
        return [key for key in self._seen(name).keys if self._memory.under.size(key) <= CROWD]

    def _score(self, pairs: Iterable[tuple[str, str]], scores: Scores) -> None:
        """Add the likeness of pairs."""
        wanted = {(min(pair), max(pair)) for pair in pairs} - scores.keys()
        open_ = sorted(pair for pair in wanted if document_of(pair[0]) != document_of(pair[1]) and self._open(*pair))
        self._read({document_of(name) for pair in open_ for name in pair})
        scores |= {pair: likeness(self._sighting(pair[0]), self._sighting(pair[1])) for pair in open_}

    def _open(self, one: str, other: str) -> bool:
        """Whether the inventory does not settle it: it holds one of them at most."""
        return not (self._is_held(one) and self._is_held(other))

    def _is_held(self, name: str) -> bool:
        if name in self._settled:
            return True
        if self._seen(name).held:
            self._settled.add(name)
            return True
        return False

    # -- clusters -----------------------------------------------------------------------------------------------------

    def _clustered(
        self, touched: Collection[str], fresh: Sequence[str], scores: Scores, crossing: bool, changed: Collection[str]
    ) -> Relinked:
        """Make clusters anew of those touched and of what is new, and the links of what came to stand otherwise."""
        memory = self._memory
        old = [memory.clusters.pop(home) for home in sorted(touched)]
        names = sorted({*fresh, *(n for cluster in old for n in cluster.sightings if n in memory.home)})
        scores |= self._remembered(old, frozenset(names), scores, crossing)
        before = {group.asset: group for cluster in old for group in cluster.groups if group.described}
        rested = {name: (group.asset, *rest) for cluster in old for group in cluster.groups
                  for name, rest in zip(group.sightings, group.rests, strict=True)}  # fmt: skip
        links: dict[str, Link] = {}
        after: dict[str, Linked] = {}
        districts: set[str] = set()
        for members in self._connected(names, scores):
            cluster = self._cluster(members, scores)
            for name in members:
                memory.home[name] = members[0]
            memory.clusters[members[0]] = cluster
            for group in cluster.groups:
                after |= {group.asset: group} if group.described else {}
                for name in self._otherwise(group, rested, changed):
                    links |= self._links(name, group)
                    if self._seen(name).district:
                        districts.add(document_of(name))
        groups = [
            group
            for asset, group in after.items()
            if asset not in before
            or before[asset].sightings != group.sightings
            or any(document_of(name) in changed for name in group.sightings)
        ]
        groups += [group for document in districts for group in self.groups_in(document) if group.described]
        told_anew = {group.asset: frozenset(map(document_of, group.sightings)) for group in groups}
        return Relinked(links, told_anew, frozenset(before.keys() - after.keys()))

    def _remembered(self, old: Iterable[Cluster], names: Collection[str], scores: Scores, crossing: bool) -> Scores:
        """What is known of the likeness of sightings that still stand, and still share a key that tells."""
        found: Scores = {}
        for cluster in old:
            for a, b, score in cluster.scores:
                pair = cluster.sightings[a], cluster.sightings[b]
                stands = pair[0] in names and pair[1] in names and pair not in scores
                if stands and (not crossing or self._share_a_key(*pair)):
                    found[pair] = score
        return found

    def _share_a_key(self, one: str, other: str) -> bool:
        return not set(self._telling(one)).isdisjoint(self._telling(other))

    def _connected(self, names: Sequence[str], scores: Scores) -> list[list[str]]:
        place = {name: at for at, name in enumerate(names)}
        first: dict[str, int] = {}
        pairs = [(place[a], place[b]) for (a, b), score in scores.items() if score > 0 and a in place and b in place]
        for at, name in enumerate(names):
            held = self._seen(name).held
            if held:
                pairs.append((first.setdefault(held, at), at))
        return [[names[at] for at in group] for group in components(len(names), pairs)]

    def _cluster(self, names: Sequence[str], scores: Scores) -> Cluster:
        seen = [self._seen(name) for name in names]
        held = {at: one.held for at, one in enumerate(seen) if one.held}
        members = Members(names, held, frozenset(), self._apart(seen))
        if not members.one_asset:
            beside = self._sharing(seen)
            self._score(((names[a], names[b]) for a, b in beside), scores)
            members = Members(names, held, beside, members.apart)
        within = {pair: scores[key] for pair in members.beside if (key := (names[pair[0]], names[pair[1]])) in scores}
        groups = [self._group([names[at] for at in group], scores) for group in grouped(members, within)]
        return Cluster(tuple(names), tuple((a, b, score) for (a, b), score in sorted(within.items())), tuple(groups))

    def _apart(self, seen: Sequence[Seen]) -> list[Pair]:
        return ruled_apart([(one.held, one.claims) for one in seen], self._pairs) if self._pairs else []

    def _sharing(self, seen: Sequence[Seen]) -> frozenset[Pair]:
        """Places of those that share a key."""
        blocks: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(seen):
            for key in one.keys:
                blocks[key].append(at)
        telling = (block for key, block in blocks.items() if len(block) > 1 and self._memory.under.size(key) <= CROWD)
        return frozenset((a, b) for block in telling for at, a in enumerate(block) for b in block[at + 1 :])

    # -- links --------------------------------------------------------------------------------------------------------

    def _group(self, names: Sequence[str], scores: Scores) -> Linked:
        first = next((name for name in names if self._seen(name).held), "")
        smallest = min(claim for name in names for claim in self._seen(name).claims)
        asset = self._seen(first).held if first else described_id(smallest)
        rests = tuple(
            ("", name) if self._seen(name).held else (self._likest(name, names, scores), first) for name in names
        )
        return Linked(asset, not first, tuple(names), rests)

    def _likest(self, name: str, names: Sequence[str], scores: Scores) -> str:
        """Of the first in other documents the one that is likest."""
        others = [other for other in names if document_of(other) != document_of(name)][:COMPARED]
        self._score(((name, other) for other in others), scores)
        return max(others, key=lambda other: scores[min(name, other), max(name, other)], default="")

    def _otherwise(
        self, group: Linked, rested: Mapping[str, tuple[str, str, str]], changed: Collection[str]
    ) -> Iterator[str]:
        """The sightings of a group whose links may be others than before."""
        for name, rest in zip(group.sightings, group.rests, strict=True):
            moved = rested.get(name) != (group.asset, *rest)
            if moved or any(document_of(one) in changed for one in (name, *rest) if one):
                yield name

    def _links(self, name: str, group: Linked) -> dict[str, Link]:
        sighting = self._sighting(name)
        likest, offering = group.rests[group.sightings.index(name)]
        shared = shared_reasons(sighting, self._sighting(likest)) if likest else []
        offered = self._offered(offering) if offering else []
        return {claim.id: link_of(claim, sighting, shared, offered, group.asset) for claim in sighting.claims}

    def groups_in(self, document: str) -> Iterator[Linked]:
        """The groups that the sightings of a document stand in, in the order of its text."""
        for place in range(len(self._memory.seen.get(document, ()))):
            name = sighting_id(document, place)
            groups = self._memory.clusters[self._memory.home[name]].groups
            yield next(group for group in groups if name in group.sightings)

    def assets_in(self, document: str) -> dict[str, tuple[str, bool]]:
        """Claim -> the asset it is linked to, and whether no inventory holds that."""
        return {
            claim: (seen.held or group.asset, group.described)
            for seen, group in zip(self._memory.seen.get(document, ()), self.groups_in(document), strict=True)
            for claim in seen.claims
        }


def _held_key(seen: Seen) -> tuple[str, ...]:
    return (f"held {seen.held}",) if seen.held else ()
