"""What fuzzing does to the readers of captures: archives, posts, lists, PDF, what pictures say of themselves."""

import io
import itertools
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

Target = Callable[[bytes], object]
CLOCK = "2026-01-05T10:00:00.000Z"
PAGE = b"<html><article><h1>Chapel hit</h1><p>The chapel above Lower Village was hit by a shell, the mayor said.</p>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
WARC = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
WARC += b"WARC-Date: 2021-05-04T08:30:00Z\r\nWARC-Record-ID: <urn:uuid:7>\r\n"
WARC += b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
RECORD = WARC % (len(ANSWER), ANSWER)
MESSAGE = {"id": 1, "type": "message", "date": "2021-05-03T12:00:00", "photo": "a.jpg"}
TELEGRAM = {"name": "Watch", "id": 7, "messages": [MESSAGE | {"text": ["Hit ", {"text": "a chapel"}]}]}
TWEET = {"tweet": {"id_str": "7", "created_at": "Mon May 03 09:00:00 +0000 2021", "full_text": "Hit.", "entities": {}}}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
    b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj 4 0 obj<</Length 44>>stream\n"
    b"BT /F 12 Tf 20 50 Td (The chapel was hit.) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>"
)
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Editor 3"><xmp:A><rdf:Seq>'
    b"<rdf:li>b</rdf:li></rdf:Seq></xmp:A></rdf:Description></rdf:RDF></x:xmpmeta>"
)
SHEET = b"Link,Archive location,Upload title,Text content,Hash\nhttps://a.example/a,a.html,Hit,It was hit.,SHA-256:0\n"
PRINTED = b"{'url': 'a', 'at': datetime.datetime(2021, 5, 3, tzinfo=datetime.timezone.utc), 'b': [1, -2.5, None]}"

SEEDS: dict[str, tuple[bytes, ...]] = {
    "warc": (RECORD, RECORD * 2, b"WARC/1.1\r\n\r\n"),
    "http": (
        ANSWER,
        b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.0 404 x\r\n\r\n",
    ),
    "wacz": (
        b"\0{}",
        b"\1" + json.dumps({"url": "https://example.org/a"}).encode(),
        b"\2" + RECORD,
        b"PK\3\4",
    ),
    "posts": (
        json.dumps(TELEGRAM).encode(),
        json.dumps([TWEET]).encode(),
        b'[{"platform": "X", "text": "Hit.", "id": 1}]',
    ),
    "posts-lines": (json.dumps(TWEET).encode() + b"\n{\n", b'{"platform": "X", "text": "Hit."}\n'),
    "archived": (SHEET, b"status,metadata,media\ns,{'url': 'a'},[]\n"),
    "printed": (PRINTED, b"[1, -2.5, None, 'x\\n', set()]"),
    "pdf": (PDF,),
    "xmp": (XMP,),
    "exif": (b"\0\1\2", b"\x40\x00\xff\x80\x10\x00"),
}
DICTIONARY: dict[str, tuple[str, ...]] = {
    "warc": (
        "WARC/1.0\r\n",
        "WARC-Type: ",
        "revisit",
        "resource",
        "Content-Length: ",
        "WARC-Payload-Digest: sha1:",
        "\r\n\r\n",
    ),
    "http": ("Content-Encoding: ", "gzip", "deflate", "br", "Transfer-Encoding: chunked", "\r\n\r\n"),
    "posts": ('"messages"', '"text"', '"platform"', '"tweet"', "null", "[]", "{}", "1e999", "\\ud800", '"media"'),
    "archived": ("Link,Archive location", "SHA-256:", "=IMAGE(", '"', "status,metadata,media"),
    "printed": ("datetime.datetime(", "tzinfo=", "{", "[", "set()", "-", "'"),
    "pdf": (
        "obj",
        "endobj",
        "stream",
        "/Filter",
        "/FlateDecode",
        "/Kids",
        "/Parent",
        "/Rotate",
        "<<",
        ">>",
        "/ToUnicode",
    ),
    "xmp": ("<rdf:li>", "<rdf:Seq>", "<!DOCTYPE", "<!ENTITY", "&#", "xmlns:", "</x:xmpmeta>"),
}


