"""Which pictures and videos a publication shows: named by it, shown by its page, or beside it under its name."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tutela.model.media import MediaFile

MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".avi": "video/x-msvideo",
}
"""Endings that are taken, and what they hold."""
SHOWN_IN_PAGE = re.compile(rb"""<(?:img|video|source)\b[^>]*?\ssrc\s*=\s*["']([^"'<>]{1,500})["']""", re.IGNORECASE)
"""Pictures a saved page shows: browsers keep them in a folder beside it."""
MOST = 200
"""Media of one document that are taken; a page with more is a gallery."""
NUMBERED = re.compile(r"[-_ ]?\d*\Z")
"""What may follow a publication's name in that of a picture beside it: post.jpg, post-2.jpg."""


def media_beside(file: Path, content: bytes, media_type: str, alone: bool) -> tuple[MediaFile, ...]:
    """The media of one publication that lie in its folder or below, each once, in the order it names them.

    Args:
        file: the file the publication was read from.
        content: its bytes: those of the file, or of its line of a JSON Lines file.
        media_type: what these are.
        alone: whether the file holds this publication only, so that what bears its name is its own.

    Addresses are not fetched, and nothing outside the publication's folder is opened.
    """
    named = _named(content) if media_type == "application/json" else _shown(content) if "html" in media_type else ()
    found: dict[str, MediaFile] = {}
    for name in (*named, *(_alike(file) if alone else ())):
        path = inside(file.parent, name)
        if path:
            found.setdefault(str(path), MediaFile(str(path), name))
    return tuple(found.values())[:MOST]


def _named(content: bytes) -> Iterator[str]:
    """The paths in the list `media` of a JSON publication: texts, or objects with a `path`."""
    try:
        record = json.loads(content)
    except (ValueError, RecursionError):
        return
    listed = record.get("media") if isinstance(record, dict) else None
    for item in listed if isinstance(listed, list) else ():
        path = item.get("path") if isinstance(item, dict) else item
        if isinstance(path, str):
            yield path


def _shown(content: bytes) -> Iterator[str]:
    """The files a page shows, addresses left out."""
    for match in SHOWN_IN_PAGE.finditer(content):
        source = match[1].decode("utf-8", "replace")
        try:
            parts = urlsplit(source)
        except ValueError:
            continue
        if not parts.scheme and not parts.netloc:
            yield unquote(parts.path)


def _alike(file: Path) -> Iterator[str]:
    """Pictures beside a publication that bear its name, numbered or not."""
    try:
        beside = sorted(path.name for path in file.parent.iterdir() if path.suffix.lower() in MEDIA_TYPES)
    except OSError:
        return
    for name in beside:
        stem = Path(name).stem
        if stem.startswith(file.stem) and NUMBERED.match(stem, len(file.stem)):
            yield name


def inside(folder: Path, name: str) -> Path | None:
    """A file of a kind that is taken, in the folder or below it; links that lead out of it do not count."""
    if Path(name).suffix.lower() not in MEDIA_TYPES or "\x00" in name:
        return None
    try:
        home, path = folder.resolve(), (folder / name).resolve()
        return path if path.is_relative_to(home) and path.is_file() else None
    except (OSError, RuntimeError):
        return None
