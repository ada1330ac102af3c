"""WARC 1.1 (ISO 28500:2017): the requests and responses of a capture as they went over the line.

Written here and not by a library: a record is a few headers before bytes that must stay as they were received, and
libraries take HTTP apart and put it together again. What is written is read back with fastwarc and warcio in tests.
"""

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.sources.fetching import Exchange

MEDIA_TYPE = "application/warc"
NAME = "capture.warc.gz"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

Header = tuple[str, str]


def warc_file(exchanges: Iterable[Exchange], at: str, info: Mapping[str, str]) -> bytes:
    """A WARC file, each record a gzip member of its own.

    Args:
        exchanges: in the order they happened.
        at: when the capture began, UTC.
        info: what the first record says of the file: software, operator, what was asked for.
    """
    return b"".join(gzip.compress(record, mtime=0) for record in _records(exchanges, at, info))


def _records(exchanges: Iterable[Exchange], at: str, info: Mapping[str, str]) -> Iterator[bytes]:
    said = {**info, "format": "WARC File Format 1.1", "conformsTo": CONFORMS_TO}
    fields = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in said.items() if value).encode()
    about = [("WARC-Filename", NAME), ("Content-Type", "application/warc-fields")]
    yield _record("warcinfo", _new_id(), at, about, fields)
    for exchange in exchanges:
        yield from _pair(exchange)


def _pair(exchange: Exchange) -> Iterator[bytes]:
    """The request and the response of one exchange; each names the other."""
    asked, answered = _new_id(), _new_id()
    where = [("WARC-Target-URI", exchange.url), ("WARC-IP-Address", exchange.address)]
    spoken = [("WARC-Protocol", "http/1.1")]
    if exchange.tls:
        spoken += [("WARC-Protocol", _protocol(exchange.tls)), ("WARC-Cipher-Suite", exchange.tls.partition(" ")[2])]
    request = [*where, *spoken, ("WARC-Concurrent-To", answered), ("Content-Type", "application/http; msgtype=request")]
    yield _record("request", asked, exchange.at, request, exchange.request)
    response = [*where, *spoken, ("WARC-Concurrent-To", asked)]
    if not exchange.header("transfer-encoding"):
        # Of a body in chunks the standard takes the digest without the chunk marks, and `warcio check` with them: it
        # would call either a fault. The block digest covers every byte.
        response.append(("WARC-Payload-Digest", digest(exchange.body)))
    if exchange.cut:
        response.append(("WARC-Truncated", exchange.cut))
    response.append(("Content-Type", "application/http; msgtype=response"))
    yield _record("response", answered, exchange.at, response, exchange.response)


def _protocol(tls: str) -> str:
    """`TLSv1.3 ...` as browsers' archives write it: `tls/1.3`."""
    return f"tls/{tls.partition(' ')[0].removeprefix('TLSv')}"


def _record(kind: str, id_: str, at: str, headers: Sequence[Header], block: bytes) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: {id_}",
        f"WARC-Date: {at}",
        *(f"{name}: {_one_line(value)}" for name, value in headers),
        f"WARC-Block-Digest: {digest(block)}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def digest(data: bytes) -> str:
    """The SHA-256 of bytes as WARC labels it: base32, as its digests are commonly written."""
    return f"sha256:{base64.b32encode(hashlib.sha256(data).digest()).decode()}"


def _new_id() -> str:
    return f"<{uuid.uuid4().urn}>"


def _one_line(value: str) -> str:
    return " ".join(value.split())
