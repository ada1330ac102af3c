"""Packing a workspace into one file, while others read and write it."""

import io
import sqlite3
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tutela.model.errors import InputError
from tutela.store.archive.card import CARD, MEMBER, Card
from tutela.store.connection import DATABASE, FILES, Access, open_raw
from tutela.store.files import PART, FileStore, hash_file, sync_file, sync_folder
from tutela.store.ledger import sha256_hex
from tutela.store.stamp import SOFTWARE, utc_now

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The one time that members bear: when something came in, the ledger says."""
MODE = 0o600


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed."""

    path: Path
    card: Card
    sha256: str
    """Of the archive itself."""


class _Archive(Protocol):
    def add(self, name: str, content: bytes | Path) -> None: ...


Progress = Callable[[str, int, int], None]


def pack(workspace: Path, out: Path, progress: Progress) -> Packed:
    """Write `workspace.gpkg`, as one moment shows it, and every captured file into `out`, a .tar or .zip.

    Members are stored as they are, so that taking them out can never make more of them than the archive is long. `out`
    comes to be whole or not at all.

    Raises:
        InputError: `out` is neither, or stands there already.
    """
    check_out(out)
    part = out.with_name(f".{out.name}{PART}")
    with tempfile.TemporaryDirectory(prefix=".tutela-", dir=out.parent) as beside:
        snapshot = Path(beside) / DATABASE
        copy_database(workspace / DATABASE, snapshot)
        files = [path for path in FileStore(workspace / FILES).all() if MEMBER.fullmatch(_name(path))]
        card = _card(snapshot, files)
        try:
            with _writing(part) as archive:
                archive.add(CARD, card.text())
                archive.add(DATABASE, snapshot)
                for done, path in enumerate(files):
                    progress("packing", done, len(files))
                    archive.add(_name(path), path)
            sync_file(part)
            part.replace(out)
            sync_folder(out.parent)
        finally:
            part.unlink(missing_ok=True)
    return Packed(out, card, hash_file(out))


def check_out(out: Path) -> None:
    """See that an archive may be written there.

    Raises:
        InputError: it has another ending, or stands there already.
    """
    if out.suffix not in (".tar", ".zip"):
        raise InputError(f"{out} is neither a .tar nor a .zip.", "Give it one of these endings.")
    if out.exists():
        raise InputError(f"{out} stands there already.", "Name another file; nothing is written over.")


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as one snapshot shows it, with what its write-ahead log holds; the ledger stays as it is."""
    with closing(open_raw(source, Access.READ)) as connection, closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
        # One file, whatever logs the source was in the midst of.
        copy.execute("PRAGMA journal_mode = DELETE")
    sync_file(target)


def _name(path: Path) -> str:
    return f"{FILES}/{path.parent.name}/{path.name}"


def _card(snapshot: Path, files: list[Path]) -> Card:
    with closing(open_raw(snapshot, Access.INSPECT)) as connection:
        entries, text = connection.execute("SELECT seq, entry FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
        size = snapshot.stat().st_size + sum(path.stat().st_size for path in files)
        return Card(identifier(connection), entries, sha256_hex(text), len(files), size, utc_now(), SOFTWARE)


def identifier(connection: sqlite3.Connection) -> str:
    """The identifier that a workspace has had since it was made."""
    query = "SELECT json_extract(entry, '$.note.workspace') FROM ledger ORDER BY seq LIMIT 1"
    return str(connection.execute(query).fetchone()[0])


@contextmanager
def _writing(path: Path) -> Iterator[_Archive]:
    path.unlink(missing_ok=True)
    if path.name.endswith(f".zip{PART}"):
        with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED) as zipped:
            yield _Zip(zipped)
    else:
        with tarfile.open(path, "x:", format=tarfile.PAX_FORMAT) as tar:
            yield _Tar(tar)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add(self, name: str, content: bytes | Path) -> None:
        member = zipfile.ZipInfo(name, EPOCH)
        member.external_attr = MODE << 16
        with _opened(content) as (file, size), self._archive.open(member, "w", force_zip64=size > 1 << 30) as into:
            while chunk := file.read(1 << 20):
                into.write(chunk)


class _Tar:
    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def add(self, name: str, content: bytes | Path) -> None:
        member = tarfile.TarInfo(name)
        member.mode = MODE
        with _opened(content) as (file, member.size):
            self._archive.addfile(member, file)


@contextmanager
def _opened(content: bytes | Path) -> Iterator[tuple[io.BufferedIOBase, int]]:
    if isinstance(content, bytes):
        yield io.BytesIO(content), len(content)
        return
    with content.open("rb") as file:
        yield file, content.stat().st_size
