"""What rulings on links say of the words they were made on, as context for other claims."""

from collections.abc import Iterable, Mapping, Sequence

from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.links import Link
from tutela.model.rulings import Precedent, Ruling, Verdict
from tutela.review.linking import ON_LINKS

Said = dict[str, tuple[bool, Ruling]]
"""Asset -> whether a claim speaks of it, and the ruling that says so."""


def precedents_of(
    rulings: Iterable[Ruling], claims: Sequence[Claim], links: Iterable[Link], documents: Mapping[str, Document]
) -> tuple[Precedent, ...]:
    """What the rulings in force say of claims, in the order of the claims.

    `link` and an accepted link say that a claim speaks of an asset; a rejected link, and a `new-asset` on a link, that
    it does not speak of the one that was linked. `new-asset` on a claim names no asset it is not.
    """
    said = _said(rulings, {link.id: link for link in links})
    return tuple(
        _precedent(claim, documents[claim.document], asset, *told)
        for claim in claims
        if claim.document in documents
        for asset, told in said.get(claim.id, {}).items()
    )


def _said(rulings: Iterable[Ruling], links: Mapping[str, Link]) -> dict[str, Said]:
    """Claim -> what people said of it last: one asset at most that it means, and all that it does not."""
    found: dict[str, Said] = {}
    for ruling in rulings:
        link = links.get(ruling.record)
        if ruling.verdict not in ON_LINKS or (link is None and ruling.verdict in (Verdict.ACCEPT, Verdict.REJECT)):
            continue
        claim = link.claim if link else ruling.record
        kept = {asset: told for asset, told in found.get(claim, {}).items() if not told[0]}
        found[claim] = kept | _says(ruling, link)
    return found


def _says(ruling: Ruling, link: Link | None) -> Said:
    if ruling.verdict is Verdict.LINK:
        return {ruling.target: (True, ruling)}
    return {link.asset: (ruling.verdict is Verdict.ACCEPT, ruling)} if link else {}


def _precedent(claim: Claim, paper: Document, asset: str, meant: bool, ruling: Ruling) -> Precedent:
    return Precedent(
        asset=asset,
        meant=meant,
        words=claim.asset.exact,
        document=paper.id,
        name=paper.name,
        publisher=paper.publisher.value if paper.publisher else "",
        places=tuple(place.exact for place in claim.places),
        language=paper.tongue,
        ruling=ruling.id,
        day=ruling.at[:10],
    )
