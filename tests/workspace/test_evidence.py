"""Keys, checkpoints and timestamps by way of a workspace."""

import pytest
from authority import Authority
from small_case import RUN, captured

from tutela import Workspace, to_json
from tutela.model.canonical import canonical_json
from tutela.model.errors import InputError, SettingError, UnknownRecord
from tutela.store.checkpoints import read_note
from tutela.store.keys import Keyring
from tutela.store.ledger import sha256_hex
from tutela.store.proofs import disproof
from tutela.store.records import PublicKey, Timestamp
from tutela.store.timestamps.checking import Standing
from tutela.store.verify import Outside, verify
from tutela.workspace import evidence


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def key(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTELA_KEYS", str(tmp_path / "keys"))
    ring = evidence.keyring()
    assert ring.folder == tmp_path / "keys"
    return ring.unlock(ring.new("A. Reader"))


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "workspace", "A case") as workspace:
        with workspace.batch(RUN, "sources") as batch:
            batch.capture(captured(1))
        yield workspace


def sign(workspace, key, ruling=""):
    return evidence.make_checkpoint(workspace, key.public, key.sign, ruling)


def test_a_checkpoint_is_an_entry_behind_those_it_signs(workspace, key):
    before = workspace.verify()
    made = sign(workspace, key)
    after = workspace.verify()
    assert (made.entry, read_note(made.note).head) == (before.entries, before.head)
    assert (after.entries, after.strength, after.faults) == (before.entries + 1, "signed", ())
    assert workspace.record(made.id).entered == after.entries and workspace.record(made.id).record == made
    assert evidence.checkpoints(workspace) == (made,)


def test_a_record_is_proven_by_a_checkpoint_made_after_it_came(workspace, key):
    first = sign(workspace, key)
    document = workspace.documents()[0]
    proof = evidence.proof_of(workspace, document.id, first)
    body = canonical_json(to_json(document)).decode()
    assert disproof(proof, sha256_hex(body), read_note(first.note).head) == ""
    with pytest.raises(InputError, match="came in with ledger entry"):
        evidence.proof_of(workspace, first.id, first)
    assert disproof(evidence.proof_of(workspace, first.id, sign(workspace, key)), "", "")


def test_the_public_key_comes_in_once(workspace, key):
    sign(workspace, key)
    sign(workspace, key)
    stored = workspace.record(key.public.id)
    assert isinstance(stored.record, PublicKey) and workspace.verify().records == before_records(workspace)
    assert [one.entry for one in workspace.verify().signatures] == [2, 3]


def before_records(workspace):
    # A document, its capture and its run; one key; two checkpoints.
    return 3 + 1 + len(evidence.checkpoints(workspace))


def test_a_timestamp_comes_over_http_and_is_kept_as_it_came(workspace, key, authority):
    made = sign(workspace, key)
    with authority.serving() as url:
        with pytest.raises(InputError, match="--allow-private"):
            evidence.ask_for_timestamp(workspace, made, url)
        stamped = evidence.ask_for_timestamp(workspace, made, url, allow_private=True)
    assert stamped.checkpoint == made and stamped.checked.standing is Standing.VALID
    stored = workspace.record(stamped.timestamp.id).record
    assert isinstance(stored, Timestamp) and stored.source == url
    result = verify(workspace.path, Outside(trust=authority.certificate))
    assert (result.strength, result.faults, result.anchors[0].entry) == ("anchored", (), made.entry)


def test_an_answer_taken_in_later_finds_its_checkpoint(workspace, key, authority):
    first, second = sign(workspace, key), sign(workspace, key)
    answer = authority.stamp(evidence.timestamp_request(first))
    assert evidence.take_timestamp(workspace, answer, "answer.tsr").checkpoint == first
    again = evidence.take_timestamp(workspace, answer, "again.tsr")
    assert again.checkpoint == first and workspace.verify().faults == ()
    later = evidence.take_timestamp(workspace, authority.stamp(evidence.timestamp_request(second)), "second.tsr")
    assert later.checkpoint == second


def test_an_answer_to_something_else_or_a_spoilt_one_is_not_taken_in(workspace, key, authority):
    made = sign(workspace, key)
    entries = workspace.verify().entries
    answer = bytearray(authority.stamp(evidence.timestamp_request(made)))
    answer[-5] ^= 1
    for given in (bytes(answer), b"nothing", authority.stamp(evidence.request_for(b"something else"))):
        with pytest.raises(InputError):
            evidence.take_timestamp(workspace, given, "answer.tsr")
    assert workspace.verify().entries == entries


def test_what_an_authority_is_sent_and_answers_goes_through_one_callable(workspace, key, authority):
    asked = []

    def ask(url, request):
        asked.append((url, request))
        return authority.stamp(request)

    made = sign(workspace, key)
    evidence.ask_for_timestamp(workspace, made, "https://tsa.example/", ask=ask)
    assert asked == [("https://tsa.example/", evidence.timestamp_request(made))]
    assert made.note.encode() not in asked[0][1]


def test_a_ruling_is_signed_with_its_makers_key(workspace, key):
    document = workspace.documents()[0]
    ruling = workspace.rule(document.id, "rate", by="A. Reader", reason="known", sets={"source": "B"})
    sign(workspace, key, ruling.id)
    [signed] = workspace.verify().signed_rulings
    assert (signed.ruling, signed.record, signed.by, signed.name) == (ruling.id, document.id, "A. Reader", "A. Reader")
    with pytest.raises(UnknownRecord):
        sign(workspace, key, "rul_none")


def test_a_key_of_another_is_told_beside_the_ruling(workspace, tmp_path):
    other = Keyring(tmp_path / "others")
    key = other.unlock(other.new("B. Reader"))
    document = workspace.documents()[0]
    ruling = workspace.rule(document.id, "rate", by="A. Reader", reason="known", sets={"source": "B"})
    sign(workspace, key, ruling.id)
    assert "another name than that of the ruling" in workspace.verify().summary()


def test_nobody_signs_without_a_key(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTELA_KEYS", str(tmp_path / "none"))
    with pytest.raises(SettingError, match="holds no key"):
        evidence.keyring().find()


def test_no_file_of_a_workspace_holds_a_private_key(workspace, key):
    sign(workspace, key)
    secret = (evidence.keyring().folder / f"{key.public.id}.pem").read_bytes().splitlines()[1]
    for file in workspace.path.rglob("*"):
        assert file.is_dir() or secret not in file.read_bytes()
