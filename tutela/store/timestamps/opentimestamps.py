"""OpenTimestamps proofs: what leads from a digest to a calendar's promise or into a block of Bitcoin.

A proof is the raw `.ots` file (https://opentimestamps.org): a header, the SHA-256 of what was stamped, then operations
that lead to attestations. Read here with the standard library alone: the package `opentimestamps` brings bindings to
libssl, and nothing else of it would be used.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tutela.model.errors import InputError
from tutela.store.timestamps.checking import Checked, Standing
from tutela.store.timestamps.response import Answer

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
OPENING = MAGIC + b"\x01\x08"
"""Version 1, of a SHA-256."""
PENDING, BITCOIN = bytes.fromhex("83dfe30d2ef90c8e"), bytes.fromhex("0588960d73d71901")
FORK, ATTESTATION = 0xFF, 0x00
APPEND, PREPEND, REVERSE, HEXLIFY = 0xF0, 0xF1, 0xF2, 0xF3
HASHES = {0x02: "sha1", 0x03: "ripemd160", 0x08: "sha256"}
DEEPEST, LONGEST = 256, 4096
"""Operations in a row, and bytes of a message: what the reference implementation allows."""
HEADER_BYTES = 80
HEADERS = re.compile(r"(\d{1,8}) ([0-9a-f]{160})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attested:
    """Where one way of a proof ends."""

    kind: bytes
    payload: bytes
    message: bytes
    """What was attested."""
    way: bytes
    """The operations that lead there, as they stand in the proof."""


def is_proof(response: bytes) -> bool:
    """Whether an answer is such a proof, and not one of a timestamp authority."""
    return response.startswith(MAGIC)


def proof_of(digest: bytes, answer: bytes) -> bytes:
    """The `.ots` file that a calendar's answer for a SHA-256 makes.

    Raises:
        InputError: the answer cannot be read, or promises nothing.
    """
    proof = OPENING + digest + answer
    attested(proof)
    return proof


def attested(proof: bytes) -> tuple[Attested, ...]:
    """Where the ways of a proof end.

    Raises:
        InputError: it is no proof, or damaged.
    """
    try:
        if not proof.startswith(OPENING):
            raise ValueError("it does not begin as one of a SHA-256")
        start = len(OPENING) + 32
        found: list[Attested] = []
        end = _ways(proof, start, proof[len(OPENING) : start], b"", found, 0)
        if end != len(proof) or not found:
            raise ValueError("it does not end where it should")
    except (ValueError, IndexError) as error:
        raise InputError(
            f"The bytes are no OpenTimestamps proof ({error}).", "Give the .ots file as it came."
        ) from error
    return tuple(found)


def stamped_digest(proof: bytes) -> bytes:
    """The SHA-256 that a proof is of."""
    return proof[len(OPENING) : len(OPENING) + 32]


def _ways(data: bytes, at: int, message: bytes, way: bytes, found: list[Attested], depth: int) -> int:
    if depth > DEEPEST or len(message) > LONGEST:
        raise ValueError("it goes too deep")
    while data[at] == FORK:
        at = _way(data, at + 1, message, way, found, depth)
    return _way(data, at, message, way, found, depth)


def _way(data: bytes, at: int, message: bytes, way: bytes, found: list[Attested], depth: int) -> int:
    tag, begin = data[at], at
    if tag == ATTESTATION:
        payload, end = _piece(data, at + 9)
        found.append(Attested(data[at + 1 : at + 9], payload, message, way))
        return end
    argument, at = _piece(data, at + 1) if tag in (APPEND, PREPEND) else (b"", at + 1)
    return _ways(data, at, _applied(tag, argument, message), way + data[begin:at], found, depth + 1)


def _applied(tag: int, argument: bytes, message: bytes) -> bytes:
    if tag in HASHES:
        return hashlib.new(HASHES[tag], message, usedforsecurity=False).digest()
    if tag == REVERSE:
        return message[::-1]
    if tag == HEXLIFY:
        return message.hex().encode()
    if tag not in (APPEND, PREPEND):
        raise ValueError(f"the operation {tag:#x} is not known")
    return message + argument if tag == APPEND else argument + message


def _number(data: bytes, at: int) -> tuple[int, int]:
    value, shift = 0, 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at
        if shift > 63:
            raise ValueError("a number is too long")


def _piece(data: bytes, at: int) -> tuple[bytes, int]:
    length, at = _number(data, at)
    if at + length > len(data) or length > LONGEST * 2:
        raise ValueError("it is cut off")
    return data[at : at + length], at + length


# -- what it proves ----------------------------------------------------------------------------------------------------


def calendars_of(proof: bytes) -> Iterator[tuple[str, Attested]]:
    """(address, promise) of each calendar that promised to have it in a block."""
    for one in attested(proof):
        if one.kind == PENDING:
            address, end = _piece(one.payload, 0)
            if end == len(one.payload) and address.isascii():
                yield address.decode("ascii"), one


def heights_of(proof: bytes) -> Iterator[tuple[int, Attested]]:
    """(height, attestation) of each block of Bitcoin that it says it is in."""
    for one in attested(proof):
        if one.kind == BITCOIN:
            yield _number(one.payload, 0)[0], one


def read_headers(text: str) -> Mapping[int, bytes]:
    """Block headers out of lines `HEIGHT HEADER`, in hex as `bitcoin-cli getblockheader HASH false` gives them.

    Raises:
        InputError: a line is none.
    """
    found = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = HEADERS.fullmatch(line)
        if match is None:
            raise InputError(f"{line[:80]!r} is no block header.", "Write a line for each: HEIGHT and 160 hex digits.")
        found[int(match[1])] = bytes.fromhex(match[2])
    return found


def check_proof(proof: bytes, content: bytes, headers: Mapping[int, bytes]) -> Checked:
    """Check a proof of `content` against block headers the user trusts.

    A match proves that the SHA-256 of the content was in that block's Merkle root, so that it is no younger than the
    block; the block's own time may be off by two hours. Whether the header belongs to the chain that everybody knows is
    for the user to say; that it was laboured for is checked (its hash lies below the target it names).
    """
    try:
        ways = attested(proof)
        blocks, promises = list(heights_of(proof)), [address for address, _ in calendars_of(proof)]
    except (InputError, ValueError, IndexError) as error:
        return Checked(Standing.REFUSED, None, str(error))
    digest = hashlib.sha256(content).digest()
    if stamped_digest(proof) != digest:
        return Checked(Standing.REFUSED, None, "It stamps something else.")
    for height, one in blocks:
        header = headers.get(height)
        if header is not None:
            wrong = _header_fault(header, one.message)
            answer = _answer(digest, f"block {height} of Bitcoin", _time_of(header), height)
            return Checked(Standing.REFUSED if wrong else Standing.TRUSTED, answer, wrong)
    if blocks:
        heights = ", ".join(str(height) for height, _ in blocks)
        why = f"It says it is in block {heights} of Bitcoin; --block-headers FILE, with that block, checks it."
        return Checked(Standing.UNCHECKED, _answer(digest, f"block {heights} of Bitcoin", "a time not known", 0), why)
    named = ", ".join(promises) or f"{len(ways)} attestations of unknown kinds"
    why = "A promise only, which nothing here can check; `tutela checkpoint --upgrade` asks whether it was kept."
    return Checked(Standing.UNCHECKED, _answer(digest, named, "a time not known", 0), why)


def _answer(digest: bytes, authority: str, at: str, serial: int) -> Answer:
    return Answer(digest, at, "OpenTimestamps", "2 h", serial, authority, b"", ())


def _time_of(header: bytes) -> str:
    moment = datetime.fromtimestamp(int.from_bytes(header[68:72], "little"), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _header_fault(header: bytes, root: bytes) -> str:
    """Why a header does not bear out an attestation; empty where it does."""
    if header[36:68] != root:
        return "The block header given holds another Merkle root than the proof leads to."
    bits = int.from_bytes(header[72:76], "little")
    target = (bits & 0x7FFFFF) << 8 * max((bits >> 24) - 3, 0)
    labour = hashlib.sha256(hashlib.sha256(header).digest()).digest()
    if int.from_bytes(labour, "little") > target:
        return "The block header given was not laboured for: its hash does not lie below its own target."
    return ""
