"""What `verify` says of signatures, timestamps and checkpoints kept elsewhere, and of every way to forge them."""

import base64
import dataclasses
import random
import shutil
import sys
from pathlib import Path

import pytest
from authority import Authority
from signing import AT, checkpoint_of, keep, private_key, public_key, stamped
from small_case import RUN, asset, captured, claim

from tutela.model.rulings import Ruling, Verdict
from tutela.store.checkpoints import body_of, signed_checkpoint, verifier_key
from tutela.store.connection import Access, open_raw
from tutela.store.records import Checkpoint, Timestamp
from tutela.store.store import Store
from tutela.store.verify import Outside, verify

SEED = 20201120


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def made(tmp_path_factory, authority):
    """A signed and stamped workspace, and a copy of the checkpoint beside it."""
    folder = tmp_path_factory.mktemp("made")
    store = Store.create(folder / "workspace", "Test")
    with store.batch(RUN.id, "sources") as writer:
        writer.capture(captured(1))
        writer.add_all([claim(captured(1).document), asset(1)])
    ruling = Ruling("rul_1", claim(captured(1).document).id, Verdict.ACCEPT, "A. Reader", "seen", AT)
    keep(store, ruling)
    checkpoint = checkpoint_of(store, ruling.id)
    keep(store, public_key(), checkpoint)
    keep(store, stamped(checkpoint, authority))
    store.close()
    (folder / "outside.txt").write_bytes(checkpoint.note.encode())
    return folder


@pytest.fixture
def case(made, tmp_path):
    """A copy to spoil."""
    return Path(shutil.copytree(made, tmp_path / "case"))


def change(case, *statements):
    connection = open_raw(case / "workspace" / "workspace.gpkg", Access.WRITE)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def checked(case, **outside):
    return verify(case / "workspace", Outside(**outside))


def faults(case, **outside):
    return [f"{fault.file} {fault.message}" for fault in checked(case, **outside).faults]


def opened(case):
    return Store(case / "workspace")


def test_a_signed_workspace_says_which_key_signed_up_to_where(case):
    result = checked(case)
    [signature], key = result.signatures, public_key()
    assert (result.strength, result.faults, result.anchors) == ("signed", (), ())
    assert (signature.key, signature.name, signature.entry, signature.known) == (key.id, "A. Reader", 3, False)
    assert f"Signed: entries 1 to 3 by A. Reader ({key.id}; compare its public key" in result.summary()
    assert "recomputed and signed with other keys, would not show" in result.summary()


def test_a_key_given_from_outside_is_told(case):
    line = verifier_key(public_key())
    assert checked(case, public_keys=(line,)).signatures[0].known
    assert not checked(case, public_keys=(verifier_key(public_key(2)),)).signatures[0].known


def test_who_ruled_what_is_told_with_the_key_that_signed_it(case):
    [ruling] = checked(case).signed_rulings
    assert (ruling.ruling, ruling.verdict, ruling.by, ruling.key) == ("rul_1", "accept", "A. Reader", public_key().id)
    assert f"Signed ruling rul_1: accept of {ruling.record} by A. Reader, with the key" in checked(case).summary()


def test_a_timestamp_anchors_only_where_its_authority_is_trusted(case, authority):
    result = checked(case)
    assert any("O=Clocks, CN=Test TSA (policy 1.2.3.4.1, accuracy ±1 s 500 ms)" in remark for remark in result.remarks)
    assert any(
        "does not count as an anchor" in remark and "not in the trusted list" in remark for remark in result.remarks
    )
    result = checked(case, trust=authority.certificate)
    [anchor] = result.anchors
    assert (result.strength, anchor.entry, result.remarks) == ("anchored", 3, ())
    assert "issuer is in the trusted list" in anchor.by and "Of entries after the last anchor" in result.summary()


def test_a_checkpoint_kept_elsewhere_anchors(case):
    result = checked(case, checkpoints=(case / "outside.txt",))
    assert (result.strength, result.anchors[0].entry, result.anchors[0].at) == ("anchored", 3, AT)


