"""The captured bytes: is every file there, and does it hold what its name says?"""

import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tutela.model.problems import Problem
from tutela.store.files import PART, FileStore, hash_file
from tutela.store.verify.faults import fault

SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class Files:
    """How many files were checked, and what is wrong with them."""

    files: int = 0
    bytes: int = 0
    faults: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


AT_ONCE = 2
"""Files hashed at a time: SHA-256 runs beside Python, and the check of the records keeps one core busy meanwhile."""


class FilesCheck:
    """The check of all files, going on beside that of the records."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, found: Files) -> None:
        """Begin to hash every file that a capture names."""
        self._folder, self._found, self._named = folder, found, _named(connection)
        self._store = FileStore(folder)
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._checks = [
            self._pool.submit(_check_file, self._store, sha256, size, of) for sha256, (size, of) in self._named.items()
        ]

    def finish(self) -> None:
        """Wait for the rest, and remark on files that no capture names."""
        with self._pool:
            for check in self._checks:
                length, wrong = check.result()
                if length is not None:
                    self._found.files += 1
                    self._found.bytes += length
                if wrong is not None:
                    self._found.faults.append(wrong)
        self._remark()

    def _remark(self) -> None:
        others = [path for path in self._store.all() if path.name not in self._named]
        if others:
            self._found.remarks.append(
                f"files in {self._folder} that no record names: {len(others)}. An interrupted batch leaves such files, "
                f"and so does somebody who puts them there; the first: {others[0].name}"
            )
        if unfinished := sum(1 for _ in self._folder.glob(f"*/*{PART}")):
            self._found.remarks.append(f"{unfinished} unfinished files; the next batch sweeps them away.")


def _named(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """SHA-256 -> size and owner, of all captures that ever were."""
    query = "SELECT json FROM captures UNION ALL SELECT json FROM history WHERE kind = 'captures'"
    named = {}
    for (body,) in connection.execute(query):
        try:
            capture = json.loads(body)
            named[str(capture["sha256"])] = (int(capture["size"]), str(capture["of"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            # A capture that was tampered with; the check of records names it.
            continue
    return named


def _check_file(store: FileStore, sha256: str, size: int, of: str) -> tuple[int | None, Problem | None]:
    """How long a file is, None where it cannot be read; and what is wrong with it."""
    where = f"files/{sha256[:2]}/{sha256}"
    if not SHA256.fullmatch(sha256):
        # Never a path to follow: a capture that was tampered with could lead anywhere.
        return None, fault(where, f"is no SHA-256; the capture of {of} names it.")
    path = store.path(sha256)
    try:
        actual, length = hash_file(path), path.stat().st_size
    except FileNotFoundError:
        return None, fault(where, f"is missing; it holds the bytes of {of}.")
    except OSError as error:
        return None, fault(where, f"cannot be read: {error.strerror}; it holds the bytes of {of}.")
    if actual == sha256:
        return length, None
    said = f"was changed: {length} bytes with SHA-256 {actual}, captured were {size}; of {of}."
    return length, fault(where, said)
