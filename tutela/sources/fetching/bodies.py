"""Bodies unpacked within a limit: what a few kilobytes unpack to can fill the memory."""

import zlib

from tutela.sources.fetching.faults import NotFetched

PIECE = 1 << 20
GZIP, ZLIB, RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
MOST_LAYERS = 2
"""Encodings on top of one another; honest servers use one."""


def unpacked(body: bytes, encodings: str, limit: int) -> bytes:
    """A body without its content encodings (the value of the header).

    Raises:
        NotFetched: it unpacks to more than `limit` bytes, breaks off, or is packed in a way not asked for.

    >>> import gzip
    >>> unpacked(gzip.compress(b"The church."), "gzip", 100)
    b'The church.'
    """
    layers = [name.strip().lower() for name in encodings.split(",") if name.strip().lower() not in ("", "identity")]
    if len(layers) > MOST_LAYERS:
        raise NotFetched(f"its body is packed {len(layers)} times over; at most {MOST_LAYERS} are unpacked.")
    for layer in reversed(layers):
        body = _layer(body, layer, limit)
    return body


def _layer(body: bytes, name: str, limit: int) -> bytes:
    if name in ("gzip", "x-gzip"):
        return _inflated(body, GZIP, limit)
    if name == "deflate":
        # RFC 9110 says zlib; some servers leave the header out.
        zlib_header = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
        return _inflated(body, ZLIB if zlib_header else RAW, limit)
    raise NotFetched(f"its body is packed as {name!r}, which was not asked for; it is kept as it came.")


def _inflated(body: bytes, bits: int, limit: int) -> bytes:
    out, rest = bytearray(), body
    try:
        while rest:
            stream = zlib.decompressobj(bits)
            out += _stream(stream, rest, limit - len(out))
            rest = stream.unused_data if bits == GZIP else b""
            if rest and not rest.startswith(b"\x1f\x8b"):
                break
    except zlib.error as error:
        raise NotFetched(f"its body is not packed as it says ({error}); it is kept as it came.") from error
    return bytes(out)


def _stream(stream: "zlib._Decompress", data: bytes, limit: int) -> bytes:
    out = bytearray()
    while not stream.eof:
        piece = stream.decompress(data, PIECE)
        out += piece
        if len(out) > limit:
            raise NotFetched("its body unpacks to more than may be unpacked; it is kept as it came.")
        data = stream.unconsumed_tail
        if not stream.eof and not piece and not data:
            raise NotFetched("its packed body breaks off; it is kept as it came.")
    return bytes(out)
