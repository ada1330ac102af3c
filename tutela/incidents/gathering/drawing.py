"""The incidents of a few assets that hang together, drawn with nothing but their own claims and documents."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutela.incidents.alignment import aligned_claims
from tutela.incidents.chains import Chains
from tutela.incidents.copies import copied_passages
from tutela.incidents.drift import with_drift
from tutela.incidents.gathering.incident import incident_of
from tutela.incidents.grouping import Telling, group_claims
from tutela.incidents.origins import Source, day_of, group_sources
from tutela.incidents.parts import Act, with_parts
from tutela.incidents.pooling import Group, group_of
from tutela.incidents.ruled import asset_of, ruled_together
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import Incident
from tutela.model.media import Medium
from tutela.model.rulings import Pair


@dataclass(frozen=True, slots=True)
class Block:
    """Assets that must be looked at together, since one is part of the other or a ruling joins their claims."""

    claims: Sequence[Claim]
    linked: Mapping[str, str]
    """Claim -> asset."""
    documents: Mapping[str, Document]
    told: Mapping[str, Sequence[Claim]]
    """Document -> all its claims, those about other assets too."""
    wholes: Mapping[str, str]
    """Part -> whole."""
    ruled: Sequence[Pair]
    sources: Mapping[str, Source]
    """Claim -> its source, of all claims in `told`; what it copies is not in it yet."""
    keys: Mapping[str, str]
    """Claim -> what names its speaker within its document."""
    media: Mapping[str, Sequence[Medium]]
    """Document -> the pictures and videos it shows."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The incidents of a block, each origin still on its own, and what their origins are known by."""

    incidents: tuple[Incident, ...]
    groups: tuple[Group, ...]


Pooled = Callable[[Group], str]
"""The id of the origin that a group of claims goes back to."""


def draw(block: Block, pooled: Pooled) -> Drawn:
    """The incidents of a block; the order of its claims changes nothing."""
    documents = list(block.documents.values())
    copies = copied_passages(documents)
    aligned = aligned_claims(block.claims, copies)
    sources = {claim.id: _with_copies(block.sources[claim.id], aligned) for claim in block.claims}
    acts = [(asset, [telling.claim for telling in act]) for asset, act in _acts(block, aligned)]
    grouped = [[_group(told, block) for told in group_sources([sources[claim.id] for claim in act])] for _, act in acts]
    groups = tuple(group for told in grouped for group in told)
    origins = {claim: pooled(group) for group in groups for claim in group.claims}
    chains = Chains(block.documents, copies, sources, origins, block.media)
    found = [
        with_drift(incident_of(asset, act, sources, origins, chains, block.ruled), act, block.documents, block.told)
        for asset, act in acts
    ]
    return Drawn(tuple(found), groups)


def _with_copies(source: Source, aligned: Mapping[str, frozenset[str]]) -> Source:
    copied = aligned.get(source.claim.id)
    return dataclasses.replace(source, copied=copied) if copied else source


def _acts(block: Block, aligned: Mapping[str, frozenset[str]]) -> list[Act]:
    """The claims by incident, those about parts with the whole."""
    linked = block.linked
    lead = ruled_together(dict.fromkeys(linked[claim.id] for claim in block.claims), linked, block.ruled)
    pools: dict[str, list[Telling]] = defaultdict(list)
    for claim in block.claims:
        asset = linked[claim.id]
        day = day_of(block.documents[claim.document])
        pools[lead[asset]].append(Telling(claim, day, aligned.get(claim.id, frozenset()), asset))
    acts = [
        (asset_of(group, block.ruled), group)
        for tellings in pools.values()
        for group in group_claims(tellings, block.ruled)
    ]
    return with_parts(acts, block.wholes, block.ruled)


def _group(told: Iterable[Source], block: Block) -> Group:
    return group_of(told, block.keys)


def renamed(incident: Incident, names: Mapping[str, str]) -> Incident:
    """An incident with other ids for its origins, no two of which become one."""
    return dataclasses.replace(
        incident,
        origins=tuple(
            sorted(
                (dataclasses.replace(origin, id=names[origin.id]) for origin in incident.origins),
                key=lambda origin: origin.id,
            )
        ),
        claim_origins=tuple(
            dataclasses.replace(one, origins=tuple(names[origin] for origin in one.origins))
            for one in incident.claim_origins
        ),
        chain=tuple(dataclasses.replace(edge, target=names.get(edge.target, edge.target)) for edge in incident.chain),
    )