def captured(read: str, ending: str, made: Callable[[bytes], bytes] = bytes, name: str = "a") -> Target:
    """Whatever a file holds, its reader gives items that can be kept, the file itself among them."""
    from tutela.model.canonical import canonical_json
    from tutela.model.problems import Problem
    from tutela.model.records import to_json
    from tutela.sources import archives, posts
    from tutela.sources.capture.drafts import Circumstances

    reader = getattr(archives, read, None) or getattr(posts, read)

    def target(data: bytes) -> None:
        ticks = itertools.count()
        here = Circumstances("A. Reader", "not checked", "fuzzing", "Linux", lambda: f"{CLOCK}{next(ticks)}")
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            path = Path(folder, f"{name}{ending}")
            path.write_bytes(made(data))
            found = list(reader(path, here))
        first = found[0]
        assert not isinstance(first, Problem) and first.item.files, "the file itself was not kept"
        items = [one.item for one in found if not isinstance(one, Problem)]
        assert len({item.id for item in items}) == len(items), "two items of one id"
        for one in found:
            if isinstance(one, Problem):
                canonical_json(to_json(one))
                continue
            canonical_json(to_json(one.item))
            assert all(step.sentence for step in one.item.steps)
            for document in one.documents:
                canonical_json(to_json(document.document))
                assert document.document.text.strip()
            held = {content.sha256 for content in one.contents}
            assert {file.sha256 for file in one.item.files} == held

    return target


def waczs() -> Callable[[bytes], bytes]:
    """A WACZ one part of which is `data`, the first byte choosing the part; the bytes alone for high ones."""
    names = ("datapackage.json", "pages/pages.jsonl", "archive/data.warc", "datapackage-digest.json")
    whole = {
        "datapackage.json": b'{"resources": [{"path": "archive/data.warc", "hash": "sha256:00"}]}',
        "pages/pages.jsonl": b'{"url": "https://example.org/a"}\n',
        "archive/data.warc": RECORD,
    }

    def made(data: bytes) -> bytes:
        if not data or data[0] >= len(names):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in (whole | {names[data[0]]: data[1:]}).items():
                archive.writestr(name, content)
        return out.getvalue()

    return made


def http() -> Target:
    """A response is one or none, and its body is bounded or refused."""
    from tutela.sources.archives.exchanges import Undecodable, body_of, response_in

    def target(data: bytes) -> None:
        response = response_in(data)
        if response is None:
            return
        try:
            assert len(body_of(response, 100_000)) <= 100_000
        except Undecodable as error:
            str(error).encode()

    return target


def printed() -> Target:
    """A printed object is data that JSON can hold, or refused."""
    from tutela.sources.archives.printed import NotPrinted, printed_value

    def target(data: bytes) -> None:
        try:
            json.dumps(printed_value(data.decode("utf-8", "replace")))
        except NotPrinted as error:
            str(error).encode()

    return target


def pdf() -> Target:
    """A PDF gives text whose every line has its place, or says why not."""
    from tutela.sources.pdf.child import answer

    def target(data: bytes) -> None:
        found = answer(data)
        json.dumps(found)
        if "why" in found:
            return
        text, areas = str(found["text"]), found["areas"]
        assert isinstance(areas, list)
        assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end, _, _ in areas)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(areas))

    return target


def xmp() -> Target:
    """A packet gives facts, or is refused."""
    from tutela.sources.media.xmp import RefusedPacket, xmp_facts

    def target(data: bytes) -> None:
        try:
            kept(xmp_facts(data))
        except RefusedPacket as error:
            str(error).encode()

    return target


def exif() -> Target:
    """A photograph in which every three bytes of `data` change one byte of its block: two say where, one to what."""
    from PIL import ExifTags, Image

    from tutela.sources.media.described import description_of_bytes

    block = Image.Exif()
    block[ExifTags.Base.Model] = "X100"
    block.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2021:05:03 09:00:00"
    block.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (40.0, 30.0, 0.0), 3: "E", 4: (46.0, 15.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (16, 16)).save(out, "JPEG", exif=block, xmp=XMP)
    whole = out.getvalue()

    def target(data: bytes) -> None:
        content = bytearray(whole)
        for high, low, value in zip(data[::3], data[1::3], data[2::3], strict=False):
            content[(high * 256 + low) % len(content)] = value
        kept((fact.name, fact.value) for fact in description_of_bytes(bytes(content), "image/jpeg", "").facts)

    return target


def kept(facts: Iterable[tuple[str, str]]) -> None:
    """See that facts can be kept."""
    from tutela.model.canonical import canonical_json

    for name, value in facts:
        assert name and value
        canonical_json([name, value])


TARGETS: dict[str, Callable[[], Target]] = {
    "warc": lambda: captured("read_warc", ".warc"),
    "http": http,
    "wacz": lambda: captured("read_wacz", ".wacz", waczs()),
    "posts": lambda: captured("read_posts", ".json"),
    "posts-lines": lambda: captured("read_posts", ".jsonl"),
    "archived": lambda: captured("read_auto_archiver", ".csv"),
    "printed": printed,
    "pdf": pdf,
    "xmp": xmp,
    "exif": exif,
}
