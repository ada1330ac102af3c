"""The custody report: every touch of one captured thing, in order, as blocks to read, to print and to keep as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from tutela.publishing.mission_report.blocks import Block, Grid, Heading, Points, Text

HOW_TO_READ = (
    "The ledger numbers every write to the workspace; each entry holds the hash of the one before, so that none can be "
    "altered, taken out or put in unnoticed. `tutela verify` checks that, and docs/ledger.md says how to do it without "
    "this program.",
    "Hashes are SHA-256. That of a record is the hash of its text as the ledger holds it, that of a file the hash of "
    "its bytes.",
    "A touch that nobody recorded is not here: the report tells what was written in this workspace, and nothing of "
    "what happened to the thing elsewhere.",
)


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that was done, and how it is known."""

    entry: int
    """The ledger entry that holds it."""
    at: str
    """ISO 8601, as recorded."""
    clock: str
    """Whose clock."""
    what: str
    """In a sentence."""
    by: str
    """Person, or run with its software."""
    before: str = ""
    """SHA-256 before, where something was there."""
    after: str = ""
    """SHA-256 after; empty where nothing stands any more."""


@dataclass(frozen=True, slots=True)
class FileNow:
    """A kept file, and what checking its bytes found."""

    sha256: str
    size: int
    told: str
    """What it is."""
    found: str
    """What its bytes are today, in a sentence."""
    sound: bool


@dataclass(frozen=True, slots=True)
class Custody:
    """All that is known of how one thing was kept."""

    id: str
    kind: str
    name: str
    facts: tuple[tuple[str, str], ...]
    """What the record says of itself: (field, value)."""
    steps: tuple[str, ...]
    """Steps of its capture and how each ended, in sentences."""
    files: tuple[FileNow, ...]
    touches: tuple[Touch, ...]
    signed: tuple[str, ...]
    """Checkpoints and timestamps over it, in sentences."""
    title: str
    """Of the workspace."""
    notice: str
    software: str
    checked_at: str
    """When the bytes were checked, by this machine's clock."""

    @property
    def sound(self) -> bool:
        """Whether every file has the bytes that were captured."""
        return all(file.sound for file in self.files)

    @property
    def heading(self) -> str:
        """What the report is called."""
        return f"Chain of custody: {self.name}"


def custody_blocks(custody: Custody) -> tuple[Block, ...]:
    """The report as blocks."""
    return tuple(_blocks(custody))


def _blocks(custody: Custody) -> Iterator[Block]:
    yield Heading("What it is")
    case = custody.title or "a case without a title"
    rows = (("Record", f"{custody.id} ({custody.kind})"), ("Case", case), *custody.facts)
    yield Grid(("", "said"), rows, (28, 72))
    yield Heading("Its bytes today")
    if custody.files:
        yield Text(f"Checked {custody.checked_at}, by this machine's clock, with {custody.software}.")
        told = tuple((file.told, f"{file.size:,}", file.sha256, file.found) for file in custody.files)
        yield Grid(("File", "Bytes", "SHA-256 when captured", "Found"), told, (24, 10, 38, 28))
    else:
        yield Text("No captured file belongs to it.")
    if custody.steps:
        yield Heading("How it was captured")
        yield Points(custody.steps)
    yield Heading("Every touch, in order")
    yield Grid(
        ("Entry", "When", "What", "By", "SHA-256 before, after"), tuple(map(_row, custody.touches)), (8, 20, 32, 18, 22)
    )
    yield Heading("What vouches for it")
    yield Points(custody.signed or ("No checkpoint is signed over it, and no timestamp taken.",))
    yield Heading("How to read this")
    yield Points(HOW_TO_READ)


def _row(touch: Touch) -> tuple[str, ...]:
    hashes = (
        " → ".join(one or "nothing" for one in (touch.before, touch.after)) if touch.before or touch.after else "none"
    )
    return (f"{touch.entry:,}", f"{touch.at}, {touch.clock}", touch.what, touch.by, hashes)
