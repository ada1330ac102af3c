import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.store.ledger import NO_HASH, Act, Entry, Leaf, entry_from, merkle_root


def rfc_6962(leaves):
    """The tree as RFC 6962, section 2.1, words it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + rfc_6962(leaves[:split]) + rfc_6962(leaves[split:])).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_the_root_is_that_of_rfc_6962(leaves):
    assert merkle_root(leaves) == rfc_6962(leaves).hex()


def test_a_leaf_hashes_as_the_documentation_says():
    leaf = Leaf(Act.ADD, "claims", "clm_1", "ab", "run_1", "doc_1")
    text = b'{"act":"add","id":"clm_1","kind":"claims","run":"run_1","scope":"doc_1","sha256":"ab"}'
    assert leaf.digest() == hashlib.sha256(b"\x00" + text).digest()


def test_an_entry_reads_back_as_it_was_written():
    entry = Entry(1, NO_HASH, "2020-12-01T00:00:00.000Z", "create", 0, "00", "", "tutela", (("title", "Շուշի"),))
    assert entry_from(json.loads(entry.text())) == entry
    assert "Շուշի" in entry.text()


@pytest.mark.parametrize("spoilt", [{"seq": "1"}, {"note": []}, {"leaves": None}])
def test_an_entry_of_the_wrong_shape_is_refused(spoilt):
    good = json.loads(Entry(1, NO_HASH, "", "", 0, "").text())
    with pytest.raises(TypeError):
        entry_from(good | spoilt)
    with pytest.raises(KeyError):
        entry_from({})
