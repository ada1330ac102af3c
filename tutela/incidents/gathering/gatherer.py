"""A growing case: what is added, changed or taken away changes only the incidents it touches."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from tutela.incidents.gathering.blocks import Blocks
from tutela.incidents.gathering.case import Archive, Basis, Kept, Memory, Paper, Standing
from tutela.incidents.gathering.drawing import Block, Drawing, Hearing, draw, drawn_anew
from tutela.incidents.gathering.incident import incident_id
from tutela.incidents.gathering.renaming import renamed
from tutela.incidents.pooling import Group, Pool, own_origin
from tutela.model.claims import Claim
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident, NearIncident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.media import Medium
from tutela.model.rulings import Pair

Result = TypeVar("Result")


class Spread(Protocol):
    """Does a piece of work for each of some names, in their order; where the caller has them, on several cores."""

    def __call__(self, work: Callable[[str], Result], names: Sequence[str]) -> Iterable[Result]:
        """The results."""
        ...


def here(work: Callable[[str], Result], names: Sequence[str]) -> Iterable[Result]:
    """One after the other, in this process."""
    return map(work, names)


@dataclass(frozen=True, slots=True)
class Change:
    """What adding to a case came to."""

    incidents: tuple[Incident, ...]
    """New ones, and those that are not what they were, in the order of their ids."""
    gone: tuple[str, ...]
    """Ids of incidents that are no more."""
    blocks: int
    """How many groups of assets were looked at."""


class Gatherer:
    """Gathers what it is given and keeps what it found, so that more can be added.

    However it is told, all at once or one document after the other in any order, it ends with the same incidents.
    A document comes with all its claims, at once, and may come again with others, or none.

    Args:
        assets: those that are part of another; the others do not matter here.
        pairs: what people ruled of claims.
        memory: what an earlier gatherer remembered of this case, with the same publishers; none begins a case.
        archive: where what is remembered lies; it has what it remembers of itself when not given.
        spread: does what can be done side by side.
    """

    def __init__(
        self,
        assets: Iterable[Asset],
        publishers: Sequence[Publisher],
        pairs: Sequence[Pair] = (),
        media: Iterable[Medium] = (),
        *,
        memory: Memory | None = None,
        archive: Archive | None = None,
        spread: Spread = here,
    ) -> None:
        self._held = _Holding()
        self.archive: Archive = archive or self._held
        for medium in media:
            self._held.media[medium.document].append(medium)
        self._hearing = Hearing(publishers)
        self._memory = memory or Memory()
        self._blocks = Blocks(self._memory, tuple(pair for pair in pairs if pair.kind == "claim"))
        self._pool = Pool(self._memory.pooled, self._memory.sharing)
        self._spread = spread
        for asset in assets:
            self._blocks.place(asset.id, asset.part_of)

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents as they stand, in the order of their ids; of a case that it holds itself."""
        return tuple(self._held.incidents[name] for name in sorted(self._held.incidents))

    def take(self, documents: Sequence[Document], claims: Sequence[Claim], links: Sequence[Link]) -> Change:
        """Add documents with their claims and links; those without a link or a document are left out."""
        linked = {link.claim: link.asset for link in links}
        told: dict[str, list[Claim]] = {document.id: [] for document in documents}
        for claim in claims:
            if claim.id in linked and claim.document in told:
                told[claim.document].append(claim)
        for document in documents:
            media = tuple(self._held.media.get(document.id, ()))
            self._held.documents[document.id] = Paper(document, tuple(told[document.id]), media)
        return self.retell({name: {claim.id: linked[claim.id] for claim in told[name]} for name in told})

    def retell(
        self,
        told: Mapping[str, Mapping[str, str]],
        wholes: Mapping[str, str | None] | None = None,
        judged: Iterable[str] = (),
    ) -> Change:
        """Take documents as they are told now; the archive has them so.

        Args:
            told: document -> its claims, each with its asset; none for a document that is gone.
            wholes: assets that are part of another than before, or of none.
            judged: claims on which other rulings hold than before.
        """
        touched = self._blocks.retell(told)
        for asset, whole in (wholes or {}).items():
            touched |= self._blocks.place(asset, whole)
        touched |= {self._memory.linked[claim] for claim in judged if claim in self._memory.linked}
        self._hearing.forget(told)
        old, fresh = self._blocks.formed_anew(touched)
        return self._settled(old, fresh, frozenset(told))

    # -- incidents ----------------------------------------------------------------------------------------------------

    def _settled(self, old: Sequence[Standing], fresh: Sequence[str], stale: Collection[str]) -> Change:
        """Draw blocks, and what stands elsewhere but shares its origins; what rests on nothing touched stays."""
        before = {kept.incident: kept for standing in old for kept in standing.kept}
        touched = {claim for document in stale for claim in self._memory.told.get(document, ())}
        known = {kept.basis: kept for kept in before.values() if touched.isdisjoint(kept.basis.claims)}
        acts = {lead: [_Act.of(one, known) for one in drawn] for lead, drawn in self._drawn(fresh, known)}
        were = {group for kept in before.values() for group in kept.groups}
        are = {group for several in acts.values() for act in several for group in act.groups}
        moved = self._pool.exchange(were - are, are - were)
        for lead in sorted({self._memory.lead[self._memory.linked[group.claims[0]]] for group in moved} - acts.keys()):
            acts[lead] = [_Act(kept.basis, kept.near, kept.groups, kept) for kept in self._memory.blocks[lead].kept]
        changed = self._brought_together(acts)
        standing = {kept.incident for lead in acts for kept in self._memory.blocks[lead].kept}
        gone = tuple(sorted(before.keys() - standing))
        self._held.take(changed, gone)
        return Change(changed, gone, len(acts))

    def _drawn(self, leads: Sequence[str], known: Collection[Basis]) -> Iterator[tuple[str, tuple[Drawing, ...]]]:
        def work(lead: str) -> tuple[Drawing, ...]:
            return draw(self._block(lead), self._hearing, known)

        yield from zip(leads, self._spread(work, leads), strict=True)

    def _brought_together(self, acts: Mapping[str, Sequence["_Act"]]) -> tuple[Incident, ...]:
        """Give incidents the origins that they share with others; those that are not what they were."""
        for act in (act for several in acts.values() for act in several):
            act.names = tuple((own_origin(group), self._pool.origin(group)) for group in act.groups)
        anew = sorted(lead for lead, several in acts.items() if any(act.needs_drawing() for act in several))

        def work(lead: str) -> list[Incident]:
            block = self._block(lead)
            wanted = [act for act in acts[lead] if act.needs_drawing()]
            return [
                drawn_anew(block, self._hearing, act.basis, act.near, act.drawn_as(), act.groups, act.drawing)
                for act in wanted
            ]

        for lead, drawn in zip(anew, self._spread(work, anew), strict=True):
            for act, incident in zip([act for act in acts[lead] if act.needs_drawing()], drawn, strict=True):
                act.incident = incident if act.joined else renamed(incident, dict(act.names))
        found = [self._told_anew(act) for several in acts.values() for act in several if not act.unchanged]
        for lead, several in acts.items():
            standing = self._memory.blocks[lead]
            kept = tuple(act.kept() for act in several)
            if standing.kept != kept:
                self._memory.blocks[lead] = replace(standing, kept=kept)
        return tuple(sorted(filter(None, found), key=lambda incident: incident.id))

    def _told_anew(self, act: "_Act") -> Incident | None:
        """An incident as it is now; None where it is what it was."""
        before = self.archive.incident(incident_id(act.basis.claims))
        if act.incident is not None:
            now = act.incident
        elif act.drawing is not None:
            now = renamed(act.drawing, dict(act.names))
        else:
            assert before is not None and act.prior is not None
            old = dict(act.prior.names)
            now = renamed(before, {old[own]: pooled for own, pooled in act.names})
        now = replace(now, near=act.near)
        return None if now == before else now

    def _block(self, lead: str) -> Block:
        memory = self._memory
        assets = memory.blocks[lead].assets
        inside = frozenset(assets)
        names = sorted({document for asset in assets for document in memory.about.under(asset)})
        papers = self.archive.papers(names)
        told = {name: _linked_claims(papers[name], memory.told[name]) for name in names}
        linked = {claim.id: memory.linked[claim.id] for claims in told.values() for claim in claims}
        claims = sorted((c for several in told.values() for c in several if linked[c.id] in inside), key=lambda c: c.id)
        wholes = {asset: memory.wholes.get(asset) for asset in assets}
        return Block(
            claims=claims,
            linked=linked,
            documents={name: papers[name].document for name in names},
            told=told,
            wholes={asset: whole for asset, whole in wholes.items() if whole is not None},
            ruled=self._blocks.ruled_among({claim.id for claim in claims}),
            media={name: papers[name].media for name in names if papers[name].media},
        )


