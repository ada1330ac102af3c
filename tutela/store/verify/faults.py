"""Faults as a person reads them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tutela.model.problems import Problem

RESTORE = "Keep this copy as it is, and compare it with a backup."
SHOWN = 80
"""Characters of a value that a fault quotes."""


def fault(where: str, message: str, value: object = None, column: str | None = None, row: int | None = None) -> Problem:
    """One fault: where it is and what is wrong."""
    shown = None if value is None else str(value)[:SHOWN]
    return Problem(where, message, RESTORE, row=row, column=column, value=shown, dropped=False)


@contextmanager
def told(faults: list[Problem], where: str) -> Iterator[None]:
    """Turn what SQLite cannot read into a fault, and go on with the next check."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError, ValueError, OverflowError) as error:
        # SQLite keeps a text in a column of numbers if somebody puts it there.
        # SQLite quotes what it stumbles over, and Python cannot decode a message that quotes rubbish.
        faults.append(fault(where, f"cannot be read: {error}."))


def lenient_text(raw: bytes) -> str:
    """A text that may have lost its UTF-8: what cannot be decoded stays visible, and never equals the right text."""
    return raw.decode("utf-8", "surrogateescape")


def digest_text(hasher: Callable[[bytes], str], text: object) -> str:
    """Hash of a text as it stands in the database, whatever has happened to it."""
    return hasher(text.encode("utf-8", "surrogateescape")) if isinstance(text, str) else ""
