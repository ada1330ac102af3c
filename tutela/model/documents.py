"""Captured publications."""

from dataclasses import dataclass

from tutela.model.ids import record_id
from tutela.model.media import MediaFile
from tutela.model.passages import Passage, quoted
from tutela.model.views import shown


@dataclass(frozen=True, slots=True)
class Finding:
    """A value and how it was come by: stated, read in the page, taken from the file's name."""

    value: str
    how: str
    """`stated` (given as data), `page` (metadata of the page), `text`, `file name`, `url`, `detected`."""
    words: str = ""
    """The original words, where it was read from words."""


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link that the publication carries."""

    url: str
    words: Passage | None
    """The linked words, where they stand in the text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One captured publication. Its text never changes: passages point into it.

    >>> document = Document("doc_1", "report", "The church was hit.", "00", title="News")
    >>> document
    <Document doc_1 report: “News”, und, 19 letters>
    >>> document.passage(4, 10).exact
    'church'
    """

    id: str
    name: str
    """The id shown to people: stated, or the relative path without ending, made unique."""
    text: str
    sha256: str
    """Hash of the bytes it was taken from (for a line of a JSON Lines file: of that line)."""
    media_type: str = "text/plain"
    title: str = ""
    publisher: Finding | None = None
    published: Finding | None = None
    """Partial ISO date, or a date and time as it was stated."""
    language: Finding | None = None
    """ISO 639-1 code."""
    url: str = ""
    links: tuple[Hyperlink, ...] = ()

    def __repr__(self) -> str:
        title = f" {quoted(self.title)}," if self.title else ""
        return f"<Document {self.id} {self.name}:{title} {self.tongue}, {len(self.text):,} letters>"

    @staticmethod
    def make_id(name: str, sha256: str) -> str:
        """Same bytes under the same name: same document, on every machine."""
        return record_id("doc", {"name": name, "sha256": sha256})

    @property
    def day(self) -> str | None:
        """Publication date as a partial ISO date, without time of day."""
        return self.published.value[:10] if self.published else None

    @property
    def tongue(self) -> str:
        """Language code, `und` when unknown."""
        return self.language.value if self.language else "und"

    def passage(self, start: int, end: int) -> Passage:
        """The passage between two offsets."""
        return Passage.of(self.id, self.text, start, end)

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Captured:
    """A document together with the bytes it came from, on its way into a workspace."""

    document: Document
    content: bytes
    path: str
    """Where it was read, as given by the user (for people; no part of any id)."""
    media: tuple[MediaFile, ...] = ()
    """Pictures and videos that lie beside it and belong to it."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes or is quoted, and whom they are tied to. Empty means unknown, never none.

    >>> publishers = {publisher.name: publisher for publisher in Workspace.open("case/workspace").publishers()}
    >>> publishers["Armenpress"].state_tie
    'state_owned'
    """

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    owner: str = ""
    state_tie: str = ""
    """state_owned, state_funded, public_broadcaster, government_body, party_affiliated, diaspora_organisation,
    none_seen, unknown."""
    party: str = ""
    domains: tuple[str, ...] = ()
    credit_patterns: tuple[str, ...] = ()
    reference_url: str = ""
    note: str = ""

    _repr_html_ = shown
