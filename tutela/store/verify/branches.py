"""Branches: ledgers of workspaces that were joined to this one, kept as they were. Each has to hold like the trunk."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tutela.model.problems import Problem
from tutela.store.branches import STAGE, Branch, Torn, read_branch
from tutela.store.files import FileStore
from tutela.store.verify.faults import fault

NOTED = ("branch", "entries", "forked", "head")


@dataclass(frozen=True, slots=True)
class Attached:
    """A branch that holds, and the line that it parted from."""

    branch: Branch
    parent: "Attached | None"
    """None for the trunk."""
    sha256: str

    def head(self, connection: sqlite3.Connection, entry: int) -> str:
        """Hash of an entry of the ledger that ends with this branch; empty for none."""
        if entry > self.branch.forked:
            return self.branch.heads.get(entry, "")
        return self.parent.head(connection, entry) if self.parent else trunk_head(connection, entry)

    def ruled(self, ruling: str) -> int | None:
        """The entry that a ruling came in with, in this branch or one it parted from; None where it is in neither."""
        if (entry := self.branch.rulings.get(ruling)) is not None:
            return entry
        return self.parent.ruled(ruling) if self.parent else None


@dataclass(slots=True)
class Branches:
    """The branches of a workspace, and what is wrong with them."""

    attached: list[Attached] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


def trunk_head(connection: sqlite3.Connection, entry: int) -> str:
    """Hash of an entry of the workspace's own ledger; empty for none."""
    row = connection.execute("SELECT hash FROM ledger WHERE seq = ?", (entry,)).fetchone()
    return str(row[0]) if row else ""


def check_branches(connection: sqlite3.Connection, files: Path, found: Branches) -> None:
    """Check every branch that the ledger names, and branches of branches."""
    waiting: list[tuple[Attached | None, int, dict[str, str]]] = [(None, seq, note) for seq, note in _notes(connection)]
    store = FileStore(files)
    while waiting:
        parent, seq, note = waiting.pop(0)
        branch = _read(connection, store, parent, seq, note, found)
        if branch is not None:
            attached = Attached(branch, parent, note["branch"])
            found.attached.append(attached)
            waiting += [(attached, at, more) for at, more in branch.notes if set(NOTED) <= more.keys()]


def _notes(connection: sqlite3.Connection) -> Iterator[tuple[int, dict[str, str]]]:
    for seq, text in connection.execute("SELECT seq, entry FROM ledger ORDER BY seq"):
        if f'"stage":"{STAGE}"' not in str(text):
            continue
        try:
            note = json.loads(text)["note"]
        except (ValueError, KeyError, TypeError, RecursionError):
            # The check of the chain names an entry that cannot be read.
            continue
        if isinstance(note, dict) and set(NOTED) <= note.keys():
            yield int(seq), {str(key): str(value) for key, value in note.items()}


def _read(
    connection: sqlite3.Connection,
    store: FileStore,
    parent: Attached | None,
    seq: int,
    note: dict[str, str],
    found: Branches,
) -> Branch | None:
    where = f"branch of ledger entry {seq}"
    try:
        forked, entries = int(note["forked"]), int(note["entries"])
        parted = parent.head(connection, forked) if parent else trunk_head(connection, forked)
        if forked >= seq or not parted or not note["branch"].isalnum():
            raise Torn("it does not part from this ledger before that entry")
        branch = read_branch(store.path(note["branch"]), forked, parted)
        if (max(branch.heads, default=forked), branch.heads.get(entries)) != (entries, note["head"]):
            raise Torn(f"it does not end with the entry {entries} whose hash is {note['head'][:16]}...")
    except (Torn, ValueError, OSError) as error:
        found.faults.append(fault(where, f"does not hold: {error}.", note["branch"]))
        return None
    return branch
