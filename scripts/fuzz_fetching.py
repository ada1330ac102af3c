"""What fuzzing does to what a server sends: answers, addresses to go on to, the clock it states, what a page shows."""

import gzip
import io
import socket
from collections.abc import Callable

Target = Callable[[bytes], object]
AT = "2026-01-05T10:00:00.000Z"
ANSWER = b"HTTP/1.1 200 OK\r\nDate: Mon, 05 Jan 2026 10:00:00 GMT\r\nContent-Length: 5\r\n\r\nabcde"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe c\r\n6;x=y\r\nhurch.\r\n0\r\nSum: 1\r\n\r\n"
PACKED = gzip.compress(b"The church.", mtime=0)
PAGE = b"""<img srcset="s.jpg 480w, l.jpg 1200w" src=a.jpg><link rel=stylesheet href=/a.css><style>@import "b.css";
p { background: url('c.png') }</style><video poster=//cdn.example/p.jpg></video><p style="background:url(d.png)">"""

SEEDS: dict[str, tuple[bytes, ...]] = {
    "answer": (
        ANSWER,
        CHUNKED,
        b"HTTP/1.1 103 Early Hints\r\n\r\n" + ANSWER,
        b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nAge: 60\r\n\r\n" + PACKED,
    ),
    "address": (
        b"https://example.org:8443/a?b=c#d",
        b"http://0x7f.1/",
        b"//[::1]/",
        b"../a b",
        "http://հայ.հայ/".encode(),
    ),
    "requisites": (PAGE,),
}
DICTIONARY: dict[str, tuple[str, ...]] = {
    "answer": ("Content-Length: ", "Transfer-Encoding: chunked", "Content-Encoding: ", "gzip", "Date: ", "Age: "),
    "address": ("http://", "https://", "127.0.0.1", "0x", "@", "%", "[::", "]", "\\", "xn--", ":80", "..", "?", "#"),
    "requisites": ("srcset=", "url(", "@import ", "<style>", "</style>", "poster=", "data:", "rel=stylesheet"),
}  # fmt: skip


def answers() -> Target:
    """Whatever a server sends, there is an exchange or a reason; the WARC of it gives back every byte of both."""
    from fastwarc.warc import ArchiveIterator

    from tutela.sources.capture.clock import clock_difference
    from tutela.sources.capture.warc import warc_file
    from tutela.sources.fetching import Client, Limits, NotFetched
    from tutela.sources.fetching.exchanges import default_tls
    from tutela.sources.fetching.guard import Guard

    tls = default_tls()  # reading this machine's certificates takes longer than all the rest
    limits = Limits(max_bytes=2_000, max_unpacked=20_000, max_header=2_000, redirects=2, total_s=5, stall_s=5)

    def target(data: bytes) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.sendall(data)
            theirs.shutdown(socket.SHUT_WR)
            asking = Client(limits, Guard(True), "Tutela/fuzz", lambda: AT, 0.0, lambda *_: ours, tls)
            fetched = asking.fetch("http://127.0.0.1/", follow=False)
        assert fetched.exchanges or fetched.fault
        for exchange in fetched.exchanges:
            assert exchange.response in data
            assert bool(exchange.cut) == bool(exchange.fault)
            clock_difference(exchange)
            try:
                assert len(asking.body(fetched)) <= max(limits.max_unpacked, len(exchange.body))
            except NotFetched as fault:
                assert str(fault)
            written = io.BytesIO(warc_file([exchange], AT, {"software": "fuzz"}))
            *_, answered = (record.reader.read() for record in ArchiveIterator(written, parse_http=False))
            assert answered == exchange.response

    return target


def addresses() -> Target:
    """Whatever stands there is a plain address or refused; a plain address stays as it is."""
    from tutela.sources.fetching import NotFetched
    from tutela.sources.fetching.targets import parse_target

    def target(data: bytes) -> None:
        try:
            found = parse_target(data.decode("utf-8", "replace"), "https://example.org/a/b")
        except NotFetched as fault:
            assert str(fault)
            return
        assert found.url.isascii() and not set(found.url) & set(" \r\n\t#\\")
        assert parse_target(found.url) == found

    return target


def requisites() -> Target:
    """Whatever a page or style names, what is fetched are addresses of the web, each once."""
    from tutela.sources.capture.requisites import MOST, requisites_of_page, requisites_of_style

    def target(data: bytes) -> None:
        for found in (
            requisites_of_page(data, "https://example.org/a/"),
            requisites_of_style(data, "https://b.example/"),
        ):
            assert len(set(found)) == len(found) <= MOST
            assert all(url.startswith(("http://", "https://")) for url in found)

    return target


TARGETS: dict[str, Callable[[], Target]] = {"answer": answers, "address": addresses, "requisites": requisites}
