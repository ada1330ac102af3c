"""A growing case: what is added changes only the incidents it touches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutela.incidents.attributions import sources_in
from tutela.incidents.gathering.drawing import Basis, Block, Drawing, draw, drawn_anew, renamed
from tutela.incidents.origins import Source
from tutela.incidents.pooling import Group, Pool, own_origin, speaker_keys
from tutela.incidents.voices import Directory
from tutela.model.claims import Claim
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.media import Medium
from tutela.model.rulings import Pair

DOCUMENTS_KEPT = 2_000
"""Documents whose sources are remembered: those about one asset are asked for one after the other."""


@dataclass(frozen=True, slots=True)
class Change:
    """What adding to a case came to."""

    incidents: tuple[Incident, ...]
    """New ones, and those that are not what they were."""
    gone: tuple[str, ...]
    """Ids of incidents that are no more."""
    blocks: int
    """How many groups of assets were looked at."""


@dataclass(slots=True)
class _Standing:
    """What is known of the claims about a block's assets."""

    drawings: tuple[Drawing, ...] = ()
    incidents: dict[Basis, tuple[dict[str, str], Incident]] = field(default_factory=dict)
    """By what they rest on: the ids of their origins as groups and as pooled, and the incident with the latter."""

    def groups(self) -> list[Group]:
        return [group for drawing in self.drawings for group in drawing.groups]

    def by_id(self) -> dict[str, Incident]:
        return {incident.id: incident for _, incident in self.incidents.values()}


@dataclass(slots=True)
class _Case:
    """All that was taken, by what leads to it."""

    documents: dict[str, Document] = field(default_factory=dict)
    told: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    """Document -> its claims."""
    linked: dict[str, str] = field(default_factory=dict)
    """Claim -> asset."""
    about: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    """Asset -> the claims about it."""