@pytest.mark.parametrize("statement", ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)", "ANALYZE", "REINDEX"])
def test_housekeeping_raises_no_false_alarm(case, authority, statement):
    change(case, statement)
    result = checked(case, checkpoints=(case / "outside.txt",), trust=authority.certificate)
    assert (result.faults, result.strength, len(result.anchors)) == ((), "anchored", 2)


def test_work_goes_on_behind_a_checkpoint(case):
    store = opened(case)
    with store.batch(RUN.id, "sources") as writer:
        writer.capture(captured(2))
    keep(store, checkpoint_of(store, seed=2), public_key(2))
    store.close()
    result = checked(case, checkpoints=(case / "outside.txt",))
    assert result.strength == "anchored" and [one.entry for one in result.signatures] == [3, 6]


def cut_after(case, entry):
    """Take the newest entries out with all that came in with them, as somebody would who wants no trace."""
    tables = ("documents", "captures", "claims", "assets", "rulings", "public_keys", "checkpoints", "timestamps")
    at = f"(SELECT json_extract(entry, '$.at') FROM ledger WHERE seq = {entry})"
    change(
        case,
        f"DELETE FROM ledger WHERE seq > {entry}",
        f"DELETE FROM ledger_leaves WHERE seq > {entry}",
        *(f"DELETE FROM {table} WHERE entered > {entry}" for table in tables),
        f"UPDATE gpkg_contents SET last_change = {at}",
    )


def test_a_cut_tail_shows_against_a_checkpoint_kept_elsewhere_and_only_there(case):
    cut_after(case, 2)
    # Who cuts it on purpose takes the note of the newest entry away, too; by accident it stays, and tells.
    assert "the tail was cut off" in faults(case)[0]
    (case / "workspace" / ".head").unlink()
    assert (checked(case).faults, checked(case).strength) == ((), "consistent")
    told = faults(case, checkpoints=(case / "outside.txt",), public_keys=(verifier_key(public_key()),))
    assert len(told) == 1 and "made over 3 ledger entries, 2 are here: the tail was cut off" in told[0]
    assert any("tail was cut off" in line for line in faults(case, checkpoints=(case / "outside.txt",)))


def test_a_chain_made_anew_shows_against_a_checkpoint_kept_elsewhere_and_only_there(case, authority):
    """The same workspace written once more with another claim, signed with a key of the same name, and stamped."""
    with opened(case).reading() as reader:
        identifier = dict(next(reader.entries()).note)["workspace"]
    shutil.rmtree(case / "workspace")
    store = Store.create(case / "workspace", "Test")
    with store.batch(RUN.id, "sources") as writer:
        writer.capture(captured(2))
    keep(store, asset(3))
    checkpoint = checkpoint_of(store, seed=2)
    keep(store, public_key(2), checkpoint)
    keep(store, stamped(checkpoint, authority))
    store.close()
    assert checked(case).strength == "signed"
    assert "of another workspace" in faults(case, checkpoints=(case / "outside.txt",))[0]
    outside = case / "same.txt"
    with opened(case).reading() as reader:
        made_anew = dict(next(reader.entries()).note)["workspace"]
    outside.write_text((case / "outside.txt").read_text("utf-8").replace(identifier, made_anew), "utf-8")
    told = faults(case, checkpoints=(outside,))
    assert "that entry or one before it was altered, and the chain computed anew" in told[0]


def test_any_flipped_bit_of_a_checkpoint_kept_elsewhere_is_a_fault(case):
    file, choice = case / "outside.txt", random.Random(SEED)
    good = file.read_bytes()
    for _ in range(25):
        spoilt = bytearray(good)
        spoilt[choice.randrange(len(good))] ^= 1 << choice.randrange(8)
        file.write_bytes(spoilt)
        result = checked(case, checkpoints=(file,))
        assert result.strength == "broken" and result.anchors == () and str(file) in result.faults[0].file
    file.write_bytes(good)
    assert checked(case, checkpoints=(file,)).strength == "anchored"


@pytest.mark.parametrize("table", ["public_keys", "checkpoints", "timestamps"])
def test_an_altered_or_deleted_row_is_named(case, table):
    good = (case / "workspace" / "workspace.gpkg").read_bytes()
    for statement in (f"UPDATE {table} SET json = replace(json, 'A', 'B')", f"DELETE FROM {table}"):
        change(case, statement)
        assert any(line.startswith(table) for line in faults(case))
        (case / "workspace" / "workspace.gpkg").write_bytes(good)


