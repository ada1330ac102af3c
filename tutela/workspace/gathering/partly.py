"""What changed in a workspace linked and gathered, and nothing else."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.incidents.gathering import Gatherer
from tutela.inventory.index import MemoryIndex
from tutela.language.places import Gazetteer
from tutela.linking import described_assets
from tutela.linking.growing import Linker, Relinked
from tutela.linking.settlements import settlements_by
from tutela.model.claims import Claim
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, AssetIndex, Match, Place
from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import Verdict
from tutela.store.records import Run
from tutela.workspace.batch import DESCRIBED, INCIDENTS
from tutela.workspace.gathering.memory import WorkspaceMemory
from tutela.workspace.gathering.part import PartOfCase
from tutela.workspace.gathering.precedents import precedents_in
from tutela.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tutela.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Touched:
    """What linking touched."""

    documents: frozenset[str]
    """Those with other links than before, or told otherwise."""
    assets: frozenset[str]
    """Described assets that are new, or not what they were, or gone."""


def link_part(
    workspace: Workspace, documents: Collection[str], gazetteer: Gazetteer, card: Run, memory: WorkspaceMemory
) -> Touched:
    """Link documents that are told otherwise than before, or use words that people ruled otherwise on, and those whose
    links change with theirs."""
    with workspace._store.reading() as reader:
        part = PartOfCase(reader, memory)
        precedents = precedents_in(reader, memory.leads)
        documents = {*documents, *memory.linking.documents_with(memory.heed_words(precedents))}
        with _index(workspace, reader) as index:
            before = [
                claim for name in documents for seen in memory.linking.seen.get(name, ()) for claim in seen.claims
            ]
            linker = Linker(index, gazetteer, part.told, part.pairs, memory.linking, precedents)
            made = linker.tell(documents)
            described = _described(made, linker, part, gazetteer)
        links, relinked = _in_order(reader, part, made)
        places = _settlements(documents, part, gazetteer, memory)
    old = [link for claim in {*before, *made.links} for link in memory.links.get(claim, ())]
    with workspace.batch(card, "linking") as batch:
        batch.exchange(Link, old, links)
        batch.exchange(Asset, made.described.keys() | made.gone, described, scope=DESCRIBED)
        batch.exchange(Place, places.gone, places.found)
    with workspace._store.reading() as reader:
        memory.note_links({*before, *made.links}, reader.by_ids(Link, {*old, *(link.id for link in links)}))
    return Touched(frozenset({*documents, *relinked}), frozenset(made.described.keys() | made.gone))


@contextmanager
def _index(workspace: Workspace, reader: "Reader") -> Iterator[AssetIndex]:
    """The inventory: the workspace's own index where it knows all of it, that is where nobody ruled or merged."""
    if reader.count(Match) or any(reader.has_ruling(verdict) for verdict in ON_INVENTORY):
        yield MemoryIndex(workspace.effective().inventory)
    else:
        with workspace.asset_index() as index:
            yield index


ON_INVENTORY = (Verdict.CORRECT, Verdict.NEW_ASSET, Verdict.SAME, Verdict.DIFFERENT)
"""Verdicts that may make another inventory of what registers give."""


def _described(made: Relinked, linker: Linker, part: PartOfCase, gazetteer: Gazetteer) -> tuple[Asset, ...]:
    """The described assets of which something else is told now."""
    papers = part.told(sorted({name for several in made.described.values() for name in several}))
    claims = [claim for _, told in papers.values() for claim in told]
    links = [
        Link("", claim, asset, LinkVerdict.NOT_IN_INVENTORY if described else LinkVerdict.LINKED, 0.0)
        for name in papers
        for claim, (asset, described) in linker.assets_in(name).items()
    ]
    found = described_assets(claims, links, [paper for paper, _ in papers.values()], gazetteer)
    return tuple(asset for asset in found if asset.id in made.described)


def _in_order(reader: "Reader", part: PartOfCase, made: Relinked) -> tuple[list[Link], list[str]]:
    """The links in the order in which all of them would be made, and their documents."""
    names = {claim.document for claim in reader.by_ids(Claim, made.links.keys())}
    ordered = [paper.id for paper in reader.by_ids(Document, names)]
    told = part.told(ordered)
    claims = [claim for name in ordered if name in told for claim in told[name][1]]
    return [made.links[claim.id] for claim in claims if claim.id in made.links], ordered


@dataclass(frozen=True, slots=True)
class _Places:
    found: tuple[Place, ...]
    gone: tuple[str, ...]


def _settlements(
    documents: Collection[str], part: PartOfCase, gazetteer: Gazetteer, memory: WorkspaceMemory
) -> _Places:
    """Settlements that documents are the first to name, and those that nothing names any more."""
    claims = [claim for _, told in part.told(documents).values() for claim in told]
    named = settlements_by(claims, (), gazetteer)
    places = {place.id: place for several in named.values() for place in several}
    before = {place for name in documents for place in memory.named.get(name, ())}
    known = {place for place in {*before, *places} if memory.naming.size(place)}
    for name in documents:
        memory.name(name, [place.id for place in named.get(name, ())])
    found = tuple(places[place] for place in sorted(places.keys() - known))
    return _Places(found, tuple(sorted(place for place in before if not memory.naming.size(place))))


def gather_part(
    workspace: Workspace, touched: Touched, publishers: Sequence[Publisher], card: Run, memory: WorkspaceMemory
) -> None:
    """Gather what linking touched, and what rulings on two claims or incidents do."""
    with workspace._store.reading() as reader:
        part = PartOfCase(reader, memory)
        papers = part.told(touched.documents)
        told = {name: part.linked(papers[name][1]) if name in papers else {} for name in sorted(touched.documents)}
        described = part.assets(reader.by_ids(Asset, touched.assets))
        wholes: dict[str, str | None] = dict.fromkeys(touched.assets)
        wholes |= {asset.id: asset.part_of for asset in described}
        judged = memory.heed(part.pairs)
        gatherer = Gatherer((), publishers, part.pairs, memory=memory.incidents, archive=part)
        change = gatherer.retell(told, wholes, judged)
    with workspace.batch(card, INCIDENTS) as batch:
        batch.exchange(Incident, (*change.gone, *(incident.id for incident in change.incidents)), change.incidents)
        batch.done(INCIDENTS)
