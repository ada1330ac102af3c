"""Folders of results: a reader never meets half of one, and nothing else is swept away for one."""

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from tutela.model.errors import InputError
from tutela.sources.drafts import shown_path


@contextmanager
def replacing(folder: Path, called: str, marks: Collection[str], keep_others: bool = False) -> Iterator[Path]:
    """A fresh folder to write into, which takes the place of `folder` once the block ends without an exception.

    Args:
        called: what is written, with its article ("a dossier"), for the message.
        marks: names of files by which an earlier one is known.
        keep_others: whether files that the fresh one does not have stay. Not where an earlier one may have been a
            private copy.

    Raises:
        InputError: something else is there.
    """
    check_replaceable(folder, called, marks)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
        _put_in_place(fresh, folder, keep_others)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_replaceable(folder: Path, called: str, marks: Collection[str]) -> None:
    """See that nothing stands there, or an earlier one of the same kind.

    Raises:
        InputError: something else is there.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{shown_path(folder)} is a file.", "Name a new folder.")
    held = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    if held and not held.issuperset(marks):
        raise InputError(f"{shown_path(folder)} holds something else than {called}.", "Name a new or empty folder.")


def _put_in_place(fresh: Path, folder: Path, keep_others: bool) -> None:
    fresh.chmod(0o755)
    if not folder.exists():
        fresh.rename(folder)
        return
    # A folder cannot be swapped in one step: move the old one aside, inside the fresh one's place to be removed.
    old = fresh.with_name(f"{fresh.name}-old")
    folder.rename(old)
    for entry in old.iterdir() if keep_others else ():
        if not (fresh / entry.name).exists():
            entry.rename(fresh / entry.name)
    fresh.rename(folder)
    shutil.rmtree(old)
