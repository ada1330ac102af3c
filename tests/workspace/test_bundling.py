"""Bundles, written from a workspace and checked by the program that lies in them."""

import ast
import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from authority import Authority
from bundle_case import ACTIVE, make_case, picture, sign_and_stamp, signer
from hypothesis import given
from hypothesis import strategies as st
from signing import private_key, public_key

from tutela.model.errors import InputError, LedgerBroken, UnknownRecord
from tutela.publishing.bundle import verify
from tutela.publishing.bundle.verify import Bundle
from tutela.store.checkpoints import verifier_key
from tutela.workspace import evidence
from tutela.workspace.bundling import seal_of, verify_bundle, write_bundle

CHECKER = Path(verify.__file__)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def case(tmp_path_factory, authority):
    workspace = make_case(tmp_path_factory.mktemp("case"))
    sign_and_stamp(workspace, authority)
    return workspace


@pytest.fixture(scope="module")
def incident(case):
    return next(one for one in case.incidents() if len(one.claims) > 1).id


@pytest.fixture(scope="module")
def bundle(case, incident, tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "evidence.zip"
    write_bundle(case, incident, path, signer=signer())
    return path


@pytest.fixture(scope="module")
def unsigned(case, incident, tmp_path_factory):
    path = tmp_path_factory.mktemp("unsigned") / "evidence.zip"
    write_bundle(case, incident, path)
    return path


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path, held):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def ran(*arguments):
    """What verify.py prints where nothing of Tutela and nothing installed can be imported."""
    done = subprocess.run([sys.executable, "-I", "-S", *map(str, arguments)], capture_output=True, text=True)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_it_is_checked_with_plain_python_zipped_or_not(bundle, tmp_path):
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path / "unpacked")
    code, said = ran(tmp_path / "unpacked" / "verify.py")
    assert (code, said.splitlines()[-1]) == (0, "Strength: signed")
    assert "captured files have the hashes" in said and "signed: this bundle, every byte, by A._Reader" in said
    assert ran(CHECKER, bundle) == (code, said)
    assert not list(tmp_path.rglob("__pycache__"))


def test_the_checker_is_short_and_needs_nothing(bundle):
    source = CHECKER.read_text("utf-8")
    assert members(bundle)["verify.py"] == CHECKER.read_bytes()
    assert len(source.splitlines()) <= 200
    tree = ast.parse(source, feature_version=(3, 8))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in named} <= set(sys.stdlib_module_names)


