"""How one captured thing was kept: gathered from the ledger, with a look at its bytes of today."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.claims import Recording
from tutela.model.documents import Document
from tutela.model.errors import InputError
from tutela.model.items import CapturedItem, KeptFile
from tutela.model.media import Medium
from tutela.publishing.custody import Custody, FileNow, custody_blocks
from tutela.publishing.report_pages import as_page, as_pdf, as_text
from tutela.store.checkpoints import decoded
from tutela.store.records import Capture, Checkpoint, PublicKey, Timestamp
from tutela.store.stamp import SOFTWARE, utc_now
from tutela.store.timestamps.opentimestamps import is_proof
from tutela.store.timestamps.response import read_answer
from tutela.workspace.moment import notice_of, told_last

if TYPE_CHECKING:
    from tutela.store.files import FileStore
    from tutela.store.reader import Reader
    from tutela.workspace.workspace import Workspace

from tutela.workspace.custody.family import Family, Subject, family_of
from tutela.workspace.custody.touches import touches_of

CHUNK = 1 << 20


def custody_of(workspace: "Workspace", id_: str) -> Custody:
    """Every touch of a captured item, document, medium or recording, in order, and its bytes of today.

    `id_` is the record's id, or a document's name.

    Raises:
        UnknownRecord: there is no such record.
        InputError: it is a record of another kind.

    >>> workspace = Workspace.open("case/workspace")
    >>> told = custody_of(workspace, workspace.documents()[0].id)
    >>> told.sound, told.touches[0].what
    (True, 'It came into the workspace.')
    """
    with workspace._store.reading() as reader:
        stored = reader.find(_id_of(reader, id_))
        subject = stored.record
        if not isinstance(subject, CapturedItem | Document | Medium | Recording):
            raise InputError(
                f"{id_} is one of the {stored.kind}; custody is told of items, documents, media and recordings.",
                "Take the id of the document it was read in.",
            )
        family = family_of(reader, subject)
        return Custody(
            id=subject.id,
            kind=stored.kind,
            name=_name_of(subject),
            facts=tuple(_facts(subject)),
            steps=tuple(_steps(family.items)),
            files=tuple(_files(workspace._store.files, family)),
            touches=tuple(touches_of(reader, family)),
            signed=tuple(_signed(reader, stored.entered)),
            title=told_last(reader, "title"),
            notice=notice_of(reader),
            software=SOFTWARE,
            checked_at=utc_now(),
        )


def _id_of(reader: "Reader", name: str) -> str:
    if reader.knows(name):
        return name
    return next((document.id for document in reader.all(Document) if document.name == name), name)


def write_custody(custody: Custody, path: Path) -> None:
    """Write the report as PDF, HTML or text, as the path ends.

    Raises:
        InputError: it ends otherwise.
        SettingError: printing needs a package that is not installed.
    """
    blocks, heading = custody_blocks(custody), custody.heading
    match path.suffix.lower():
        case ".pdf":
            content = as_pdf(blocks, heading, custody.notice, custody.checked_at)
        case ".html":
            content = as_page(blocks, heading, custody.notice, custody.software).encode()
        case ".txt":
            content = as_text(blocks, heading, custody.notice).encode()
        case other:
            raise InputError(f"{path} ends in {other!r}.", "Name a file that ends in .pdf, .html or .txt.")
    path.write_bytes(content)


def _name_of(subject: Subject) -> str:
    match subject:
        case CapturedItem(item=item):
            return item
        case Document(title=title, name=name):
            return title or name
        case Medium(name=name):
            return name
        case Recording():
            return f"{subject.kind} told of in {subject.document}"


def _facts(subject: Subject) -> Iterator[tuple[str, str]]:
    match subject:
        case CapturedItem():
            yield from (("Captured", f"{subject.at} ({subject.clock})"), ("By", subject.by or "nobody said"))
            yield from (("How", subject.how), ("With", f"{subject.software}; {subject.machine}".rstrip("; ")))
        case Document():
            stated = subject.published.value if subject.published else "not stated"
            yield from (
                ("Name", subject.name),
                ("Published, as stated", stated),
                ("Address", subject.url or "not stated"),
            )
        case Medium():
            yield from (("Kind of file", subject.media_type), ("Document", subject.document))
        case Recording():
            yield from (("Told of as", subject.quote.exact), ("Document", subject.document))


def _steps(items: Iterable[CapturedItem]) -> Iterator[str]:
    for item in items:
        yield f"{item.id}: captured by {item.by or 'somebody not named'}, {item.how}, {item.at} ({item.clock})."
        for step in item.steps:
            yield f"{step.name}: {step.outcome}. {step.sentence}".rstrip()


def _files(files: "FileStore", family: Family) -> Iterator[FileNow]:
    kept = {file.sha256: file for item in family.items for file in item.files}
    for capture in {capture.sha256: capture for capture in family.captures}.values():
        file = kept.get(capture.sha256)
        told = ", ".join(filter(None, (str(file.role), file.name) if file else ("original", capture.path)))
        yield _checked(files.path(capture.sha256), capture, file, told)


def _checked(path: Path, capture: Capture, kept: KeptFile | None, told: str) -> FileNow:
    one, two = hashlib.sha256(), hashlib.blake2b()
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                one.update(piece)
                two.update(piece)
    except OSError as error:
        return FileNow(capture.sha256, capture.size, told, f"cannot be read: {error.strerror}", False)
    if one.hexdigest() != capture.sha256:
        return FileNow(capture.sha256, capture.size, told, f"CHANGED: it has {one.hexdigest()} today", False)
    if kept and kept.blake2b and two.hexdigest() != kept.blake2b:
        return FileNow(capture.sha256, capture.size, told, "CHANGED: its BLAKE2b differs", False)
    second = " and the same BLAKE2b" if kept and kept.blake2b else ""
    return FileNow(capture.sha256, capture.size, told, f"the same SHA-256{second}", True)


def _signed(reader: "Reader", entered: int) -> Iterator[str]:
    """The first checkpoint over the thing, and the first timestamp on one."""
    keys = {key.id: key for key in reader.all(PublicKey)}
    over = {one.id: one for one in reader.all(Checkpoint) if one.entry >= entered}
    for checkpoint in list(over.values())[:1]:
        by = keys[checkpoint.key].name if checkpoint.key in keys else checkpoint.key
        more = f"; {len(over) - 1} more since" if len(over) > 1 else ""
        yield (
            f"{by} ({checkpoint.key}) signed ledger entries 1 to {checkpoint.entry:,} on {checkpoint.at}, by that "
            f"person's clock{more}."
        )
    stamps = [one for one in reader.all(Timestamp) if one.checkpoint in over and not is_proof(decoded(one.response))]
    for stamp in stamps[:1]:
        answer = read_answer(decoded(stamp.response))
        yield (
            f"{answer.authority or 'An unnamed authority'} stamped {stamp.checkpoint} at {answer.at} by its own clock; "
            f"it came in on {stamp.received} by this machine's. `tutela verify --trust CA.pem` checks whose it is."
        )
