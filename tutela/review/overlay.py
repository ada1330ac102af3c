"""Rulings laid over machine records: what the case looks like once people have spoken. Pure; nothing is erased."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.errors import RulingRefused
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.missions import Visit
from tutela.model.reasons import Reason
from tutela.model.rulings import Pair, Ruling, Verdict
from tutela.review.asset_corrections import ASSET_FIELDS
from tutela.review.corrections import (
    CLAIM_FIELDS,
    DOCUMENT_FIELDS,
    RECORDING_FIELDS,
    SIGNAL,
    STATEMENT_FIELDS,
    Setting,
    apply,
)
from tutela.review.force import by_record, in_force, value_set
from tutela.review.linking import overlay_links
from tutela.review.merging import merge_assets, with_aliases
from tutela.review.pairs import pairs_of
from tutela.review.succession import following, heirs, sharing_claims

PERSON = "person"
"""Field of a `restrict` ruling that names a person to withhold."""

Judged = TypeVar("Judged", Claim, Statement, Recording)


@dataclass(frozen=True, slots=True)
class Machine:
    """Machine records of one moment, in the order of the input."""

    documents: tuple[Document, ...] = ()
    assets: tuple[Asset, ...] = ()
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    recordings: tuple[Recording, ...] = ()
    links: tuple[Link, ...] = ()
    incidents: tuple[Incident, ...] = ()
    past_incidents: tuple[Incident, ...] = ()
    """Superseded ones, oldest first: rulings may judge an incident by an id it no longer has."""
    past_assets: tuple[Asset, ...] = ()
    """Superseded ones that rulings judge."""
    past_links: tuple[Link, ...] = ()
    """Superseded ones to assets that rulings judge."""
    publishers: tuple[Publisher, ...] = ()
    visits: tuple[Visit, ...] = ()
    scopes: Mapping[str, str] = field(default_factory=dict)
    """Asset id, past and present -> the register it came with."""


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A ruling in force that could not be laid over anything, and why."""

    ruling: str
    why: str


