"""What pictures and videos say of themselves: kept as they say it, with its origin; nothing hostile opened or fetched."""

import contextlib
import datetime as dt
import io
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, TiffImagePlugin

from tutela.model.items import Done, Fact
from tutela.sources.media import description_of
from tutela.sources.media.described import description_of_bytes
from tutela.sources.media.xmp import RefusedPacket, xmp_facts

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {RDF}><rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmp:CreatorTool="Editor 3">
 <xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:when="2021-05-05T10:00:00Z"/></rdf:Seq></xmpMM:History>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def scene(seed: int = 0) -> Image.Image:
    picture = Image.new("RGB", (640, 480), (70 + seed, 120, 200 - seed))
    for number in range(40):
        at = ((number * 97 + seed * 61) % 560, (number * 53 + seed * 29) % 420)
        picture.paste(((number * 6) % 255, (number * 17 + seed) % 255, 90), (*at, at[0] + 70, at[1] + 50))
    return picture


def told(facts: tuple[Fact, ...]) -> dict[str, str]:
    return {f"{fact.origin} {fact.name}": fact.value for fact in facts}


def photograph() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "X100"
    exif[ExifTags.Base.Software] = "Editor 3"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2021:05:03 09:00:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "7001"
    number = TiffImagePlugin.IFDRational
    gps = {1: "N", 2: (number(40), number(30), number(0)), 3: "E", 4: (number(46), number(15), number(0))}
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    out = io.BytesIO()
    scene().save(out, "JPEG", exif=exif, xmp=XMP.encode())
    return out.getvalue()


def test_a_photograph_tells_camera_time_place_program_and_edits_with_their_origin(tmp_path):
    path = tmp_path / "roof.jpg"
    path.write_bytes(photograph())
    described = description_of(path, "image/jpeg", "ab")
    facts = told(described.facts)
    assert facts["exif Model"] == "X100"
    assert facts["exif DateTimeOriginal"] == "2021:05:03 09:00:00"
    assert facts["exif BodySerialNumber"] == "7001"
    assert facts["exif position"] == "40.500000, 46.250000"
    assert facts["xmp xmp:CreatorTool"] == "Editor 3"
    assert facts["xmp xmpMM:History stEvt:when"] == "2021-05-05T10:00:00Z"
    assert {fact.file for fact in described.facts} == {"ab"}
    places = {fact.name for fact in described.facts if fact.tells_place}
    assert {"position", "GPSLatitude", "GPSLongitude"} <= places
    assert "Model" not in places
    assert described.steps[0].outcome is Done.DONE


@pytest.mark.parametrize(("inside", "said"), [(0, "shows the picture"), (3, "shows something else than the picture")])
def test_a_small_copy_inside_that_shows_something_else_is_told(inside, said):
    small = io.BytesIO()
    scene(inside * 30).resize((160, 120)).save(small, "JPEG")
    thumbnail = small.getvalue()
    # An EXIF block by hand: Pillow writes none with a small copy in it. IFD0 with an orientation, IFD1 with the copy.
    ifd1 = 8 + 2 + 12 + 4
    start = ifd1 + 2 + 2 * 12 + 4
    upright = b"\x12\x01\3\0\1\0\0\0\1\0\0\0"
    tiff = b"II*\0" + (8).to_bytes(4, "little") + b"\1\0" + upright + ifd1.to_bytes(4, "little") + b"\2\0"
    for tag, value in ((0x0201, start), (0x0202, len(thumbnail))):
        tiff += tag.to_bytes(2, "little") + b"\4\0\1\0\0\0" + value.to_bytes(4, "little")
    tiff += bytes(4) + thumbnail
    out = io.BytesIO()
    scene().save(out, "JPEG", exif=b"Exif\0\0" + tiff)
    facts = told(description_of_bytes(out.getvalue(), "image/jpeg", "").facts)
    assert facts["exif small copy inside"].startswith(said)


@pytest.mark.parametrize(
    "packet",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!ENTITY % a SYSTEM "file:///etc/passwd">',
        "<a><b></a>",
    ],
)
def test_packets_that_declare_entities_or_are_broken_are_refused(packet):
    content = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{packet}</x:xmpmeta>".encode()
    with pytest.raises(RefusedPacket):
        list(xmp_facts(content))
    assert any(step.outcome is Done.FAILED for step in description_of_bytes(content, "image/png", "").steps)


