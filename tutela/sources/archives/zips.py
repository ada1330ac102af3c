"""ZIP files from strangers: each entry that is a trap is refused, and nothing is unpacked under a name of theirs."""

import hashlib
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MOST_ENTRIES = 100_000
"""A crawl of a large site has some dozens of files; more names than this are meant to tire whoever lists them."""
MOST_RATIO, ALWAYS_BYTES = 300, 50_000_000
"""An entry that unpacks to more than so many times its size, and to more than so many bytes, is a bomb: text packs to a
tenth, zeros to a thousandth."""
WHOLE_BYTES, MOST_BYTES = 2_000_000_000, 200_000_000_000
"""The same for a file as a whole; and what no entry may exceed, whatever it is packed to."""
PIECE = 1 << 20
NESTED = (".zip", ".wacz", ".jar", ".7z", ".rar", ".tar", ".tgz")
ENCRYPTED = 0x1


class Refused(Exception):
    """An entry or a file that is not opened, and why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a ZIP file holds that may be opened, and what was refused."""

    entries: dict[str, zipfile.ZipInfo]
    refused: tuple[str, ...]
    """A sentence for each entry that is left alone."""


def contents_of(archive: zipfile.ZipFile, size: int) -> Contents:
    """The entries of a ZIP file that may be opened.

    Args:
        archive: it, open.
        size: its bytes; entries that share bytes add up to more.

    Raises:
        Refused: the file as a whole is a trap.
    """
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise Refused(f"it lists {len(infos):,} entries; at most {MOST_ENTRIES:,} are looked at")
    if sum(info.compress_size for info in infos) > size:
        raise Refused("its entries overlap: they add up to more bytes than the file has")
    if (whole := sum(info.file_size for info in infos)) > max(WHOLE_BYTES, size * MOST_RATIO):
        raise Refused(f"it would unpack from {size:,} to {whole:,} bytes: this is a bomb")
    entries: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    refused = []
    for info in infos:
        why = fault_of(info)
        key = unicodedata.normalize("NFC", info.filename).casefold()
        if not why and key in seen:
            # Programs differ in which of two they show, so that what one person read another never saw.
            why = "its name stands there twice"
            entries = {name: kept for name, kept in entries.items() if name.casefold() != key}
        seen.add(key)
        if why:
            refused.append(f"{info.filename[:200]!r} was not opened: {why}.")
        elif not info.is_dir():
            entries[info.filename] = info
    return Contents(entries, tuple(refused))


def fault_of(info: zipfile.ZipInfo) -> str:
    """Why an entry is not opened; empty where nothing speaks against it.

    >>> fault_of(zipfile.ZipInfo("../../home/x"))
    'its name leads out of the archive'
    """
    name = info.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in info.orig_filename:
        return "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link"
    if info.flag_bits & ENCRYPTED:
        return "it is encrypted"
    if info.file_size > max(ALWAYS_BYTES, info.compress_size * MOST_RATIO) or info.file_size > MOST_BYTES:
        return f"it would unpack from {info.compress_size:,} to {info.file_size:,} bytes"
    if name.lower().endswith(NESTED):
        return "it is an archive in the archive"
    return ""


def read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of a small entry.

    Raises:
        Refused: it is longer than `limit`, or damaged.
    """
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except (OSError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise Refused(f"it is damaged ({error})") from error
    if len(content) > limit:
        raise Refused(f"it is longer than {limit:,} bytes")
    return content


def copy_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, into: IO[bytes]) -> dict[str, str]:
    """Write an entry of any length to an open file; its digests by algorithm.

    Raises:
        Refused: it is damaged, or longer than it says.
    """
    machines = {name: hashlib.new(name, usedforsecurity=False) for name in ("sha256", "md5")}
    length = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(PIECE):
                length += len(piece)
                if length > info.file_size:
                    raise Refused(f"it is longer than the {info.file_size:,} bytes it states")
                into.write(piece)
                for machine in machines.values():
                    machine.update(piece)
    except (OSError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise Refused(f"it is damaged ({error})") from error
    into.flush()
    return {name: machine.hexdigest() for name, machine in machines.items()}


def opened(path: Path) -> zipfile.ZipFile:
    """A ZIP file, open.

    Raises:
        Refused: it is none, or damaged.
        OSError: it cannot be read.
    """
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise Refused(f"it is no readable ZIP file ({error})") from error
