"""Bytes to text, saying how surely."""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")

MIN_CYRILLIC_RUN = 3.0
"""Mean length of runs of high bytes from which a file that is not UTF-8 is read as cp1251. Words of Russian and
Ukrainian average 5 to 6 letters; the accents of Western text stand alone (runs of 1.0 to 1.2 in French and German)."""
MIN_CYRILLIC_BYTES = 6
"""High bytes needed before a code page is guessed at all: one word."""
LAST_HIGH_BYTE = 0x20
"""Highest first byte of UTF-16 in any alphabet (punctuation, U+20xx); the letters of plain text lie above it."""
MAX_UNREADABLE = 0.1
"""Share of control and undecodable characters from which a file is no text; PDF, ZIP and JPEG files lie above 0.3."""


_SIGNS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office file",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG": "a PNG image",
    b"SQLite format 3": "a database",
}
"""What files begin with, and what they are."""


def kind_of_binary(content: bytes) -> str:
    """What binary data are, in words."""
    known = next((kind for sign, kind in _SIGNS.items() if content.startswith(sign)), "")
    return known or ("binary data (it holds NULs)" if b"\0" in content else "binary data")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how its bytes were read."""

    text: str
    encoding: str
    guessed: bool = False
    """Whether the encoding was concluded from the letters alone."""
    replaced: int = 0
    """Undecodable bytes replaced by U+FFFD."""

    @property
    def binary(self) -> bool:
        """Whether this is no text at all."""
        odd = self.replaced + len(_CONTROL.findall(self.text))
        return "\x00" in self.text or odd > MAX_UNREADABLE * len(self.text)


def decode(content: bytes, *, western: bool = False) -> Decoded:
    """The text of a file: by its byte order mark, as UTF-8, as UTF-16 without a mark, or as Cyrillic cp1251.

    Whatever cannot be decoded is replaced by U+FFFD and counted. With `western`, bytes that are neither UTF-8 nor
    Cyrillic are read as cp1252, which is what spreadsheets of that age hold.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    if unmarked := _unmarked_utf16(content):
        return _replacing(content, unmarked)
    whole = _replacing(content, "utf-8")
    if not whole.replaced:
        return whole
    if _looks_cyrillic(content):
        return Decoded(content.decode("cp1251", "replace"), "cp1251", guessed=True)
    if western and not _holds_utf8(whole):
        text = content.decode("cp1252", "replace")
        return Decoded(text, "cp1252", guessed=True, replaced=text.count("\ufffd"))
    return whole


def wide_encoding(head: bytes) -> str:
    """The encoding of a file that begins with `head`, if its letters take two or four bytes each; else empty."""
    marked = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), "")
    return _WITH_MARK.get(marked, "") or _unmarked_utf16(head[: len(head) // 2 * 2])


_WITH_MARK = {"utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32-le": "utf-32", "utf-32-be": "utf-32"}


_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with what cannot be kept replaced by U+FFFD, its length unchanged.

    Lone surrogates fit into no file, and at a NUL half of all programs stop reading.
    """
    return _UNKEPT.sub("\ufffd", text) if _UNKEPT.search(text) else text


def _replacing(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
        return Decoded(text, encoding, replaced=max(1, text.count("\ufffd")))


def _unmarked_utf16(content: bytes) -> str:
    # Every other byte of UTF-16 text in Latin letters is NUL; spaces and digits show the same in any alphabet.
    head = content[:2000]
    # Without a mark, Chinese stays unknown: a NUL that strayed into plain text would turn that into Chinese.
    if len(head) < 4 or 0 not in head or len(content) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 < len(head) // 2 or min(even, odd) * 10 > max(even, odd):
        return ""
    high = head[::2] if even > odd else head[1::2]
    if any(byte > LAST_HIGH_BYTE for byte in high):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _looks_cyrillic(content: bytes) -> bool:
    runs = _HIGH_RUN.findall(content)
    high = sum(map(len, runs))
    if high < MIN_CYRILLIC_BYTES or high / len(runs) < MIN_CYRILLIC_RUN:
        return False
    letters = sum("\u0400" <= letter <= "\u04ff" for letter in b"".join(runs).decode("cp1251", "replace"))
    return letters >= 0.9 * high and not _holds_utf8(_replacing(content, "utf-8"))


def _holds_utf8(text: Decoded) -> bool:
    return any(letter > "\x7f" and letter != "\ufffd" for letter in text.text)
