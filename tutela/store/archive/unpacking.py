"""Taking a workspace out of an archive that anybody may have made: nothing in it is believed before it is checked."""

import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tutela.model.errors import InputError, WorkspaceExists
from tutela.store.archive.card import CARD, CARD_BYTES, MEMBER, REMEDY, Card, read_card
from tutela.store.connection import DATABASE, FILES
from tutela.store.files import PART, sync_file, sync_folder
from tutela.store.verify import Verification, verify

CHUNK = 1 << 20
SHOWN = 5
"""Faults that a refusal names."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    open: Callable[[], IO[bytes]]


def unpack(archive: Path, workspace: Path, progress: Progress) -> Verification:
    """Take a workspace out of `archive` and check it; only then does it stand at `workspace`.

    Raises:
        WorkspaceExists: something stands at `workspace`.
        InputError: the file is no such archive, holds what does not belong there, or its workspace does not verify.
    """
    if workspace.exists() and (not workspace.is_dir() or any(workspace.iterdir())):
        raise WorkspaceExists(f"{workspace} is not empty.", "Name another folder; nothing is written over.")
    parent = workspace.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{workspace.name}-", suffix=PART, dir=parent))
    try:
        with _members(archive) as members:
            card = _taken_out(archive, members, part, progress)
        proved = _checked(archive, card, part)
        part.replace(workspace)
        sync_folder(parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return proved


def _taken_out(archive: Path, members: Iterator[_Member], part: Path, progress: Progress) -> Card:
    """Write the members into `part`, each once, none but those that belong there, and no more bytes than there are."""
    seen: set[str] = set()
    left, card = archive.stat().st_size, None
    for member in members:
        if member.name in seen:
            raise InputError(f"{archive} holds {member.name[:120]!r} twice.", REMEDY)
        seen.add(member.name)
        left -= member.size
        if left < 0:
            raise InputError(f"{archive} says that it holds more than it is long.", REMEDY)
        if card is None:
            card = _card_of(archive, member)
            (part / FILES).mkdir()
            continue
        if not MEMBER.fullmatch(member.name):
            raise InputError(f"{archive} holds {member.name[:120]!r}, which belongs to no workspace.", REMEDY)
        progress("unpacking", len(seen) - 1, card.files + 1)
        _write(member, part / member.name)
    if card is None or DATABASE not in seen:
        raise InputError(f"{archive} holds no {DATABASE}.", REMEDY)
    return card


def _card_of(archive: Path, member: _Member) -> Card:
    if member.name != CARD or member.size > CARD_BYTES:
        raise InputError(f"{archive} does not begin with {CARD}: no exported workspace.", REMEDY)
    with member.open() as file:
        return read_card(file.read(CARD_BYTES))


def _write(member: _Member, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with member.open() as source, path.open("xb") as into:
        left = member.size
        while left and (chunk := source.read(min(CHUNK, left))):
            into.write(chunk)
            left -= len(chunk)
    if left:
        raise InputError(f"{member.name} is shorter than the archive says.", REMEDY)
    sync_file(path)


def _checked(archive: Path, card: Card, part: Path) -> Verification:
    """See that the workspace verifies, and is the one that the card speaks of."""
    proved = verify(part)
    if proved.faults:
        shown = "; ".join(f"{fault.file}: {fault.message}" for fault in proved.faults[:SHOWN])
        more = f" and {len(proved.faults) - SHOWN} more" * (len(proved.faults) > SHOWN)
        raise InputError(f"{archive}: the workspace does not verify: {shown}{more}.", REMEDY)
    if (proved.entries, proved.head) != (card.entries, card.head):
        raise InputError(
            f"{archive} says that its ledger has {card.entries} entries up to {card.head[:16]}..., it has "
            f"{proved.entries} up to {proved.head[:16]}...",
            REMEDY,
        )
    return proved


@contextmanager
def _members(archive: Path) -> Iterator[Iterator[_Member]]:
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as zipped:
                yield _zipped(archive, zipped)
        else:
            with tarfile.open(archive, "r:") as tar:
                yield _tarred(archive, tar)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(f"{archive} is no exported workspace: {error or 'it ends too early'}.", REMEDY) from error


def _zipped(archive: Path, zipped: zipfile.ZipFile) -> Iterator[_Member]:
    end = 0
    for member in sorted(zipped.infolist(), key=lambda one: one.header_offset):
        plain = member.compress_type == zipfile.ZIP_STORED and member.compress_size == member.file_size
        if not plain or member.flag_bits & 1:
            raise InputError(f"{archive}: {member.filename[:120]!r} is packed otherwise than stored.", REMEDY)
        if member.header_offset < end:
            raise InputError(f"{archive}: {member.filename[:120]!r} lies inside another member.", REMEDY)
        end = member.header_offset + member.file_size
        yield _Member(member.filename, member.file_size, lambda one=member: zipped.open(one))  # type: ignore[misc]


def _tarred(archive: Path, tar: tarfile.TarFile) -> Iterator[_Member]:
    for member in tar:
        if not member.isreg() or member.issparse():
            raise InputError(f"{archive}: {member.name[:120]!r} is no plain file.", REMEDY)
        yield _Member(member.name, member.size, lambda one=member: _content(tar, one))  # type: ignore[misc]


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = tar.extractfile(member)
    if file is None:
        raise InputError(f"{member.name[:120]!r} holds nothing.", REMEDY)
    return file
