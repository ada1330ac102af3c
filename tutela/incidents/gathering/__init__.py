"""Claims and links to incidents, their origins and publication chains: whole cases, and what is added to them."""

from collections.abc import Sequence

from tutela.incidents.gathering.case import Archive, Memory, Paper
from tutela.incidents.gathering.gatherer import Change, Gatherer, Spread, here
from tutela.model.claims import Claim
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.media import Medium
from tutela.model.rulings import Pair

__all__ = ["Archive", "Change", "Gatherer", "Memory", "Paper", "Spread", "gather_incidents", "here"]


def gather_incidents(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    links: Sequence[Link],
    assets: Sequence[Asset],
    publishers: Sequence[Publisher],
    pairs: Sequence[Pair] = (),
    media: Sequence[Medium] = (),
    *,
    memory: Memory | None = None,
    spread: Spread = here,
) -> tuple[Incident, ...]:
    """The incidents behind the claims, in the order of their ids; the order of the input changes nothing.

    Claims without a link or whose document is not given are left out. Of `pairs` those on claims count: what people
    ruled one incident is one, whatever else speaks against it, and what they ruled two stays two. Documents of one
    incident that show one of the `media` are joined in its chain. An empty `memory` gets what a `Gatherer` needs to go
    on from there; `spread` may use several cores.
    """
    gatherer = Gatherer(assets, publishers, pairs, media, memory=memory, spread=spread)
    gatherer.take(documents, claims, links)
    return gatherer.incidents()
