"""WARC files: what they hold becomes documents, what is wrong in them is said, and nothing in them stops the rest."""

import gzip
import hashlib
import io

import pytest
import typst
from fastwarc.warc import WarcRecordType
from PIL import Image

from tutela.model.items import Done, FileRole
from tutela.sources.archives.exchanges import Undecodable, body_of, dechunked, response_in
from tutela.sources.archives.warc import read_warc


def outcomes(item):
    return [(step.name, step.outcome) for step in item.steps]


def told(item, name):
    return [fact.value for fact in item.facts if fact.name == name]


@pytest.mark.parametrize("packed", [False, True])
def test_the_archive_is_kept_and_each_publication_in_it_is_an_item(here, warc_record, page, write, drafts, packed):
    address = "https://example.org/2021/05/03/chapel"
    content = warc_record(address, page.encode(), packed=packed) + warc_record(
        "https://example.org/counter", b"<p>7</p>", packed=packed
    )
    path = write("crawl.warc.gz" if packed else "crawl.warc", content)
    archive, publication = drafts(read_warc(path, here))

    assert archive.item.files[0].sha256 == hashlib.sha256(content).hexdigest()
    assert archive.item.files[0].role is FileRole.ORIGINAL
    assert (archive.contents[0].data, archive.contents[0].path) == (None, str(path))
    assert outcomes(archive.item) == [("read", Done.DONE), ("digest", Done.DONE)]
    assert told(archive.item, "records: response") == ["2"]

    (captured,) = publication.documents
    assert publication.item.item == captured.document.url == address
    assert publication.item.documents == (captured.document.id,)
    assert captured.document.name == "example.org/2021/05/03/chapel"
    assert captured.document.published.value == "2021-05-03"
    assert "hit by a shell" in captured.document.text
    assert captured.content == page.encode()
    assert told(publication.item, "captured") == ["2021-05-04T08:30:00Z"]
    assert publication.item.files[0].made_of == archive.item.files[0].sha256
    assert publication.item.files[0].role is FileRole.WORKING_COPY


def test_a_wrong_digest_is_a_failed_step_and_the_record_is_kept(here, warc_record, page, write, drafts):
    content = warc_record("https://example.org/a", page.encode()).replace(b"Monday", b"Sunday")
    archive, publication = drafts(read_warc(write("a.warc", content), here))
    assert ("digest", Done.FAILED) in outcomes(archive.item)
    assert "another sha1" in archive.item.failed[0].sentence
    assert publication.item.failed[0].sentence.endswith("It was kept all the same.")
    assert "Sunday morning" in publication.documents[0].document.text


def test_a_payload_digest_agrees_with_or_without_chunk_marks(here, warc_record, page, write, drafts):
    body = page.encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    for payload, good in ((body, True), (chunked, True), (b"other", False)):
        digest = f"sha256:{hashlib.sha256(payload).hexdigest()}"
        content = warc_record(
            "https://example.org/a",
            chunked,
            headers=b"Transfer-Encoding: chunked\r\n",
            warc={"WARC-Payload-Digest": digest},
        )
        archive, publication = drafts(read_warc(write("a.warc", content), here))
        assert bool(archive.item.failed) is not good
        assert publication.documents[0].content == body


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [30, 400, 900])
def test_a_cut_archive_says_so_and_gives_what_is_whole(here, warc_record, page, write, drafts, packed, cut):
    whole = warc_record("https://example.org/a", page.encode(), packed=packed)
    second = warc_record("https://example.org/b", page.replace("Monday", "Friday").encode(), packed=packed)
    cut = min(cut, len(second) - 10)
    archive, first, *_ = drafts(read_warc(write("a.warc", whole + second[:-cut]), here))
    assert archive.item.failed
    assert first.documents[0].document.name == "example.org/a"
    assert not first.item.failed


@pytest.mark.parametrize(
    "content", [b"", b"no archive at all", b"\x1f\x8bjunk", b"PK\x03\x04", b"WARC/1.0\r\n\r\n" * 3]
)
def test_what_is_no_archive_is_kept_with_a_failed_step(here, write, drafts, content):
    (archive,) = drafts(read_warc(write("a.warc", content), here))
    assert archive.item.failed
    assert archive.item.files[0].size == len(content)


def test_a_revisit_says_when_the_page_was_found_unchanged(here, warc_record, page, write, drafts):
    again = warc_record(
        "https://example.org/a",
        b"",
        kind=WarcRecordType.revisit,
        date="2021-06-01T00:00:00Z",
        warc={"WARC-Refers-To-Target-URI": "https://example.org/a", "WARC-Payload-Digest": "sha1:" + "A" * 32},
    )
    archive, publication = drafts(
        read_warc(write("a.warc", warc_record("https://example.org/a", page.encode()) + again), here)
    )
    assert told(publication.item, "found unchanged") == ["2021-06-01T00:00:00Z"]
    assert not archive.item.failed
    assert len(publication.documents) == 1