def _linked_claims(paper: Paper, claims: Collection[str]) -> list[Claim]:
    wanted = frozenset(claims)
    return sorted((claim for claim in paper.claims if claim.id in wanted), key=lambda claim: claim.id)


@dataclass(slots=True)
class _Act:
    """An incident on its way into the case."""

    basis: Basis
    near: tuple[NearIncident, ...]
    groups: tuple[Group, ...]
    prior: Kept | None = None
    """What is remembered of it."""
    drawing: Incident | None = None
    """Drawn with each origin on its own."""
    names: tuple[tuple[str, str], ...] = ()
    incident: Incident | None = None
    """Drawn with its origins brought together."""

    @classmethod
    def of(cls, drawing: Drawing, known: Mapping[Basis, Kept]) -> "_Act":
        """What was drawn, or where nothing was, what is known."""
        if drawing.incident is None:
            prior = known[drawing.basis]
            return cls(drawing.basis, drawing.near, prior.groups, prior)
        return cls(drawing.basis, drawing.near, drawing.groups, None, drawing.incident)

    @property
    def joined(self) -> bool:
        """Whether two of its groups go back to one origin."""
        return len({pooled for _, pooled in self.names}) < len(self.names)

    @property
    def unchanged(self) -> bool:
        """Whether it is what is remembered of it."""
        return self.prior is not None and self.prior.names == self.names and self.prior.near == self.near

    def needs_drawing(self) -> bool:
        """Whether renaming origins is not enough."""
        if self.unchanged or (self.prior is not None and self.prior.names == self.names):
            return False
        return self.joined or (self.drawing is None and self.prior is not None and not self.prior.telling)

    def drawn_as(self) -> dict[str, str]:
        """The ids of origins to draw it with."""
        return dict(self.names) if self.joined else {own: own for own, _ in self.names}

    def kept(self) -> Kept:
        """What to remember of it."""
        return Kept(self.basis, incident_id(self.basis.claims), self.groups, self.names, self.near)


@dataclass(slots=True)
class _Holding:
    """The documents and incidents of a case held in memory."""

    documents: dict[str, Paper] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    media: dict[str, list[Medium]] = field(default_factory=lambda: defaultdict(list))

    def papers(self, documents: Collection[str]) -> Mapping[str, Paper]:
        """The documents with these ids."""
        return {document: self.documents[document] for document in documents}

    def incident(self, identity: str) -> Incident | None:
        """An incident as it stands."""
        return self.incidents.get(identity)

    def take(self, changed: Iterable[Incident], gone: Iterable[str]) -> None:
        """Bring the incidents up to date."""
        self.incidents |= {incident.id: incident for incident in changed}
        for identity in gone:
            self.incidents.pop(identity, None)
