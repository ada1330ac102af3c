"""WARC files as others read them: fastwarc and warcio find every record, every digest, and the bytes as received."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources.fetching.lying import PAGE, answering, client, response, saying

from tutela.sources.capture.warc import digest, warc_file
from tutela.sources.fetching import Exchange, Limits

fastwarc = pytest.importorskip("fastwarc.warc", reason="fastwarc is not installed")
AT = "2026-01-05T10:00:00.000Z"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe c\r\n6;x=y\r\nhurch.\r\n0\r\nSum: 1\r\n\r\n"
ANSWERS = {
    "plain": response(),
    "chunks": CHUNKED,
    "packed": response(gzip.compress(PAGE), "Content-Encoding: gzip"),
    "broken off": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",
    "until it closes": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nold style",
    "no body": b"HTTP/1.1 204 No Content\r\n\r\n",
}


def exchanged(*answers: bytes) -> list[Exchange]:
    found: list[Exchange] = []
    for answer in answers:
        with answering(saying(answer)) as port:
            found += client(Limits(total_s=5, stall_s=2)).fetch(f"http://127.0.0.1:{port}/ä").exchanges
    return found


def written(exchanges: list[Exchange]) -> bytes:
    return warc_file(exchanges, AT, {"software": "tutela test", "operator": "A.\nReader", "isPartOf": ""})


def test_two_readers_find_every_record_and_digest_right():
    exchanges = exchanged(*ANSWERS.values())
    data = written(exchanges)
    records = list(fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False))
    assert [record.headers["WARC-Type"] for record in records] == ["warcinfo", *["request", "response"] * len(ANSWERS)]
    for record in fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False):
        assert record.verify_block_digest()
    checker = pytest.importorskip("warcio.archiveiterator", reason="warcio is not installed")
    for record in checker.ArchiveIterator(io.BytesIO(data), check_digests=True):
        record.content_stream().read()
        assert record.digest_checker.passed is not False, record.digest_checker.problems


@pytest.mark.parametrize("name", ANSWERS)
def test_blocks_are_the_bytes_as_they_went_over_the_line(name):
    [exchange] = exchanged(ANSWERS[name])
    blocks = [
        (record.headers["WARC-Type"], record.reader.read())
        for record in fastwarc.ArchiveIterator(io.BytesIO(written([exchange])), parse_http=False)
    ]
    assert blocks[1:] == [("request", exchange.request), ("response", ANSWERS[name])]
    assert b"operator: A. Reader\r\n" in blocks[0][1]
    assert b"isPartOf" not in blocks[0][1]


def test_request_and_response_name_each_other_and_where_they_went():
    data = written(exchanged(ANSWERS["plain"], ANSWERS["broken off"], ANSWERS["chunks"]))
    _, *pairs = [dict(record.headers) for record in fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False)]
    for asked, answered in zip(pairs[::2], pairs[1::2], strict=True):
        assert asked["WARC-Concurrent-To"] == answered["WARC-Record-ID"]
        assert answered["WARC-Concurrent-To"] == asked["WARC-Record-ID"]
        assert asked["WARC-Target-URI"] == answered["WARC-Target-URI"]
        assert answered["WARC-Target-URI"].endswith("/%C3%A4")
        assert (answered["WARC-IP-Address"], answered["WARC-Date"]) == ("127.0.0.1", AT)
    plain, broken, chunks = pairs[1::2]
    assert plain["WARC-Payload-Digest"] == digest(PAGE)
    assert broken["WARC-Truncated"] == "disconnect"
    assert "WARC-Truncated" not in plain
    # The standard and the common checker disagree on what a payload in chunks is.
    assert "WARC-Payload-Digest" not in chunks


@given(st.binary(max_size=500), st.sampled_from(["", "length", "time"]))
def test_any_bytes_come_back(body, cut):
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    exchange = Exchange(
        "http://a.example/", "192.0.2.1", AT, b"GET / HTTP/1.1\r\n\r\n", head + body, 200, "OK", (), body, cut
    )
    *_, last = (
        (record.headers.get("WARC-Truncated") or "", record.reader.read())
        for record in fastwarc.ArchiveIterator(io.BytesIO(written([exchange])), parse_http=False)
    )
    assert last == (cut, head + body)
