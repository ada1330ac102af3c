"""Claims to assets: of the inventory where it holds one, else described ones that claims of several documents share."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from tutela.linking.growing import Linker, LinkMemory
from tutela.linking.whereabouts import Gazetteer
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.inventory import AssetIndex
from tutela.model.links import Link
from tutela.model.rulings import Pair, Precedent


def link_claims(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    index: AssetIndex,
    gazetteer: Gazetteer,
    pairs: Sequence[Pair] = (),
    *,
    memory: LinkMemory | None = None,
    precedents: Sequence[Precedent] = (),
) -> tuple[Link, ...]:
    """One link for every claim whose document is given, in the order of the claims.

    What the inventory does not hold gets the id of a described asset (see `described_assets`), shared by all claims
    taken to be of one thing. The result depends on neither the order of the claims nor that of the documents. Two
    assets that `pairs` call different stay two, whatever speaks for one; those called the same stay two links here,
    because rulings speak of them by their ids, and are made one when rulings are laid over the links.

    What people ruled of words (`precedents`) is one reason more for or against an asset where they are used again.

    An empty `memory` gets what a `Linker` needs to go on from there.
    """
    texts = {document.id: document for document in documents}
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.document in texts:
            told[claim.document].append(claim)

    def ask(names: Collection[str]) -> Mapping[str, tuple[Document, tuple[Claim, ...]]]:
        return {name: (texts[name], tuple(told[name])) for name in names}

    links = Linker(index, gazetteer, ask, pairs, memory, precedents).tell(told.keys()).links
    return tuple(links[claim.id] for claim in claims if claim.id in links)
