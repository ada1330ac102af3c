"""The text of a register's file, in whatever encoding, again and again."""

import codecs
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.decoding import decode, kind_of_binary, wide_encoding
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.rows import remark

SMALL = 16_000_000
"""Bytes up to which a text is held in memory as one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A register's text, from the beginning as often as it is opened."""

    open: Callable[[], IO[str]]
    """With its line ends as they are."""
    problems: tuple[Problem, ...] = ()


def text_of(file: RegisterFile, remedy: str, *, western: bool = False) -> Text:
    """The text of a file in UTF-8, UTF-16, cp1251 or (`western`) cp1252; `remedy` is for what is no text.

    Raises:
        UnreadableFile: it is no text.
    """
    with file.open() as stream:
        head = stream.read(SMALL)
        if not head.strip():
            raise UnreadableFile(f"{file.shown} is empty.", "See whether it was saved.")
        large = len(head) == SMALL
        if large and not wide_encoding(head[:2000]) and _is_utf8(head, stream):
            return Text(lambda: io.TextIOWrapper(file.open(), "utf-8-sig", newline=""))
    with file.open() as stream:
        content = stream.read() if large else head
    decoded = decode(content, western=western)
    if decoded.binary:
        raise UnreadableFile(f"{file.shown} is no text but {kind_of_binary(content)}.", remedy)
    problems: tuple[Problem, ...] = ()
    if decoded.replaced or decoded.guessed:
        message = f"is no UTF-8; it was read as {decoded.encoding}."
        problems = (remark(file.path, message, "Save it as UTF-8 if names look wrong."),)
    text = decoded.text
    return Text(lambda: io.StringIO(text, newline=""), problems)


def _is_utf8(head: bytes, stream: IO[bytes]) -> bool:
    """Whether all of a large file is UTF-8 without NULs, piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    piece = head
    try:
        while piece:
            if 0 in piece:
                return False
            decoder.decode(piece)
            piece = stream.read(1 << 20)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
