"""Rulings follow the passage: what a person has ruled on stays, and stands for what a newer run finds in its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tutela.model.claims import Claim, Harm, Recording, Statement
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.passages import Passage
from tutela.model.rulings import Ruling, Verdict
from tutela.review.force import in_force, value_set
from tutela.review.succession import succeeded

Found = TypeVar("Found", Claim, Statement, Recording)


@dataclass(frozen=True, slots=True)
class Held:
    """Records that people have ruled on, by document."""

    ids: frozenset[str] = frozenset()
    records: dict[str, list[Claim | Statement | Recording]] = field(default_factory=dict)
    """Document id -> the held records that were read in it."""
    assets: tuple[Asset, ...] = ()
    harms: dict[str, frozenset[Harm]] = field(default_factory=dict)
    """Claim id -> the harms it stands for: the one that was read and the one it was corrected to."""

    def without_successors(self, found: Sequence[Found]) -> list[Found]:
        """What a newer run found, less what is only another telling of a record that is held."""
        return [new for new in found if new.id in self.ids or not self._has_predecessor(new)]

    def against(self, kind: type, records: Iterable[object]) -> frozenset[str]:
        """What must stand against `records` of a kind; a row of a register gives way to its newer version."""
        if kind is not Asset:
            return self.ids
        return self.ids - succeeded(self.assets, (asset for asset in records if isinstance(asset, Asset)))

    def _has_predecessor(self, new: Claim | Statement | Recording) -> bool:
        return any(self._succeeds(new, old) for old in self.records.get(new.document, ()))

    def _succeeds(self, new: Claim | Statement | Recording, old: Claim | Statement | Recording) -> bool:
        if isinstance(new, Claim) and isinstance(old, Claim):
            same_harm = new.harm in self.harms.get(old.id, frozenset({old.harm}))
            return same_harm and _meet(new.quote, old.quote) and _meet(_in_quote(new), _in_quote(old))
        if isinstance(new, Statement | Recording) and isinstance(old, Statement | Recording):
            return type(new) is type(old) and new.kind == old.kind and _meet(new.quote, old.quote)
        return False


def _in_quote(claim: Claim) -> Passage:
    """Where the claim's own sentence names the asset."""
    return claim.mention or claim.asset


def _meet(one: Passage, other: Passage) -> bool:
    """Whether two passages of one document share characters."""
    return one.document == other.document and one.start < other.end and other.start < one.end


def held_by(
    rulings: Sequence[Ruling],
    claims: Iterable[Claim],
    statements: Iterable[Statement],
    recordings: Iterable[Recording],
    links: Iterable[Link],
    incidents: Iterable[Incident],
    assets: Iterable[Asset] = (),
) -> Held:
    """What rulings in force hold: the records judged, and the claims behind judged links and incidents.

    Incidents themselves are not held: they are clusters, and rulings on them follow their claims.
    """
    standing = in_force(rulings)
    judged = {id_ for ruling in standing for id_ in (ruling.record, ruling.target) if id_}
    ids = set(judged)
    ids |= {link.claim for link in links if link.id in judged}
    for incident in incidents:
        if judged & {incident.id, *incident.aliases}:
            ids.discard(incident.id)
            ids.update(incident.claims)
    records: dict[str, list[Claim | Statement | Recording]] = {}
    read: Iterable[Claim | Statement | Recording] = (*claims, *statements, *recordings)
    for record in read:
        if record.id in ids:
            records.setdefault(record.document, []).append(record)
    kept = tuple(asset for asset in assets if asset.id in ids)
    return Held(frozenset(ids), records, kept, _harms(standing, records))


def _harms(
    rulings: Iterable[Ruling], records: dict[str, list[Claim | Statement | Recording]]
) -> dict[str, frozenset[Harm]]:
    found = {r.id: {r.harm} for group in records.values() for r in group if isinstance(r, Claim)}
    for ruling in rulings:
        harm = value_set(ruling, "harm") if ruling.verdict is Verdict.CORRECT else None
        if harm and ruling.record in found:
            found[ruling.record].add(Harm(harm))
    return {id_: frozenset(harms) for id_, harms in found.items()}
