"""The captured bytes: is every file there, and does it hold what its name says?"""

import json
import re
import sqlite3
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


def check_files(connection: sqlite3.Connection, folder: Path, found: Files) -> None:
    """Hash every file that a capture names; remark on those that none names."""
    store, named = FileStore(folder), _named(connection)
    for sha256, (size, of) in named.items():
        _check_file(store, sha256, size, of, found)
    others = [path for path in store.all() if path.name not in named]
    if others:
        found.remarks.append(
            f"files in {folder} that no record names: {len(others)}. An interrupted batch leaves such files, and so "
            f"does somebody who puts them there; the first: {others[0].name}"
        )
    if unfinished := sum(1 for _ in folder.glob(f"*/*{PART}")):
        found.remarks.append(f"{unfinished} unfinished files; the next batch sweeps them away.")


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


def _check_file(store: FileStore, sha256: str, size: int, of: str, found: Files) -> None:
    where = f"files/{sha256[:2]}/{sha256}"
    if not SHA256.fullmatch(sha256):
        # Never a path to follow: a capture that was tampered with could lead anywhere.
        found.faults.append(fault(where, f"is no SHA-256; the capture of {of} names it."))
        return
    path = store.path(sha256)
    try:
        actual, length = hash_file(path), path.stat().st_size
    except FileNotFoundError:
        found.faults.append(fault(where, f"is missing; it holds the bytes of {of}."))
        return
    except OSError as error:
        found.faults.append(fault(where, f"cannot be read: {error.strerror}; it holds the bytes of {of}."))
        return
    found.files += 1
    found.bytes += length
    if actual != sha256:
        found.faults.append(
            fault(where, f"was changed: {length} bytes with SHA-256 {actual}, captured were {size}; of {of}.")
        )
