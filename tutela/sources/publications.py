"""Files and folders of publications -> captured documents; what cannot be read is a problem, never a stop."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from tutela.model.documents import Captured
from tutela.model.problems import Problem
from tutela.sources.decoding import decode, kind_of_binary
from tutela.sources.drafts import Draft, Source, shown_path
from tutela.sources.json_files import MAX_BYTES, read_json, read_json_lines
from tutela.sources.media import MEDIA_TYPES
from tutela.sources.naming import Names, captured
from tutela.sources.pages import read_page

ENDINGS = (".txt", ".html", ".htm", ".json", ".jsonl")
"""Files read as publications."""
MAX_LIST_BYTES = 200_000_000
"""Longest JSON list taken: it is held in memory whole, unlike JSON Lines."""


def read_publications(paths: Sequence[Path], apart: Path | None = None) -> Iterator[Captured | Problem]:
    """Every publication in files and folders, in the order given, folders recursively in sorted order.

    Hidden files are passed over. Each publication comes as a document with its bytes; each fault as a problem, and
    the rest goes on. Names are unique over the whole call. Nothing is read in the folder `apart`, where the output of
    an earlier run may lie.
    """
    closed = os.path.realpath(apart) if apart else ""
    names = Names()
    visited: set[str] = set()
    loose: dict[str, Path] = {}
    taken: set[str] = set()
    for path in paths:
        for source in _sources(path, closed):
            if isinstance(source, Problem):
                yield source
            elif isinstance(source, Path):
                loose.setdefault(os.path.realpath(source), source)
            elif (real := os.path.realpath(source.file)) in visited:
                yield source.remark("was given twice and read once.", "Nothing needs doing.")
            else:
                visited.add(real)
                for item in documents_in(source, names):
                    taken |= {file.path for file in item.media} if isinstance(item, Captured) else set()
                    yield item
    yield from (_belongs_to_nothing(path) for real, path in loose.items() if real not in taken)


def _belongs_to_nothing(path: Path) -> Problem:
    remedy = "Name it in the publication's list `media`, or give both the same name."
    return Problem(shown_path(path), "is a picture or video that no publication beside it shows.", remedy)


def documents_in(source: Source, names: Names) -> Iterator[Captured | Problem]:
    """The publications in one file, read by its ending, under names beside those given so far."""
    for draft in _drafts(source):
        if isinstance(draft, Problem):
            yield draft
        else:
            yield from captured(source, draft, names)


def _sources(path: Path, closed: str) -> Iterator[Source | Path | Problem]:
    """The files to read under one path given by the user; pictures and videos as paths."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unopened(path, error)
        return
    if stat.S_ISDIR(kind):
        yield from _folder(path, closed)
    elif path.suffix.lower() in ENDINGS:
        yield _source(path, path.name)
    else:
        yield path if path.suffix.lower() in MEDIA_TYPES else _unread(path)


def _is(folder: Path, closed: str) -> bool:
    return bool(closed) and os.path.realpath(folder) == closed


def _unopened(path: Path, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem(shown_path(path), "does not exist.", "Check the path.")
    why = error.strerror if isinstance(error, OSError) else error
    return Problem(shown_path(path), f"cannot be opened ({why}).", "Check the path and its permissions.")


def _unread(path: Path) -> Problem:
    what = f"has the ending {path.suffix.lower()!r}, which is not read." if path.suffix else "has no ending."
    return Problem(shown_path(path), what, f"Convert it to {', '.join(ENDINGS)}.")


def _source(path: Path, relative: str) -> Source:
    return Source(shown_path(path), shown_path(relative.removesuffix(path.suffix)), path)


def _folder(folder: Path, closed: str) -> Iterator[Source | Path | Problem]:
    faults: list[OSError] = []
    found, links = [], []
    for root, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".") and not _is(Path(root, name), closed)]
        found += [Path(root, name) for name in files if not name.startswith(".")]
        links += [path for name in folders if (path := Path(root, name)).is_symlink()]
    for path in sorted(found, key=lambda path: path.relative_to(folder).parts):
        if path.suffix.lower() in ENDINGS:
            yield _source(path, path.relative_to(folder).as_posix())
        else:
            yield path if path.suffix.lower() in MEDIA_TYPES else _unread(path)
    for fault in faults:
        yield _unopened(Path(fault.filename or folder), fault)
    for link in sorted(links):
        remedy = "Name the folder it leads to if it belongs here."
        yield Problem(shown_path(link), "is a link to a folder and was not followed.", remedy)
    if not found:
        yield Problem(shown_path(folder), "holds no files.", "Name the folder that holds the publications.")


def _drafts(source: Source) -> Iterator[Draft | Problem]:
    path = source.file
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe would be waited for, a device read without end.
            yield source.fault("is no file but a folder, pipe or device.", "Save what it holds as a file.")
        elif path.suffix.lower() == ".jsonl":
            with path.open("rb") as content:
                yield from read_json_lines(source, content)
        else:
            yield from _whole(source, path)
    except OSError as error:
        yield source.fault(f"cannot be read ({error.strerror or error}).", "Check that it exists and may be read.")
    except MemoryError:
        yield source.fault("is too large for the memory of this machine.", "Split it into its publications.")


def _whole(source: Source, path: Path) -> Iterator[Draft | Problem]:
    limit = MAX_LIST_BYTES if path.suffix.lower() == ".json" else MAX_BYTES
    size = path.stat().st_size
    if size > limit:
        yield source.fault(
            f"is {size:,} bytes long; a file of this kind has at most {limit:,}.", "Split it into its publications."
        )
        return
    content = path.read_bytes()
    if not content.strip():
        yield source.fault("is empty.", "See whether it was saved.")
    elif path.suffix.lower() == ".json":
        yield from read_json(source, content)
    elif path.suffix.lower() == ".txt":
        yield from _text(source, content)
    elif b"\x00" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield source.fault(f"is no HTML page but {kind_of_binary(content)}.", "Save the page as HTML.")
    else:
        yield from read_page(source, content)


def _text(source: Source, content: bytes) -> Iterator[Draft | Problem]:
    decoded = decode(content)
    if decoded.binary:
        yield source.fault(f"is no text but {kind_of_binary(content)}.", "Convert it to text.")
        return
    if not decoded.text.strip():
        yield source.fault("is empty.", "See whether it was saved.")
        return
    if decoded.replaced:
        yield source.remark(
            f"{decoded.replaced} bytes are no UTF-8 and were read as U+FFFD.", "Save it as UTF-8 for exact quotations."
        )
    elif decoded.guessed:
        yield source.remark(f"is no UTF-8; it was read as {decoded.encoding}.", "Save it as UTF-8 if this is wrong.")
    yield Draft(decoded.text, content, "text/plain")
