"""WARC records written and found, and the archive made of them."""

import contextlib
import gzip
import hashlib
import io
import json
import uuid
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.documents import Document
from tutela.publishing.bundle import warc
from tutela.publishing.bundle.wacz import Page, address_of, write_wacz

AT = "2020-12-01T09:30:00.000Z"


def written(kind, url, block, packed):
    """A record as any program may write it."""
    types = {"warcinfo": "application/warc-fields"}
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {AT}\r\n"
    head += f"WARC-Target-URI: {url}\r\n" if url else ""
    head += f"Content-Type: {types.get(kind, f'application/http; msgtype={kind}')}\r\n"
    record = f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    return gzip.compress(record) if packed else record


@pytest.mark.parametrize("packed", [True, False])
def test_records_of_a_capture_are_found_where_they_stand(packed):
    warcio = pytest.importorskip("warcio")
    bodies = {f"https://paper.example/{at}": b"<p>%d</p>" % at * (at * 5000 + 1) for at in range(3)}
    file = written("warcinfo", "", b"software: test\r\n", packed)
    for url, body in bodies.items():
        answer = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        file += written("request", url, b"GET / HTTP/1.1\r\n\r\n", packed) + written("response", url, answer, packed)
    found = list(warc.records_in(io.BytesIO(file)))
    assert [(one.url, one.status, one.media_type) for one in found] == [(url, "404", "text/html") for url in bodies]
    for one in found:
        piece = io.BytesIO(file[one.offset : one.offset + one.length])
        [record] = [(r, r.content_stream().read()) for r in warcio.ArchiveIterator(piece)]
        assert record[1] == bodies[one.url]


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_of_warc_stumble(content):
    for spoilt in (content, b"\x1f\x8b" + content, b"WARC/1.1\r\n" + content):
        with contextlib.suppress(ValueError):
            list(warc.records_in(io.BytesIO(spoilt)))


def test_a_bomb_is_read_without_being_held():
    bomb = warc.record("resource", "https://paper.example/", AT, "text/html", bytes(64 << 20))
    [found] = warc.records_in(io.BytesIO(bomb))
    assert found.length == len(bomb) < 1 << 20


def test_an_address_is_the_documents_own_or_made_up_and_says_so():
    document = Document("doc_1", "paper", "Words.", "00")
    assert address_of(document) == "https://tutela.invalid/doc_1"
    for url in ("javascript:alert(1)", "file:///etc/passwd", "http://[", ""):
        assert address_of(Document("doc_1", "paper", "Words.", "00", url=url)).startswith("https://tutela.invalid/")
    assert address_of(Document("doc_1", "paper", "", "00", url="https://paper.example/1")) == "https://paper.example/1"


def archived(pages, warcs=()):
    out = io.BytesIO()
    left_out = write_wacz(out, pages, dict(warcs), "A case", "tutela", AT)
    with zipfile.ZipFile(out) as archive:
        return left_out, {name: archive.read(name) for name in archive.namelist()}


def test_what_is_kept_is_what_is_shown_and_the_same_each_time(tmp_path):
    documents = [Document(f"doc_{at}", f"paper-{at}", f"Շուշի {at}\r\nX: y", "00") for at in range(3)]
    pages = [Page(one, AT, one.text.encode(), "text/plain; charset=utf-8") for one in documents]
    left_out, held = archived(pages)
    assert left_out == () and archived(pages)[1] == held
    told = [json.loads(line) for line in held["pages/pages.jsonl"].splitlines()]
    assert [line["text"] for line in told[1:]] == [one.text for one in documents]
    package = json.loads(held["datapackage.json"])
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{hashlib.sha256(held[resource['path']]).hexdigest()}"
    assert "no HTTP exchange was recorded" in package["description"]
    (tmp_path / "broken.warc.gz").write_bytes(b"\x1f\x8bnothing")
    assert archived(pages, {"ab" * 32: tmp_path / "broken.warc.gz"}.items())[0] == ("ab" * 32,)
