"""Checkpoints kept in the workspace, and the keys that signed them."""

import json
import sqlite3
from collections.abc import Sequence
from typing import TypeVar

from tutela.model.errors import InputError, SettingError
from tutela.model.records import from_text
from tutela.store.checkpoints import Note, check_signature, read_note
from tutela.store.ledger import entry_from
from tutela.store.records import Checkpoint, PublicKey
from tutela.store.verify.branches import Attached
from tutela.store.verify.faults import fault
from tutela.store.verify.signed.findings import Signature, Signed, SignedRuling

Record = TypeVar("Record")
NOT_CHECKED = "Signatures were not checked, and prove nothing here: "


class Ledger:
    """What checkpoints are compared with; that the ledger agrees with itself is checked elsewhere."""

    def __init__(self, connection: sqlite3.Connection, branches: Sequence[Attached] = ()) -> None:
        self.connection = connection
        self._branches = branches
        newest = connection.execute("SELECT max(seq) FROM ledger").fetchone()[0]
        self.entries = newest if isinstance(newest, int) else 0
        first = connection.execute("SELECT entry FROM ledger ORDER BY seq LIMIT 1").fetchone()
        self.workspace = _workspace_of(first[0]) if first else ""

    def branch_of(self, note: Note) -> Attached | None:
        """The branch that a checkpoint signs; None where it signs the ledger itself, or nothing here."""
        if note.workspace != self.workspace or self._differs(note) == "":
            return None
        named = (one for one in self._branches if one.branch.heads.get(note.entry) == note.head)
        return next(named, None)

    def differs(self, note: Note) -> str:
        """In what a checkpoint and the ledger, with its branches, disagree; empty where they agree."""
        return "" if self.branch_of(note) else self._differs(note)

    def _differs(self, note: Note) -> str:
        if note.workspace != self.workspace:
            return f"it is of another workspace ({note.workspace}; this one is {self.workspace})."
        if note.entry > self.entries:
            return f"it was made over {note.entry:,} ledger entries, {self.entries:,} are here: the tail was cut off."
        [there] = self.connection.execute("SELECT hash FROM ledger WHERE seq = ?", (note.entry,)).fetchone() or [None]
        if there != note.head:
            return (
                f"entry {note.entry:,} had the hash {note.head[:16]}..., here it has {str(there)[:16]}...: that entry "
                "or one before it was altered, and the chain computed anew."
            )
        return ""


def _workspace_of(entry: object) -> str:
    try:
        return dict(entry_from(json.loads(str(entry))).note).get("workspace", "")
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def kept(connection: sqlite3.Connection, table: str, kind: type[Record]) -> list[tuple[Record, int]]:
    """Records of a table and the entry each came in with; the check of records names those that cannot be read."""
    found = []
    for body, entered in connection.execute(f"SELECT json, entered FROM {table} ORDER BY fid"):
        try:
            found.append((from_text(kind, str(body)), int(entered)))
        except (ValueError, TypeError):
            continue
    return found


def check_keys(connection: sqlite3.Connection, found: Signed) -> dict[str, PublicKey]:
    """The public keys a workspace knows, by id."""
    keys = {}
    for key, _ in kept(connection, "public_keys", PublicKey):
        if key != PublicKey.of(key.name, key.public):
            found.faults.append(fault(f"public_keys {key.id}", "is not the id of this name and key.", key.name))
        else:
            keys[key.id] = key
    return keys


def check_checkpoints(ledger: Ledger, keys: dict[str, PublicKey], known: set[str], found: Signed) -> None:
    """Check every checkpoint in a workspace; `known` are the public keys given from outside."""
    for checkpoint, entered in kept(ledger.connection, "checkpoints", Checkpoint):
        try:
            wrong = _wrong(ledger, checkpoint, entered, keys)
        except SettingError as error:
            found.remarks.append(f"{NOT_CHECKED}{error}")
            return
        if wrong:
            found.faults.append(fault(f"checkpoints {checkpoint.id}", wrong))
            continue
        key, branch = keys[checkpoint.key], ledger.branch_of(read_note(checkpoint.note))
        forked = branch.branch.forked if branch else 0
        found.signatures.append(
            Signature(checkpoint.id, key.id, key.name, checkpoint.entry, checkpoint.at, key.public in known, forked)
        )
        if checkpoint.ruling:
            _add_ruling(ledger.connection, checkpoint, key, branch, found)


def _wrong(ledger: Ledger, checkpoint: Checkpoint, entered: int, keys: dict[str, PublicKey]) -> str:
    """What is wrong with a checkpoint; empty where nothing is.

    Raises:
        SettingError: the package that checks signatures is not installed.
    """
    key = keys.get(checkpoint.key)
    if key is None:
        return f"was signed with the key {checkpoint.key}, which this workspace does not hold."
    try:
        note = read_note(checkpoint.note)
        check_signature(note, key)
    except InputError as error:
        return error.message
    if checkpoint != Checkpoint.of(key.id, note.entry, note.at, note.ruling, checkpoint.note):
        return "says otherwise than the note it holds."
    if note.entry >= entered and ledger.branch_of(note) is None:
        return f"came in with ledger entry {entered}, yet says what entry {note.entry} is."
    return ledger.differs(note)


def _add_ruling(
    connection: sqlite3.Connection, checkpoint: Checkpoint, key: PublicKey, branch: Attached | None, found: Signed
) -> None:
    query = 'SELECT record, verdict, "by", entered FROM rulings WHERE id = ?'
    row = connection.execute(query, (checkpoint.ruling,)).fetchone()
    entered = branch.ruled(checkpoint.ruling) if branch else None
    if row is None or (entered or row[3]) > checkpoint.entry:
        where = f"checkpoints {checkpoint.id}"
        found.faults.append(fault(where, f"signs {checkpoint.ruling}, which had not been made by then."))
        return
    record, verdict, by = map(str, row[:3])
    found.rulings.append(SignedRuling(checkpoint.ruling, record, verdict, by, key.id, key.name))