class Gatherer:
    """Gathers what it is given and keeps what it found, so that more can be added.

    However it is told, all at once or one document after the other in any order, it ends with the same incidents.
    A document comes with all its claims, at once; their links stand.
    """

    def __init__(
        self,
        assets: Iterable[Asset],
        publishers: Sequence[Publisher],
        pairs: Sequence[Pair] = (),
        media: Iterable[Medium] = (),
    ) -> None:
        self._media: dict[str, list[Medium]] = defaultdict(list)
        for medium in media:
            self._media[medium.document].append(medium)
        self._directory = Directory(publishers)
        self._pairs = tuple(pair for pair in pairs if pair.kind == "claim")
        self._ruled: dict[str, list[Pair]] = defaultdict(list)
        for pair in self._pairs:
            self._ruled[pair.one].append(pair)
            self._ruled[pair.other].append(pair)
        self._wholes = {asset.id: asset.part_of for asset in assets if asset.part_of}
        self._case = _Case()
        self._sources: dict[str, dict[str, Source]] = {}
        self._lead: dict[str, str] = {}
        """Asset -> the one that its block goes by."""
        self._assets: dict[str, set[str]] = {}
        """Block -> its assets."""
        self._parts: dict[str, set[str]] = defaultdict(set)
        """Asset -> its parts and wholes."""
        for part, whole in self._wholes.items():
            self._parts[part].add(whole)
            self._parts[whole].add(part)
        self._blocks: dict[str, _Standing] = {}
        self._pool = Pool()

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents as they stand, in the order of their ids."""
        found = (incident for block in self._blocks.values() for _, incident in block.incidents.values())
        return tuple(sorted(found, key=lambda incident: incident.id))

    def take(self, documents: Sequence[Document], claims: Sequence[Claim], links: Sequence[Link]) -> Change:
        """Add documents with their claims and links; those without a link or a document are left out."""
        linked = {link.claim: link.asset for link in links}
        self._case.documents |= {document.id: document for document in documents}
        kept = [claim for claim in claims if claim.id in linked and claim.document in self._case.documents]
        for claim in kept:
            self._case.linked[claim.id] = linked[claim.id]
            self._case.told[claim.document].append(claim)
            self._case.about[linked[claim.id]].append(claim)
        gone = self._unite(kept)
        touched = {self._lead[self._case.linked[claim.id]] for claim in kept}
        return self._drawn_anew(sorted(touched), gone)

    # -- blocks -------------------------------------------------------------------------------------------------------

    def _unite(self, claims: Iterable[Claim]) -> dict[str, _Standing]:
        """Put the assets of new claims into blocks; what stood of blocks that are now part of another."""
        lost: dict[str, _Standing] = {}
        for claim in claims:
            asset = self._case.linked[claim.id]
            if asset not in self._lead:
                self._lead[asset] = asset
                self._assets[asset] = {asset}
            beside = {other for other in self._parts.get(asset, ()) if other in self._lead}
            for pair in self._ruled.get(claim.id, ()):
                other = self._case.linked.get(pair.other if pair.one == claim.id else pair.one)
                beside |= {other} if other in self._lead else set()
            for other in beside:
                self._join(asset, other, lost)
        return lost

    def _join(self, one: str, other: str, lost: dict[str, _Standing]) -> None:
        small, large = sorted((self._lead[one], self._lead[other]), key=lambda lead: len(self._assets[lead]))
        if small == large:
            return
        for lead in (small, large):
            standing = self._blocks.pop(lead, None)
            if standing:
                lost[lead] = standing
        for asset in self._assets[small]:
            self._lead[asset] = large
        self._assets[large] |= self._assets.pop(small)

    def _block(self, lead: str) -> Block:
        case = self._case
        assets = self._assets[lead]
        claims = sorted((claim for asset in assets for claim in case.about[asset]), key=lambda claim: claim.id)
        documents = {identity: case.documents[identity] for identity in sorted({claim.document for claim in claims})}
        known = {claim.id for claim in claims}
        mine = {id(pair) for claim in claims for pair in self._ruled.get(claim.id, ())}
        told = {identity: sorted(case.told[identity], key=lambda claim: claim.id) for identity in documents}
        sources = self._sources_in(told)
        return Block(
            claims=claims,
            linked=case.linked,
            documents=documents,
            told=told,
            wholes={asset: self._wholes[asset] for asset in assets if asset in self._wholes},
            ruled=[pair for pair in self._pairs if id(pair) in mine and {pair.one, pair.other} <= known]
            if mine
            else (),
            sources=sources,
            keys=speaker_keys(sources.values()),
            media={identity: self._media[identity] for identity in documents if identity in self._media},
        )

    def _sources_in(self, told: Mapping[str, Sequence[Claim]]) -> dict[str, Source]:
        """Claim -> its source, without what it copies; those of the documents asked for last are remembered."""
        found: dict[str, Source] = {}
        for identity, claims in told.items():
            known = self._sources.get(identity)
            if known is None or len(known) != len(claims):
                if len(self._sources) >= DOCUMENTS_KEPT:
                    self._sources.clear()
                known = sources_in(claims, [self._case.documents[identity]], {}, self._directory)
                self._sources[identity] = known
            found |= known
        return found

    # -- incidents ----------------------------------------------------------------------------------------------------

    def _drawn_anew(self, touched: Sequence[str], lost: Mapping[str, _Standing]) -> Change:
        standing = [*lost.values(), *(self._blocks[lead] for lead in touched if lead in self._blocks)]
        old = {group for one in standing for group in one.groups()}
        before = {name: incident for one in standing for name, incident in one.by_id().items()}
        known = {drawing.basis: drawing for one in standing for drawing in one.drawings}
        incidents = {basis: told for one in standing for basis, told in one.incidents.items()}
        blocks: dict[str, Block] = {}
        for lead in touched:
            blocks[lead] = self._block(lead)
            self._blocks[lead] = _Standing(draw(blocks[lead], known), incidents)
        new = {group for lead in touched for group in self._blocks[lead].groups()}
        moved = self._pool.exchange(old - new, new - old)
        others = {self._lead[self._case.linked[group.claims[0]]] for group in moved} - set(touched)
        for lead in others:
            before |= self._blocks[lead].by_id()
        after: dict[str, Incident] = {}
        for lead in (*touched, *others):
            self._bring_together(lead, blocks.get(lead))
            after |= self._blocks[lead].by_id()
        changed = tuple(incident for name, incident in after.items() if before.get(name) != incident)
        return Change(changed, tuple(sorted(before.keys() - after.keys())), len(touched) + len(others))

    def _bring_together(self, lead: str, block: Block | None) -> None:
        """Give a block's incidents the origins that they share with others."""
        standing, found = self._blocks[lead], {}
        for drawing in standing.drawings:
            names = {own_origin(group): self._pool.origin(group) for group in drawing.groups}
            known = standing.incidents.get(drawing.basis)
            if known and known[0] == names and known[1].near == drawing.incident.near:
                found[drawing.basis] = known
                continue
            if len(set(names.values())) == len(names):
                incident = renamed(drawing.incident, names)
            else:
                block = block or self._block(lead)
                incident = replace(drawn_anew(block, drawing, self._pool.origin), near=drawing.incident.near)
            found[drawing.basis] = names, incident
        standing.incidents = found
