"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.sources.decoding import decode, storable

# NUL at the start of UTF-16 makes its mark that of UTF-32, and a second mark is a mark.
TEXT = st.text(st.characters(exclude_characters="\x00\ufeff", exclude_categories=["Cs"]))


@given(TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_with_a_mark_or_in_utf8_comes_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(st.binary(max_size=100))
def test_any_bytes_decode_and_say_what_was_replaced(content: bytes) -> None:
    decoded = decode(content)
    assert decoded.guessed or decoded.replaced or decoded.text.encode(decoded.encoding) in content


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Старая часовня".encode("cp1251"), "cp1251"),
        ("Église brûlée à Saint-Élie".encode("cp1252"), "cp1252"),
        ("Գյուղ".encode() + b" \xff", "utf-8"),
    ],
)
def test_code_pages_of_spreadsheets(content: bytes, encoding: str) -> None:
    assert decode(content, western=True).encoding == encoding


@pytest.mark.parametrize(
    ("content", "binary"),
    [(b"%PDF-1.7\n\x00\x01", True), (bytes(range(128, 256)) * 3, True), (b"Chapel\x0c\nhit", False), (b"", False)],
)
def test_what_is_no_text(content: bytes, binary: bool) -> None:
    assert decode(content).binary is binary


def test_surrogates_are_replaced_in_place() -> None:
    assert storable("a\ud800b\0c") == "a\ufffdb\ufffdc"
