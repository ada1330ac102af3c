"""What a disk refuses, said in a sentence instead of a trace of calls."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutela.model.errors import WorkspaceError
from tutela.model.problems import one_line

REMEDIES = {
    errno.ENOSPC: "Free some space and run the same command again: what was finished is kept.",
    errno.EDQUOT: "Free some space and run the same command again: what was finished is kept.",
    errno.EFBIG: "Choose a disk that takes longer files, and run the same command again.",
    errno.EROFS: "Name a folder on a disk that can be written.",
    errno.EACCES: "Name a folder in which you may write, or change its permissions.",
    errno.EPERM: "Name a folder in which you may write, or change its permissions.",
    errno.ENOTDIR: "Name a folder; a file stands in its way.",
    errno.EEXIST: "Name a folder; a file stands in its way.",
    errno.ENAMETOOLONG: "Name a folder with a shorter name.",
}
"""What to do, by the system's number of the error."""
OTHERWISE = "Check the folder, its disk and its permissions, and run the same command again."
SQLITE_REASONS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
"""SQLite's primary result code -> what the system would say."""


@contextmanager
def refusals_told(path: Path) -> Iterator[None]:
    """Turn what the disk refuses while writing under `path` into a WorkspaceError.

    Raises:
        WorkspaceError: a file or the database could not be written, and what to do.
    """
    try:
        with database_refusals_told(path):
            yield
    except OSError as error:
        raise _refusal(path, error.errno or 0, error.strerror or str(error), error.filename) from error


@contextmanager
def database_refusals_told(path: Path) -> Iterator[None]:
    """The same of the database alone; other errors pass.

    Raises:
        WorkspaceError: the database could not be written, and what to do.
    """
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except OperationalError as error:
        if not isinstance(error.orig, sqlite3.OperationalError):
            raise
        raise _of_sqlite(path, error.orig) from error
    except sqlite3.OperationalError as error:
        raise _of_sqlite(path, error) from error


def full_disk(path: Path, error: OSError) -> WorkspaceError | None:
    """What to say where a disk or a quota is full; None of any other error."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return None
    return _refusal(path, error.errno, error.strerror or str(error), path)


def _of_sqlite(path: Path, error: sqlite3.OperationalError) -> WorkspaceError:
    # The low byte is the primary code; the others say more exactly where it happened.
    return _refusal(path, SQLITE_REASONS.get(error.sqlite_errorcode & 0xFF, 0), str(error), None)


def _refusal(path: Path, number: int, why: str, file: object) -> WorkspaceError:
    place = one_line(os.fsdecode(file) if isinstance(file, str | bytes | os.PathLike) else str(path))
    return WorkspaceError(f"{place} cannot be written ({why}).", REMEDIES.get(number, OTHERWISE))
