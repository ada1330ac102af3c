import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signing import AT, private_key, public_key

from tutela.model.errors import InputError
from tutela.store.checkpoints import (
    body_of,
    check_signature,
    checked_name,
    hint_of,
    label_of,
    read_note,
    read_verifier_key,
    signature_holds,
    signed_checkpoint,
    verifier_key,
)

WORKSPACE = "0f8fad5b-d9cb-469f-a165-70867728950e"
NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(
    lambda name: name == checked_name(name)
)


def made(entry=7, head="ab" * 32, ruling="", name="A. Reader", seed=1):
    return signed_checkpoint(
        body_of(WORKSPACE, entry, head, AT, ruling), public_key(seed, name), private_key(seed).sign
    )


def holds(text: str) -> bool:
    try:
        check_signature(read_note(text), public_key())
    except InputError:
        return False
    return True


@given(
    st.integers(1, 10**17),
    st.binary(min_size=32, max_size=32),
    st.sampled_from(["", "rul_0123456789abcdef0123"]),
    NAMES,
    st.integers(0, 255),
)
def test_a_checkpoint_reads_back_as_it_was_signed(entry, head, ruling, name, seed):
    checkpoint = made(entry, head.hex(), ruling, name, seed)
    note = read_note(checkpoint.note)
    check_signature(note, public_key(seed, name))
    assert (note.workspace, note.entry, note.head, note.at) == (WORKSPACE, entry, head.hex(), AT)
    assert note.ruling == checkpoint.ruling == ruling and note.text() == checkpoint.note
    assert (checkpoint.entry, checkpoint.at, checkpoint.key) == (entry, AT, public_key(seed, name).id)


def test_any_flipped_bit_of_a_checkpoint_is_refused():
    good = made(ruling="rul_0123456789abcdef0123").note.encode()
    assert holds(good.decode())
    for at in range(8 * len(good)):
        spoilt = bytearray(good)
        spoilt[at // 8] ^= 1 << at % 8
        try:
            text = spoilt.decode("utf-8")
        except UnicodeDecodeError:
            continue
        assert not holds(text), f"bit {at}: {text}"


@given(st.integers(0, 300), st.text(max_size=3), st.integers(0, 3))
def test_text_put_in_or_taken_out_is_refused(at, put, taken):
    good = made().note
    spoilt = good[:at] + put + good[at + taken :]
    assert spoilt == good or not holds(spoilt)


def test_another_key_of_the_same_name_is_refused():
    note = read_note(made().note)
    with pytest.raises(InputError, match="names another key"):
        check_signature(note, public_key(2))
    with pytest.raises(InputError, match="names another key"):
        check_signature(note, public_key(1, "B. Reader"))


def test_a_signature_of_one_text_under_another_is_refused():
    one, other = made(7), made(8)
    mixed = one.note.split("\n\n")[0] + "\n\n" + other.note.split("\n\n")[1]
    with pytest.raises(InputError, match="does not belong to this text"):
        check_signature(read_note(mixed), public_key())


def test_nothing_but_a_checkpoint_is_signed():
    with pytest.raises(InputError, match="no checkpoint"):
        signed_checkpoint("I owe you 5\n", public_key(), private_key().sign)


@given(NAMES, st.integers(0, 255))
def test_a_public_key_comes_back_from_its_line(name, seed):
    key = public_key(seed, name)
    assert read_verifier_key(f" {verifier_key(key)}\n", name) == key
    assert read_verifier_key(verifier_key(key)).public == key.public


def test_any_changed_letter_of_a_public_key_is_refused():
    line = verifier_key(public_key())
    for at, letter in enumerate(line):
        for other in "A1+_":
            spoilt = line[:at] + other + line[at + 1 :]
            if letter != other:
                with pytest.raises(InputError):
                    read_verifier_key(spoilt)


@pytest.mark.parametrize("name", ["", "  ", "A\u202eB", "A\x00B", "x" * 201])
def test_names_that_cannot_be_seen_are_refused(name):
    with pytest.raises(InputError):
        checked_name(name)


def test_a_name_is_composed_and_keeps_the_joiners_of_its_script():
    assert checked_name(" Jose\u0301  Pérez ") == "José Pérez"
    assert checked_name("می\u200cخواهم") == "می\u200cخواهم"


def test_key_and_signature_are_those_of_other_tools_for_signed_notes():
    """The example of https://pkg.go.dev/golang.org/x/mod/sumdb/note."""
    key = read_verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    line = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    signed = base64.b64decode(line)
    assert signed[:4] == hint_of(key.name, key.public)
    assert signature_holds(key.public, signed[4:], text.encode())
    assert not signature_holds(key.public, signed[4:], text.encode()[:-1])
    assert label_of("a b+c") == "a_b_c"
