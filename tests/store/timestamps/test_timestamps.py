"""Requests, answers and their checking, with an authority made for the test by openssl."""

import contextlib
import hashlib
import random
import shutil
import subprocess
import sys

import pytest
from authority import Authority
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.errors import InputError
from tutela.store.timestamps import checking
from tutela.store.timestamps.checking import Standing, check_response
from tutela.store.timestamps.der import OID, SEQUENCE, encoded, one, values
from tutela.store.timestamps.response import read_answer, request_for

SEED = 20201120
NOTE = "tutela-checkpoint/1\n— Շուշի\n".encode()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def answer(authority):
    return authority.stamp(request_for(NOTE))


def test_the_request_is_the_one_that_openssl_makes(tmp_path):
    (tmp_path / "note").write_bytes(NOTE)
    asked = ("ts", "-query", "-data", "note", "-sha256", "-cert", "-no_nonce", "-out", "note.tsq")
    subprocess.run(["openssl", *asked], cwd=tmp_path, check=True, capture_output=True)
    assert request_for(NOTE) == (tmp_path / "note.tsq").read_bytes()


def test_what_an_answer_says_is_what_openssl_prints(authority, answer):
    read = read_answer(answer)
    printed = subprocess.run(
        ["openssl", "ts", "-reply", "-in", "response.tsr", "-text"],
        cwd=authority.folder,
        check=True,
        capture_output=True,
        text=True,
        env={"TZ": "UTC", "LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    ).stdout
    (authority.folder / "response.tsr").write_bytes(answer)
    assert f"Serial number: 0x{read.serial:02X}" in printed
    assert read.at[11:19] in printed and read.at.endswith("Z")
    assert (read.policy, read.accuracy, read.authority) == ("1.2.3.4.1", "1 s 500 ms", "O=Clocks, CN=Test TSA")
    assert read.imprint == hashlib.sha256(NOTE).digest() and read.others == ()


def test_an_answer_is_trusted_only_with_a_certificate_that_leads_to_it(authority, answer, tmp_path):
    trusted = check_response(answer, NOTE, authority.certificate)
    assert (trusted.standing, trusted.why) == (Standing.TRUSTED, "")
    for others in (b"", Authority(tmp_path).certificate):
        found = check_response(answer, NOTE, others)
        assert found.standing is Standing.VALID
        assert "signature is valid, its issuer not in the trusted list" in found.why


def test_an_authoritys_own_certificate_can_be_trusted(authority, answer):
    own = (authority.folder / "tsa.pem").read_bytes()
    assert check_response(answer, NOTE, own).standing is Standing.TRUSTED


def test_a_trusted_list_that_holds_no_certificate_trusts_nobody(answer):
    for nothing in (b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        assert check_response(answer, NOTE, nothing).standing is Standing.VALID


def test_openssl_takes_over_where_the_package_is_missing(authority, answer, monkeypatch):
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert check_response(answer, NOTE, authority.certificate).standing is Standing.TRUSTED
    assert check_response(answer, NOTE + b"x", authority.certificate).standing is Standing.REFUSED


def test_openssl_takes_over_where_the_package_reads_too_strictly(tmp_path):
    chained = Authority(tmp_path, chain=True)
    for number in range(8):
        # Which order DER wants depends on the certificates: one in two is out of order.
        answer = chained.stamp(request_for(NOTE))
        read = read_answer(answer)
        assert len(read.others) == 1 and read.authority.endswith("CN=Test TSA"), number
        assert check_response(answer, NOTE, chained.certificate).standing is Standing.TRUSTED


def test_without_openssl_nothing_is_claimed_that_was_not_checked(authority, answer, monkeypatch):
    monkeypatch.setattr(checking.shutil, "which", lambda _: None)
    assert check_response(answer, NOTE, authority.certificate).standing is Standing.TRUSTED
    unchecked = check_response(answer, NOTE)
    assert unchecked.standing is Standing.UNCHECKED and "Without openssl" in unchecked.why
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert check_response(answer, NOTE, authority.certificate).standing is Standing.UNCHECKED


def test_an_answer_to_something_else_is_refused(authority, answer):
    found = check_response(answer, NOTE[:-1], authority.certificate)
    assert found.standing is Standing.REFUSED and "something else" in found.why


def test_any_flipped_bit_is_refused_or_leaves_all_it_says(authority, answer):
    choice, good = random.Random(SEED), read_answer(answer)
    refused = 0
    for _ in range(60):
        spoilt = bytearray(answer)
        spoilt[choice.randrange(len(answer))] ^= 1 << choice.randrange(8)
        found = check_response(bytes(spoilt), NOTE, authority.certificate)
        assert found.standing is Standing.REFUSED or found.answer == good, found
        refused += found.standing is Standing.REFUSED
    assert refused > 50


def test_another_hash_than_sha256_is_refused(authority, tmp_path):
    (tmp_path / "note").write_bytes(NOTE)
    asked = ("ts", "-query", "-data", "note", "-sha512", "-cert", "-no_nonce", "-out", "note.tsq")
    subprocess.run(["openssl", *asked], cwd=tmp_path, check=True, capture_output=True)
    with pytest.raises(InputError, match="another hash than SHA-256"):
        read_answer(authority.stamp((tmp_path / "note.tsq").read_bytes()))


def test_a_refusal_of_the_authority_is_told(authority):
    with pytest.raises(InputError, match=r"refused \(status 2\)"):
        read_answer(authority.stamp(b"nonsense"))


@given(st.binary(max_size=80))
def test_bytes_that_are_no_answer_are_refused_in_words(content):
    with pytest.raises(InputError):
        read_answer(content)


@given(st.data())
def test_damaged_answers_are_read_or_refused_in_words(answer, data):
    at = data.draw(st.integers(0, len(answer)))
    put, taken = data.draw(st.binary(max_size=4)), data.draw(st.integers(0, 8))
    with contextlib.suppress(InputError):
        read_answer(answer[:at] + put + answer[at + taken :])


@given(st.lists(st.tuples(st.integers(1, 0x1E), st.binary(max_size=300)), max_size=5))
def test_der_values_come_back(pairs):
    written = b"".join(encoded(tag, content) for tag, content in pairs)
    assert [(value.tag, value.content) for value in values(written)] == pairs


@pytest.mark.parametrize("bad", ["3080", "3003", "308101", "30820001", "1f01", "30"])
def test_what_is_not_in_ders_form_is_refused(bad):
    with pytest.raises(ValueError):
        values(bytes.fromhex(bad))


def test_object_identifiers_are_written_with_dots():
    assert one(bytes.fromhex("06092a864886f70d010702"), OID).dotted == "1.2.840.113549.1.7.2"
    assert one(bytes.fromhex("0603813403"), OID).dotted == "2.100.3"
    with pytest.raises(ValueError):
        one(bytes.fromhex("0600"), OID).dotted  # noqa: B018
    with pytest.raises(ValueError):
        one(b"", SEQUENCE)


def test_openssl_is_there_for_these_tests():
    assert shutil.which("openssl")
