"""Captured items: what came into the house in one go, how it came, and every file that it left there.

The fields answer what the Berkeley Protocol on Digital Open Source Investigations (OHCHR, HR/PUB/20/2, chapter on
collection) asks of the record of a collected item: source, collector, time, way, machine, hashes, and what failed.
"""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.ids import record_id
from tutela.model.views import shown

PLACE_WORDS = (
    "gps",
    "position",
    "location",
    "place",
    "city",
    "coordinate",
    "latitude",
    "longitude",
    "country",
    ":state",
)
"""What stands in the name of a fact that tells a place, in EXIF, XMP, IPTC, containers of videos and posts."""


class FileRole(StrEnum):
    """What a kept file is to its item."""

    ORIGINAL = "original"
    """The bytes as they were given or received; never touched again."""
    WORKING_COPY = "working copy"
    """Made from an original to work with: text taken out of a PDF, a picture made smaller."""
    RECORD = "record"
    """What the capture itself wrote of the exchange: WARC records of request and response."""
    RENDERING = "rendering"
    """How a browser showed it: picture of the whole page, DOM after scripts."""
    RESOURCE = "resource"
    """Something the item shows or loads: pictures, styles, an attached video."""


class Done(StrEnum):
    """How a step of a capture ended."""

    DONE = "done"
    FAILED = "failed"
    LEFT_OUT = "left out"
    """Not tried, for a reason: a program that is not installed, a limit, an option."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file that a capture left in the workspace."""

    sha256: str
    blake2b: str
    """BLAKE2b-512 of the same bytes: should one of the two functions fall, the other still stands."""
    size: int
    media_type: str
    role: FileRole
    name: str = ""
    """What it was called where it came from."""
    made_of: str = ""
    """SHA-256 of the file it was made of; empty for what came from outside."""


@dataclass(frozen=True, slots=True)
class CaptureStep:
    """One step of a capture and how it ended: a step that fails is a record, too."""

    name: str
    """`fetch`, `render`, `read`, `metadata`, `c2pa`, `fingerprint`, `import`..."""
    outcome: Done
    sentence: str = ""
    """What was done, or why not, in words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the item says of itself, as it says it; nobody vouches for it."""

    name: str
    value: str
    origin: str
    """Where it stands: `exif`, `xmp`, `c2pa`, `http`, `warc`, `stated`, `file system`, `pdf`."""
    file: str = ""
    """SHA-256 of the kept file it was read in."""

    @property
    def tells_place(self) -> bool:
        """Whether it may say where something was taken or posted: such facts stay in the house.

        >>> Fact("GPSLatitude", "40, 30, 0", "exif").tells_place, Fact("Model", "X100", "exif").tells_place
        (True, False)
        """
        name = self.name.casefold()
        return any(word in name for word in PLACE_WORDS)


@dataclass(frozen=True, slots=True)
class Post:
    """A social-media post with its metadata as given; empty means not given."""

    platform: str
    account: str = ""
    """Handle, as the platform writes it."""
    account_name: str = ""
    post_id: str = ""
    url: str = ""
    times: tuple[tuple[str, str], ...] = ()
    """(what for, as stated): posted, edited, taken by the tool that fetched it."""
    relays: str = ""
    """Account or address it was forwarded from, as given."""
    counts: tuple[tuple[str, str], ...] = ()
    """Views, shares, as given."""


@dataclass(frozen=True, slots=True)
class PageArea:
    """Where a stretch of a document's text stands on a page of its original."""

    start: int
    end: int
    """Letters in the document's text."""
    page: int
    """From 1."""
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, top, right, bottom in points from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class CapturedItem:
    """One thing captured (a file, a page, a post, a recording): who, when, how, from where, with what result.

    >>> CapturedItem("itm_1", "report.pdf", "file", "A. Reader", "2026-01-05T10:00:00.000Z", "not checked", "tutela 1")
    <CapturedItem report.pdf: file, 2026-01-05T10:00:00.000Z by A. Reader, files: 0>
    """

    id: str
    item: str
    """Address or path as it was given."""
    how: str
    """`file`, `static fetch`, `rendered`, `warc`, `wacz`, `auto-archiver`, `post`."""
    by: str
    """Who captured, as they called themselves; empty where nobody said."""
    at: str
    """When the capture began, ISO 8601 in UTC."""
    clock: str
    """Whose clock said so, and what is known of its being right."""
    software: str
    machine: str = ""
    """Operating system and Python, never a name or address of the machine."""
    files: tuple[KeptFile, ...] = ()
    documents: tuple[str, ...] = ()
    """Ids of the documents read out of it."""
    media: tuple[str, ...] = ()
    """Ids of the pictures and videos in it."""
    steps: tuple[CaptureStep, ...] = ()
    facts: tuple[Fact, ...] = ()
    post: Post | None = None
    areas: tuple[PageArea, ...] = ()
    """For a document with pages, where its text stands on them, in the order of the text."""

    @staticmethod
    def make_id(item: str, how: str, by: str, at: str) -> str:
        """The id that address, way, person and moment give it: each capture is an act of its own."""
        return record_id("itm", {"item": item, "how": how, "by": by, "at": at})

    @property
    def failed(self) -> tuple[CaptureStep, ...]:
        """Steps that did not succeed."""
        return tuple(step for step in self.steps if step.outcome is Done.FAILED)

    def __repr__(self) -> str:
        who = f" by {self.by}" if self.by else ""
        return f"<CapturedItem {self.item}: {self.how}, {self.at}{who}, files: {len(self.files)}>"

    _repr_html_ = shown