def test_the_pictures_a_page_shows_come_out_of_the_archive_with_fingerprints(here, warc_record, page, write, drafts):
    picture = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(picture, "JPEG")
    content = warc_record("https://example.org/a", page.encode()) + warc_record(
        "https://example.org/roof.jpg", picture.getvalue(), "image/jpeg"
    )
    _, publication = drafts(read_warc(write("a.warc", content), here))
    (medium,) = publication.media
    assert medium.sha256 == hashlib.sha256(picture.getvalue()).hexdigest()
    assert (medium.document, medium.name) == (publication.documents[0].document.id, "example.org/roof.jpg")
    assert medium.frames
    assert publication.item.media == (medium.id,)
    assert [file.role for file in publication.item.files] == [FileRole.WORKING_COPY, FileRole.RESOURCE]


def test_a_pdf_in_an_archive_has_the_place_of_every_line(here, warc_record, write, drafts, tmp_path):
    (tmp_path / "a.typ").write_text("The chapel was hit.\n#pagebreak()\nIts roof fell in.")
    content = warc_record("https://example.org/report.pdf", typst.compile(tmp_path / "a.typ"), "application/pdf")
    _, publication = drafts(read_warc(write("a.warc", content), here))
    assert publication.documents[0].document.text == "The chapel was hit.\n\nIts roof fell in."
    assert [area.page for area in publication.item.areas] == [1, 2]
    assert told(publication.item, "pages") == ["2"]


def test_answers_that_are_no_publications_are_passed_over(here, warc_record, page, write, drafts):
    content = b"".join(
        (
            warc_record("https://example.org/gone", page.encode(), status="404 Not Found"),
            warc_record("https://example.org/moved", b"", status="301 Moved"),
            warc_record("https://example.org/style.css", b"a {}" * 99, "text/css"),
            warc_record("urn:pageinfo:x", page.encode()),
            warc_record("https://example.org/odd", bytes(range(1, 9)) * 99, "text/plain"),
        )
    )
    assert len(drafts(read_warc(write("a.warc", content), here))) == 1


def test_one_page_twice_is_one_document_and_a_changed_one_gets_another_name(here, warc_record, page, write):
    records = [
        warc_record("https://example.org/a", text.encode(), date=date)
        for text, date in (
            (page, "2021-05-04T08:30:00Z"),
            (page, "2021-05-05T08:30:00Z"),
            (page + " ", "2021-05-06T08:30:00Z"),
        )
    ]
    found = [one for one in read_warc(write("a.warc", b"".join(records)), here) if hasattr(one, "documents")]
    names = [document.document.name for draft in found for document in draft.documents]
    assert names == ["example.org/a", "example.org/a-2"]
    assert len({draft.item.id for draft in found}) == len(found)


def test_what_unpacks_beyond_measure_is_refused(here, warc_record, write, drafts):
    bomb = gzip.compress(b"a" * 60_000_000)
    content = warc_record("https://example.org/a", bomb, headers=b"Content-Encoding: gzip\r\n")
    _, page = drafts(read_warc(write("a.warc", content), here))
    assert "unpacks to more than" in page.item.failed[0].sentence
    assert not page.documents


@pytest.mark.parametrize(
    ("coding", "packed", "found"),
    [
        ("gzip", gzip.compress(b"text"), b"text"),
        ("identity", b"text", b"text"),
        ("gzip", b"text", b"text"),
        ("", b"text", b"text"),
    ],
)
def test_codings_are_undone(coding, packed, found):
    response = response_in(b"HTTP/1.1 200 OK\nContent-Encoding: %s\n\n" % coding.encode() + packed)
    assert body_of(response) == found


@pytest.mark.parametrize(("coding", "packed"), [("gzip", b"\x1f\x8bjunk"), ("zstd-x", b"a"), ("br", b"junkjunkjunk")])
def test_codings_that_cannot_be_undone_are_refused(coding, packed):
    with pytest.raises(Undecodable):
        body_of(response_in(b"HTTP/1.1 200 OK\r\ncontent-encoding: %s\r\n\r\n" % coding.encode() + packed))


def test_chunks_are_joined_and_what_is_not_chunked_stays():
    assert dechunked(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n") == b"abcde"
    assert dechunked(b"<p>no chunks</p>") == b"<p>no chunks</p>"
    assert dechunked(b"ffffffffffffffffffff\r\nab") == b"ab"
