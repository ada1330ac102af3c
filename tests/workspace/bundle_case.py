"""A case with everything a bundle can hold: documents, a picture, rulings, a signed and stamped checkpoint."""

import struct
import zlib

from authority import Authority
from pile import write_pile
from signing import private_key, public_key

from tutela import Workspace, run
from tutela.model.ids import record_id
from tutela.model.items import CapturedItem, CaptureStep, Done, FileRole, KeptFile
from tutela.model.media import Medium
from tutela.store.records import Run
from tutela.workspace import evidence
from tutela.workspace.bundling.writing import Signer

AT = "2020-12-01T09:30:00.000Z"
ACTIVE = b"<html><body><script>document.title = 'taken over'</script><p>The harvest.</p></body></html>"


def signer() -> Signer:
    return Signer(public_key(), private_key().sign)


def picture() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\x00" + bytes((x * 8, 90, 160)) * 8 for x in range(32))
    header = struct.pack(">IIBBBBB", 8, 32, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make_case(folder) -> Workspace:
    """The pile, read; a captured item with a picture and a page with a script; one ruling; nothing signed yet."""
    publications, register = write_pile(folder)
    run(folder / "out", [publications], [register])
    workspace = Workspace.open(folder / "out" / "workspace")
    document = workspace.documents()[0]
    files = tuple(kept(content, kind) for content, kind in ((picture(), "image/png"), (ACTIVE, "text/html")))
    medium = Medium.of(document.id, "front.png", files[0].sha256, "image/png")
    item = CapturedItem(
        record_id("itm", {"item": "front"}), "https://paper.example/front", "static fetch", "A. Reader", AT,
        "this machine's clock, not checked", "tutela test", "Linux", files, (document.id,), (medium.id,),
        (CaptureStep("fetch", Done.DONE, "200"), CaptureStep("render", Done.LEFT_OUT, "no browser is installed")),
    )  # fmt: skip
    with workspace.batch(Run.of("tutela test", "", {}), "capture") as batch:
        batch.add_all([item, medium])
        for content in (picture(), ACTIVE):
            batch.keep(content, of=item.id, path="front")
    claim = workspace.claims()[0]
    workspace.rule(claim.id, "accept", by="A. Reader", reason="stands so in the text")
    return workspace


def kept(content: bytes, media_type: str) -> KeptFile:
    import hashlib

    hashes = hashlib.sha256(content).hexdigest(), hashlib.blake2b(content).hexdigest()
    return KeptFile(*hashes, len(content), media_type, FileRole.ORIGINAL, "front")


def sign_and_stamp(workspace: Workspace, authority: Authority) -> None:
    made = evidence.make_checkpoint(workspace, signer().key, signer().sign)
    evidence.take_timestamp(workspace, authority.stamp(evidence.timestamp_request(made)), "authority")