def test_a_packet_that_nests_without_end_is_read_or_refused():
    deep = b"<x:xmpmeta>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</x:xmpmeta>"
    with contextlib.suppress(RefusedPacket):
        assert list(xmp_facts(deep)) == []


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_a_video_tells_what_its_container_says(tmp_path):
    path = tmp_path / "clip.mp4"
    tags = ["-metadata", "creation_time=2021-05-03T09:00:00Z", "-metadata", "location=+40.5+046.2/"]
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=64x48", *tags, str(path)], check=True)
    described = description_of(path, "video/mp4", "")
    facts = told(described.facts)
    assert facts["container creation_time"].startswith("2021-05-03T09:00:00")
    assert facts["container video width"] == "64"
    assert any(fact.tells_place for fact in described.facts)


def test_a_video_that_is_none_says_so(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"#EXTM3U\nhttp://127.0.0.1:9/a.ts\n")
    assert [step.outcome for step in description_of(path, "video/mp4", "").steps] == [Done.DONE, Done.LEFT_OUT]


def certified() -> tuple[bytes, bytes]:
    """A certificate chain as C2PA wants it, and its key."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    start = dt.datetime(2025, 1, 1)

    def certificate(name: str, public: ec.EllipticCurvePublicKey, is_authority: bool) -> x509.Certificate:
        def named(text: str) -> x509.Name:
            parts = ((x509.NameOID.COMMON_NAME, text), (x509.NameOID.ORGANIZATION_NAME, "Test"))
            return x509.Name([x509.NameAttribute(what, value) for what, value in parts])

        made = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named("Authority")).public_key(public)
        made = made.serial_number(x509.random_serial_number()).not_valid_before(start)
        made = made.not_valid_after(start + dt.timedelta(days=9000))
        made = made.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
        made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False)
        uses = (not is_authority, False, False, False, False, is_authority, is_authority, False, False)
        made = made.add_extension(x509.KeyUsage(*uses), True)
        if not is_authority:
            made = made.add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.EMAIL_PROTECTION]), True)
        return made.sign(authority, hashes.SHA256())

    chain = (certificate("Camera", key.public_key(), False), certificate("Authority", authority.public_key(), True))
    pem = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain)
    form = serialization.PrivateFormat.PKCS8
    return pem, key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def signed(remote: str = "") -> bytes:
    c2pa = pytest.importorskip("c2pa")
    chain, key = certified()
    actions = [
        {
            "action": "c2pa.created",
            "when": "2021-05-03T09:00:00Z",
            "softwareAgent": "Camera 1",
            "digitalSourceType": SOURCE,
        }
    ]
    manifest = {
        "claim_generator_info": [{"name": "camera", "version": "1"}],
        "assertions": [{"label": "c2pa.actions", "data": {"actions": actions}}],
    }
    builder = c2pa.Builder(manifest)
    if remote:
        builder.set_no_embed()
        builder.set_remote_url(remote)
    source, out = io.BytesIO(), io.BytesIO()
    scene().save(source, "JPEG")
    source.seek(0)
    builder.sign(c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain, key, None)), "image/jpeg", source, out)
    return out.getvalue()


def test_a_manifest_tells_its_state_and_what_that_means_and_nothing_more():
    content = signed()
    described = description_of_bytes(content, "image/jpeg", "")
    facts = told(described.facts)
    assert facts["c2pa state"] == "Valid"
    assert facts["c2pa signature: common_name"] == "Camera"
    assert facts["c2pa action"] == "c2pa.created, Camera 1, 2021-05-03T09:00:00Z, digitalCapture"
    assert "was not checked" in next(step.sentence for step in described.steps if step.name == "c2pa")
    changed = bytearray(content)
    changed[-500] ^= 0xFF
    described = description_of_bytes(bytes(changed), "image/jpeg", "")
    assert told(described.facts)["c2pa state"] == "Invalid"
    assert "does not fit" in next(step.sentence for step in described.steps if step.name == "c2pa")


def test_a_manifest_kept_elsewhere_is_not_fetched():
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        description_of_bytes(signed(f"http://127.0.0.1:{server.server_port}/manifest"), "image/jpeg", "")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=60))
def test_damaged_photographs_give_facts_that_can_be_kept(at, junk):
    content = bytearray(PHOTOGRAPH)
    content[at % len(content) : at % len(content) + len(junk)] = junk
    described = description_of_bytes(bytes(content), "image/jpeg", "")
    assert described.steps
    for fact in described.facts:
        fact.value.encode()
        assert Path(fact.name).name or fact.name


PHOTOGRAPH = photograph()
