"""WACZ files: hashes and signature checked, only listed pages taken, and no trap in the ZIP sprung."""

import base64
import hashlib
import io
import json
import stat
import struct
import zipfile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tutela.model.items import Done
from tutela.sources.archives.wacz import read_wacz
from tutela.sources.archives.zips import MOST_ENTRIES

ADDRESS = "https://example.org/a"


def packed(files: dict[str, bytes], *, lies: dict[str, str] | None = None, sign=None, digest: bool = True) -> bytes:
    """A WACZ of these files; `lies` puts other hashes into datapackage.json."""
    resources = [
        {"name": name, "path": name, "hash": (lies or {}).get(name) or f"sha256:{hashlib.sha256(body).hexdigest()}"}
        for name, body in files.items()
    ]
    package = json.dumps(
        {"profile": "data-package", "wacz_version": "1.1.1", "title": "Chapel", "resources": resources}
    )
    said = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package.encode()).hexdigest()}"}
    if sign:
        said["signedData"] = sign(said["hash"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
        archive.writestr("datapackage.json", package)
        if digest:
            archive.writestr("datapackage-digest.json", json.dumps(said))
    return out.getvalue()


def pages(*urls: str) -> bytes:
    head = '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}'
    return "\n".join([head, *(json.dumps({"url": url, "title": "T"}) for url in urls)]).encode()


@pytest.fixture
def files(warc_record, page) -> dict[str, bytes]:
    other = page.replace("Monday", "Friday").encode()
    warc = warc_record(ADDRESS, page.encode(), packed=True) + warc_record("https://example.org/ad", other, packed=True)
    return {"archive/data.warc.gz": warc, "pages/pages.jsonl": pages(f"{ADDRESS}#top"), "indexes/index.cdx": b"x"}


def failures(item) -> str:
    return " ".join(step.sentence for step in item.failed)


def test_a_listed_page_becomes_a_document_and_the_hashes_are_checked(here, files, write, drafts):
    archive, publication = drafts(read_wacz(write("a.wacz", packed(files)), here))
    assert not archive.item.failed
    sentences = [step.sentence for step in archive.item.steps]
    assert "3 files have the hash that datapackage.json states." in sentences
    assert "Nobody signed the archive." in sentences
    assert ("title", "Chapel") in [(fact.name, fact.value) for fact in archive.item.facts]
    assert publication.documents[0].document.url == ADDRESS
    assert publication.item.how == "wacz"
    assert publication.item.files[0].made_of == archive.item.files[0].sha256


def test_a_wrong_hash_a_missing_and_an_unlisted_file_are_said(here, files, write, drafts):
    content = packed(files, lies={"indexes/index.cdx": "sha256:" + "0" * 64})
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("extra.txt", "x")
    item = drafts(read_wacz(write("a.wacz", out.getvalue()), here))[0].item
    assert "'indexes/index.cdx' has another sha256" in failures(item)
    assert "'extra.txt' is not listed" in failures(item)


def test_a_changed_datapackage_is_said(here, files, write, drafts):
    content = packed(files).replace(b'"title": "Chapel"', b'"title": "Mosque"')
    first = drafts(read_wacz(write("a.wacz", content), here))[0]
    assert first.item.failed  # the ZIP's own checksum already speaks


def test_a_page_that_is_listed_and_not_there_is_an_item_that_failed(here, files, write, drafts):
    files["pages/pages.jsonl"] = pages(ADDRESS, "https://example.org/lost")
    *_, lost = drafts(read_wacz(write("a.wacz", packed(files)), here))
    assert lost.item.item == "https://example.org/lost"
    assert "holds no publication" in failures(lost.item)


def anonymous(key, form):
    def sign(stated: str) -> dict[str, str]:
        made = key.sign(stated.encode(), ec.ECDSA(hashes.SHA256()))
        if form == "raw":
            made = b"".join(number.to_bytes(48, "big") for number in decode_dss_signature(made))
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return {
            "hash": stated,
            "created": "2021-05-04T08:31:00Z",
            "software": "test",
            "signature": base64.b64encode(made).decode(),
            "publicKey": base64.b64encode(public).decode(),
        }

    return sign


@pytest.mark.parametrize("form", ["raw", "der"])
def test_an_anonymous_signature_is_checked_and_called_what_it_is(here, files, write, drafts, form):
    key = ec.generate_private_key(ec.SECP384R1())
    item = drafts(read_wacz(write("a.wacz", packed(files, sign=anonymous(key, form))), here))[0].item
    (step,) = [step for step in item.steps if step.name == "signature"]
    assert step.outcome is Done.DONE
    assert "Whose key it is the archive does not prove" in step.sentence


def test_a_signature_of_something_else_fails(here, files, write, drafts):
    key, other = (ec.generate_private_key(ec.SECP384R1()) for _ in range(2))

    def mixed(stated: str) -> dict[str, str]:
        return anonymous(key, "raw")(stated) | {"signature": anonymous(other, "raw")(stated)["signature"]}

    item = drafts(read_wacz(write("a.wacz", packed(files, sign=mixed)), here))[0].item
    assert "does not fit" in failures(item)
    for broken in ({"signature": "?"}, {"publicKey": "AAAA"}, {"hash": "sha256:0"}):
        content = packed(files, sign=lambda stated, broken=broken: anonymous(key, "raw")(stated) | broken)
        item = drafts(read_wacz(write("a.wacz", content), here))[0].item
        assert [step.outcome for step in item.steps if step.name == "signature"] == [Done.FAILED]


def test_a_certificate_for_a_domain_is_named_and_not_taken_for_trusted(here, files, write, drafts):
    import datetime as dt

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "archive.example")])
    start = dt.datetime(2021, 1, 1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=400))
        .sign(key, hashes.SHA256())
    )

    def sign(stated: str) -> dict[str, str]:
        made = base64.b64encode(key.sign(stated.encode(), ec.ECDSA(hashes.SHA256()))).decode()
        pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
        return {
            "hash": stated,
            "signature": made,
            "domain": "archive.example",
            "domainCert": pem,
            "timeSignature": "AAAA",
        }

    item = drafts(read_wacz(write("a.wacz", packed(files, sign=sign)), here))[0].item
    (step,) = [step for step in item.steps if step.name == "signature"]
    assert step.outcome is Done.DONE
    assert "archive.example" in step.sentence
    assert "was not checked" in step.sentence
    assert [step.outcome for step in item.steps if step.name == "timestamp"] == [Done.LEFT_OUT]


