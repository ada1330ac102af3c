"""The link of one claim, with its reasons."""

from collections.abc import Iterable, Sequence

from tutela.linking.described import compare
from tutela.linking.inventory import Candidate
from tutela.linking.sightings import Sighting
from tutela.model.claims import Claim
from tutela.model.ids import record_id
from tutela.model.links import Link, LinkVerdict
from tutela.model.reasons import Reason

MARGIN = 1.0
"""Log-odds by which the best asset must lead the next; closer ones are ambiguous."""
COMPARED = 20
"""Of the other documents that tell of an asset this many are compared to give the reasons."""
OTHERS = 5
"""How many other candidates a link lists."""


def link_of(
    claim: Claim, sighting: Sighting, shared: Sequence[Reason], found: Sequence[Candidate], described: str
) -> Link:
    """The link of a claim.

    Args:
        sighting: the asset as the claim's document tells of it.
        shared: what speaks for another document telling of the same one.
        found: the assets of the inventory that it can be, likeliest first; none where it holds nothing.
        described: the asset that publications describe, which it is then.
    """
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


def shared_reasons(sighting: Sighting, other: Sighting) -> list[Reason]:
    """What speaks for another document's asset being the same."""
    return [reason for reason in compare(sighting, other) if reason.score > 0]
