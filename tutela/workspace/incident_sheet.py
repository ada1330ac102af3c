"""All there is to say of one incident: who says what, on what it rests, who contradicts whom, what changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tutela.language.names import fold
from tutela.model.casefile import Standing
from tutela.model.claims import Claim
from tutela.model.contradictions import Reading, contradictions_of
from tutela.model.credibility import Credibility, Rating
from tutela.model.documents import Document
from tutela.model.incidents import EdgeKind, Incident
from tutela.model.inventory import Asset
from tutela.model.media import Medium
from tutela.model.passages import quoted
from tutela.model.records import to_json
from tutela.publishing import wording
from tutela.publishing.differences import Difference, Told, told_apart, versions_said
from tutela.workspace.incidents import incident_named, told_in_time
from tutela.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class IncidentSheet:
    """One incident with everything about it, rulings laid over; private, it has not passed the gate."""

    incident: Incident
    asset: Asset | None
    claims: tuple[Claim, ...]
    """By the day of publication."""
    documents: Mapping[str, Document]
    standing: Standing | None
    ratings: Mapping[str, Rating]
    differences: tuple[Difference, ...]
    withheld: bool
    media: tuple[Medium, ...] = ()
    """Pictures and videos that its documents show."""

    def as_json(self) -> dict[str, Any]:
        """The sheet for another program."""
        return {
            "incident": to_json(self.incident),
            "asset": to_json(self.asset) if self.asset else None,
            "withheld": self.withheld,
            "standing": to_json(self.standing) if self.standing else None,
            "credibility": self._grade(self.incident.id, Credibility.UNJUDGED),
            "claims": [to_json(claim) | {"source_reliability": self._grade(claim.id, "F")} for claim in self.claims],
            "documents": {name: _card(document) for name, document in self.documents.items()},
            "media": [to_json(medium) for medium in self.media],
            "contradictions": [
                {"aspect": one.aspect.value, "note": one.note, "versions": [_version(v) for v in one.versions]}
                for one in self.differences
            ],
        }

    def text(self) -> str:
        """The sheet in lines."""
        parts = [
            self._head(),
            *self._section("What is said", self._told(denied=False)),
            *self._section("Who denies it, or says it stands unharmed", self._told(denied=True)),
            *self._section("Origins", self._origins()),
            *self._section("Said differently", self._contradictions()),
            *self._section("What changed on the way", self._drift()),
            *self._section("Pictures and videos", self._media()),
            *self._section("Not known", iter(self.standing.unknowns if self.standing else ())),
        ]
        return "\n\n".join(parts)

    def _grade(self, record: str, unjudged: str) -> str:
        rating = self.ratings.get(record)
        return rating.grade if rating else str(unjudged)

    def _section(self, title: str, lines: Iterator[str]) -> Iterator[str]:
        told = [f"  {line}" for line in lines]
        if told:
            yield "\n".join([title, *told])

    def _head(self) -> str:
        one = self.incident
        label = f"{self.asset.label}  [{self.asset.type}]  {self.asset.id}" if self.asset else one.asset
        credible, who = wording.information_said(self.ratings.get(one.id))
        papers = wording.counted(len(self.documents), "document")
        lines = [
            f"{one.id}  {label}",
            f"  said of it: {', '.join(one.harms) or 'nothing'}",
            f"  when: {wording.period(one.period)}",
            f"  told by: {wording.counted(len(self.claims), 'claim')} in {papers}",
            f"  rests on: {wording.origins_said(one.count)}",
        ]
        if self.standing:
            lines.append(f"  state: {wording.word('state', self.standing.state)} ({self.standing.sentence})")
        lines.append(f"  credibility: {credible} ({who})")
        return "\n".join(lines + ["  WITHHELD: not to be published"] * self.withheld)

    def _told(self, denied: bool) -> Iterator[str]:
        traced = {item.claim: item.reason for item in self.incident.claim_origins}
        for claim in self.claims:
            if (claim.id in self.incident.denials) is not denied:
                continue
            paper = self.documents[claim.document]
            where = f"{paper.name}, {wording.stated_day(paper.day)}, characters {claim.quote.start}-{claim.quote.end}"
            yield f"{claim.id}  {claim.harm}, {claim.certainty}: {quoted(claim.quote.exact)}"
            yield f"    {wording.chain_said(claim.attribution, wording.publisher_name(paper))} ({where})"
            if traced.get(claim.id):
                yield f"    traced: {traced[claim.id]}"
            if claim.id in self.ratings:
                yield f"    source: {self.ratings[claim.id].grade}, {self.ratings[claim.id].sentence}"

    def _origins(self) -> Iterator[str]:
        for origin in self.incident.origins:
            kind = wording.origin_kind(origin)
            yield f"{origin.label}" + (f" ({kind})" if kind else "")
            yield from (f"    {reason.sentence}" for reason in origin.reasons)
        yield from (f"counted: {reason}" for reason in self.incident.count.reasons)

    def _contradictions(self) -> Iterator[str]:
        names = {document.id: document.name for document in self.documents.values()}
        for one in self.differences:
            note = f"  {one.note}" if one.note else ""
            yield f"{wording.word('differs', one.aspect)}: {versions_said(one, names)}{note}"

    def _media(self) -> Iterator[str]:
        for medium in self.media:
            told = medium.problem or wording.counted(len(medium.frames), "frame")
            yield f"{self.documents[medium.document].name}: {medium.name} ({medium.media_type}; {told})"
        for edge in self.incident.chain:
            if edge.kind is EdgeKind.EMBEDS:
                ends = [self.documents[name].name for name in (edge.source, edge.target) if name in self.documents]
                yield f"{' and '.join(ends)}: {edge.reason}"

    def _drift(self) -> Iterator[str]:
        for drift in self.incident.drift:
            papers = dict.fromkeys(self.documents[name].name for name in drift.documents if name in self.documents)
            yield f"{' to '.join(papers)}: {drift.sentence}"
            yield f"    {quoted(drift.before.exact)} / {quoted(drift.after.exact)}"


def _card(document: Document) -> dict[str, str | None]:
    return {
        "name": document.name,
        "publisher": document.publisher.value if document.publisher else None,
        "published": document.day,
        "language": document.tongue,
        "url": document.url,
    }


def _version(version: Told) -> dict[str, Any]:
    return {
        "said": version.said,
        "claims": [claim.id for claim in version.claims],
        "words": to_json(version.words) if version.words else None,
    }


def _with_contradictions(incident: Incident, claims: Sequence[Claim]) -> Incident:
    """An incident with its contradictions, which one gathered by an earlier version does not carry."""
    if incident.contradictions:
        return incident
    return replace(incident, contradictions=contradictions_of(incident, claims, incident.drift, Reading(fold)))


def incident_sheet(workspace: Workspace, name: str) -> IncidentSheet:
    """All there is to say of an incident.

    Args:
        name: its id, one it had before regrouping, or its number in the dossier (`I7`).

    Raises:
        UnknownRecord: there is none.

    >>> sheet = incident_sheet(Workspace.open("case/workspace"), "I1")
    >>> len(sheet.claims) > 1, "Origins" in sheet.text()
    (True, True)
    """
    case = workspace.case_file()
    incident = incident_named(case, name)
    claims = told_in_time(case, [claim for claim in case.claims if claim.id in set(incident.claims)])
    read = {claim.document for claim in claims}
    return IncidentSheet(
        incident,
        next((asset for asset in case.assets if asset.id == incident.asset), None),
        tuple(claims),
        {document.id: document for document in case.documents if document.id in read},
        next((standing for standing in case.standings if standing.incident == incident.id), None),
        {rating.record: rating for rating in case.ratings},
        told_apart(_with_contradictions(incident, claims), {claim.id: claim for claim in claims}),
        incident.asset in case.restricted,
        tuple(medium for medium in workspace.media() if medium.document in read),
    )
