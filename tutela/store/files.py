"""Captured bytes, kept under their SHA-256: written whole or not at all."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from tutela.model.errors import InputError, LedgerBroken
from tutela.store.refusals import full_disk

CHUNK = 1 << 20
PART = ".part"


class FileStore:
    """The folder `files/` of a workspace: `files/ab/abcdef...`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unsynced: set[Path] = set()

    def path(self, sha256: str) -> Path:
        """Where bytes with this hash lie."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256. Call `sync` before anything refers to them.

        Raises:
            LedgerBroken: a file of that name is there and holds something else.
            WorkspaceError: the disk is full.
        """
        return self._put(hashlib.sha256(content).hexdigest(), [content])

    def put_file(self, source: Path, sha256: str) -> None:
        """The same for a file of any length, whose SHA-256 is known.

        Raises:
            InputError: the file was changed since its hash was taken.
            LedgerBroken: a file of that name is there and holds something else.
        """
        with source.open("rb") as file:
            self._put(sha256, iter(lambda: file.read(CHUNK), b""))

    def _put(self, sha256: str, content: Iterable[bytes]) -> str:
        path = self.path(sha256)
        if path.exists():
            if hash_file(path) != sha256:
                raise LedgerBroken(
                    f"{path} no longer holds the bytes its name stands for.",
                    "Run `tutela verify` and restore the file from a backup.",
                )
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{sha256}.{secrets.token_hex(4)}{PART}")
        written = hashlib.sha256()
        try:
            with part.open("xb") as file:
                for piece in content:
                    written.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            # A full disk needs the room, not half a file.
            part.unlink(missing_ok=True)
            raise (full_disk(path, error) or error) from error
        if written.hexdigest() != sha256:
            part.unlink()
            raise InputError("A file was changed while it was being read.", "Run the same command again.")
        part.replace(path)
        self._unsynced |= {path.parent, self.folder}
        return sha256

    def sync(self) -> None:
        """Make the names of all new files durable."""
        for folder in self._unsynced:
            sync_folder(folder)
        self._unsynced.clear()

    def all(self) -> list[Path]:
        """Every file that lies there, unfinished ones left out."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and path.suffix != PART)

    def sweep(self) -> None:
        """Remove what an interrupted writer left unfinished; only the holder of the writing lock may call it."""
        for path in self.folder.glob(f"*/*{PART}"):
            path.unlink(missing_ok=True)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sync_file(path: Path) -> None:
    """Make a file's bytes durable."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; only POSIX lets a folder be opened for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
