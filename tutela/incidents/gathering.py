"""Claims and links to incidents, their origins and publication chains."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tutela.incidents.alignment import aligned_claims
from tutela.incidents.attributions import sources_of
from tutela.incidents.chains import Chains
from tutela.incidents.copies import copied_passages
from tutela.incidents.counting import count_origins, denies, describe_origin
from tutela.incidents.drift import claims_by_document, with_drift
from tutela.incidents.grouping import SHARP_DAYS, Telling, compare, group_claims
from tutela.incidents.origins import Source, day_of, group_sources
from tutela.incidents.parts import Act, with_parts
from tutela.incidents.pooling import pooled_origins
from tutela.incidents.ruled import asset_of, reasons_ruled, ruled_together
from tutela.model.claims import Claim, Harm
from tutela.model.documents import Document, Publisher
from tutela.model.ids import record_id
from tutela.model.incidents import ClaimOrigins, Incident, Origin
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.reasons import Reason
from tutela.model.rulings import Pair
from tutela.model.times import Period, first_day, last_day


def gather_incidents(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    links: Sequence[Link],
    assets: Sequence[Asset],
    publishers: Sequence[Publisher],
    pairs: Sequence[Pair] = (),
) -> tuple[Incident, ...]:
    """The incidents behind the claims, in the order of their ids; the order of the input changes nothing.

    Claims without a link or whose document is not given are left out. Of `pairs` those on claims count: what people
    ruled one incident is one, whatever else speaks against it, and what they ruled two stays two.
    """
    texts = {document.id: document for document in documents}
    linked = {link.claim: link.asset for link in links}
    kept = [claim for claim in claims if claim.id in linked and claim.document in texts]
    copies = copied_passages(documents, {claim.document for claim in kept})
    aligned = aligned_claims(kept, copies)
    sources = sources_of(kept, documents, aligned, publishers)
    known = {claim.id for claim in kept}
    ruled = tuple(pair for pair in pairs if pair.kind == "claim" and {pair.one, pair.other} <= known)
    wholes = {asset.id: asset.part_of for asset in assets if asset.part_of}
    tellings = with_parts(_acts(kept, linked, texts, aligned, ruled), wholes, ruled)
    acts = [(asset, [telling.claim for telling in act]) for asset, act in tellings]
    groups = [group for _, act in acts for group in group_sources([sources[claim.id] for claim in act])]
    origins = pooled_origins(groups)
    chains = Chains(texts, copies, sources, origins)
    told = claims_by_document(kept)
    found = [
        with_drift(_incident(asset, act, sources, origins, chains, ruled), act, texts, told) for asset, act in acts
    ]
    return tuple(sorted(found, key=lambda incident: incident.id))


def _acts(
    claims: Sequence[Claim],
    linked: Mapping[str, str],
    texts: Mapping[str, Document],
    aligned: Mapping[str, frozenset[str]],
    ruled: Sequence[Pair],
) -> list[Act]:
    """All incidents, parts and wholes on their own."""
    lead = ruled_together(dict.fromkeys(linked[claim.id] for claim in claims), linked, ruled)
    pools: dict[str, list[Telling]] = defaultdict(list)
    for claim in claims:
        asset = linked[claim.id]
        telling = Telling(claim, day_of(texts[claim.document]), aligned.get(claim.id, frozenset()), asset)
        pools[lead[asset]].append(telling)
    return [(asset_of(group, ruled), group) for tellings in pools.values() for group in group_claims(tellings, ruled)]


def _incident(
    asset: str,
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    origins: Mapping[str, str],
    chains: Chains,
    ruled: Sequence[Pair],
) -> Incident:
    members = sorted(claims, key=lambda claim: claim.id)
    by_origin: dict[str, list[Source]] = defaultdict(list)
    for claim in members:
        by_origin[origins[claim.id]].append(sources[claim.id])
    described = {identity: describe_origin(identity, told) for identity, told in sorted(by_origin.items())}
    return Incident(
        id=record_id("inc", {"claim": members[0].id}),
        asset=asset,
        claims=tuple(claim.id for claim in members),
        denials=tuple(claim.id for claim in members if denies(claim)),
        harms=tuple(harm for harm in Harm if any(claim.harm == harm for claim in members)),
        period=period_of(members),
        origins=tuple(described.values()),
        claim_origins=tuple(
            _claim_origins(claim, sources[claim.id], described[origins[claim.id]]) for claim in members
        ),
        count=count_origins(by_origin),
        chain=chains.of(members),
        reasons=(*reasons_together(members), *reasons_ruled(frozenset(claim.id for claim in members), ruled)),
    )


def _claim_origins(claim: Claim, source: Source, origin: Origin) -> ClaimOrigins:
    if source.nearest:
        return ClaimOrigins(claim.id, (origin.id,), f"{source.publisher.words} attributes it to {source.nearest.words}")
    if source.credited:
        return ClaimOrigins(claim.id, (origin.id,), f"no source in the text; it credits {source.credited[0].words}")
    return ClaimOrigins(claim.id, (origin.id,), f"{source.publisher.words} says it in its own voice")


def reasons_together(claims: Sequence[Claim]) -> tuple[Reason, ...]:
    """Why the claims of an incident stand together: what most of its pairs have in common."""
    if len(claims) < 2:
        return ()
    first = Telling(claims[0], None)
    told = [compare(first, Telling(other, None)) for other in claims[1:]]
    best: dict[str, Reason] = {}
    for reason in (reason for reasons in told for reason in reasons if reason.score > 0):
        best.setdefault(reason.signal, reason)
    return tuple(best.values())


def period_of(claims: Sequence[Claim]) -> Period | None:
    """From the earliest to the latest stated day that is not a longer stretch holding shorter ones."""
    stated = [claim.time for claim in claims if claim.time and not denies(claim)]
    closed = [time for time in stated if time.start and time.end]
    if not closed:
        return next(iter(stated), None)
    shortest = min((time.days()[1] - time.days()[0]).days for time in closed)
    sharp = [time for time in closed if (time.days()[1] - time.days()[0]).days <= max(shortest, SHARP_DAYS)]
    start = min((time.start for time in sharp if time.start), key=lambda day: first_day(day))
    end = max((time.end for time in sharp if time.end), key=lambda day: last_day(day))
    return Period(start, end, "from the first to the last day the claims state")
