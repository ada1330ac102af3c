"""The chain of entries and the leaves under each: do they agree, and what records should there be?"""

import hashlib
import itertools
import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tutela.model.problems import Problem
from tutela.store.ledger import DIGEST_BYTES, NO_HASH, Act, Entry, Leaf, entry_from, merkle_root_of
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


class Standing:
    """What the ledger says of the records of one kind that stand: millions of them take 250 bytes each."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._numbers: dict[str, int] = {}
        self._hashes = bytearray()
        self._odd: dict[int, str] = {}
        """Hashes that are none, by number: somebody has tampered with the leaf."""
        self._envelopes: dict[tuple[str, str, int], int] = {}
        self._envelope_of = array("I")

    def __contains__(self, id_: str) -> bool:
        return id_ in self._numbers

    def add(self, leaf: Leaf, seq: int) -> None:
        """A record comes in; its number counts what came in before."""
        number = len(self._envelope_of) + 1
        self._numbers[leaf.id] = number
        try:
            digest = bytes.fromhex(leaf.sha256)
        except (ValueError, TypeError):
            digest = b""
        if len(digest) != DIGEST_BYTES or digest.hex() != leaf.sha256:
            self._odd[number], digest = leaf.sha256, bytes(DIGEST_BYTES)
        self._hashes += digest
        envelope = (leaf.run, leaf.scope, seq)
        self._envelope_of.append(self._envelopes.setdefault(envelope, len(self._envelopes)))

    def pop(self, id_: str) -> Expected | None:
        """What should be there of a record, which is looked for no more."""
        number = self._numbers.pop(id_, None)
        return None if number is None else self._expected(id_, number, list(self._envelopes))

    def rest(self) -> Iterator[Expected]:
        """All that was not asked for."""
        envelopes = list(self._envelopes)
        for id_, number in self._numbers.items():
            yield self._expected(id_, number, envelopes)

    def _expected(self, id_: str, number: int, envelopes: Sequence[tuple[str, str, int]]) -> Expected:
        run, scope, seq = envelopes[self._envelope_of[number - 1]]
        end = number * DIGEST_BYTES
        sha256 = self._odd.get(number) or self._hashes[end - DIGEST_BYTES : end].hex()
        return Expected(self._kind, id_, number, sha256, run, scope, seq)


@dataclass(slots=True)
class Replay:
    """The leaves applied one after the other: what should stand in the tables."""

    current: dict[str, Standing] = field(default_factory=dict)
    past: list[Expected] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)

    def apply(self, leaf: Leaf, seq: int) -> None:
        """Add or withdraw one record."""
        here = self.current.get(leaf.kind)
        if here is None:
            here = self.current[leaf.kind] = Standing(leaf.kind)
        if leaf.act is Act.WITHDRAW:
            there = here.pop(leaf.id)
            if there is None:
                self.faults.append(fault(f"ledger entry {seq}", "withdraws a record that does not stand.", leaf.id))
            else:
                self.past.append(replace(there, withdrawn=seq))
            return
        if leaf.id in here:
            self.faults.append(fault(f"ledger entry {seq}", "adds a record that stands already.", leaf.id))
        here.add(leaf, seq)


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
        under = _Leaves()
        if group is not None and group[0] == seq:
            for _, leaf in group[1]:
                under.add(leaf)
                chain.replay.apply(leaf, seq)
            group = next(leaves, None)
        _check_leaves(chain, seq, entry, under)
    while group is not None:
        chain.faults.append(fault("ledger_leaves", "leaves stand under an entry that is missing.", group[0], "seq"))
        group = next(leaves, None)
    if chain.entries == 0:
        chain.faults.append(fault("ledger", "holds no entry; a workspace has at least the one that made it."))
    chain.faults += chain.replay.faults


_ACTS = {act.value: act for act in Act}


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
        if act not in _ACTS:
            chain.faults.append(fault("ledger_leaves", "says neither add nor withdraw.", act, "act", number))
            continue
        if not isinstance(seq, int):
            chain.faults.append(fault("ledger_leaves", "names no ledger entry.", seq, "seq", number))
            continue
        yield seq, Leaf(_ACTS[act], kind, id_, sha256, run, scope)


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
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


class _Leaves:
    """The leaves under one entry, summed up as they go by."""

    def __init__(self) -> None:
        self.count = 0
        self._digests = bytearray()
        self._unhashed = False

    def add(self, leaf: Leaf) -> None:
        self.count += 1
        try:
            self._digests += leaf.digest()
        except (UnicodeEncodeError, TypeError):
            # A value that is no text any more cannot have been hashed.
            self._unhashed = True

    def root(self) -> str:
        return merkle_root_of(b"" if self._unhashed else self._digests)


def _check_leaves(chain: Chain, seq: int, entry: Entry | None, leaves: _Leaves) -> None:
    where = f"ledger entry {seq}"
    if entry is not None and entry.leaves != leaves.count:
        chain.faults.append(fault(where, f"holds {entry.leaves} leaves, {leaves.count} are there.", None, "leaves"))
    elif entry is not None and leaves.root() != entry.root:
        chain.faults.append(
            fault(where, "its leaves do not have its Merkle root: one was changed or moved.", entry.root)
        )
