"""The records of a WARC (ISO 28500), one after the other, with the digests they state checked against their bytes."""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from tutela.sources.archives.exchanges import MOST_BODY, dechunked, response_in
from tutela.sources.decoding import storable

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PIECE = 1 << 20
MOST_HEADER = 1 << 20
"""Longest header of a record; real ones have some hundred bytes."""
MOST_RATIO, ALWAYS_BYTES = 300, 1_000_000_000
"""A file that unpacks to more than so many times its size, and to more than so many bytes, is a bomb: web pages pack to
a tenth, zeros to a thousandth."""
SIZES = {"md5": 16, "sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64, "blake2b": 64, "blake2s": 32}


class BrokenArchive(Exception):
    """What an archive holds cannot be read from here on, and why."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a WARC: what its header states, its bytes as far as they are held, whether its digests agree."""

    kind: str
    """`response`, `resource`, `revisit`, `request`, `warcinfo`, `metadata`, `conversion`, `continuation`."""
    url: str
    date: str
    """As the header states it."""
    identity: str
    """WARC-Record-ID without brackets."""
    position: int
    """Where it begins in the file, before unpacking."""
    block: bytes
    """Its bytes; at most `MOST_BODY` of them."""
    length: int
    """Bytes that are there."""
    stated_length: int
    media_type: str
    refers_to: tuple[str, str] = ("", "")
    """Address and date of the record that a revisit repeats."""
    faults: tuple[str, ...] = ()
    """What does not agree with what it states, in words."""
    digests: int = 0
    """How many digests it states that could be checked."""
    note: str = ""
    """Why a digest it states could not be checked."""


def records_of(stream: IO[bytes], size: int) -> Iterator[Record]:
    """The records of a WARC, packed or not; those that are damaged come with what is wrong.

    Args:
        stream: the file, open where a record begins.
        size: its bytes, by which a bomb is told.

    Raises:
        BrokenArchive: it is no WARC, or not from here on; or it unpacks beyond all measure.
        ImportError: fastwarc is not installed.
    """
    from fastwarc.warc import ArchiveIterator

    unpacked = 0
    try:
        found = ArchiveIterator(stream, parse_http=False, max_header_len=MOST_HEADER)
        for raw in found:
            record = _record(raw)
            unpacked += record.length
            if unpacked > max(ALWAYS_BYTES, size * MOST_RATIO):
                raise BrokenArchive(f"it unpacks to more than {unpacked:,} bytes, from {size:,}: this is a bomb.")
            yield record
    except (OSError, ValueError, EOFError, UnicodeDecodeError) as error:
        raise BrokenArchive(f"it cannot be read further ({error}).") from error


def ending_of(stream: IO[bytes]) -> str:
    """Why a WARC seems cut off, by how its file ends; empty where it ends with a record."""
    if stream.read(2) != b"\x1f\x8b":
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 4))
        return "" if stream.read().endswith((b"\r\n\r\n", b"\n\n")) else "its last record does not end."
    stream.seek(0)
    machine, rest = zlib.decompressobj(31), b""
    while piece := rest or stream.read(PIECE):
        rest = b""
        try:
            machine.decompress(piece, PIECE)
            while machine.unconsumed_tail:
                machine.decompress(machine.unconsumed_tail, PIECE)
        except zlib.error as error:
            return f"its packing is damaged ({error})."
        if machine.eof and (rest := machine.unused_data):
            machine = zlib.decompressobj(31)
        elif machine.eof:
            rest = stream.read(PIECE)
            machine = zlib.decompressobj(31) if rest else machine
    return "" if machine.eof else "it ends in the middle of a packed record."


def _record(raw: "WarcRecord") -> Record:
    header = {str(name).lower(): storable(str(value)) for name, value in raw.headers.items()}
    algorithm, wanted = _stated(header.get("warc-block-digest", ""))
    machine = hashlib.new(algorithm) if wanted else None
    held, length = bytearray(), 0
    while piece := raw.reader.read(PIECE):
        length += len(piece)
        if machine:
            machine.update(piece)
        if len(held) < MOST_BODY:
            held += piece[: MOST_BODY - len(held)]
    block, stated = bytes(held), _number(header.get("content-length", ""))
    faults, digests, note = [], 0, ""
    if not header.get("warc-type"):
        faults.append("it states no WARC-Type")
    if stated is not None and length < stated:
        faults.append(f"it is cut off: {length:,} of {stated:,} bytes are there")
    if machine:
        digests += 1
        if machine.digest() != wanted:
            faults.append(f"its block has another {algorithm} than its header states")
    elif header.get("warc-block-digest"):
        note = f"its block digest {header['warc-block-digest'][:60]!r} is of no known kind"
    if payload := header.get("warc-payload-digest"):
        agrees = _payload_agrees(payload, block, header) if length == len(block) else None
        digests += agrees is not None
        if agrees is False:
            faults.append(f"its payload has another {payload.partition(':')[0][:20]} than its header states")
    return Record(
        kind=header.get("warc-type", "").lower(),
        url=header.get("warc-target-uri", "").strip("<> "),
        date=header.get("warc-date", ""),
        identity=header.get("warc-record-id", "").strip("<> "),
        position=int(raw.stream_pos),
        block=block,
        length=length,
        stated_length=stated or 0,
        media_type=header.get("content-type", "").partition(";")[0].strip().lower(),
        refers_to=(header.get("warc-refers-to-target-uri", "").strip("<> "), header.get("warc-refers-to-date", "")),
        faults=tuple(faults),
        digests=digests,
        note=note,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _payload_agrees(stated: str, block: bytes, header: dict[str, str]) -> bool | None:
    """Whether a payload has the digest stated; None where that cannot be told.

    Tools hash the body as it came or without its chunk marks (the standard leaves it open), so either counts. A
    revisit states the digest of what it does not hold.
    """
    algorithm, wanted = _stated(stated)
    if not wanted or header.get("warc-type", "").lower() == "revisit":
        return None
    response = response_in(block) if "http" in header.get("content-type", "") else None
    payload = response.payload if response else block
    bodies = (payload, dechunked(payload)) if response else (payload,)
    return any(hashlib.new(algorithm, body).digest() == wanted for body in bodies)


def _stated(digest: str) -> tuple[str, bytes]:
    """Algorithm and bytes of a digest such as `sha1:3I42H3S6...`, in base 32 or 16; empty where it is neither."""
    name, _, value = digest.partition(":")
    algorithm = name.strip().lower().replace("-", "")
    size, value = SIZES.get(algorithm), value.strip()
    readings = ((base64.b32decode, value.upper() + "=" * (-len(value) % 8)), (base64.b16decode, value.upper()))
    for decode, text in (*readings, (base64.b64decode, value)):
        try:
            found = decode(text)
        except (binascii.Error, ValueError):
            continue
        if len(found) == size:
            return algorithm, found
    return "", b""
