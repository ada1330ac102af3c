"""One HTTP response as an archive keeps it: status, headers, and its body with transfer and content coding undone."""

import zlib
from dataclasses import dataclass, field

MOST_BODY = 50_000_000
"""Bytes of one decoded body that are held; what is longer is no page and no photograph (the largest have 40 MB)."""
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_RAW = -15
"""What zlib calls deflate without a head, which many servers send under the name `deflate`."""


class Undecodable(Exception):
    """A body whose coding cannot be undone, and why."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered, as an archive says."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    """By lower-case name; of a header that stands twice the last counts."""
    payload: bytes = b""
    """Behind the headers, as it came."""

    @property
    def media_type(self) -> str:
        """What the server calls it, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def response_in(block: bytes) -> Response | None:
    """The response in the block of a WARC record; None where it is none.

    >>> response_in(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html; charset=utf-8\\r\\n\\r\\n<p>a").media_type
    'text/html'
    """
    head, gap, payload = _parted(block)
    first, *lines = head.split(b"\n")
    parts = first.split(None, 2)
    if not gap or len(parts) < 2 or not parts[0].startswith(b"HTTP/") or not parts[1][:4].isdigit():
        return None
    headers = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon:
            headers[name.strip().decode("latin-1").lower()] = value.strip().decode("utf-8", "replace")
    return Response(int(parts[1][:4]), headers, payload)


def _parted(block: bytes) -> tuple[bytes, bytes, bytes]:
    crlf, lf = block.find(b"\r\n\r\n"), block.find(b"\n\n")
    gap = b"\n\n" if crlf < 0 or 0 <= lf < crlf else b"\r\n\r\n"
    return block.partition(gap)


def dechunked(payload: bytes) -> bytes:
    """A body without its chunk marks; as it stands where it has none."""
    found: list[bytes] = []
    at = 0
    while (end := payload.find(b"\n", at, at + 100)) >= 0:
        try:
            size = int(payload[at:end].partition(b";")[0].strip(), 16)
        except ValueError:
            return payload
        if size < 0 or (size and end + 1 >= len(payload)):
            return payload
        if not size:
            return b"".join(found)
        found.append(payload[end + 1 : end + 1 + size])
        at = end + 1 + size + (2 if payload[end + 1 + size : end + 3 + size] == b"\r\n" else 1)
    return b"".join(found) if found else payload


def body_of(response: Response, limit: int = MOST_BODY) -> bytes:
    """The body as a browser would see it.

    Raises:
        Undecodable: its coding is not known or damaged, or it unpacks to more than `limit` bytes.
    """
    chunked = "chunked" in response.headers.get("transfer-encoding", "").lower()
    body = dechunked(response.payload) if chunked else response.payload
    codings = [coding.strip().lower() for coding in response.headers.get("content-encoding", "").split(",")]
    for coding in reversed([coding for coding in codings if coding not in ("", "identity")]):
        body = _unpacked(body, coding, limit)
    if len(body) > limit:
        raise Undecodable(f"its body is longer than {limit:,} bytes")
    return body


def _unpacked(body: bytes, coding: str, limit: int) -> bytes:
    if coding == "br":
        return _brotli(body, limit)
    if coding not in _WINDOWS:
        raise Undecodable(f"its coding {coding[:40]!r} is not known")
    try:
        return _inflated(body, _WINDOWS[coding], limit)
    except zlib.error as error:
        # Archiving proxies store bodies unpacked and leave the header as the server sent it.
        if coding != "deflate":
            return _as_stored(body, error)
    try:
        return _inflated(body, _RAW, limit)
    except zlib.error as error:
        return _as_stored(body, error)


def _as_stored(body: bytes, error: zlib.error) -> bytes:
    if body[:2] == b"\x1f\x8b":
        raise Undecodable(f"its packing is damaged ({error})")
    return body


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    machine = zlib.decompressobj(window)
    unpacked = machine.decompress(body, limit + 1)
    if len(unpacked) > limit:
        raise Undecodable(f"it unpacks to more than {limit:,} bytes")
    return unpacked


def _brotli(body: bytes, limit: int) -> bytes:
    from io import BytesIO

    from fastwarc.stream_io import BrotliReader

    try:
        unpacked = bytes(BrotliReader(BytesIO(body)).read(limit + 1))
    except (OSError, ValueError) as error:
        raise Undecodable(f"its packing is damaged ({error})") from error
    if len(unpacked) > limit:
        raise Undecodable(f"it unpacks to more than {limit:,} bytes")
    return unpacked
