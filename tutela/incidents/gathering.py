"""Claims and links to incidents, their origins and publication chains."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tutela.incidents.alignment import aligned_claims
from tutela.incidents.copies import copied_passages
from tutela.incidents.credits import credits_of, own_name
from tutela.incidents.grouping import Telling, group_claims
from tutela.incidents.origins import Source, group_sources
from tutela.incidents.voices import Directory
from tutela.model.claims import Certainty, Claim, Harm
from tutela.model.documents import Document, Publisher
from tutela.model.ids import record_id
from tutela.model.incidents import ClaimOrigins, Incident, Origin, OriginCount
from tutela.model.inventory import Asset
from tutela.model.links import Link

GRAVITY = tuple(Harm)
"""Harms from the gravest down, in the order of the vocabulary."""


def gather_incidents(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    links: Sequence[Link],
    assets: Sequence[Asset],
    publishers: Sequence[Publisher],
) -> tuple[Incident, ...]:
    """The incidents behind the claims, in the order of their ids; the order of the input changes nothing."""
    texts = {document.id: document for document in documents}
    linked = {link.claim: link.asset for link in links}
    kept = [claim for claim in claims if claim.id in linked and claim.document in texts]
    copies = copied_passages(documents)
    aligned = aligned_claims(kept, copies)
    sources = _sources(kept, texts, aligned, Directory(publishers))
    by_asset: dict[str, list[Telling]] = defaultdict(list)
    for claim in kept:
        by_asset[linked[claim.id]].append(Telling(claim, None, aligned.get(claim.id, frozenset())))
    found = [
        _incident(asset, [telling.claim for telling in group], sources)
        for asset, tellings in by_asset.items()
        for group in group_claims(tellings)
    ]
    return tuple(sorted(found, key=lambda incident: incident.id))


def _sources(
    claims: Sequence[Claim],
    texts: Mapping[str, Document],
    aligned: Mapping[str, frozenset[str]],
    directory: Directory,
) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for document in texts.values():
        publisher = document.publisher.value if document.publisher else document.name
        voice = directory.voice(own_name(publisher))
        credited = tuple(directory.voice(credit.name) for credit in credits_of(document))
        for claim in claims:
            if claim.document == document.id:
                speakers = tuple(
                    directory.voice(s.words.exact, document.text, s.words.start, s.words.end) for s in claim.attribution
                )
                found[claim.id] = Source(claim, speakers, voice, credited, aligned.get(claim.id, frozenset()))
    return found


def _incident(asset: str, claims: Sequence[Claim], sources: Mapping[str, Source]) -> Incident:
    members = sorted(claim.id for claim in claims)
    identity = record_id("inc", {"claim": members[0]})
    groups = group_sources([sources[claim] for claim in members])
    origins = []
    claim_origins = []
    for group in groups:
        first = min(source.claim.id for source in group)
        origin = Origin(record_id("org", {"claim": first}), _label(group))
        origins.append(origin)
        claim_origins += [ClaimOrigins(source.claim.id, (origin.id,)) for source in group]
    return Incident(
        id=identity,
        asset=asset,
        claims=tuple(members),
        denials=tuple(c.id for c in claims if c.certainty == Certainty.DENIED or c.harm == Harm.INTACT),
        harms=tuple(harm for harm in GRAVITY if any(claim.harm == harm for claim in claims)),
        origins=tuple(origins),
        claim_origins=tuple(claim_origins),
        count=OriginCount(1, len(origins)),
    )


def _label(group: Sequence[Source]) -> str:
    return next((source.nearest.words for source in group if source.nearest), group[0].publisher.words)
