"""The incidents of a few assets that hang together, drawn with nothing but their own claims and documents."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.incidents.alignment import aligned_claims
from tutela.incidents.chains import Chains
from tutela.incidents.copies import Copy, copied_passages
from tutela.incidents.drift import with_drift
from tutela.incidents.gathering.incident import incident_of
from tutela.incidents.grouping import Near, Telling, compare, grouped
from tutela.incidents.origins import Source, day_of, group_sources
from tutela.incidents.parts import Act, with_parts
from tutela.incidents.pooling import Group, group_of, own_origin
from tutela.incidents.ruled import asset_of, ruled_together
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import Incident, NearIncident
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


Pooled = Callable[[Group], str]
"""The id of the origin that a group of claims goes back to."""


@dataclass(frozen=True, slots=True)
class Basis:
    """All that decides what an incident looks like, among the claims and documents of a case."""

    asset: str
    claims: tuple[str, ...]
    copies: tuple[Copy, ...]
    """Between its documents."""
    ruled: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An incident, each of its origins still on its own, and what its origins are known by."""

    basis: Basis
    incident: Incident
    groups: tuple[Group, ...]


def draw(block: Block, known: Mapping[Basis, Drawing]) -> tuple[Drawing, ...]:
    """The incidents of a block; the order of its claims changes nothing. What is known already is taken over."""
    copies = copied_passages(list(block.documents.values()))
    aligned = aligned_claims(block.claims, copies)
    told, near = _acts(block, aligned)
    acts = [(asset, [telling.claim for telling in act]) for asset, act in told]
    found = []
    for (asset, act), between in zip(acts, _copies_within([act for _, act in acts], copies), strict=True):
        mine = {claim.id for claim in act}
        ruled = tuple(pair for pair in block.ruled if pair.one in mine or pair.other in mine)
        basis = Basis(asset, tuple(sorted(mine)), tuple(between), ruled)
        found.append(known.get(basis) or _drawing(block, basis))
    return tuple(_with_near(found, near))


def _with_near(drawings: Sequence[Drawing], near: Iterable[Near]) -> Iterator[Drawing]:
    """Each with the incidents that are almost one with it."""
    home = {claim: drawing.incident.id for drawing in drawings for claim in drawing.basis.claims}
    beside: dict[str, list[NearIncident]] = defaultdict(list)
    for pair in near:
        for ours, theirs in ((pair.one, pair.other), (pair.other, pair.one)):
            one, other = home[ours.claim.id], home[theirs.claim.id]
            if one != other:
                said = tuple(reason for reason in compare(ours, theirs) if reason.score)
                beside[one].append(NearIncident(other, round(pair.mean, 3), ours.claim.id, theirs.claim.id, said))
    for drawing in drawings:
        found = tuple(sorted(beside[drawing.incident.id], key=lambda one: (-one.score, one.incident)))
        same = drawing.incident.near == found
        yield (
            drawing
            if same
            else dataclasses.replace(drawing, incident=dataclasses.replace(drawing.incident, near=found))
        )


def _copies_within(acts: Sequence[Sequence[Claim]], copies: Iterable[Copy]) -> list[list[Copy]]:
    """For each act the copies between its documents."""
    told: dict[str, set[int]] = defaultdict(set)
    for number, act in enumerate(acts):
        for claim in act:
            told[claim.document].add(number)
    found: list[list[Copy]] = [[] for _ in acts]
    for copy in copies:
        for number in told[copy.first] & told[copy.second]:
            found[number].append(copy)
    return found


def _drawing(block: Block, basis: Basis) -> Drawing:
    sources = _sources(block, basis)
    groups = tuple(group_of(told, block.keys) for told in group_sources([sources[claim] for claim in basis.claims]))
    return Drawing(basis, _incident(block, basis, sources, groups, own_origin), groups)


def drawn_anew(block: Block, drawing: Drawing, pooled: Pooled) -> Incident:
    """The incident with its origins brought together with those of other incidents."""
    return _incident(block, drawing.basis, _sources(block, drawing.basis), drawing.groups, pooled)


def _sources(block: Block, basis: Basis) -> dict[str, Source]:
    told = [block.sources[claim] for claim in basis.claims]
    aligned = aligned_claims([source.claim for source in told], basis.copies)
    return {source.claim.id: _with_copies(source, aligned) for source in told}


def _incident(
    block: Block, basis: Basis, sources: Mapping[str, Source], groups: Iterable[Group], pooled: Pooled
) -> Incident:
    origins = {claim: pooled(group) for group in groups for claim in group.claims}
    act = [sources[claim].claim for claim in basis.claims]
    chains = Chains(block.documents, basis.copies, sources, origins, block.media)
    incident = incident_of(basis.asset, act, sources, origins, chains, basis.ruled)
    return with_drift(incident, act, block.documents, block.told)


def _with_copies(source: Source, aligned: Mapping[str, frozenset[str]]) -> Source:
    copied = aligned.get(source.claim.id)
    return dataclasses.replace(source, copied=copied) if copied else source


def _acts(block: Block, aligned: Mapping[str, frozenset[str]]) -> tuple[list[Act], list[Near]]:
    """The claims by incident, those about parts with the whole, and which incidents are almost one."""
    linked = block.linked
    lead = ruled_together(dict.fromkeys(linked[claim.id] for claim in block.claims), linked, block.ruled)
    pools: dict[str, list[Telling]] = defaultdict(list)
    for claim in block.claims:
        asset = linked[claim.id]
        day = day_of(block.documents[claim.document])
        pools[lead[asset]].append(Telling(claim, day, aligned.get(claim.id, frozenset()), asset))
    acts: list[Act] = []
    near: list[Near] = []
    for tellings in pools.values():
        groups, almost = grouped(tellings, block.ruled)
        acts += [(asset_of(group, block.ruled), group) for group in groups]
        near += almost
    return with_parts(acts, block.wholes, block.ruled), near


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
