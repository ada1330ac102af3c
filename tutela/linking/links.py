"""Claims to assets: of the inventory where it holds one, else described ones that claims of several documents share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tutela.linking.described import compare, group_sightings
from tutela.linking.inventory import Candidate, candidates
from tutela.linking.ruled import described_id, ruled_apart
from tutela.linking.sightings import Sighting, sightings_in
from tutela.linking.whereabouts import Gazetteer, Resolver
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.ids import record_id
from tutela.model.inventory import AssetIndex
from tutela.model.links import Link, LinkVerdict
from tutela.model.reasons import Reason
from tutela.model.rulings import Pair

MARGIN = 1.0
"""Log-odds by which the best asset must lead the next; closer ones are ambiguous."""
COMPARED = 20
"""Of the other documents that tell of an asset this many are compared to give the reasons."""
OTHERS = 5
"""How many other candidates a link lists."""


def link_claims(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    index: AssetIndex,
    gazetteer: Gazetteer,
    pairs: Sequence[Pair] = (),
) -> tuple[Link, ...]:
    """One link for every claim whose document is given, in the order of the claims.

    What the inventory does not hold gets the id of a described asset (see `described_assets`), shared by all claims
    taken to be of one thing. The result depends on neither the order of the claims nor that of the documents. Two
    assets that `pairs` call different stay two, whatever speaks for one; those called the same stay two links here,
    because rulings speak of them by their ids, and are made one when rulings are laid over the links.
    """
    resolver = Resolver(gazetteer)
    sightings = _sightings(claims, documents, resolver)
    ranked = [[] if sighting.many else candidates(sighting, index, resolver) for sighting in sightings]
    held = {
        id(sighting): found for sighting, found in zip(sightings, ranked, strict=True) if found and found[0].odds > 0
    }
    links: dict[str, Link] = {}
    names = {key: _best(found) for key, found in held.items()}
    for group in group_sightings(sightings, names, ruled_apart(sightings, names, pairs)):
        links |= _group_links(group, held)
    return tuple(links[claim.id] for claim in claims if claim.id in links)


def _best(found: Sequence[Candidate]) -> str:
    return found[0].asset.id


def _sightings(claims: Sequence[Claim], documents: Sequence[Document], resolver: Resolver) -> list[Sighting]:
    """Sightings of all documents, in an order that does not depend on the input's."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    known = sorted((document for document in documents if document.id in by_document), key=lambda document: document.id)
    return [sighting for document in known for sighting in sightings_in(document, by_document[document.id], resolver)]


def _group_links(group: Sequence[Sighting], held: dict[int, list[Candidate]]) -> dict[str, Link]:
    members = sorted(claim.id for sighting in group for claim in sighting.claims)
    described = described_id(members[0])
    known = [held[id(sighting)] for sighting in group if id(sighting) in held]
    found: dict[str, Link] = {}
    for sighting in group:
        shared = _across(sighting, group)
        offered = held.get(id(sighting)) or next(iter(known), None)
        found |= {claim.id: _link(claim, sighting, shared, offered, described) for claim in sighting.claims}
    return found


def _link(
    claim: Claim, sighting: Sighting, shared: Sequence[Reason], found: Sequence[Candidate] | None, described: str
) -> Link:
    reasons = [*_within(claim, sighting), *shared]
    if not found:
        return _made(claim, described, LinkVerdict.NOT_IN_INVENTORY, 0.0, [NOT_HELD, *reasons])
    best, rivals = found[0], [other for other in found[1:] if found[0].odds - other.odds < MARGIN and other.odds > 0]
    others = tuple((other.asset.id, other.score) for other in found[1 : OTHERS + 1])
    verdict = LinkVerdict.AMBIGUOUS if rivals else LinkVerdict.LINKED
    return _made(claim, best.asset.id, verdict, best.score, [*best.reasons, *reasons], others)


NOT_HELD = Reason("not_in_inventory", "the inventory holds nothing it could be", 0.0)


def _made(
    claim: Claim,
    asset: str,
    verdict: LinkVerdict,
    score: float,
    reasons: Iterable[Reason],
    others: tuple[tuple[str, float], ...] = (),
) -> Link:
    identity = record_id("lnk", {"claim": claim.id, "asset": asset})
    return Link(identity, claim.id, asset, verdict, score, tuple(reasons), others)


def _within(claim: Claim, sighting: Sighting) -> list[Reason]:
    """How the claim's words came to this asset inside its document."""
    fullest = max((description.words for description in sighting.told), key=len, default="")
    if claim.asset.exact == fullest or not fullest:
        return []
    part = claim.asset.exact in {description.words for description in sighting.parts}
    how = "is part of" if part else "is the document's later word for"
    return [Reason("same_document", f"“{claim.asset.exact}” {how} “{fullest}”", 0.0)]


def _across(sighting: Sighting, group: Sequence[Sighting]) -> list[Reason]:
    """What speaks most for the nearest other document's asset being the same."""
    others = [other for other in group if other is not sighting and other.document != sighting.document][:COMPARED]
    if not others:
        return []
    told = [compare(sighting, other) for other in others]
    best = max(told, key=lambda reasons: sum(reason.score for reason in reasons))
    return [reason for reason in best if reason.score > 0]
