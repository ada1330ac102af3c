"""What a recording is held against: documents, captured items, pictures and videos, and the tables of this room."""

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import cast

import yaml

from tutela.model.claims import Claim, Recording
from tutela.model.documents import Document
from tutela.model.items import CapturedItem, Fact
from tutela.model.media import Medium


@functools.cache
def tables() -> Mapping[str, object]:
    """The weights and lists of words.yml."""
    text = resources.files("tutela.incidents.authenticity").joinpath("words.yml").read_text("utf-8")
    return cast("Mapping[str, object]", yaml.safe_load(text))


def words(name: str) -> tuple[str, ...]:
    """One list of the table."""
    return tuple(cast("list[str]", tables()[name]))


def weight(name: str) -> float:
    """The weight of one signal."""
    return cast("Mapping[str, float]", tables()["weights"])[name]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The records of a case that bear on its recordings."""

    recordings: Sequence[Recording]
    documents: Mapping[str, Document]
    claims: Sequence[Claim] = ()
    media: Sequence[Medium] = ()
    items: Sequence[CapturedItem] = ()
    item_of: Mapping[str, CapturedItem] = field(init=False)
    """Medium -> the item it came in with."""
    item_with: Mapping[str, CapturedItem] = field(init=False)
    """Document -> the item it was read out of."""
    shown_in: Mapping[str, tuple[Medium, ...]] = field(init=False)
    """Document -> pictures and videos captured with it."""

    def __post_init__(self) -> None:
        item_of = {medium: item for item in self.items for medium in item.media}
        item_with = {document: item for item in self.items for document in item.documents}
        shown = defaultdict(list)
        for medium in self.media:
            shown[medium.document].append(medium)
        object.__setattr__(self, "item_of", item_of)
        object.__setattr__(self, "item_with", item_with)
        object.__setattr__(self, "shown_in", {document: tuple(found) for document, found in shown.items() if document})

    def facts_of(self, medium: Medium) -> tuple[Fact, ...]:
        """What the file of a picture or video says of itself."""
        item = self.item_of.get(medium.id)
        return tuple(fact for fact in item.facts if fact.file == medium.sha256) if item else ()

    def document_of(self, medium: Medium) -> Document | None:
        """The document that shows it."""
        return self.documents.get(medium.document)
