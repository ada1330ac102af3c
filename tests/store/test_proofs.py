import dataclasses
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_case import RUN, asset, captured, claim

from tutela.model.errors import InputError, UnknownRecord
from tutela.model.inventory import Asset
from tutela.store.ledger import NO_HASH, Act, Entry, Leaf, merkle_root, merkle_root_of, sha256_hex
from tutela.store.proofs import InclusionProof, disproof, leaf_hash, merkle_path, prove, root_along
from tutela.store.store import Store

DIGESTS = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70)
HASH = "ab" * 32


def ledger(sizes):
    """Entries of random size, their leaves, and the hash of the newest."""
    previous, entries, leaves = NO_HASH, [], []
    for seq, size in enumerate(sizes, start=1):
        under = [Leaf(Act.ADD, "claims", f"clm_{seq}_{at} “Շուշի”", sha256_hex(f"{seq} {at}")) for at in range(size)]
        root = merkle_root([leaf.digest() for leaf in under])
        entry = Entry(seq, previous, "2020-12-01T00:00:00.000Z", "reading", size, root).text()
        previous = sha256_hex(entry)
        entries.append(entry)
        leaves.append(under)
    return entries, leaves, previous


def as_json(leaf):
    return {name: str(getattr(leaf, name)) for name in ("act", "id", "kind", "run", "scope", "sha256")}


@given(DIGESTS, st.data())
def test_a_path_leads_to_the_root_and_from_no_other_leaf(digests, data):
    index = data.draw(st.integers(0, len(digests) - 1))
    path = merkle_path(digests, index)
    assert root_along(digests[index], index, len(digests), path) == merkle_root(digests)
    other = data.draw(st.binary(min_size=32, max_size=32))
    assert other == digests[index] or root_along(other, index, len(digests), path) != merkle_root(digests)


@given(DIGESTS, st.data())
def test_a_path_too_long_or_too_short_is_refused(digests, data):
    index = data.draw(st.integers(0, len(digests) - 1))
    path = merkle_path(digests, index)
    for wrong in ((*path, HASH), path[:-1] if path else None):
        if wrong is not None:
            with pytest.raises(ValueError, match="too"):
                root_along(digests[index], index, len(digests), wrong)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.data())
def test_every_record_of_a_random_ledger_is_proven_and_no_forged_one(sizes, data):
    entries, leaves, head = ledger(sizes)
    which = data.draw(st.integers(0, len(sizes) - 1))
    index = data.draw(st.integers(0, sizes[which] - 1))
    leaf = leaves[which][index]
    path = merkle_path([one.digest() for one in leaves[which]], index)
    proof = InclusionProof(as_json(leaf), index, path, tuple(entries[which:]))
    assert leaf_hash(proof.leaf) == leaf.digest()
    assert disproof(proof, leaf.sha256, head) == ""
    assert disproof(proof, HASH, head) and disproof(proof, leaf.sha256, HASH)
    for forged in forgeries(proof, data):
        assert forged == proof or disproof(forged, leaf.sha256, head), forged


def forgeries(proof, data):
    field = data.draw(st.sampled_from(sorted(proof.leaf)))
    yield dataclasses.replace(proof, leaf={**proof.leaf, field: proof.leaf[field] + "x"})
    yield dataclasses.replace(proof, leaf={**proof.leaf, "more": ""})
    yield dataclasses.replace(proof, index=proof.index + 1)
    yield dataclasses.replace(proof, path=(*proof.path, HASH))
    yield dataclasses.replace(proof, path=tuple(reversed(proof.path)) if len(set(proof.path)) > 1 else (HASH,))
    yield dataclasses.replace(proof, entries=proof.entries[1:])
    yield dataclasses.replace(proof, entries=proof.entries[:-1])
    at = data.draw(st.integers(0, len(proof.entries) - 1))
    spoilt = proof.entries[at].replace('"software":""', '"software":"x"')
    yield dataclasses.replace(proof, entries=(*proof.entries[:at], spoilt, *proof.entries[at + 1 :]))