# -- forgeries by somebody who writes them into the ledger as it should be -----------------------------------------------


def forged(case, *records):
    store = opened(case)
    keep(store, *records)
    store.close()
    return faults(case)


def note_of(case, **other):
    with opened(case).reading() as reader:
        entries = list(reader.entries())
        said = {"workspace": dict(entries[0].note)["workspace"], "entry": 3, "head": entries[3].previous, **other}
    return body_of(said["workspace"], said["entry"], said["head"], AT, said.get("ruling", ""))


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"head": "ab" * 32}, "had the hash abababababababab"),
        ({"workspace": "0f8fad5b-d9cb-469f-a165-70867728950e"}, "of another workspace"),
        ({"entry": 6}, "yet says what entry 6 is"),
        ({"ruling": "rul_none"}, "signs rul_none, which had not been made by then"),
    ],
)
def test_a_checkpoint_that_says_something_else_is_named(case, other, told):
    checkpoint = signed_checkpoint(note_of(case, **other), public_key(), private_key().sign)
    assert any(checkpoint.id in line and told in line for line in forged(case, checkpoint))


def test_a_checkpoint_signed_by_nobody_known_or_somebody_else_is_named(case):
    body = note_of(case)
    stranger = signed_checkpoint(body, public_key(2), private_key(2).sign)
    assert any("which this workspace does not hold" in line for line in forged(case, stranger))
    borrowed = Checkpoint.of(public_key().id, stranger.entry, AT, "", stranger.note)
    assert any(borrowed.id in line and "names another key" in line for line in forged(case, borrowed))


def test_a_flipped_bit_of_a_signature_is_named(case):
    good, choice = signed_checkpoint(note_of(case), public_key(), private_key().sign), random.Random(SEED)
    head, line = good.note.rsplit(" ", 1)
    spoilt = []
    for _ in range(10):
        raw = bytearray(base64.b64decode(line))
        raw[choice.randrange(4, len(raw))] ^= 1 << choice.randrange(8)
        spoilt.append(Checkpoint.of(good.key, 3, AT, "", f"{head} {base64.b64encode(raw).decode()}\n"))
    told = forged(case, *spoilt)
    assert all(any(one.id in line and "does not belong to this text" in line for line in told) for one in spoilt)


def test_columns_that_say_otherwise_than_the_note_are_named(case):
    good = signed_checkpoint(note_of(case), public_key(), private_key().sign)
    told = forged(
        case, dataclasses.replace(good, id="chk_1", entry=2), dataclasses.replace(good, id="chk_2", ruling="rul_1")
    )
    assert sum("says otherwise than the note it holds" in line for line in told) == 2


def test_a_key_under_another_id_is_named(case):
    assert any("key_1 is not the id" in line for line in forged(case, dataclasses.replace(public_key(2), id="key_1")))


def test_timestamps_of_something_else_and_spoilt_ones_are_named(case, authority):
    with opened(case).reading() as reader:
        [good], [checkpoint] = reader.all(Timestamp), reader.all(Checkpoint)
    other = stamped(dataclasses.replace(checkpoint, note="other"), authority)
    raw = bytearray(base64.b64decode(good.response))
    raw[-5] ^= 1
    spoilt = Timestamp.of(checkpoint.id, AT, "", base64.b64encode(raw).decode())
    no_base64 = Timestamp.of(checkpoint.id, AT, "", "!")
    nowhere = Timestamp.of("chk_none", AT, "", good.response)
    told = forged(case, dataclasses.replace(other, checkpoint=checkpoint.id), spoilt, no_base64, nowhere)
    for record, why in (
        (other, "stamps something else"),
        (spoilt, "signature does not hold"),
        (no_base64, "no base64"),
    ):
        assert any(record.id in line and why in line for line in told), why
    assert any("is of chk_none, which this workspace does not hold" in line for line in told)


def test_without_the_package_nothing_is_claimed(case, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    result = checked(case, checkpoints=(case / "outside.txt",))
    assert (result.strength, result.signatures, result.anchors) == ("consistent", (), ())
    assert sum("Signatures were not checked" in remark for remark in result.remarks) == 2