def with_entry(content: bytes, name: str, body: bytes = b"x", **how) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = how.get("attr", 0)
        archive.writestr(info, body, compress_type=how.get("pack", zipfile.ZIP_STORED))
    return out.getvalue()


@pytest.mark.parametrize("name", ["../../out.txt", "/etc/passwd", "C:\\x", "..\\x", "a/../../b"])
def test_names_that_lead_out_are_refused_and_the_rest_is_read(here, files, write, drafts, tmp_path, name):
    path = write("a.wacz", with_entry(packed(files), name))
    archive, publication = drafts(read_wacz(path, here))
    assert "leads out of the archive" in failures(archive.item)
    assert publication.documents
    assert [file.name for file in tmp_path.iterdir()] == ["a.wacz"]


@pytest.mark.parametrize(
    ("name", "body", "how", "why"),
    [
        ("link", b"/etc/passwd", {"attr": (stat.S_IFLNK | 0o777) << 16}, "it is a link"),
        ("inner.wacz", b"x", {}, "an archive in the archive"),
        ("zeros", bytes(80_000_000), {"pack": zipfile.ZIP_DEFLATED}, "would unpack from"),
    ],
)
def test_links_nested_archives_and_bombs_are_refused(here, files, write, drafts, name, body, how, why):
    archive, publication = drafts(read_wacz(write("a.wacz", with_entry(packed(files), name, body, **how)), here))
    assert why in failures(archive.item)
    assert publication.documents


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_there_twice_is_refused_both_times(here, files, write, drafts):
    content = with_entry(packed(files), "archive/data.warc.gz", b"other")
    found = drafts(read_wacz(write("a.wacz", content), here))
    assert "stands there twice" in failures(found[0].item)
    assert not any(draft.documents for draft in found)


def test_an_encrypted_entry_is_refused(here, files, write, drafts):
    content = bytearray(packed(files))
    at = content.rindex(b"PK\x01\x02")
    for start in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[start] |= 1
    assert at
    found = drafts(read_wacz(write("a.wacz", bytes(content)), here))
    assert "it is encrypted" in failures(found[0].item)


def test_absurd_counts_and_overlaps_are_refused_whole(here, write, drafts):
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    (empty,) = drafts(read_wacz(write("a.wacz", end), here))
    assert empty.item.failed
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"x" * 5000)
    raw = out.getvalue()
    central = raw[raw.index(b"PK\x01\x02") : raw.index(b"PK\x05\x06")]
    twice = raw[: raw.index(b"PK\x01\x02")] + central + central.replace(b"a", b"b")
    twice += struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(central), raw.index(b"PK\x01\x02"), 0)
    (overlapping,) = drafts(read_wacz(write("b.wacz", twice), here))
    assert "overlap" in failures(overlapping.item)
    many = b"".join(central for _ in range(MOST_ENTRIES + 1))
    crowd = raw[: raw.index(b"PK\x01\x02")] + many
    count = 0xFFFF
    zip64 = struct.pack(
        "<4sQHHIIQQQQ",
        b"PK\x06\x06",
        44,
        45,
        45,
        0,
        0,
        MOST_ENTRIES + 1,
        MOST_ENTRIES + 1,
        len(many),
        raw.index(b"PK\x01\x02"),
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(crowd), 1)
    crowd += zip64 + locator + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (refused,) = drafts(read_wacz(write("c.wacz", crowd), here))
    assert "entries; at most" in failures(refused.item)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_zip_is_kept_with_a_failed_step(here, write, drafts, content):
    (archive,) = drafts(read_wacz(write("a.wacz", content), here))
    assert "no readable ZIP" in failures(archive.item)


@pytest.mark.parametrize("name", ["datapackage.json", "pages/pages.jsonl"])
def test_lists_that_are_no_json_are_said(here, files, write, drafts, name):
    files["pages/pages.jsonl"] = b"{\n\xff\n[]\n" if name.startswith("pages") else files["pages/pages.jsonl"]
    content = packed(files, digest=False)
    if name == "datapackage.json":
        with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
            for path, body in (*files.items(), (name, b"[" * 100_000)):
                archive.writestr(path, body)
        content = out.getvalue()
    archive = drafts(read_wacz(write("a.wacz", content), here))[0]
    assert bool(archive.item.failed) is (name == "datapackage.json")
