"""OpenTimestamps: a calendar on this machine, blocks made for the tests, and proofs read and checked."""

import hashlib
import struct
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import serving

from tutela.model.errors import InputError
from tutela.store.timestamps import opentimestamps as ots
from tutela.store.timestamps.calendars import caller, stamp, upgrade
from tutela.store.timestamps.checking import Standing

CONTENT = b"tutela-checkpoint/1\n..."
EASY = 0x207FFFFF
"""The target of Bitcoin's regression tests: every second hash lies below it."""


def piece(content: bytes) -> bytes:
    return bytes((len(content),)) + content


class Calendar:
    """Adds a nonce to what it is given, promises a block, and some time later has it in one."""

    def __init__(self) -> None:
        self.kept = False
        self.asked: list[str] = []
        self.address = ""

    def submitted(self, digest: bytes) -> bytes:
        promise = b"\x00" + ots.PENDING + piece(piece(self.address.encode()))
        return b"\xf0" + piece(b"nonce") + b"\x08" + promise

    def commitment(self, digest: bytes) -> bytes:
        return hashlib.sha256(digest + b"nonce").digest()

    def grown(self) -> bytes:
        return b"\xf1" + piece(b"left") + b"\x08\x08" + b"\x00" + ots.BITCOIN + piece(b"\xe7\x07")

    def block(self, digest: bytes, bits: int = EASY) -> bytes:
        once = hashlib.sha256(b"left" + self.commitment(digest)).digest()
        root = hashlib.sha256(once).digest()
        for nonce in range(2000):
            header = struct.pack("<i32s32sIII", 4, b"\x11" * 32, root, 1_600_000_000, bits, nonce)
            labour = int.from_bytes(hashlib.sha256(hashlib.sha256(header).digest()).digest(), "little")
            if labour <= (EASY & 0x7FFFFF) << 8 * ((EASY >> 24) - 3):
                return header
        raise AssertionError


@pytest.fixture
def calendar():
    made = Calendar()

    class Handler(BaseHTTPRequestHandler):
        def answered(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            digest = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append(self.path)
            assert self.headers["Accept"] == "application/vnd.opentimestamps.v1"
            self.answered(200, made.submitted(digest))

        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.answered(*((200, made.grown()) if made.kept else (404, b"Pending")))

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler) as server:
        made.address = f"http://127.0.0.1:{server.server_port}"
        yield made


def test_a_promise_is_kept_as_it_came_and_grows_into_a_block(calendar):
    call = caller(allow_private=True)
    digest = hashlib.sha256(CONTENT).digest()
    promise = stamp(calendar.address, CONTENT, call)
    assert promise == ots.OPENING + digest + calendar.submitted(digest)
    checked = ots.check_proof(promise, CONTENT, {})
    assert checked.standing is Standing.UNCHECKED and "A promise only" in checked.why
    assert upgrade(promise, [calendar.address], call) is None
    calendar.kept = True
    assert upgrade(promise, ["https://another.example"], call) is None
    longer = upgrade(promise, [calendar.address], call)
    assert calendar.asked[-1] == f"/timestamp/{calendar.commitment(digest).hex()}"
    assert [height for height, _ in ots.heights_of(longer)] == [999]
    assert "says it is in block 999" in ots.check_proof(longer, CONTENT, {}).why
    sound = ots.check_proof(longer, CONTENT, {999: calendar.block(digest)})
    assert (sound.standing, sound.answer.at, sound.why) == (Standing.TRUSTED, "2020-09-13T12:26:40Z", "")


def test_a_block_of_another_root_or_without_labour_proves_nothing(calendar):
    calendar.kept = True
    call, digest = caller(allow_private=True), hashlib.sha256(CONTENT).digest()
    longer = upgrade(stamp(calendar.address, CONTENT, call), [calendar.address], call)
    for header, why in (
        (calendar.block(b"something else" * 2), "another Merkle root"),
        (calendar.block(digest, bits=0x1D00FFFF), "not laboured for"),
    ):
        checked = ots.check_proof(longer, CONTENT, {999: header})
        assert checked.standing is Standing.REFUSED and why in checked.why
    assert ots.check_proof(longer, b"another text", {}).why == "It stamps something else."


def test_the_reference_implementation_reads_the_same(calendar):
    pytest.importorskip("opentimestamps.calendar")
    from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
    from opentimestamps.core.serialize import BytesDeserializationContext
    from opentimestamps.core.timestamp import DetachedTimestampFile

    calendar.kept = True
    call = caller(allow_private=True)
    promise = stamp(calendar.address, CONTENT, call)
    longer = upgrade(promise, [calendar.address], call)
    for proof, kind in ((promise, PendingAttestation), (longer, BitcoinBlockHeaderAttestation)):
        read = DetachedTimestampFile.deserialize(BytesDeserializationContext(proof))
        [(message, attestation)] = list(read.timestamp.all_attestations())
        assert isinstance(attestation, kind) and message == ots.attested(proof)[0].message


def test_forks_are_followed(calendar):
    digest = hashlib.sha256(CONTENT).digest()
    ways = b"\xff" + calendar.submitted(digest) + b"\xf1" + piece(b"left") + b"\x08" + calendar.grown()
    found = ots.attested(ots.OPENING + digest + ways)
    assert [one.kind for one in found] == [ots.PENDING, ots.BITCOIN]
    assert found[0].way == b"\xf0" + piece(b"nonce") + b"\x08"


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(content):
    for proof in (content, ots.OPENING + content, ots.OPENING + bytes(32) + content):
        assert ots.check_proof(proof, CONTENT, {}).standing in (Standing.REFUSED, Standing.UNCHECKED)


def test_headers_are_read_line_by_line(calendar):
    header = calendar.block(hashlib.sha256(CONTENT).digest())
    assert ots.read_headers(f"\n999 {header.hex()}\n") == {999: header}
    with pytest.raises(InputError, match="is no block header"):
        ots.read_headers("999 00")


def test_a_workspace_keeps_promise_and_proof_and_is_anchored_by_a_block(calendar, tmp_path):
    from signing import private_key, public_key

    from tutela import Workspace
    from tutela.store.verify import Outside, verify
    from tutela.workspace import evidence

    with Workspace.create(tmp_path / "workspace", "A case") as workspace:
        made = evidence.make_checkpoint(workspace, public_key(), private_key().sign)
        kept = evidence.ask_calendar(workspace, made, calendar.address, allow_private=True)
        assert kept.checked.standing is Standing.UNCHECKED
        assert evidence.upgrade_promises(workspace, allow_private=True) == ((), 1)
        first = verify(workspace.path)
        assert (first.strength, first.faults) == ("signed", ()) and "A promise only" in " ".join(first.remarks)
        calendar.kept = True
        [_], waiting = evidence.upgrade_promises(workspace, allow_private=True)
        assert waiting == 0 and workspace.record(kept.timestamp.id).withdrawn is None
        assert evidence.upgrade_promises(workspace, allow_private=True) == ((), 0)
        header = calendar.block(hashlib.sha256(made.note.encode()).digest())
        result = verify(workspace.path, Outside(headers=f"999 {header.hex()}\n"))
    assert (result.strength, result.faults, result.anchors[0].entry) == ("anchored", (), made.entry)
    assert "block 999 of Bitcoin" in str(result.anchors[0]) and "the block header was given" in str(result.anchors[0])
    # These blocks were made with times of 2020: the clock of today is ahead of them.
    assert "DOUBT: the signer's clock was at least" in str(result.anchors[0])
