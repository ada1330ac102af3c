"""The part of a ledger behind the entry where two workspaces parted, as lines of text: a branch (docs/moving.md).

The first line says what it is; then each entry, and after it the leaves under it, those that add a record with the
record itself. Entries stand as they were written, to the byte, so that their hashes and all signatures over them hold.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tutela.model.canonical import canonical_json
from tutela.store.ledger import Act, Entry, Leaf, entry_from, merkle_root

FORMAT = "tutela-branch/1"
STAGE = "merge"
"""Stage of the ledger entry that a branch came in with; its note names the branch."""
LEAVES = "SELECT act, kind, id, run, scope, sha256 FROM ledger_leaves WHERE seq = ? ORDER BY number"
LINE_BYTES = 256 << 20
"""A longer line holds no record that anybody wrote."""


def segment_lines(connection: sqlite3.Connection, forked: int) -> Iterator[bytes]:
    """A ledger from the entry behind `forked` to its end, line by line."""
    yield _line({"format": FORMAT, "forked": forked})
    for seq, text in connection.execute("SELECT seq, entry FROM ledger WHERE seq > ? ORDER BY seq", (forked,)):
        yield _line({"entry": text})
        for act, kind, id_, run, scope, sha256 in connection.execute(LEAVES, (seq,)).fetchall():
            leaf = {"act": act, "id": id_, "kind": kind, "run": run, "scope": scope, "sha256": sha256}
            if act == Act.ADD:
                leaf["json"] = _body(connection, kind, id_, sha256)
            yield _line(leaf)


def _line(values: Mapping[str, object]) -> bytes:
    return canonical_json(values) + b"\n"


def _body(connection: sqlite3.Connection, kind: str, id_: str, sha256: str) -> str:
    query = (
        f"SELECT json FROM {kind} WHERE id = ?1 AND sha256 = ?2 "
        "UNION ALL SELECT json FROM history WHERE id = ?1 AND sha256 = ?2 AND kind = ?3 LIMIT 1"
    )
    return str(connection.execute(query, (id_, sha256, kind)).fetchone()[0])


@dataclass(slots=True)
class Branch:
    """A branch that was read and holds: its entries follow from the one it parted at, and its leaves from them."""

    forked: int
    heads: dict[int, str] = field(default_factory=dict)
    """Entry -> its hash."""
    rulings: dict[str, int] = field(default_factory=dict)
    """Ruling -> the entry it came in with."""
    notes: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """What entries note, such as a branch of the branch."""


class Torn(Exception):
    """A branch that does not hold, and where."""


def read_branch(path: Path, forked: int, parted_at: str) -> Branch:
    """Read a branch and check it.

    Args:
        forked: the entry that both ledgers have in common last.
        parted_at: its hash.

    Raises:
        Torn: it does not hold, and where.
        OSError: it cannot be read.
    """
    branch, previous = Branch(forked), parted_at
    with path.open("rb") as file:
        lines = _parsed(file)
        if next(lines, None) != {"format": FORMAT, "forked": forked}:
            raise Torn("its first line is not that of a branch from this entry")
        values = next(lines, None)
        while values is not None:
            entry, digests = _entry(values, forked + len(branch.heads) + 1, previous), list[bytes]()
            seq = entry.seq
            while (values := next(lines, None)) is not None and "entry" not in values:
                digests.append(_leaf(values, seq, branch))
            if (entry.leaves, entry.root) != (len(digests), merkle_root(digests)):
                raise Torn(f"entry {seq} does not have the leaves that follow it")
            previous = branch.heads[seq] = hashlib.sha256(entry.text().encode()).hexdigest()
            branch.notes.append((seq, dict(entry.note)))
    return branch


def _parsed(file: Iterator[bytes]) -> Iterator[dict[str, object]]:
    for number, line in enumerate(file, 1):
        try:
            values = json.loads(line) if len(line) <= LINE_BYTES else None
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            raise Torn(f"line {number} cannot be read")
        yield values


def _entry(values: Mapping[str, object], seq: int, previous: str) -> Entry:
    try:
        text = values["entry"]
        entry = entry_from(json.loads(str(text)))
        if entry.text() != text or set(values) != {"entry"}:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Torn(f"entry {seq} cannot be read as one") from error
    if (entry.seq, entry.previous) != (seq, previous):
        raise Torn(f"entry {seq} does not follow from the entry before it")
    return entry


def _leaf(values: Mapping[str, object], seq: int, branch: Branch) -> bytes:
    try:
        names = ("kind", "id", "sha256", "run", "scope")
        kind, id_, sha256, run, scope = (values[name] for name in names)
        leaf = Leaf(Act(str(values["act"])), *map(str, (kind, id_, sha256, run, scope)))
        digest = leaf.digest()
    except (ValueError, KeyError, TypeError) as error:
        raise Torn(f"a leaf of entry {seq} cannot be read") from error
    body = values.get("json")
    if leaf.act is Act.ADD and (
        not isinstance(body, str) or hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest() != leaf.sha256
    ):
        raise Torn(f"entry {seq}: the record {leaf.id} is not the one that its leaf names")
    if leaf.act is Act.ADD and leaf.kind == "rulings":
        branch.rulings[leaf.id] = seq
    return digest
