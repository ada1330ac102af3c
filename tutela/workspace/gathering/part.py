"""A part of a workspace with rulings laid over: some documents with their claims and links, as the whole has them."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tutela.incidents.gathering import Paper
from tutela.model.claims import Claim, Recording
from tutela.model.documents import Document
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.media import Medium
from tutela.model.rulings import Pair, Ruling
from tutela.review.merging import with_aliases
from tutela.review.overlay import Effective, Machine, overlay
from tutela.workspace.gathering.memory import WorkspaceMemory
from tutela.workspace.moment import INCIDENT, in_text_order

if TYPE_CHECKING:
    from tutela.store.reader import Reader


class PartOfCase:
    """What stages ask of a workspace while a few of its documents are looked at anew.

    Rulings are laid over what is asked for alone. That gives what laying them over everything gives, since a ruling
    reaches beyond its own record only by the assets and incidents it judges, which are always looked at too.
    """

    def __init__(self, reader: "Reader", memory: WorkspaceMemory) -> None:
        self._reader = reader
        self._memory = memory
        self._rulings = reader.all(Ruling)
        self._judged = {id_ for ruling in self._rulings for id_ in (ruling.record, ruling.target) if id_}
        past = reader.past(Asset, "id", self._judged) if self._judged else ()
        # Rulings follow the rows of registers, which may be anywhere; that a judged one was replaced is rare.
        assets = reader.all(Asset) if past else reader.by_ids(Asset, self._judged)
        self._machine = Machine(assets=assets, past_assets=past, scopes=reader.scopes(Asset) if past else {})
        self._told: dict[str, tuple[Document, tuple[Claim, ...]]] = {}
        self.pairs = self._pairs()

    def _pairs(self) -> tuple[Pair, ...]:
        """What people ruled of two records."""
        if not self._judged:
            return ()
        current, past = self._judged_incidents()
        machine = dataclasses.replace(
            self._machine,
            claims=self._reader.by_ids(Claim, self._judged),
            recordings=self._reader.by_ids(Recording, self._judged),
            incidents=current,
            past_incidents=past,
        )
        return self._overlaid(machine).pairs

    def _judged_incidents(self) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
        """Incidents that rulings judge, and those that hold the claims of judged ones which are no more."""
        named = {id_ for id_ in self._judged if id_.startswith(INCIDENT)}
        past = self._reader.past(Incident, "id", named) if named else ()
        holding = {home for old in past for claim in old.claims for home in self._homes_of(claim)}
        current = self._reader.by_ids(Incident, named | holding)
        return with_aliases(current, past), past

    def _homes_of(self, claim: str) -> Iterable[str]:
        memory = self._memory.incidents
        asset = memory.linked.get(claim)
        lead = memory.lead.get(asset) if asset else None
        if lead:
            yield from (kept.incident for kept in memory.blocks[lead].kept if claim in kept.basis.claims)

    def _overlaid(self, machine: Machine) -> Effective:
        """Rulings laid over; assets were merged when everything was gathered."""
        return overlay(machine, self._rulings, lambda assets, _: (tuple(assets), _Leads(self._memory)))

    # -- for linking --------------------------------------------------------------------------------------------------

    def told(self, documents: Collection[str]) -> Mapping[str, tuple[Document, tuple[Claim, ...]]]:
        """The documents with their claims; those without any, or gone, are left out."""
        wanted = [document for document in documents if document not in self._told]
        if wanted:
            papers, claims = self._read(wanted)
            case = self._overlaid(dataclasses.replace(self._machine, documents=papers, claims=claims))
            self._keep(wanted, case)
        return {name: self._told[name] for name in documents if name in self._told and self._told[name][1]}

    def _keep(self, wanted: Iterable[str], case: Effective) -> None:
        mine: dict[str, list[Claim]] = {paper.id: [] for paper in case.documents}
        for claim in case.claims:
            if claim.document in mine:
                mine[claim.document].append(claim)
        self._told |= {paper.id: (paper, tuple(mine[paper.id])) for paper in case.documents}

    def _read(self, documents: Collection[str]) -> tuple[tuple[Document, ...], tuple[Claim, ...]]:
        papers = self._reader.by_ids(Document, documents)
        return papers, in_text_order(self._reader.of_scopes(Claim, documents), papers)

    # -- for incidents ------------------------------------------------------------------------------------------------

    def papers(self, documents: Collection[str]) -> Mapping[str, Paper]:
        """The documents with their claims and what they show."""
        self.told(documents)
        media: dict[str, list[Medium]] = {}
        for medium in self._reader.of_scopes(Medium, documents):
            media.setdefault(medium.document, []).append(medium)
        return {name: Paper(*self._told[name], tuple(media.get(name, ()))) for name in documents if name in self._told}

    def incident(self, identity: str) -> Incident | None:
        """An incident as it stands."""
        return next(iter(self._reader.by_ids(Incident, [identity])), None)

    def linked(self, claims: Sequence[Claim]) -> dict[str, str]:
        """Claim -> the asset it speaks of, once people have had their say."""
        links = self._memory.links
        ids = [link for claim in claims for link in links.get(claim.id, ())]
        machine = dataclasses.replace(self._machine, claims=tuple(claims), links=self._reader.by_ids(Link, ids))
        # Corrections of claims are laid over already, and say nothing of links.
        return {link.claim: link.asset for link in self._overlaid(machine).links}

    def assets(self, assets: Sequence[Asset]) -> tuple[Asset, ...]:
        """Assets as people corrected them."""
        ids = {asset.id for asset in assets}
        others = tuple(asset for asset in self._machine.assets if asset.id not in ids)
        case = self._overlaid(dataclasses.replace(self._machine, assets=(*assets, *others)))
        return tuple(asset for asset in case.assets if asset.id in ids)


class _Leads(dict[str, str]):
    """Asset -> the one it is merged into, asked for one by one."""

    def __init__(self, memory: WorkspaceMemory) -> None:
        super().__init__()
        self._leads = memory.leads

    def get(self, key: str, default: str) -> str:  # type: ignore[override]
        """The one it is merged into, or what is given."""
        return self._leads.get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._leads

    def __getitem__(self, key: str) -> str:
        return self._leads[key]
