"""The worked example of docs/ledger.md, checked as the page says: with the standard library, and an Ed25519 check."""

import base64
import hashlib
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from signing import public_key

from tutela.store.checkpoints import check_signature, read_note, read_verifier_key
from tutela.store.ledger import entry_from
from tutela.store.proofs import InclusionProof, disproof
from tutela.store.timestamps.response import request_for

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")
FILES = dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE, flags=re.MULTILINE | re.DOTALL))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_the_record_leads_to_the_entry_by_its_path():
    leaf = json.loads(FILES["leaf.json"])
    assert leaf["sha256"] == sha256(FILES["record.json"].rstrip("\n").encode())
    here = hashlib.sha256(b"\x00" + FILES["leaf.json"].rstrip("\n").encode()).digest()
    before, after = (bytes.fromhex(line) for line in FILES["path.txt"].split())
    assert node(node(before, here), after).hex() == json.loads(FILES["entries.jsonl"].splitlines()[1])["root"]


def test_the_entries_lead_to_the_checkpoint_and_its_signature_holds():
    first, second = FILES["entries.jsonl"].splitlines()
    assert json.loads(second)["previous"] == sha256(first.encode())
    body, signature = FILES["checkpoint.txt"].split("\n\n")
    assert f"head {sha256(second.encode())}\n" in body + "\n" and "entry 2\n" in body
    assert json.loads(first)["note"]["workspace"] in body
    label, hint, key = FILES["key.txt"].strip().split("+", 2)
    raw = base64.b64decode(key)
    assert raw[:1] == b"\x01" and hashlib.sha256(label.encode() + b"\n" + raw).hexdigest()[:8] == hint
    dash, named, encoded = signature.strip().split(" ")
    assert (dash, named) == ("—", label)
    signed = base64.b64decode(encoded)
    assert signed[:4].hex() == hint
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(signed[4:], f"{body}\n".encode())


def test_the_program_says_the_same_of_the_example():
    note = read_note(FILES["checkpoint.txt"])
    check_signature(note, read_verifier_key(FILES["key.txt"], "A. Reader"))
    assert read_verifier_key(FILES["key.txt"], "A. Reader") == public_key()
    entries = tuple(FILES["entries.jsonl"].splitlines())
    assert [entry_from(json.loads(text)).text() for text in entries] == list(entries)
    proof = InclusionProof(json.loads(FILES["leaf.json"]), 1, tuple(FILES["path.txt"].split()), entries[1:])
    assert disproof(proof, sha256(FILES["record.json"].strip().encode()), note.head) == ""


def test_a_timestamp_request_is_the_bytes_that_the_page_gives():
    before, after = re.search(r"`(30 39[0-9A-F ]+)`, the 32 bytes, `([0-9A-F ]+)`", PAGE.replace("\n", " ")).groups()
    digest = hashlib.sha256(b"checkpoint").digest()
    assert request_for(b"checkpoint") == bytes.fromhex(before) + digest + bytes.fromhex(after)
