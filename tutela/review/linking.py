"""Rulings on links: which asset a claim speaks of, once people have said so."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.errors import RulingRefused
from tutela.model.ids import record_id
from tutela.model.inventory import Asset, Name
from tutela.model.links import Link, LinkVerdict
from tutela.model.reasons import Reason
from tutela.model.rulings import Ruling, Verdict
from tutela.review.asset_corrections import ASSET_FIELDS
from tutela.review.corrections import SIGNAL, apply

ON_LINKS = (Verdict.LINK, Verdict.NEW_ASSET, Verdict.ACCEPT, Verdict.REJECT)
"""Verdicts that say something of a link; on a claim only the first two do."""


def overlay_links(
    claims: Sequence[Claim],
    links: Sequence[Link],
    assets: Sequence[Asset],
    rulings: Iterable[Ruling],
    documents: Mapping[str, Document],
) -> tuple[tuple[Link, ...], tuple[Asset, ...]]:
    """Links of the claims given, and the assets with those that rulings made of claims."""
    machine = _one_per_claim(links, rulings := tuple(rulings))
    decisions = _decisions(rulings, tuple(machine.values()), assets)
    inventory = {asset.id: asset for asset in assets}
    result = []
    for claim in claims:
        link, ruling = machine.get(claim.id), decisions.get(claim.id)
        if ruling is not None:
            link = _decide(claim, link, ruling, inventory, documents.get(claim.document))
        if link is not None:
            result.append(link)
    return tuple(result), tuple(inventory.values())


def _one_per_claim(links: Iterable[Link], rulings: Iterable[Ruling]) -> dict[str, Link]:
    """Claim -> its link. One ruled on is kept beside what a newer run finds: it goes first, unless rejected."""
    rank: dict[str, int] = {}
    for ruling in rulings:
        if ruling.verdict in ON_LINKS:
            rank[ruling.record] = 0 if ruling.verdict is Verdict.REJECT else 2
    found: dict[str, Link] = {}
    for link in links:
        there = found.get(link.claim)
        if there is None or rank.get(link.id, 1) > rank.get(there.id, 1):
            found[link.claim] = link
    return found


def _decisions(rulings: Iterable[Ruling], links: Iterable[Link], assets: Iterable[Asset]) -> dict[str, Ruling]:
    """Claim -> the last ruling on where it belongs."""
    claim_of = {link.id: link.claim for link in links}
    claims_on: dict[str, list[str]] = {}
    for link in links:
        claims_on.setdefault(link.asset, []).append(link.claim)
    known = {asset.id for asset in assets}
    decided: dict[str, Ruling] = {}
    for ruling in rulings:
        if ruling.record in claim_of and ruling.verdict in ON_LINKS:
            decided[claim_of[ruling.record]] = ruling
        elif ruling.record in known and ruling.verdict is Verdict.NEW_ASSET:
            decided |= dict.fromkeys(claims_on.get(ruling.record, ()), ruling)
        elif ruling.verdict in (Verdict.LINK, Verdict.NEW_ASSET):
            decided[ruling.record] = ruling
    return decided


def _decide(
    claim: Claim, link: Link | None, ruling: Ruling, assets: dict[str, Asset], document: Document | None
) -> Link | None:
    reason = Reason(SIGNAL, f"{ruling.verdict} by ruling {ruling.id}", 1.0)
    if ruling.verdict is Verdict.LINK:
        return _linked(claim, link, ruling.target, reason)
    if ruling.verdict is Verdict.ACCEPT:
        return link and _linked(claim, link, link.asset, reason)
    asset = _asset_for(claim, ruling, assets, document)
    assets[asset.id] = asset
    made = _linked(claim, link, asset.id, reason)
    if ruling.verdict is Verdict.REJECT:
        return dataclasses.replace(made, verdict=LinkVerdict.NOT_IN_INVENTORY, score=0.0)
    return made


def _linked(claim: Claim, link: Link | None, asset: str, reason: Reason) -> Link:
    id_ = link.id if link else record_id("lnk", {"claim": claim.id})
    reasons, others = (link.reasons, link.others) if link else ((), ())
    return Link(id_, claim.id, asset, LinkVerdict.LINKED, 1.0, (*reasons, reason), others)


def _asset_for(claim: Claim, ruling: Ruling, assets: Mapping[str, Asset], document: Document | None) -> Asset:
    """The asset a ruling makes of a claim: the described one it names, else one with the claim's words."""
    there = assets.get(ruling.target) or asset_of_claim(claim, document, ruling.target)
    try:
        return apply(there, ASSET_FIELDS, ruling)[0] if ruling.verdict is Verdict.NEW_ASSET else there
    except RulingRefused:
        # Refused when it was made; a model that has since changed its lists must not lose the link itself.
        return there


def new_asset_id(record: Claim | Link | Asset, links: Iterable[Link], assets: Iterable[Asset]) -> str:
    """The asset that a `new-asset` ruling on a record makes: the described one it speaks of, else a new one.

    It is settled when the ruling is made, so that the asset stays what it is whatever linking finds later.
    """
    if isinstance(record, Asset):
        return record.id
    claim = record.claim if isinstance(record, Link) else record.id
    linked = {link.asset for link in links if link.claim == claim}
    described = (asset.id for asset in assets if asset.described and asset.id in linked)
    return next(described, _id_of_claim(claim))


def _id_of_claim(claim: str) -> str:
    return record_id("ast", {"claim": claim})


def asset_of_claim(claim: Claim, document: Document | None, id_: str = "") -> Asset:
    """An asset known from one claim only, with the name and places that its document gives."""
    language = document.tongue if document and document.language else ""
    return Asset(
        id=id_ or _id_of_claim(claim.id),
        names=(Name(claim.asset.exact, language),),
        type=claim.asset_type,
        settlements=tuple(Name(place.exact, language) for place in claim.places),
    )
