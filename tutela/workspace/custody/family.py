"""What belongs to one captured thing: the records whose touches are its touches."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutela.model.claims import Recording
from tutela.model.documents import Document
from tutela.model.items import CapturedItem
from tutela.model.media import Medium
from tutela.store.records import Capture

if TYPE_CHECKING:
    from tutela.store.reader import Reader

Subject = CapturedItem | Document | Medium | Recording


@dataclass(slots=True)
class Family:
    """Records whose touches are touches of the thing."""

    subject: Subject
    items: list[CapturedItem] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    captures: list[Capture] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    """Id of a record whose leaves are told one by one -> what it is, as the subject of a sentence."""


def family_of(reader: "Reader", subject: Subject) -> Family:
    """The records that belong to it, superseded captures too."""
    family = Family(subject)
    family.documents = set(subject.documents) if isinstance(subject, CapturedItem) else _document_of(subject)
    for item in reader.all(CapturedItem):
        if item.id == subject.id or subject.id in (*item.documents, *item.media):
            family.items.append(item)
    owners = {subject.id, *(item.id for item in family.items)}
    if isinstance(subject, Medium):
        family.media = [subject]
    owners |= family.documents if isinstance(subject, CapturedItem) else set()
    captures = [*reader.all(Capture), *reader.past(Capture)]
    hashes = {medium.sha256 for medium in family.media}
    mine = [one for one in captures if one.of in owners or one.sha256 in hashes]
    family.captures = sorted(mine, key=lambda one: one.of != subject.id)
    family.told = {item.id: "The record of its capture" for item in family.items if item.id != subject.id}
    family.told |= {capture.id: "" for capture in family.captures}
    if isinstance(subject, CapturedItem):
        family.told |= {document: f"The document {document} read out of it" for document in subject.documents}
        family.told |= {medium: f"The medium {medium} in it" for medium in subject.media}
    family.told[subject.id] = "It"
    return family


def _document_of(subject: Document | Medium | Recording) -> set[str]:
    return {subject.id if isinstance(subject, Document) else subject.document}
