"""Why the claims of an incident are one incident, why its neighbours are not, and how its origins were counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tutela.incidents.grouping import Telling
from tutela.incidents.why import Compared, tellings_of, why_apart, why_together
from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim
from tutela.model.incidents import Incident
from tutela.model.passages import quoted
from tutela.model.records import to_json
from tutela.publishing import wording
from tutela.workspace.incidents import incident_named
from tutela.workspace.workspace import Workspace

SHOWN_REASONS = 3
"""Reasons told of one pair, the weightiest: the others change little."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an incident is what it is; private, it has not passed the gate."""

    incident: Incident
    claims: Mapping[str, Claim]
    """Those of the incident and of its neighbours."""
    together: tuple[Compared, ...]
    names: Mapping[str, str]
    """Document -> its name."""
    apart: tuple[tuple[Incident, Compared], ...]
    """Neighbour -> the two claims that come nearest to being of one act."""

    def as_json(self) -> dict[str, Any]:
        """The explanation for another program."""
        return {
            "incident": self.incident.id,
            "rulings": [reason.sentence for reason in self.incident.reasons if reason.signal == "ruling"],
            "together": [to_json(pair) for pair in self.together],
            "apart": [{"incident": other.id, **to_json(pair)} for other, pair in self.apart],
            "origins": {
                "at_least": self.incident.count.at_least,
                "at_most": self.incident.count.at_most,
                "reasons": list(self.incident.count.reasons),
                "claims": [to_json(one) for one in self.incident.claim_origins],
            },
            "chain": [to_json(edge) for edge in self.incident.chain],
        }

    def text(self) -> str:
        """The explanation in lines."""
        parts = (
            ("Why these claims are one incident", list(self._together())),
            ("Why its neighbours are not", list(self._apart())),
            (f"How its origins were counted: {wording.origins_said(self.incident.count)}", list(self._counted())),
            ("Who rests on whom", list(self._chain())),
        )
        return "\n\n".join("\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in parts)

    def _together(self) -> Iterator[str]:
        yield from (reason.sentence for reason in self.incident.reasons if reason.signal == "ruling")
        if not self.together:
            yield "It is one claim alone."
        for pair in self.together:
            yield f"{pair.claim} {quoted(self.claims[pair.claim].quote.exact)}"
            yield f"    nearest: {pair.other} {quoted(self.claims[pair.other].quote.exact)}"
            yield from _told(pair)

    def _apart(self) -> Iterator[str]:
        if not self.apart:
            yield "No other incident of this asset, of its parts or of its whole is known."
        for other, pair in self.apart:
            when = wording.period(other.period)
            yield f"{other.id}  {', '.join(other.harms)}, {when}"
            yield f"    {pair.claim} {quoted(self.claims[pair.claim].quote.exact)}"
            yield f"    {pair.other} {quoted(self.claims[pair.other].quote.exact)}"
            yield from _told(pair)

    def _counted(self) -> Iterator[str]:
        yield from self.incident.count.reasons
        for one in self.incident.claim_origins:
            if one.reason:
                yield f"{one.claim}: {one.reason}"

    def _chain(self) -> Iterator[str]:
        labels = {**self.names, **{origin.id: origin.label for origin in self.incident.origins}}
        if not self.incident.chain:
            yield "No document names, credits or copies another."
        for edge in self.incident.chain:
            target = labels.get(edge.target, edge.target)
            source, verb = labels.get(edge.source, edge.source), wording.word("edge", edge.kind)
            yield f"{source} {verb} {target} ({edge.score:.2f}): {edge.reason}"


def _told(pair: Compared) -> Iterator[str]:
    """The sum, and the weightiest of what it is made of."""
    verdict = "one act" if pair.score > 0 else "two acts"
    yield f"    {pair.score:+.2f}, {verdict}:"
    yield from (f"      {reason.score:+.2f} {reason.sentence}" for reason in pair.reasons[:SHOWN_REASONS])


def explained_incident(workspace: Workspace, name: str) -> Explanation:
    """Why an incident is what it is, by what grouping compared.

    Args:
        name: its id, one it had before regrouping, or its number in the dossier (`I7`).

    Raises:
        UnknownRecord: there is none.

    >>> print(explained_incident(Workspace.open("case/workspace"), "I1").text())               # doctest: +ELLIPSIS
    Why these claims are one incident
      clm_...
    """
    case = workspace.case_file()
    incident = incident_named(case, name)
    near = _neighbours(case, incident)
    wanted = {claim for one in (incident, *near) for claim in one.claims}
    claims = {claim.id: claim for claim in case.claims if claim.id in wanted}
    told = _tellings(case, list(claims.values()))
    members = [told[claim] for claim in incident.claims if claim in told]
    apart = [(other, why_apart(members, [told[claim] for claim in other.claims if claim in told])) for other in near]
    nearest = sorted(((other, pair) for other, pair in apart if pair), key=lambda item: -item[1].score)
    names = {document.id: document.name for document in case.documents}
    return Explanation(incident, claims, why_together(members), names, tuple(nearest))


def _tellings(case: CaseFile, claims: Sequence[Claim]) -> dict[str, Telling]:
    read = {claim.document for claim in claims}
    documents = [document for document in case.documents if document.id in read]
    found = tellings_of(claims, documents, {link.claim: link.asset for link in case.links})
    return {telling.claim.id: telling for telling in found}


def _neighbours(case: CaseFile, incident: Incident) -> list[Incident]:
    """Other incidents of the same asset, of its parts and of its whole."""
    whole = {asset.id: asset.part_of for asset in case.assets if asset.part_of}
    family = {incident.asset, whole.get(incident.asset, incident.asset)}
    family |= {part for part, of in whole.items() if of in family}
    return [other for other in case.incidents if other.asset in family and other.id != incident.id]
