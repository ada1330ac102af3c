"""All of a workspace linked and gathered, and what stages remember of it noted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tutela import engine
from tutela.incidents import gather_incidents
from tutela.incidents.gathering import Memory, Spread, here
from tutela.inventory.index import MemoryIndex
from tutela.language.places import Gazetteer
from tutela.linking import described_assets, link_claims
from tutela.linking.growing import LinkMemory
from tutela.linking.settlements import settlements_by
from tutela.model.documents import Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, AssetIndex, Place
from tutela.model.links import Link
from tutela.review.overlay import Effective
from tutela.store.records import Run
from tutela.workspace.batch import DESCRIBED, INCIDENTS
from tutela.workspace.gathering.memory import WorkspaceMemory
from tutela.workspace.gathering.precedents import precedents_in
from tutela.workspace.publishers import packaged_beside, publishers_of, team_publishers
from tutela.workspace.workspace import Workspace

Result = TypeVar("Result")
LARGE = 20_000
"""Assets from which an inventory is looked up in the workspace instead of in memory: indexing as many takes 5 s there,
every time, and in the workspace once."""
WORTH_COPIES = 200
"""Blocks from which several processes draw them: copies of this one take a second to begin and to end."""


@contextmanager
def index_of(workspace: Workspace, case: Effective) -> Iterator[AssetIndex]:
    """Where linking looks assets up. The workspace's own index knows nothing of rulings on assets."""
    ids = {asset.id for asset in case.inventory}
    ruled = any(ruling.record in ids or ruling.target in ids for ruling in case.rulings)
    large = len(case.inventory) >= LARGE and not ruled
    if large:
        with workspace.asset_index() as index:
            yield index
    else:
        yield MemoryIndex(case.inventory)


def spread_over(processes: int) -> Spread:
    """Work done by so many copies of this process, where there is enough of it."""

    def spread(work: Callable[[str], Result], names: Sequence[str]) -> Iterator[Result]:
        if processes <= 1 or len(names) < WORTH_COPIES:
            yield from here(work, names)
            return
        with engine.Helpers(work, processes) as helpers:
            yield from helpers.each(names)

    return spread


def link_whole(workspace: Workspace, gazetteer: Gazetteer, card: Run, memory: WorkspaceMemory) -> None:
    """Link all claims; described assets, places and the packaged publishers are written with the links."""
    case, linking = workspace.effective(), LinkMemory()
    with workspace._store.reading() as reader:
        precedents = precedents_in(reader, leads_of(case))
    with index_of(workspace, case) as index:
        links = link_claims(
            case.claims, case.documents, index, gazetteer, case.pairs, memory=linking, precedents=precedents
        )
    described = described_assets(case.claims, links, case.documents, gazetteer)
    named = settlements_by(case.claims, case.inventory, gazetteer)
    places = {place.id: place for several in named.values() for place in several}
    with workspace.batch(card, "linking") as batch:
        batch.replace(Link, links)
        batch.replace(Asset, described, scope=DESCRIBED)
        batch.replace(Place, [places[place] for place in sorted(places)])
        batch.replace(Publisher, packaged_beside(team_publishers(workspace)))
    memory.forget()
    memory.fill_linking(linking)
    memory.heed_words(precedents)
    memory.fill_settlements({source: [place.id for place in several] for source, several in named.items()})


def gather_whole(workspace: Workspace, card: Run, memory: WorkspaceMemory, processes: int) -> None:
    """Gather all claims into incidents."""
    # Rulings are laid over the links just made: a person's link decides which incident a claim joins.
    case, incidents = workspace.effective(), Memory()
    found = gather_incidents(
        case.documents,
        case.claims,
        case.links,
        case.assets,
        publishers_of(workspace),
        case.pairs,
        workspace.media(),
        memory=incidents,
        spread=spread_over(processes),
    )
    with workspace.batch(card, INCIDENTS) as batch:
        batch.replace(Incident, found)
        batch.done(INCIDENTS)
    memory.fill_incidents(incidents)
    memory.heed(case.pairs)
    memory.fill_links(workspace.links())
    memory.leads.update(leads_of(case))


def leads_of(case: Effective) -> dict[str, str]:
    """Asset -> the one it is merged into."""
    return {member: asset.id for asset in case.assets for member in asset.absorbed}
