"""WARC records (ISO 28500): documents written as `resource` records, and records found in a capture's own files."""

import hashlib
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 1 << 16
LONGEST_HEAD = 1 << 20
"""Bytes that the head of a record, or the head of the answer in it, may take; real ones take a few hundred."""
NAMES = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""The namespace of RFC 4122 for addresses: the same record has the same id whenever it is written."""
SHOWN = ("response", "resource", "revisit")
"""Kinds of record that can be shown as a page or part of one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One record that can be shown, and where it stands in its file."""

    url: str
    at: str
    """ISO 8601, as the record states it."""
    media_type: str
    status: str
    digest: str
    offset: int
    length: int
    """Bytes it takes in the file, compressed where the file is."""


def record(kind: str, url: str, at: str, media_type: str, block: bytes, **more: str) -> bytes:
    """One record as a gzip member of its own; the same values give the same bytes.

    Args:
        at: ISO 8601 in UTC; WARC 1.1 takes it to the second or finer.
        more: further fields of its head, with `_` for `-`.
    """
    digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
    name = uuid.uuid5(NAMES, " ".join((kind, url, at, digest)))
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Date": at,
        **({"WARC-Target-URI": url} if url else {}),
        "WARC-Block-Digest": digest,
        **({"WARC-Payload-Digest": digest} if kind != "warcinfo" else {}),
        **{field.replace("_", "-"): value for field, value in more.items()},
        "Content-Type": media_type,
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{field}: {_one_line(value)}\r\n" for field, value in fields.items())
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n") + packer.flush()


def _one_line(value: str) -> str:
    return " ".join(value.split())


def records_in(file: BinaryIO) -> Iterator[Found]:
    """The records of a WARC file, plain or compressed record by record, that can be shown.

    Raises:
        ValueError: it is no WARC file, or one cut off.
    """
    packed = file.read(2) == b"\x1f\x8b"
    offset = 0
    while True:
        file.seek(offset)
        head, body, length = _packed(file) if packed else _plain(file)
        if not head:
            return
        if head.get("warc-type", "") in SHOWN and head.get("warc-target-uri"):
            yield _found(head, body, offset, length)
        offset += length


def _found(head: Mapping[str, str], body: bytes, offset: int, length: int) -> Found:
    status, media_type = "200", head.get("content-type", "")
    if head["warc-type"] != "resource":
        first, _, rest = body.partition(b"\r\n")
        status = first.split(b" ")[1].decode("ascii", "replace") if first.count(b" ") else "-"
        media_type = _fields(rest.partition(b"\r\n\r\n")[0]).get("content-type", "")
    digest = head.get("warc-payload-digest") or head.get("warc-block-digest", "")
    url = head["warc-target-uri"].strip("<>")
    media_type = media_type.partition(";")[0].strip() or "unk"
    return Found(url, head.get("warc-date", ""), media_type, status, digest, offset, length)


def _fields(head: bytes) -> dict[str, str]:
    lines = (line.partition(b":") for line in head.split(b"\r\n") if b":" in line)
    return {
        name.strip().lower().decode("latin-1"): value.strip().decode("utf-8", "replace") for name, _, value in lines
    }


def _plain(file: BinaryIO) -> tuple[dict[str, str], bytes, int]:
    """Head, beginning of the block and length of the record that begins here; empty at the end."""
    start = file.read(LONGEST_HEAD)
    if not start.strip():
        return {}, b"", 0
    head, block = _split(start)
    return head, block, len(start) - len(block) + _length(head) + 4


def _packed(file: BinaryIO) -> tuple[dict[str, str], bytes, int]:
    opener, start, length = zlib.decompressobj(31), b"", 0
    while not opener.eof:
        piece = file.read(CHUNK)
        if not piece:
            if length or start:
                raise ValueError("the WARC file is cut off")
            return {}, b"", 0
        length += len(piece)
        while piece and not opener.eof:
            opened = _opened(opener, piece)
            start += opened if len(start) < LONGEST_HEAD else b""
            piece = opener.unconsumed_tail
    head, block = _split(start)
    return head, block, length - len(opener.unused_data)


def _opened(opener: "zlib._Decompress", piece: bytes) -> bytes:
    try:
        return opener.decompress(piece, CHUNK)
    except zlib.error as error:
        raise ValueError(f"the WARC file cannot be unpacked: {error}") from error


def _split(start: bytes) -> tuple[dict[str, str], bytes]:
    head, end, block = start.partition(b"\r\n\r\n")
    if not start.startswith(b"WARC/") or not end:
        raise ValueError("the file holds something else than WARC records")
    return _fields(head), block


def _length(head: Mapping[str, str]) -> int:
    return int(head.get("content-length", "0"))
