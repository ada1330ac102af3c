"""The ledger's arithmetic: leaves, Merkle roots (RFC 6962), entries in a SHA-256 chain. Pure; see docs/ledger.md."""

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from json.encoder import encode_basestring as quoted

from tutela.model.canonical import canonical_json

FORMAT = "tutela-ledger/1"
NO_HASH = "0" * 64
"""What stands before the first entry."""
DIGEST_BYTES = 32
"""Length of a SHA-256."""


class Act(StrEnum):
    """What a leaf says was done to a record."""

    ADD = "add"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One record entering or being superseded."""

    act: Act
    kind: str
    id: str
    sha256: str
    """Of the record's canonical JSON."""
    run: str = ""
    """The run that did it; empty for a person's act."""
    scope: str = ""

    def digest(self) -> bytes:
        """Its hash in the Merkle tree."""
        return leaf_digest(self.act, self.kind, self.id, self.sha256, self.run, self.scope)


def leaf_digest(act: Act, kind: str, id_: str, sha256: str, run: str, scope: str) -> bytes:
    """Hash of a leaf in the Merkle tree: of its canonical JSON, written in one go since every record has one.

    Raises:
        TypeError: one of them is no text.
    """
    text = f'\x00{{"act":"{act}","id":{quoted(id_)}{_envelope(kind, run, scope)}{quoted(sha256)}}}'
    return hashlib.sha256(text.encode()).digest()


@functools.lru_cache(maxsize=256)
def _envelope(kind: str, run: str, scope: str) -> str:
    """The middle of a leaf's JSON, the same for all records of a kind that a run takes in for a scope."""
    return f',"kind":{quoted(kind)},"run":{quoted(run)},"scope":{quoted(scope)},"sha256":'


def merkle_root(digests: Sequence[bytes]) -> str:
    """Root of the tree over leaf hashes, in hex, split as RFC 6962 splits it; SHA-256 of nothing for no leaf."""
    return merkle_root_of(b"".join(digests))


def merkle_root_of(digests: bytes | bytearray) -> str:
    """The same of leaf hashes that stand one after the other: millions of them take no more room than their bytes."""
    if not digests:
        return hashlib.sha256(b"").hexdigest()
    level, pair = bytes(digests), 2 * DIGEST_BYTES
    # Pairing level by level and carrying an odd last node up gives the same tree as RFC 6962's recursion.
    while len(level) > DIGEST_BYTES:
        even = len(level) - len(level) % pair
        nodes = [hashlib.sha256(b"\x01" + level[at : at + pair]).digest() for at in range(0, even, pair)]
        level = b"".join((*nodes, level[even:]))
    return level.hex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain: a batch of leaves and what stood before."""

    seq: int
    previous: str
    at: str
    stage: str
    leaves: int
    root: str
    run: str = ""
    software: str = ""
    note: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """The canonical JSON that is stored and hashed."""
        return canonical_json(
            {
                "at": self.at,
                "format": FORMAT,
                "leaves": self.leaves,
                "note": dict(self.note),
                "previous": self.previous,
                "root": self.root,
                "run": self.run,
                "seq": self.seq,
                "software": self.software,
                "stage": self.stage,
            }
        ).decode()


def entry_from(values: Mapping[str, object]) -> Entry:
    """The entry that JSON values describe.

    Raises:
        KeyError: a field is missing.
        TypeError: a field has another type than it should.
    """
    note = values["note"]
    if not isinstance(note, Mapping):
        raise TypeError("note is no object")
    return Entry(
        seq=_integer(values["seq"]),
        previous=str(values["previous"]),
        at=str(values["at"]),
        stage=str(values["stage"]),
        leaves=_integer(values["leaves"]),
        root=str(values["root"]),
        run=str(values["run"]),
        software=str(values["software"]),
        note=tuple(sorted((str(key), str(value)) for key, value in note.items())),
    )


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no integer")
    return value


def sha256_hex(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