@dataclass(frozen=True, slots=True)
class Effective:
    """The records with rulings laid over. Rejected ones are left out; what a ruling touched has a reason `ruling`."""

    documents: tuple[Document, ...]
    assets: tuple[Asset, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    recordings: tuple[Recording, ...]
    links: tuple[Link, ...]
    incidents: tuple[Incident, ...]
    rulings: tuple[Ruling, ...]
    """Those in force."""
    pairs: tuple[Pair, ...] = ()
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    restricted: frozenset[str] = frozenset()
    restricted_persons: frozenset[str] = frozenset()
    unapplied: tuple[Unapplied, ...] = ()

    @property
    def inventory(self) -> tuple[Asset, ...]:
        """Assets that a register holds or a person has made one of: what linking may link to."""
        made = {ruling.target for ruling in self.rulings if ruling.verdict is Verdict.NEW_ASSET}
        return tuple(asset for asset in self.assets if not asset.described or asset.id in made)


@dataclass(slots=True)
class _Judge:
    """Applies the rulings on single records and remembers those that would not apply."""

    rulings: dict[str, list[Ruling]]
    documents: Mapping[str, Document]
    unapplied: list[Unapplied] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)

    def judge(
        self, records: Iterable[Judged], fields: Mapping[str, Callable[[Judged, Setting], Judged]]
    ) -> tuple[Judged, ...]:
        """Records that are not rejected, corrected."""
        judged = [self._one(record, fields) for record in records]
        return tuple(record for record in judged if record.id not in self.rejected)

    def _one(self, record: Judged, fields: Mapping[str, Callable[[Judged, Setting], Judged]]) -> Judged:
        for ruling in self.rulings.get(record.id, ()):
            if ruling.verdict is Verdict.CORRECT:
                record = self._correct(record, fields, ruling)
            elif ruling.verdict in (Verdict.ACCEPT, Verdict.REJECT):
                self._decide(record.id, ruling)
                record = dataclasses.replace(record, reasons=(*record.reasons, _decided(ruling)))
        return record

    def _correct(
        self, record: Judged, fields: Mapping[str, Callable[[Judged, Setting], Judged]], ruling: Ruling
    ) -> Judged:
        reasons: tuple[Reason, ...] = ()
        try:
            record, reasons = apply(record, fields, ruling, self.documents.get(record.document))
        except RulingRefused as refusal:
            self.unapplied.append(Unapplied(ruling.id, str(refusal)))
        return dataclasses.replace(record, reasons=(*record.reasons, *reasons))

    def _decide(self, record: str, ruling: Ruling) -> None:
        into, out_of = (
            (self.accepted, self.rejected) if ruling.verdict is Verdict.ACCEPT else (self.rejected, self.accepted)
        )
        into.add(record)
        out_of.discard(record)

    def assets(self, assets: Iterable[Asset]) -> tuple[Asset, ...]:
        """Assets, corrected."""
        return tuple(self._plain(asset, ASSET_FIELDS, self.rulings.get(asset.id, ())) for asset in assets)

    def joined(self, assets: Iterable[Asset]) -> tuple[Asset, ...]:
        """Assets made of several, corrected once more: what a person set holds whoever else says otherwise."""
        return tuple(self._once_more(asset) if asset.absorbed else asset for asset in assets)

    def _once_more(self, asset: Asset) -> Asset:
        ids = (asset.id, *asset.absorbed)
        asset = self._plain(asset, ASSET_FIELDS, (ruling for id_ in ids for ruling in self.rulings.get(id_, ())))
        return dataclasses.replace(
            asset,
            names=tuple(dict.fromkeys(asset.names)),
            settlements=tuple(dict.fromkeys(asset.settlements)),
            districts=tuple(dict.fromkeys(asset.districts)),
        )

    def papers(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """Documents, corrected in what is known about them, never in their text."""
        return tuple(self._plain(paper, DOCUMENT_FIELDS, self.rulings.get(paper.id, ())) for paper in documents)

    def _plain(
        self, record: "_Plain", fields: Mapping[str, Callable[["_Plain", Setting], "_Plain"]], rulings: Iterable[Ruling]
    ) -> "_Plain":
        for ruling in rulings:
            if ruling.verdict is not Verdict.CORRECT:
                continue
            try:
                record, _ = apply(record, fields, ruling)
            except RulingRefused as refusal:
                self.unapplied.append(Unapplied(ruling.id, str(refusal)))
        return record


_Plain = TypeVar("_Plain", Asset, Document)


Merging = Callable[[Sequence[Asset], Sequence[Pair]], tuple[tuple[Asset, ...], dict[str, str]]]
"""Assets as registers give them, and what people ruled on pairs of them -> the assets they are, and id -> whose id."""


def overlay(machine: Machine, rulings: Sequence[Ruling], merging: Merging = merge_assets) -> Effective:
    """Machine records with all rulings in force laid over; `rulings` in the order they were made.

    `merging` says which assets are one thing; what people ruled on one of them holds of the one they became.
    """
    made = in_force(rulings)
    standing = following(made, heirs(machine.past_assets, machine.assets, machine.scopes))
    judge = _Judge(by_record(standing), {document.id: document for document in machine.documents})
    claims = judge.judge(machine.claims, CLAIM_FIELDS)
    incidents = with_aliases(machine.incidents, machine.past_incidents)
    pairs = pairs_of(standing, _kinds(machine), _by_any_id(incidents, machine.past_incidents))
    links, assets = overlay_links(claims, machine.links, judge.assets(machine.assets), standing, judge.documents)
    assets, lead = merging(assets, pairs)
    assets = judge.joined(assets)
    return Effective(
        documents=judge.papers(machine.documents),
        assets=assets,
        claims=claims,
        statements=judge.judge(machine.statements, STATEMENT_FIELDS),
        recordings=judge.judge(machine.recordings, RECORDING_FIELDS),
        links=tuple(dataclasses.replace(link, asset=lead.get(link.asset, link.asset)) for link in links),
        incidents=_trim(incidents, judge.rejected, lead),
        rulings=made,
        pairs=pairs,
        accepted=frozenset(judge.accepted),
        rejected=frozenset(judge.rejected),
        restricted=_restricted(standing, machine, assets, lead),
        restricted_persons=_persons(standing),
        unapplied=(*judge.unapplied, *_without_record(standing, machine, assets)),
    )


def _decided(ruling: Ruling) -> Reason:
    return Reason(SIGNAL, f"{ruling.verdict}ed by ruling {ruling.id}")


def _kinds(machine: Machine) -> dict[str, str]:
    groups = (("claim", machine.claims), ("asset", machine.assets), ("recording", machine.recordings))
    return {record.id: kind for kind, records in groups for record in records}


def _by_any_id(incidents: Sequence[Incident], past: Sequence[Incident]) -> dict[str, Incident]:
    """Incident by the id it has, had, or some superseded one had."""
    found = {incident.id: incident for incident in past}
    for incident in incidents:
        found |= dict.fromkeys((*incident.aliases, incident.id), incident)
    return found


def _trim(incidents: Iterable[Incident], rejected: set[str], lead: Mapping[str, str]) -> tuple[Incident, ...]:
    """Incidents without rejected claims; one that has none left is no incident. Counts wait for the next gathering."""
    trimmed = []
    for incident in incidents:
        claims = tuple(claim for claim in incident.claims if claim not in rejected)
        if claims:
            denials = tuple(claim for claim in incident.denials if claim not in rejected)
            asset = lead.get(incident.asset, incident.asset)
            trimmed.append(dataclasses.replace(incident, claims=claims, denials=denials, asset=asset))
    return tuple(trimmed)


def _restricted(
    rulings: Iterable[Ruling], machine: Machine, assets: Iterable[Asset], lead: Mapping[str, str]
) -> frozenset[str]:
    """Assets to withhold: ruled so, registered so, or standing today for one that is."""
    ruled = {
        ruling.record for ruling in rulings if ruling.verdict is Verdict.RESTRICT and value_set(ruling, PERSON) is None
    }
    ruled |= sharing_claims(ruled, machine.links, machine.past_links)
    registered = {asset.id for asset in assets if asset.restricted}
    return frozenset(ruled | registered | {lead[id_] for id_ in ruled if id_ in lead})


def _persons(rulings: Iterable[Ruling]) -> frozenset[str]:
    names = (value_set(ruling, PERSON) for ruling in rulings if ruling.verdict is Verdict.RESTRICT)
    return frozenset(name for name in names if name)


def _without_record(rulings: Iterable[Ruling], machine: Machine, assets: Iterable[Asset]) -> Iterable[Unapplied]:
    groups: tuple[Iterable[object], ...] = (
        machine.documents, machine.assets, assets, machine.claims, machine.statements, machine.recordings,
        machine.links, machine.incidents, machine.past_incidents, machine.publishers, machine.visits,
    )  # fmt: skip
    known = {str(getattr(record, "id")) for group in groups for record in group}  # noqa: B009
    for ruling in rulings:
        if ruling.verdict is Verdict.WEIGH:
            continue
        if ruling.record not in known and value_set(ruling, PERSON) is None:
            yield Unapplied(ruling.id, f"the record {ruling.record} it judges is no longer among the current ones")
