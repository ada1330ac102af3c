"""What a reader hands over of each thing captured, before anything is kept: the record, the bytes, the documents."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.model.documents import Captured
from tutela.model.items import CapturedItem, CaptureStep, Done, FileRole, KeptFile
from tutela.model.media import Medium
from tutela.model.problems import Problem

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one kept file: here, or at a path where they are too many to hold."""

    sha256: str
    data: bytes | None
    """None where they lie at `path`."""
    path: str
    """Where to read them, or for people where they came from."""


@dataclass(frozen=True, slots=True)
class CapturedDraft:
    """One thing captured, on its way into a workspace."""

    item: CapturedItem
    contents: tuple[Content, ...] = ()
    """The bytes of `item.files`, in their order; a file already among another draft's may be left out."""
    documents: tuple[Captured, ...] = ()
    """Documents read out of it; their bytes go with them."""
    media: tuple[Medium, ...] = ()
    """Pictures and videos in it, of which `item.files` holds the bytes."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What all items captured in one go have in common: who, with what, by which clock.

    >>> here = Circumstances("A. Reader", "not checked", "tutela 1", "Linux", lambda: "2026-01-05T10:00:00.000Z")
    >>> here.begin("report.pdf", "file")
    <CapturedItem report.pdf: file, 2026-01-05T10:00:00.000Z by A. Reader, files: 0>
    """

    by: str
    """Who captures, as they call themselves."""
    clock: str
    """Whose clock tells the time, and what is known of its being right."""
    software: str
    machine: str
    now: Callable[[], str]
    """The time in UTC, ISO 8601 to the millisecond."""

    def begin(self, item: str, how: str) -> CapturedItem:
        """The record of a capture that begins now, still without files and steps."""
        at = self.now()
        identity = CapturedItem.make_id(item, how, self.by, at)
        return CapturedItem(identity, item, how, self.by, at, self.clock, self.software, self.machine)


def kept_bytes(
    data: bytes, media_type: str, role: FileRole, name: str = "", *, made_of: str = ""
) -> tuple[KeptFile, Content]:
    """A file of an item from bytes in memory: its record with both hashes, and its content.

    >>> file, content = kept_bytes(b"The church.", "text/plain", FileRole.ORIGINAL, "note.txt")
    >>> file.size, content.sha256 == file.sha256
    (11, True)
    """
    sha256 = hashlib.sha256(data).hexdigest()
    blake2b = hashlib.blake2b(data).hexdigest()
    return KeptFile(sha256, blake2b, len(data), media_type, role, name, made_of), Content(sha256, data, name)


def kept_path(path: Path, media_type: str, role: FileRole, name: str = "") -> tuple[KeptFile, Content]:
    """The same from a file of any length, read once and never held whole.

    Raises:
        OSError: it cannot be read.
    """
    sha256, blake2b, size = hashlib.sha256(), hashlib.blake2b(), 0
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            sha256.update(piece)
            blake2b.update(piece)
            size += len(piece)
    kept = KeptFile(sha256.hexdigest(), blake2b.hexdigest(), size, media_type, role, name or path.name)
    return kept, Content(kept.sha256, None, str(path))


def with_files(draft: CapturedDraft, *made: tuple[KeptFile, Content]) -> CapturedDraft:
    """The draft with more files, as `kept_bytes` and `kept_path` make them."""
    item = replace(draft.item, files=(*draft.item.files, *(file for file, _ in made)))
    return replace(draft, item=item, contents=(*draft.contents, *(content for _, content in made)))


def read_out(found: Iterable[Captured | Problem]) -> tuple[list[Captured], list[CaptureStep]]:
    """Documents read out of an item, and as steps what was remarked of them on the way."""
    documents, remarks = list[Captured](), list[CaptureStep]()
    for one in found:
        if isinstance(one, Captured):
            documents.append(one)
        else:
            remarks.append(CaptureStep("read", Done.DONE, f"{one.message} {one.remedy}".strip()))
    return documents, remarks
