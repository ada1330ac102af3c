"""Proof that one record stands in the ledger, without showing the others.

A proof holds the record's leaf, the Merkle path from it to the root of its entry, and the entries from that one to the
one a checkpoint names. `disproof` needs nothing but the standard library, so that anybody can carry it elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutela.model.errors import InputError
from tutela.store.ledger import Act, leaf_digest
from tutela.store.reader import Reader

LEAVES = "SELECT act, kind, id, sha256, run, scope FROM ledger_leaves WHERE seq = ? ORDER BY number"
ENTRIES = "SELECT entry FROM ledger WHERE seq BETWEEN ? AND ? ORDER BY seq"


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That one record came in with a ledger entry, and which entries followed."""

    leaf: Mapping[str, str]
    """The leaf: act, id, kind, run, scope and the SHA-256 of the record's JSON."""
    index: int
    """Its place among the leaves of its entry, from 0."""
    path: tuple[str, ...]
    """Hashes beside the way from the leaf to the root, in hex, the lowest first."""
    entries: tuple[str, ...]
    """Texts of the entries, from the record's to the checkpoint's."""


def prove(reader: Reader, record: str, entry: int) -> InclusionProof:
    """The proof that a record came in, up to a ledger entry such as a checkpoint names.

    Raises:
        UnknownRecord: there never was such a record.
        InputError: it came in after that entry, or there is no such entry.
    """
    stored = reader.find(record)
    if not stored.entered <= entry <= reader.head().entries:
        raise InputError(
            f"{record} came in with ledger entry {stored.entered}; nothing up to entry {entry} proves it.",
            "Make a checkpoint now, and take that.",
        )
    rows = list(reader.database.execute(LEAVES, (stored.entered,)))
    wanted = (str(Act.ADD), stored.kind, record)
    index = max(at for at, row in enumerate(rows) if row[:3] == wanted)
    digests = [leaf_digest(*row) for row in rows]
    leaf = dict(zip(("act", "kind", "id", "sha256", "run", "scope"), rows[index], strict=True))
    entries = tuple(text for (text,) in reader.database.execute(ENTRIES, (stored.entered, entry)))
    return InclusionProof(leaf, index, merkle_path(digests, index), entries)


def merkle_path(digests: Sequence[bytes], index: int) -> tuple[str, ...]:
    """The hashes that lead from one leaf to the root, the lowest first (RFC 6962, section 2.1.1)."""
    level, path = list(digests), list[str]()
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside].hex())
        even = len(level) - len(level) % 2
        nodes = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, even, 2)]
        level, index = nodes + level[even:], index // 2
    return tuple(path)


def disproof(proof: InclusionProof, sha256: str, head: str) -> str:
    """Why a proof does not show that a record stands in the chain that ends with `head`; empty where it does.

    Args:
        sha256: of the record's canonical JSON, in hex, as the reader of the proof has computed it.
        head: hash of the newest entry, as a checkpoint names it.
    """
    if proof.leaf.get("sha256") != sha256:
        return "the leaf is of other content than the record"
    if not proof.entries:
        return "no entry is given"
    try:
        first = json.loads(proof.entries[0])
        root = root_along(leaf_hash(proof.leaf), proof.index, int(first["leaves"]), proof.path)
        if first["root"] != root:
            return "the path does not lead to the root of the record's entry"
        return _broken_chain(proof.entries, head)
    except (ValueError, KeyError, TypeError) as error:
        return f"the proof cannot be read: {error}"


def leaf_hash(leaf: Mapping[str, str]) -> bytes:
    """Hash of a leaf: SHA-256 of the byte 00 and its canonical JSON."""
    text = json.dumps(dict(leaf), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + text.encode("utf-8")).digest()


def root_along(leaf: bytes, index: int, size: int, path: Sequence[str]) -> str:
    """The root that a path leads to from the leaf at `index` of `size` (RFC 9162, section 2.1.3.2).

    Raises:
        ValueError: a path of this length does not belong to that leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} among {size}")
    here, last, node = index, size - 1, leaf
    for text in path:
        beside = bytes.fromhex(text)
        if last == 0 or len(beside) != len(node):
            raise ValueError("the path is too long, or holds no hash")
        if here % 2 or here == last:
            node = hashlib.sha256(b"\x01" + beside + node).digest()
            while here % 2 == 0 and here:
                here, last = here // 2, last // 2
        else:
            node = hashlib.sha256(b"\x01" + node + beside).digest()
        here, last = here // 2, last // 2
    if last:
        raise ValueError("the path is too short")
    return node.hex()


def _broken_chain(entries: Sequence[str], head: str) -> str:
    """Why entries do not follow each other up to `head`; empty where they do."""
    before = ""
    for at, text in enumerate(entries):
        if at and json.loads(text)["previous"] != before:
            return f"entry {at + 1} of the proof does not follow from the one before"
        before = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return "" if before == head else "the entries do not end with the one that the checkpoint names"
