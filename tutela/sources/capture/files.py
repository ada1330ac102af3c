"""Files and folders -> items: every file as it lies there, and the publications, pictures and videos in it."""

import datetime as dt
import mimetypes
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutela.model.documents import Captured
from tutela.model.items import FileRole
from tutela.model.media import MediaFile
from tutela.sources.capture.drafts import CapturedDraft, Circumstances, kept_path
from tutela.sources.capture.making import Making
from tutela.sources.drafts import Source, shown_path
from tutela.sources.media import MEDIA_TYPES, description_of, fingerprinted
from tutela.sources.naming import Names
from tutela.sources.publications import ENDINGS, MAX_LIST_BYTES, documents_in

FILE = "file"
_TYPES = {".txt": "text/plain", ".jsonl": "application/jsonl", ".warc": "application/warc", **MEDIA_TYPES}
"""Media types that the system's table may not know, or give otherwise."""


@dataclass(frozen=True, slots=True)
class Found:
    """A path to capture, or why there is nothing to capture at it."""

    path: Path
    name: str
    """Relative to the folder that was given, or the file's own name."""
    fault: str = ""


def find_files(paths: Sequence[Path], apart: Path | None = None) -> Iterator[Found]:
    """Every file under paths, in the order given, folders recursively in sorted order.

    Hidden files are passed over, links to folders not followed, and the folder `apart` (where the workspace lies) is
    not entered. What cannot be looked into comes with its fault.
    """
    closed = os.path.realpath(apart) if apart else ""
    for path in paths:
        try:
            kind = path.stat().st_mode
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            yield Found(path, path.name, f"It cannot be opened ({why}). Check the path and its permissions.")
            continue
        if stat.S_ISDIR(kind):
            yield from _in_folder(path, closed)
        else:
            yield Found(path, path.name)


def _in_folder(folder: Path, closed: str) -> Iterator[Found]:
    found: list[Found] = []
    faults: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=faults.append):
        links = [name for name in folders if Path(root, name).is_symlink()]
        found += [Found(Path(root, name), name, "It is a link to a folder and was not followed.") for name in links]
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and name not in links and os.path.realpath(Path(root, name)) != closed
        ]
        found += [_below(folder, Path(root, name)) for name in files if not name.startswith(".")]
    for fault in faults:
        path = Path(fault.filename or folder)
        found.append(Found(path, path.name, f"It cannot be opened ({fault.strerror}). Check its permissions."))
    if not found:
        found.append(Found(folder, folder.name, "It holds no files."))
    yield from sorted(found, key=lambda one: one.path.parts)


def _below(folder: Path, path: Path) -> Found:
    return Found(path, path.relative_to(folder).as_posix())


def capture_file(found: Found, here: Circumstances, names: Names) -> CapturedDraft:
    """One file as an item, whatever becomes of it.

    Args:
        found: where it lies.
        here: who captures, when.
        names: those given to documents so far.
    """
    making = begin_file(found, here)
    if not making.files:
        return making.finish()
    path, ending = found.path, found.path.suffix.lower()
    if ending in ENDINGS:
        _read(making, found, names)
    elif ending in MEDIA_TYPES:
        _recognise(making, path, shown_path(path.name), "")
    else:
        what = f"has the ending {ending!r}" if ending else "has no ending"
        making.left_out("read", f"It {what}, which is not read; it is kept as it is.")
    return making.finish()


def begin_file(found: Found, here: Circumstances) -> Making:
    """The item of a file with its bytes kept; without files where they cannot be."""
    path = found.path
    making = Making(here.begin(shown_path(path), FILE))
    if found.fault:
        making.failed("keep", found.fault)
        return making
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            making.failed("keep", "It is no file but a pipe or device. Save what it holds as a file.")
            return making
        file = making.keep(kept_path(path, media_type_of(path), FileRole.ORIGINAL, shown_path(found.name)))
    except OSError as error:
        making.failed("keep", f"It cannot be read ({error.strerror or error}). Check its permissions.")
        return making
    making.done("keep")
    changed = dt.datetime.fromtimestamp(about.st_mtime, dt.UTC).isoformat(timespec="seconds")
    making.fact("last changed", changed.replace("+00:00", "Z"), "file system", file.sha256)
    return making


def media_type_of(path: Path) -> str:
    """What a file holds, by its ending."""
    return _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _read(making: Making, found: Found, names: Names) -> None:
    """The publications in a file, and the pictures and videos that lie beside it and belong to it."""
    if making.files[0].size > MAX_LIST_BYTES:
        remedy = "Give it to `tutela run`, which reads it line by line, or split it."
        making.left_out("read", f"It has {making.files[0].size:,} bytes; at most {MAX_LIST_BYTES:,} are read. {remedy}")
        return
    named = shown_path(found.name.removesuffix(found.path.suffix))
    source = Source(shown_path(found.path), named, found.path)
    making.add(documents_in(source, names))
    for document in making.documents:
        for medium in document.media:
            _keep_beside(making, document, Path(medium.path), medium.name)


def _keep_beside(making: Making, document: Captured, path: Path, name: str) -> None:
    try:
        making.keep(kept_path(path, media_type_of(path), FileRole.RESOURCE, name))
    except OSError as error:
        making.failed("keep", f"{name} cannot be read ({error.strerror or error}).")
        return
    _recognise(making, path, name, document.document.id)


def _recognise(making: Making, path: Path, name: str, document: str) -> None:
    """Fingerprints and metadata of the picture or video that was kept last."""
    sha256 = making.files[-1].sha256
    try:
        medium, _ = fingerprinted(document, MediaFile(str(path), name))
        description = description_of(path, media_type_of(path), sha256)
    except OSError as error:
        making.failed("fingerprint", f"{name} cannot be read ({error.strerror or error}).")
        return
    if document:
        making.shown(medium, description)
    else:
        making.medium(medium, description)
