"""The chain of entries and the leaves under each: do they agree, and what records should there be?"""

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutela.model.problems import Problem
from tutela.store.ledger import NO_HASH, Act, Entry, Leaf, entry_from, merkle_root
from tutela.store.verify.faults import digest_text, fault


@dataclass(frozen=True, slots=True)
class Expected:
    """What the ledger says a row should hold."""

    kind: str
    id: str
    fid: int
    sha256: str
    run: str
    scope: str
    entered: int
    withdrawn: int | None = None


@dataclass(slots=True)
class Replay:
    """The leaves applied one after the other: what should stand in the tables."""

    current: dict[str, dict[str, Expected]] = field(default_factory=dict)
    past: list[Expected] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    _added: dict[str, int] = field(default_factory=dict)

    def apply(self, leaf: Leaf, seq: int) -> None:
        """Add or withdraw one record."""
        here = self.current.setdefault(leaf.kind, {})
        there = here.pop(leaf.id, None)
        if leaf.act is Act.WITHDRAW:
            if there is None:
                self.faults.append(fault(f"ledger entry {seq}", "withdraws a record that does not stand.", leaf.id))
                return
            past = Expected(
                there.kind, there.id, there.fid, there.sha256, there.run, there.scope, there.entered, withdrawn=seq
            )
            self.past.append(past)
            return
        if there is not None:
            self.faults.append(fault(f"ledger entry {seq}", "adds a record that stands already.", leaf.id))
        number = self._added[leaf.kind] = self._added.get(leaf.kind, 0) + 1
        here[leaf.id] = Expected(leaf.kind, leaf.id, number, leaf.sha256, leaf.run, leaf.scope, seq)


@dataclass(slots=True)
class Chain:
    """What the ledger holds, and what is wrong with it."""

    entries: int = 0
    head: str = NO_HASH
    at: str = ""
    """When the newest entry was made."""
    replay: Replay = field(default_factory=Replay)
    faults: list[Problem] = field(default_factory=list)


def check_chain(connection: sqlite3.Connection, chain: Chain) -> None:
    """Check every entry and its leaves; replay the leaves. Fills `chain` as it goes."""
    leaves = itertools.groupby(_leaves(connection, chain), key=lambda pair: pair[0])
    group = next(leaves, None)
    for seq, text, stored in connection.execute("SELECT seq, entry, hash FROM ledger ORDER BY seq"):
        entry = _check_entry(chain, seq, text, stored)
        while group is not None and group[0] < seq:
            chain.faults.append(fault("ledger_leaves", "leaves stand under an entry that is missing.", group[0], "seq"))
            group = next(leaves, None)
        under: list[Leaf] = []
        if group is not None and group[0] == seq:
            under = [leaf for _, leaf in group[1]]
            group = next(leaves, None)
        _check_leaves(chain, seq, entry, under)
    while group is not None:
        chain.faults.append(fault("ledger_leaves", "leaves stand under an entry that is missing.", group[0], "seq"))
        group = next(leaves, None)
    if chain.entries == 0:
        chain.faults.append(fault("ledger", "holds no entry; a workspace has at least the one that made it."))
    chain.faults += chain.replay.faults


def _leaves(connection: sqlite3.Connection, chain: Chain) -> Iterator[tuple[int, Leaf]]:
    """(entry, leaf) in order; numbers must follow each other, so that none can be taken out unseen."""
    rows = connection.execute(
        "SELECT number, seq, act, kind, id, sha256, run, scope FROM ledger_leaves ORDER BY number"
    )
    before = 0
    for number, seq, act, kind, id_, sha256, run, scope in rows:
        if number != before + 1:
            chain.faults.append(fault("ledger_leaves", f"the one after number {before} is missing.", number, "number"))
        before = number
        if act not in list(Act):
            chain.faults.append(fault("ledger_leaves", "says neither add nor withdraw.", act, "act", number))
            continue
        yield seq, Leaf(Act(act), kind, id_, sha256, run, scope)


def _check_entry(chain: Chain, seq: int, text: object, stored: object) -> Entry | None:
    """Check one link of the chain and move on to it."""
    where = f"ledger entry {seq}"
    chain.entries += 1
    if seq != chain.entries:
        missing = f"entries {chain.entries} to {seq - 1} are" if seq > chain.entries else "an entry is"
        chain.faults.append(fault(where, f"{missing} missing before it."))
        chain.entries = seq
    actual = digest_text(_sha256, text)
    if actual != stored:
        chain.faults.append(fault(where, "its text does not have the hash that stands beside it.", stored))
    entry = _parse(text)
    if entry is None:
        chain.faults.append(fault(where, "cannot be read as an entry.", text))
    elif entry.seq != seq or entry.text() != text:
        chain.faults.append(fault(where, "its text is not in canonical form or numbers itself otherwise.", text))
    elif entry.previous != chain.head:
        chain.faults.append(fault(where, "does not follow from the entry before it.", entry.previous, "previous"))
    chain.head = actual
    chain.at = entry.at if entry else ""
    return entry


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _parse(text: object) -> Entry | None:
    try:
        values = json.loads(text) if isinstance(text, str) else None
        entry = entry_from(values) if isinstance(values, dict) else None
        if entry is not None:
            entry.text()  # half of a surrogate pair, from a damaged page, has no form at all
        return entry
    except (ValueError, KeyError, TypeError):
        return None


def _check_leaves(chain: Chain, seq: int, entry: Entry | None, leaves: list[Leaf]) -> None:
    where = f"ledger entry {seq}"
    if entry is not None and entry.leaves != len(leaves):
        chain.faults.append(fault(where, f"holds {entry.leaves} leaves, {len(leaves)} are there.", None, "leaves"))
    elif entry is not None and merkle_root(_digests(leaves)) != entry.root:
        chain.faults.append(
            fault(where, "its leaves do not have its Merkle root: one was changed or moved.", entry.root)
        )
    for leaf in leaves:
        chain.replay.apply(leaf, seq)


def _digests(leaves: list[Leaf]) -> list[bytes]:
    try:
        return [leaf.digest() for leaf in leaves]
    except (UnicodeEncodeError, TypeError):
        # A value that is no text any more cannot have been hashed.
        return []