@pytest.mark.parametrize("entry", ["", "{}", "[]", '{"leaves":"many","root":"00"}'])
def test_what_is_no_entry_disproves_and_does_not_crash(entry):
    proof = InclusionProof(as_json(Leaf(Act.ADD, "claims", "clm_1", HASH)), 0, (), (entry,))
    assert "cannot be read" in disproof(proof, HASH, sha256_hex(entry))


@pytest.fixture
def store(tmp_path):
    store = Store.create(tmp_path / "workspace", "Test")
    for numbers in (range(5), range(2, 9)):
        with store.batch(RUN.id, "sources") as writer:
            for number in numbers:
                writer.capture(captured(number))
                writer.add_all([claim(captured(number).document)])
            writer.replace(Asset, [asset(number) for number in numbers], "register")
    yield store
    store.close()


def test_records_of_a_workspace_are_proven_superseded_ones_too(store):
    with store.reading() as reader:
        head = reader.head()
        bodies = dict(reader.database.execute("SELECT id, json FROM claims UNION ALL SELECT id, json FROM history"))
        assert "ast_0" in bodies
        for id_, body in bodies.items():
            proof = prove(reader, id_, head.entries)
            assert disproof(proof, sha256_hex(body), head.head) == ""
            assert json.loads(proof.entries[0])["leaves"] > 1 and len(proof.path) >= 3


def test_a_record_that_came_later_is_not_proven_by_an_earlier_entry(store):
    with store.reading() as reader:
        with pytest.raises(InputError, match="came in with ledger entry 3"):
            prove(reader, "ast_8", 2)
        with pytest.raises(InputError, match="nothing up to entry 9"):
            prove(reader, "ast_8", 9)
        with pytest.raises(UnknownRecord):
            prove(reader, "ast_none", 3)


def test_checking_a_proof_needs_the_standard_library_alone(store):
    """The source of the functions that check is run where nothing of Tutela can be imported."""
    import inspect

    from tutela.store import proofs

    functions = (proofs.disproof, proofs.leaf_hash, proofs.root_along, proofs._broken_chain)
    with store.reading() as reader:
        head, proof = reader.head(), prove(reader, "ast_3", reader.head().entries)
        body = reader.database.execute("SELECT json FROM assets WHERE id = 'ast_3'").fetchone()[0]
    alone = "\n".join(
        [
            "from __future__ import annotations\nimport hashlib, json, sys, types",
            *map(inspect.getsource, functions),
            "given = json.load(sys.stdin)\nproof = types.SimpleNamespace(**given['proof'])",
            "print(disproof(proof, hashlib.sha256(given['body'].encode()).hexdigest(), given['head']) or 'proven')",
        ]
    )
    given = json.dumps({"proof": dataclasses.asdict(proof), "body": body, "head": head.head})
    done = subprocess.run([sys.executable, "-I", "-S", "-c", alone], input=given, capture_output=True, text=True)
    assert done.stdout == "proven\n", done.stderr


@given(DIGESTS, st.data())
def test_several_leaves_are_proven_with_each_hash_beside_them_once(digests, data):
    from tutela.publishing.bundle.verify import tree
    from tutela.store.proofs import _beside

    places = sorted(data.draw(st.sets(st.integers(0, len(digests) - 1), min_size=1)))
    beside = list(_beside(memoryview(b"".join(digests)), places, 0, len(digests)))
    shown = [digests[at] for at in places]
    assert tree(0, len(digests), places, shown, iter(beside)).hex() == merkle_root(digests)
    spoilt = [bytes(32), *shown[1:]]
    assert shown == spoilt or tree(0, len(digests), places, spoilt, iter(beside)).hex() != merkle_root(digests)


def test_one_of_a_million_records_is_proven_with_twenty_hashes():
    from tutela.store.proofs import _beside

    many = 1_000_000
    digests = b"".join(at.to_bytes(32, "big") for at in range(many))
    beside = list(_beside(memoryview(digests), [654_321], 0, many))
    path = merkle_path([digests[at : at + 32] for at in range(0, 32 * many, 32)], 654_321)
    assert len(path) == len(beside) == 20 and set(path) == set(beside)
    assert root_along(digests[32 * 654_321 :][:32], 654_321, many, path) == merkle_root_of(digests)
