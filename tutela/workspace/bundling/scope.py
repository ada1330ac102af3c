"""What belongs to one incident: the case cut down to it, and the ids of all records behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tutela.model.casefile import CaseFile
from tutela.model.claims import Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Match, RegisterEntry
from tutela.model.items import CapturedItem
from tutela.model.links import Link
from tutela.model.media import Medium
from tutela.model.rulings import Ruling
from tutela.store.records import Capture, Checkpoint, PublicKey, Timestamp

if TYPE_CHECKING:
    from tutela.store.reader import Reader


@dataclass(slots=True)
class Wanted:
    """Ids of the records that go into a bundle, by kind; of a kind not named, none."""

    ids: dict[str, set[str]] = field(default_factory=dict)

    def take(self, kind: str, ids: Iterable[str]) -> set[str]:
        """Want these too; gives what was asked for."""
        asked = set(ids)
        self.ids.setdefault(kind, set()).update(asked)
        return asked

    def everything(self) -> set[str]:
        """All ids."""
        return set().union(*self.ids.values())


def case_of(case: CaseFile, incident: Incident) -> CaseFile:
    """The case cut down to one incident."""
    claims = tuple(claim for claim in case.claims if claim.id in incident.claims)
    documents = _documents_of(case, incident)
    links = tuple(link for link in case.links if link.claim in incident.claims)
    assets = {incident.asset, *(link.asset for link in links)}
    cut = replace(
        case,
        documents=tuple(one for one in case.documents if one.id in documents),
        publishers=publishers_of(case.publishers, [one for one in case.documents if one.id in documents]),
        registers=(),
        assets=tuple(one for one in case.assets if one.id in assets),
        places=(),
        claims=claims,
        statements=tuple(one for one in case.statements if one.document in documents),
        recordings=tuple(one for one in case.recordings if one.document in documents),
        links=links,
        incidents=(incident,),
        standings=tuple(one for one in case.standings if one.incident == incident.id),
    )
    shown = {one.id for group in (cut.documents, cut.assets, claims, cut.statements, cut.recordings) for one in group}
    shown |= {incident.id, *incident.aliases, *(link.id for link in links)}
    return replace(
        cut,
        rulings=tuple(rulings_about(case.rulings, shown)),
        assessments=tuple(one for one in case.assessments if one.recording in shown),
        ratings=tuple(one for one in case.ratings if one.record in shown),
        captured_at={name: at for name, at in case.captured_at.items() if name in documents},
    )


def _documents_of(case: CaseFile, incident: Incident) -> set[str]:
    known = {document.id for document in case.documents}
    told = {claim.document for claim in case.claims if claim.id in incident.claims}
    ends = {end for edge in incident.chain for end in (edge.source, edge.target)}
    return told | ({*ends, *(document for drift in incident.drift for document in drift.documents)} & known)


def publishers_of(publishers: Iterable[Publisher], documents: Iterable[Document]) -> tuple[Publisher, ...]:
    """The cards of those who published these documents."""
    named = {document.publisher.value.casefold() for document in documents if document.publisher}
    return tuple(
        card for card in publishers if named & {name.casefold() for name in (card.name, *card.other_names)}
    )  # fmt: skip


def rulings_about(rulings: Iterable[Ruling], records: set[str]) -> Iterable[Ruling]:
    """The rulings on these records, and the rulings on those rulings."""
    known = set(records)
    for ruling in rulings:
        if ruling.record in known:
            known.add(ruling.id)
            yield ruling


def wanted_for(reader: "Reader", case: CaseFile) -> Wanted:
    """Ids of the stored records behind a case that was cut down to an incident."""
    wanted = Wanted()
    documents = wanted.take("documents", (one.id for one in case.documents))
    claims = wanted.take("claims", (one.id for one in case.claims))
    wanted.take("incidents", (one.id for one in case.incidents))
    wanted.take("publishers", (one.id for one in case.publishers))
    links = [link for link in reader.all(Link) if link.claim in claims]
    wanted.take("links", (link.id for link in links))
    wanted.take("statements", (one.id for one in reader.all(Statement) if one.document in documents))
    wanted.take("recordings", (one.id for one in reader.all(Recording) if one.document in documents))
    wanted.take("media", (one.id for one in reader.all(Medium) if one.document in documents))
    _want_assets(reader, wanted, case, links)
    _want_captures(reader, wanted)
    wanted.take("rulings", (one.id for one in rulings_about(reader.all(Ruling), wanted.everything())))
    for kind, signed in (("public_keys", PublicKey), ("checkpoints", Checkpoint), ("timestamps", Timestamp)):
        wanted.take(kind, reader.ids(signed))
    return wanted


def _want_assets(reader: "Reader", wanted: Wanted, case: CaseFile, links: list[Link]) -> None:
    meant = {asset.id for asset in case.assets} | {link.asset for link in links}
    meant |= {member for asset in case.assets for member in asset.absorbed}
    assets = reader.by_ids(Asset, meant)
    wanted.take("assets", (asset.id for asset in assets))
    entries = reader.by_ids(RegisterEntry, {entry for asset in assets for entry in asset.entries})
    wanted.take("register_entries", (entry.id for entry in entries))
    wanted.take("registers", (entry.register for entry in entries))
    wanted.take("matches", (one.id for one in reader.all(Match) if meant >= {one.one, one.other}))


def _want_captures(reader: "Reader", wanted: Wanted) -> None:
    documents, media = wanted.ids["documents"], wanted.ids["media"]
    items = [one for one in reader.all(CapturedItem) if documents & set(one.documents) or media & set(one.media)]
    wanted.take("items", (item.id for item in items))
    owners = documents | media | wanted.ids["items"]
    wanted.take("captures", (one.id for one in reader.all(Capture) if one.of in owners))


def media_types(
    case_documents: Iterable[Document], media: Iterable[Medium], items: Iterable[CapturedItem]
) -> Mapping[str, str]:
    """SHA-256 of a captured file -> what kind of file it is said to be."""
    known = {document.sha256: document.media_type for document in case_documents}
    known |= {medium.sha256: medium.media_type for medium in media}
    return known | {file.sha256: file.media_type for item in items for file in item.files}
