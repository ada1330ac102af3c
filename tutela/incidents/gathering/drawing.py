"""The incidents of a few assets that hang together, drawn with nothing but their own claims and documents."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.incidents.alignment import aligned_claims
from tutela.incidents.attributions import sources_in
from tutela.incidents.chains import Chains
from tutela.incidents.copies import Copy, copied_passages
from tutela.incidents.drift import with_drift
from tutela.incidents.gathering.case import Basis
from tutela.incidents.gathering.incident import incident_id, incident_of
from tutela.incidents.grouping import Near, Telling, compare, grouped
from tutela.incidents.origins import Source, day_of, group_sources
from tutela.incidents.parts import Act, with_parts
from tutela.incidents.pooling import Group, group_of, own_origin, speaker_keys
from tutela.incidents.ruled import asset_of, ruled_together
from tutela.incidents.sharing import with_shared
from tutela.incidents.voices import Directory
from tutela.language.names import fold
from tutela.model.claims import Claim
from tutela.model.contradictions import Reading, contradictions_of
from tutela.model.documents import Document, Publisher
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
    media: Mapping[str, Sequence[Medium]]
    """Document -> the pictures and videos it shows."""


DOCUMENTS_KEPT = 100_000
"""Documents whose sources are remembered, a few KiB each: a round-up is asked for with every asset it tells of."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An incident, each of its origins still on its own, and what its origins are known by."""

    basis: Basis
    near: tuple[NearIncident, ...]
    incident: Incident | None = None
    """None where one of this basis is remembered, and nothing needs to be drawn."""
    groups: tuple[Group, ...] = ()


class Hearing:
    """Tells whose words claims are; what the documents asked for last name as their sources is remembered."""

    def __init__(self, publishers: Sequence[Publisher]) -> None:
        self._directory = Directory(publishers)
        self._sources: dict[str, dict[str, Source]] = {}

    def forget(self, documents: Iterable[str]) -> None:
        """What documents name is not what it was."""
        for document in documents:
            self._sources.pop(document, None)

    def of(self, block: Block, claims: Collection[str]) -> "Heard":
        """The sources of all claims in the documents that tell some claims of a block."""
        papers = sorted({claim.document for claim in block.claims if claim.id in claims})
        found: dict[str, Source] = {}
        for paper in papers:
            found |= self._in(paper, block)
        return Heard(found, speaker_keys(found.values()))

    def _in(self, paper: str, block: Block) -> dict[str, Source]:
        if paper not in self._sources:
            if len(self._sources) >= DOCUMENTS_KEPT:
                self._sources.clear()
            self._sources[paper] = sources_in(block.told[paper], [block.documents[paper]], {}, self._directory)
        return self._sources[paper]


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose words claims are."""

    sources: Mapping[str, Source]
    """Claim -> its source; what it copies is not in it yet."""
    keys: Mapping[str, str]
    """Claim -> what names its speaker within its document."""


def draw(block: Block, hearing: Hearing, known: Collection[Basis] = ()) -> tuple[Drawing, ...]:
    """The incidents of a block; the order of its claims changes nothing. Those `known` are named only."""
    copies = copied_passages(list(block.documents.values()))
    aligned = aligned_claims(block.claims, copies)
    told, near = _acts(block, aligned)
    acts = [(asset, [telling.claim for telling in act]) for asset, act in told]
    bases = []
    for (asset, act), between in zip(acts, _copies_within([act for _, act in acts], copies), strict=True):
        mine = {claim.id for claim in act}
        ruled = tuple(pair for pair in block.ruled if pair.one in mine or pair.other in mine)
        bases.append(Basis(asset, tuple(sorted(mine)), tuple(between), ruled))
    beside = _beside(bases, near)
    return tuple(
        Drawing(basis, near) if basis in known else _drawing(block, hearing, basis, near)
        for basis, near in zip(bases, beside, strict=True)
    )


def _beside(bases: Sequence[Basis], near: Iterable[Near]) -> Iterator[tuple[NearIncident, ...]]:
    """For each incident those that are almost one with it."""
    home = {claim: basis for basis in bases for claim in basis.claims}
    beside: dict[str, list[NearIncident]] = defaultdict(list)
    for pair in near:
        for ours, theirs in ((pair.one, pair.other), (pair.other, pair.one)):
            one, other = (incident_id(home[telling.claim.id].claims) for telling in (ours, theirs))
            if one != other:
                said = tuple(reason for reason in compare(ours, theirs) if reason.score)
                beside[one].append(NearIncident(other, round(pair.mean, 3), ours.claim.id, theirs.claim.id, said))
    for basis in bases:
        yield tuple(sorted(beside[incident_id(basis.claims)], key=lambda one: (-one.score, one.incident)))


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


def _drawing(block: Block, hearing: Hearing, basis: Basis, near: tuple[NearIncident, ...]) -> Drawing:
    sources, groups = _origins(block, hearing, basis)
    return Drawing(basis, near, _incident(block, basis, near, sources, groups, own_origin), groups)


def drawn_anew(
    block: Block,
    hearing: Hearing,
    basis: Basis,
    near: tuple[NearIncident, ...],
    names: Mapping[str, str],
    groups: Sequence[Group],
    drawn: Incident | None = None,
) -> Incident:
    """An incident with its origins brought together with those of others: own id -> id in the whole case.

    Args:
        groups: its claims by origin.
        drawn: the incident with each origin on its own, where it is at hand; its documents rest on each other so.
    """
    sources = _sources(block, hearing.of(block, frozenset(basis.claims)), basis)
    return _incident(block, basis, near, sources, groups, lambda group: names[own_origin(group)], drawn)


def _origins(block: Block, hearing: Hearing, basis: Basis) -> tuple[dict[str, Source], tuple[Group, ...]]:
    heard = hearing.of(block, frozenset(basis.claims))
    sources = _sources(block, heard, basis)
    groups = group_sources([sources[claim] for claim in basis.claims])
    return sources, tuple(group_of(group, heard.keys) for group in groups)


def _sources(block: Block, heard: "Heard", basis: Basis) -> dict[str, Source]:
    """Whose words the claims of an incident are, with what its texts share."""
    return with_shared([heard.sources[claim] for claim in basis.claims], basis.copies, block.media)


def _incident(
    block: Block,
    basis: Basis,
    near: tuple[NearIncident, ...],
    sources: Mapping[str, Source],
    groups: Iterable[Group],
    pooled: Callable[[Group], str],
    drawn: Incident | None = None,
) -> Incident:
    origins = {claim: pooled(group) for group in groups for claim in group.claims}
    act = [sources[claim].claim for claim in basis.claims]
    edges = [edge for edge in drawn.chain if edge.target in block.documents] if drawn else None
    chains = Chains(block.documents, basis.copies, sources, origins, block.media, edges)
    incident = incident_of(basis.asset, act, sources, origins, chains, basis.ruled)
    if drawn:
        drifted = dataclasses.replace(incident, drift=drawn.drift)
    else:
        drifted = with_drift(incident, act, block.documents, block.told)
    told = sorted(act, key=lambda claim: _when_told(claim, block.documents[claim.document]))
    apart = contradictions_of(drifted, told, drifted.drift, Reading(fold))
    return dataclasses.replace(drifted, near=near, contradictions=apart)


def _when_told(claim: Claim, document: Document) -> tuple[str, str, int, str]:
    """By the day of publication, undated last; of one document as in its text."""
    return document.day or "9999", document.id, claim.quote.start, claim.id


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
