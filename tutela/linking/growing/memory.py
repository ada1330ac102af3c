"""What linking remembers of a case."""

from collections.abc import Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass, field

from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.memory import HeldPostings, Postings

Told = Callable[[Collection[str]], Mapping[str, tuple[Document, tuple[Claim, ...]]]]
"""Documents by their ids, each with its claims; one that is gone, or has none, is left out."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of one asset as one document tells of it: of a sighting."""

    claims: tuple[str, ...]
    keys: tuple[str, ...]
    """What others that may be of the same asset share with it."""
    held: str = ""
    """The asset of the inventory that it is of."""
    district: bool = False
    """Whether it is a district, which groups may be parts of."""
    words: tuple[str, ...] = ()
    """What it is called, as rulings on the same words are found."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Sightings taken to be of one asset."""

    asset: str
    described: bool
    """Whether no inventory holds it."""
    sightings: tuple[str, ...]
    rests: tuple[tuple[str, str], ...]
    """For each sighting the one that is likest to it, and the one whose asset of the inventory it is linked to."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Sightings that likeness connects, directly or through others; no other has anything to do with them."""

    sightings: tuple[str, ...]
    scores: tuple[tuple[int, int, float], ...]
    """Likeness of those that share a key, by their places; not of two that the inventory holds."""
    groups: tuple[Linked, ...]


@dataclass(slots=True)
class LinkMemory:
    """All that a linker keeps; every part may lie in a file as well."""

    seen: MutableMapping[str, tuple[Seen, ...]] = field(default_factory=dict)
    """Document -> the assets it tells of, in the order of its text."""
    under: Postings = field(default_factory=HeldPostings)
    """Key -> sightings; also asset of the inventory, and words, -> sightings."""
    home: MutableMapping[str, str] = field(default_factory=dict)
    """Sighting -> the first of its cluster."""
    clusters: MutableMapping[str, Cluster] = field(default_factory=dict)
    """By the first sighting."""

    def documents_with(self, words: Collection[str]) -> set[str]:
        """The documents that call an asset so; `words` as `precedents.words_key` gives them."""
        return {document_of(name) for one in words for name in self.under.under(words_term(one))}


def sighting_id(document: str, place: int) -> str:
    """What a sighting goes by; in order, they stand by document and then as in the text."""
    return f"{document}#{place:06d}"


def words_term(words: str) -> str:
    """What sightings with these words (see `precedents.words_key`) stand under."""
    return f"words {words}"


def document_of(sighting: str) -> str:
    """The document of a sighting."""
    return sighting.rpartition("#")[0]


def place_of(sighting: str) -> int:
    """Which of its document's assets a sighting is."""
    return int(sighting.rpartition("#")[2])