def test_any_changed_byte_of_any_member_is_found(bundle, tmp_path):
    held = members(bundle)
    for name, content in held.items():
        for at in {0, len(content) // 3, len(content) // 2, len(content) - 2, len(content) - 1}:
            spoilt = content[:at] + bytes((content[at] ^ 1,)) + content[at + 1 :]
            found = Bundle(packed(tmp_path / "spoilt.zip", {**held, name: spoilt})).check()
            assert found.faults, (name, at)


def test_what_is_cut_out_added_or_doubled_is_found(bundle, tmp_path):
    held = members(bundle)
    for name in held:
        rest = {other: content for other, content in held.items() if other != name}
        assert Bundle(packed(tmp_path / "cut.zip", rest)).check().faults, name
    for name in ("files/more", "records/more.jsonl", "more.txt", "../more.txt", "manifest.old"):
        assert Bundle(packed(tmp_path / "more.zip", {**held, name: b"{}"})).check().faults, name
    shutil.copy(bundle, tmp_path / "twice.zip")
    with zipfile.ZipFile(tmp_path / "twice.zip", "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("index.html", b"another")
    assert Bundle(tmp_path / "twice.zip").check().faults


def remade(held, **changed):
    """Members with a manifest and a note made anew, as a forger would."""
    held = {**held, **changed}
    told = json.loads(held["manifest.json"])
    alone = ("manifest.json", "manifest.note", "manifest.tsr")
    told["members"] = {
        name: [len(content), hashlib.sha256(content).hexdigest()] for name, content in held.items() if name not in alone
    }
    manifest = json.dumps(told).encode()
    note = held["manifest.note"].decode().split("\n")
    note[1] = f"manifest {hashlib.sha256(manifest).hexdigest()}"
    return {**held, "manifest.json": manifest, "manifest.note": "\n".join(note).encode()}


def test_a_forged_manifest_does_not_help_a_forger(unsigned, bundle, tmp_path):
    held = members(unsigned)
    assert Bundle(packed(tmp_path / "same.zip", remade(held))).check().faults == []
    claims = held["records/claims.jsonl"]
    forged = {
        "records/claims.jsonl": claims.replace(b"damaged", b"altered", 1),
        "ledger/entries.jsonl": held["ledger/entries.jsonl"].replace(b'"stage":"reading"', b'"stage":"keeping"'),
        "ledger/leaves.jsonl": held["ledger/leaves.jsonl"].replace(b'"kind":"claims"', b'"kind":"assets"', 1),
        "records/captures.jsonl": held["records/captures.jsonl"].split(b"\n", 1)[1],
    }
    for name, content in forged.items():
        assert content != held[name], name
        assert Bundle(packed(tmp_path / "forged.zip", remade(held, **{name: content}))).check().faults, name
    file = next(name for name in held if name.startswith("files/"))
    for content in (b"other bytes", b""):
        assert Bundle(packed(tmp_path / "forged.zip", remade(held, **{file: content}))).check().faults
    signed = members(bundle)
    found = Bundle(packed(tmp_path / "signed.zip", remade(signed, **{"index.html": b"<p>Other words.</p>"}))).check()
    assert found.faults == ["the signature of A._Reader does not hold, or its key is not here"]


def test_whoever_signs_anew_is_named_by_another_key(bundle, tmp_path):
    held = members(bundle)
    (tmp_path / "key.txt").write_text(verifier_key(public_key()) + "\n", "utf-8")
    given = Bundle(bundle).check(keys=[tmp_path / "key.txt"])
    assert given.faults == [] and all("whose key you gave" in one for one in given.signed)
    other = public_key(2)
    forged = {f"keys/{other.id}.txt": f"{verifier_key(other)}\n".encode()}
    remade_ = remade(held, **forged)
    body = remade_["manifest.note"].decode().partition("\n\n")[0] + "\n"
    from tutela.store.checkpoints import hint_of

    line = base64.b64encode(hint_of("A._Reader", other.public) + private_key(2).sign(body.encode())).decode()
    remade_["manifest.note"] = f"{body}\n— A._Reader {line}\n".encode()
    found = Bundle(packed(tmp_path / "anew.zip", remade_)).check(keys=[tmp_path / "key.txt"])
    assert found.faults == [] and "compare the key" in found.signed[0]


def test_timestamps_and_checkpoints_from_elsewhere_anchor_it(case, bundle, authority, tmp_path):
    (tmp_path / "ca.pem").write_bytes(authority.certificate)
    code, said = ran(CHECKER, bundle, "--trust", tmp_path / "ca.pem")
    assert code == 0 and "Strength: anchored" in said and "its authority's clock said 20" in said
    assert "who stamped it was not checked" in ran(CHECKER, bundle)[1]
    elsewhere = Authority(tmp_path_of(tmp_path, "elsewhere"))
    (tmp_path / "other.pem").write_bytes(elsewhere.certificate)
    code, said = ran(CHECKER, bundle, "--trust", tmp_path / "other.pem")
    assert code == 0 and "Strength: signed" in said and "none of those you trust" in said
    note = evidence.checkpoints(case)[0].note
    (tmp_path / "kept.txt").write_text(note, "utf-8")
    assert "Strength: anchored" in ran(CHECKER, bundle, "--checkpoint", tmp_path / "kept.txt")[1]
    (tmp_path / "kept.txt").write_text(note.replace("entry ", "entry 1"), "utf-8")
    assert ran(CHECKER, bundle, "--checkpoint", tmp_path / "kept.txt")[0] == 1


def tmp_path_of(folder, name):
    (folder / name).mkdir()
    return folder / name


def test_it_may_be_stamped_itself(case, incident, authority, tmp_path):
    with authority.serving() as url:
        stamp = evidence.stamper(url, allow_private=True)
        write_bundle(case, incident, tmp_path / "stamped.zip", redacted=True, signer=signer(), stamp=stamp)
    (tmp_path / "ca.pem").write_bytes(authority.certificate)
    found = verify_bundle(tmp_path / "stamped.zip", trust=[tmp_path / "ca.pem"])
    assert found["strength"] == "anchored" and found["anchored"][0].startswith("this bundle, every byte; ")
    with pytest.raises(InputError, match="stamps something else"):
        evidence.stamper("http://tsa.example", ask=lambda url, request: authority.stamp(evidence.request_for(b"x")))(
            b"y"
        )


def test_the_same_state_gives_the_same_bytes(case, unsigned, incident, tmp_path):
    before = case.verify().entries
    again = write_bundle(case, incident, tmp_path / "again.zip")
    assert again.sha256 == write_bundle(case, incident, tmp_path / "once-more.zip").sha256
    assert case.verify().entries == before + 2
    assert case.verify().faults == ()


def test_the_ledger_notes_what_left_the_house(case, incident, tmp_path):
    made = write_bundle(case, incident, tmp_path / "noted.zip")
    with case._store.reading() as reader:
        newest = list(reader.entries())[-1]
    note = dict(newest.note)
    assert (newest.stage, note["for"], note["sha256"], note["redacted"]) == ("bundle", incident, made.sha256, "no")
    assert hashlib.sha256((tmp_path / "noted.zip").read_bytes()).hexdigest() == made.sha256


def test_all_holds_every_record_and_file_that_ever_came_in(case, tmp_path):
    write_bundle(case, "ALL", tmp_path / "all.zip")
    held, proved = members(tmp_path / "all.zip"), case.verify()
    lines = sum(content.count(b"\n") for name, content in held.items() if name.startswith(("records/", "superseded/")))
    assert lines == proved.records
    assert sum(name.startswith("files/") for name in held) == proved.files
    assert held["files/" + hashlib.sha256(ACTIVE).hexdigest()] == ACTIVE
    assert {"records/items.jsonl", "records/media.jsonl", "ledger/proofs.jsonl"} <= held.keys()
    assert b"".join(held[f"records/{kind}.jsonl"] for kind in ("checkpoints", "timestamps")).count(b"\n") >= 2


def test_an_incident_takes_along_what_belongs_to_it_and_no_more(case, incident, bundle):
    held = members(bundle)
    ids = {json.loads(line)["id"] for line in held["records/claims.jsonl"].splitlines()}
    assert ids == set(case.record(incident).record.claims)
    documents = {json.loads(line)["id"] for line in held["records/documents.jsonl"].splitlines()}
    assert documents < {document.id for document in case.documents()}
    assert {json.loads(line)["of"] for line in held["records/captures.jsonl"].splitlines()} >= documents
    assert held["records/incidents.jsonl"].count(b"\n") == 1
    # A register holds more than one incident's asset: its file stays at home.
    assert b"register.csv" not in held["records/captures.jsonl"]


def test_pages_captured_never_run_and_pictures_are_shown(case, tmp_path):
    write_bundle(case, "ALL", tmp_path / "all.zip")
    page = members(tmp_path / "all.zip")["index.html"].decode()
    assert "<script" not in page and "default-src 'none'" in page
    assert f'<img src="files/{hashlib.sha256(picture()).hexdigest()}"' in page
    assert f'src="files/{hashlib.sha256(ACTIVE).hexdigest()}"' not in page and 'href="files/' not in page


def test_a_lost_or_spoilt_file_leaves_no_bundle(tmp_path_factory, tmp_path):
    case = make_case(tmp_path_factory.mktemp("spoilt"))
    sha256 = case.documents()[0].sha256
    path = case._store.files.path(sha256)
    path.write_bytes(b"something else")
    with pytest.raises(LedgerBroken, match="does not hold"):
        write_bundle(case, "ALL", tmp_path / "all.zip")
    path.unlink()
    with pytest.raises(LedgerBroken, match="is missing"):
        write_bundle(case, "ALL", tmp_path / "all.zip")
    assert list(tmp_path.iterdir()) == []
    with case._store.reading() as reader:
        assert all(entry.stage != "bundle" for entry in reader.entries())


def test_nobody_knows_an_incident_that_is_not_there(case, tmp_path):
    for redacted in (False, True):
        with pytest.raises(UnknownRecord):
            write_bundle(case, "inc_none", tmp_path / "none.zip", redacted=redacted)
    with pytest.raises(InputError, match="is no zip"):
        (tmp_path / "no.zip").write_bytes(b"no zip")
        verify_bundle(tmp_path / "no.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["no.zip"]


# -- redacted ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def restricted(tmp_path_factory):
    case = make_case(tmp_path_factory.mktemp("restricted"))
    mosque = next(one for one in case.assets() if "Juma" in one.label)
    case.rule(mosque.id, "restrict", by="A. Reader", reason="at risk")
    return case


def test_a_redacted_bundle_shows_nothing_that_is_withheld(restricted, tmp_path):
    write_bundle(restricted, "ALL", tmp_path / "redacted.zip", redacted=True, signer=signer())
    held = members(tmp_path / "redacted.zip")
    assert not any(name.startswith(("files/", "ledger/", "superseded/")) for name in held)
    wacz = members(io.BytesIO(held.pop("documents.wacz")))
    opened = {**held, **wacz, "warc": gunzipped(wacz["archive/documents.warc.gz"])}
    everything = b"\n".join(content for name, content in opened.items() if name != "index.pdf").decode(
        "utf-8", "replace"
    )
    for secret in ("Juma", "Cümə", "graffiti", "39.993"):
        assert secret not in everything, secret
    gone = [one for one in restricted.documents() if "Juma" in one.text]
    for document in gone:
        assert document.sha256 not in everything and document.id not in everything
    with restricted._store.reading() as reader:
        hashes = {row for (row,) in reader.database.execute("SELECT sha256 FROM ledger_leaves")}
        hashes |= {entry.root for entry in reader.entries()} | {reader.head().head}
    shown = {hashlib.sha256(line).hexdigest() for content in held.values() for line in content.split(b"\n")}
    assert not {one for one in hashes - shown if one in everything}
    assert "cathedral" in everything.lower() and "Something has been withheld from this bundle" in everything


def gunzipped(content):
    import gzip

    return gzip.decompress(content)


def test_a_redacted_bundle_is_sealed_and_its_seal_opens(restricted, tmp_path):
    made = write_bundle(restricted, "ALL", tmp_path / "redacted.zip", redacted=True, signer=signer())
    assert made.strength == "signed" and "nothing in here proves" in " ".join(made.told)
    manifest = json.loads(members(made.path)["manifest.json"])
    assert manifest["withheld"] is True and manifest["proofs"] is False
    lines = seal_of(restricted, made.path)
    assert hashlib.sha256(lines.encode()).hexdigest() == manifest["seal"]
    entry, head = (line.split(" ")[1] for line in lines.splitlines()[3:])
    with restricted._store.reading() as reader:
        [text] = reader.database.execute("SELECT hash FROM ledger WHERE seq = ?", (int(entry),)).fetchone()
    assert text == head
    again = write_bundle(restricted, "ALL", tmp_path / "again.zip", redacted=True)
    assert seal_of(restricted, again.path) != lines
    with pytest.raises(UnknownRecord, match="not sealed by this workspace"):
        seal_of(restricted, write_bundle(restricted, "ALL", tmp_path / "whole.zip").path)


def test_where_nothing_is_withheld_a_redacted_bundle_says_nothing_of_it(case, tmp_path):
    made = write_bundle(case, "I1", tmp_path / "redacted.zip", redacted=True)
    assert json.loads(members(made.path)["manifest.json"])["withheld"] is False
    assert "has been withheld" not in members(made.path)["index.html"].decode()
    assert "in/" not in members(made.path)["index.html"].decode()


# -- the web archive ---------------------------------------------------------------------------------------------------


def test_the_web_archive_is_valid_and_reads_back(bundle, tmp_path):
    pytest.importorskip("wacz")
    warcio = pytest.importorskip("warcio.archiveiterator")
    held = members(bundle)
    path = tmp_path / "documents.wacz"
    path.write_bytes(held["documents.wacz"])
    asked = [sys.executable, "-c", f"from wacz.main import main; main(['validate', '-f', {str(path)!r}])"]
    assert "Validation succeeded" in subprocess.run(asked, capture_output=True, text=True).stdout
    archive = members(path)
    pages = [json.loads(line) for line in archive["pages/pages.jsonl"].splitlines()][1:]
    index = [line.split(" ", 2) for line in archive["indexes/index.cdx"].decode().splitlines()]
    documents = [json.loads(line) for line in held["records/documents.jsonl"].splitlines()]
    assert {page["id"] for page in pages} == {document["id"] for document in documents}
    assert {json.loads(said)["url"] for _, _, said in index} == {page["url"] for page in pages}
    records = list(warcio.ArchiveIterator(io.BytesIO(archive["archive/documents.warc.gz"]), check_digests="raise"))
    assert records[0] is not None
    for _, _, said in index:
        told = json.loads(said)
        start = int(told["offset"])
        one = archive["archive/documents.warc.gz"][start : start + int(told["length"])]
        [record] = [(r, r.content_stream().read()) for r in warcio.ArchiveIterator(io.BytesIO(one))]
        assert record[0].rec_type == "resource"
        assert f"files/{hashlib.sha256(record[1]).hexdigest()}" in held


# -- the checker's own parts -------------------------------------------------------------------------------------------


@given(st.integers(1, 255), st.text("ab_Շ", min_size=1))
def test_every_key_is_read_as_it_is_written(seed, name):
    from tutela.store.checkpoints import read_verifier_key

    key = public_key(seed, name)
    bundle = Bundle(CHECKER.parent)
    bundle.add_key(verifier_key(key), "")
    assert bundle.faults == [] and list(bundle.keys.values()) == [(base64.b64decode(key.public), name)]
    assert read_verifier_key(verifier_key(key)).public == key.public


@given(st.binary(max_size=200), st.integers(1, 255), st.integers(0, 63), st.integers(0, 7))
def test_signatures_are_checked_as_the_package_does(content, seed, at, bit):
    key = private_key(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(content)
    assert verify.signature_holds(public, content, signature)
    spoilt = bytearray(signature)
    spoilt[at] ^= 1 << bit
    assert not verify.signature_holds(public, content, bytes(spoilt))
    assert not verify.signature_holds(public, content + b".", signature)
