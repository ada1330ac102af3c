"""Proof that one record, or several of one entry, stand in the ledger, without showing the others.

A proof of one holds the record's leaf, the Merkle path from it to the root of its entry, and the entries from that one
to the one a checkpoint names. `disproof` needs nothing but the standard library, so that anybody can carry it along.
A proof of several holds their leaves and the hashes of what stands beside them, each once.
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.model.errors import InputError
from tutela.store.ledger import DIGEST_BYTES, Act, leaf_digest, merkle_root_of
from tutela.store.reader import Reader

LEAVES = "SELECT act, kind, id, sha256, run, scope FROM ledger_leaves WHERE seq = ? ORDER BY number"
LEAF_FIELDS = ("act", "kind", "id", "sha256", "run", "scope")
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
    wanted = (str(Act.ADD), stored.kind, record)
    digests, index, found = bytearray(), 0, ("",) * 6
    # Of a million leaves only the hashes are held, 32 bytes each.
    for at, row in enumerate(reader.database.execute(LEAVES, (stored.entered,))):
        digests += leaf_digest(*row)
        index, found = (at, row) if row[:3] == wanted else (index, found)
    leaf = dict(zip(LEAF_FIELDS, found, strict=True))
    entries = tuple(text for (text,) in reader.database.execute(ENTRIES, (stored.entered, entry)))
    return InclusionProof(leaf, index, _path(bytes(digests), index), entries)


@dataclass(frozen=True, slots=True)
class SharedProof:
    """That several records came in, or were superseded, with one ledger entry."""

    entry: int
    at: tuple[tuple[int, int], ...]
    """Their places among the leaves of the entry, from 0, as stretches (first, end)."""
    leaves: tuple[str, ...]
    """Canonical JSON of their leaves, in that order."""
    beside: tuple[str, ...]
    """Hashes, in hex, of the largest subtrees that hold none of them, from left to right."""


def prove_some(reader: Reader, entry: int, wanted: Collection[tuple[str, str]]) -> SharedProof:
    """The proof of the leaves under one entry whose (kind, record id) are `wanted`."""
    digests, places, leaves = bytearray(), list[int](), list[str]()
    for at, row in enumerate(reader.database.execute(LEAVES, (entry,))):
        digests += leaf_digest(*row)
        if (row[1], row[2]) in wanted:
            places.append(at)
            leaves.append(_leaf_text(row))
    beside = tuple(_beside(memoryview(digests), places, 0, len(digests) // DIGEST_BYTES))
    return SharedProof(entry, _stretches(places), tuple(leaves), beside)


def all_leaves(reader: Reader) -> Iterator[tuple[int, str]]:
    """(entry, canonical JSON) of every leaf of the ledger, read as they are asked for."""
    query = "SELECT seq, act, kind, id, sha256, run, scope FROM ledger_leaves ORDER BY number"
    for seq, *row in reader.database.execute(query):
        yield seq, _leaf_text(row)


def _leaf_text(row: Sequence[str]) -> str:
    leaf = dict(zip(LEAF_FIELDS, row, strict=True))
    # All its values are texts and all its names ASCII: Python writes it as RFC 8785 does.
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _stretches(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    found = list[tuple[int, int]]()
    for place in places:
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return tuple(found)


def _beside(digests: memoryview, places: Sequence[int], low: int, high: int) -> Iterator[str]:
    """Hashes of the largest subtrees of the leaves `low` to `high` that hold none of `places`."""
    first = bisect_left(places, low)
    if first == len(places) or places[first] >= high:
        yield merkle_root_of(bytes(digests[low * DIGEST_BYTES : high * DIGEST_BYTES]))
    elif high - low > 1:
        half = low + (1 << (high - low - 1).bit_length() - 1)
        yield from _beside(digests, places, low, half)
        yield from _beside(digests, places, half, high)


def merkle_path(digests: Sequence[bytes], index: int) -> tuple[str, ...]:
    """The hashes that lead from one leaf to the root, the lowest first (RFC 6962, section 2.1.1)."""
    return _path(b"".join(digests), index)


def _path(level: bytes, index: int) -> tuple[str, ...]:
    path, pair = list[str](), 2 * DIGEST_BYTES
    while len(level) > DIGEST_BYTES:
        beside = (index ^ 1) * DIGEST_BYTES
        if beside < len(level):
            path.append(level[beside : beside + DIGEST_BYTES].hex())
        even = len(level) - len(level) % pair
        nodes = [hashlib.sha256(b"\x01" + level[at : at + pair]).digest() for at in range(0, even, pair)]
        level, index = b"".join((*nodes, level[even:])), index // 2
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
