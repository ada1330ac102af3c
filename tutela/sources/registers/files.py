"""The file of a register: its name, its ending beneath `.gz` and `.zip`, and its bytes, again and again."""

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from tutela.model.errors import UnreadableFile
from tutela.model.problems import Problem
from tutela.sources.drafts import shown, shown_path
from tutela.sources.registers.rows import remark

MAX_BYTES = 500_000_000
"""Largest register read whole, packed or unpacked, since its entries are held in memory and take ten times its size
there; the largest seen has 150 MB unpacked."""
MAX_STREAMED = 20_000_000_000
"""Largest register gone through row by row; GeoNames' list of all places has 1.7 GB."""

ENDINGS = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".geojson",
    ".json",
    ".jsonld",
    ".geojsonl",
    ".jsonl",
    ".ndjson",
    ".gpkg",
    ".shp",
    ".kml",
    ".kmz",
    ".xml",
    ".tei",
    ".srj",
    ".pbf",
    ".osm",
)
"""Endings of the formats read, beneath `.gz` and `.zip`."""
WRAPPINGS = (".gz", ".zip")


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register's file, unwrapped."""

    path: Path
    """As the user gave it."""
    ending: str
    """Of what is inside: `.csv` of `a.csv.gz`."""
    open: Callable[[], IO[bytes]]
    """Its bytes from the beginning, unpacked."""
    inside: tuple[str, ...] = ()
    """The members of a ZIP archive that are read, in their order."""
    problems: tuple[Problem, ...] = ()

    @property
    def shown(self) -> str:
        """The path as text that can be kept."""
        return shown_path(self.path)


def register_name(path: Path) -> str:
    """What a register is called: its file's name without its endings, however many."""
    name = path.name
    while (suffix := Path(name).suffix.lower()) in (*ENDINGS, *WRAPPINGS):
        name = name[: -len(suffix)]
    return name or path.name


def ending_of(path: Path) -> str:
    """The ending that says the format: `.jsonl` of `a.jsonl.gz`."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return plain.suffix.lower()


def register_file(path: Path, content: bytes | None = None) -> RegisterFile:
    """The file at `path`, or its bytes where they are given already.

    Raises:
        UnreadableFile: it cannot be opened, or has an ending that is not read.
    """
    limit = MAX_STREAMED if content is None else MAX_BYTES

    def unpacked() -> IO[bytes]:
        return io.BufferedReader(_Guarded(path, _bytes(path, content), limit), 1 << 16)

    ending = ending_of(path)
    if ending in (".zip", ".kmz"):
        return _archive(path, limit)
    if ending not in ENDINGS:
        raise UnreadableFile(
            f"{shown_path(path)} has the ending {path.suffix!r}, which is not read.",
            f"Convert it to {', '.join(ENDINGS)}, packed as .gz or .zip if you like.",
        )
    return RegisterFile(path, ending, unpacked)


def check_file(path: Path, limit: int) -> None:
    """See that there is a file with anything in it.

    Raises:
        UnreadableFile: there is none, or it is larger than `limit`.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise cannot_open(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        # A pipe would be waited for, a device read without end.
        raise UnreadableFile(f"{shown_path(path)} is no file but a folder, pipe or device.", "Name a file.")
    if status.st_size > limit:
        raise UnreadableFile(
            f"{shown_path(path)} is {status.st_size:,} bytes long; a register may have {limit:,}.",
            "Split it into registers.",
        )
    if not status.st_size:
        raise UnreadableFile(f"{shown_path(path)} is empty.", "See whether it was saved.")


def cannot_open(path: Path, error: OSError) -> UnreadableFile:
    """The error for a file the system does not let be opened."""
    return UnreadableFile(f"{shown_path(path)} cannot be opened ({error.strerror or error}).", "Check the path.")


class _Guarded(io.RawIOBase):
    """Bytes that end with a plain error where they are damaged or more than allowed."""

    def __init__(self, path: Path, stream: IO[bytes], limit: int) -> None:
        self._path, self._stream, self._limit, self._read = path, stream, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, OSError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            why = f"{shown_path(self._path)} cannot be unpacked to its end ({shown(str(error))})."
            raise UnreadableFile(why, "Fetch or pack it again.") from error
        self._read += len(data)
        if self._read > self._limit:
            why = f"{shown_path(self._path)} unpacks to more than {self._limit:,} bytes."
            raise UnreadableFile(why, "Split it into registers.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _bytes(path: Path, content: bytes | None) -> IO[bytes]:
    """What is in a file, beneath `.gz`."""
    if path.suffix.lower() == ".gz":
        stream = gzip.GzipFile(path, "rb") if content is None else gzip.GzipFile(fileobj=io.BytesIO(content))
        return cast(IO[bytes], stream)
    return path.open("rb") if content is None else io.BytesIO(content)


def _archive(path: Path, limit: int) -> RegisterFile:
    """What a ZIP archive holds: a shapefile, all TEI files, or the largest file of a known ending."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if _wanted(part.filename)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            f"{shown_path(path)} is no ZIP archive ({shown(str(error))}).", "Pack it again."
        ) from error
    if not parts:
        raise UnreadableFile(f"{shown_path(path)} holds no file of a known ending.", f"Known are {', '.join(ENDINGS)}.")
    chief = _chief(parts)
    ending = Path(chief.filename).suffix.lower()
    many = [part.filename for part in parts if ending == ".xml" and Path(part.filename).suffix.lower() == ending]
    read = tuple(many) or (chief.filename,)
    problems = tuple(
        remark(path, f"{shown(part.filename)!r} inside was not read.", "Give it as a file of its own if it is one.")
        for part in parts
        if part.filename not in read
    )

    def member() -> IO[bytes]:
        with zipfile.ZipFile(path) as archive:
            return io.BufferedReader(_Guarded(path, _opened(path, archive, chief.filename), limit), 1 << 16)

    return RegisterFile(path, ending, member, read, problems)


def _wanted(name: str) -> bool:
    hidden = name.startswith(("__MACOSX/", ".")) or "/." in name
    # GeoNames packs a readme.txt beside its tables; KMZ files have one doc.kml.
    return not hidden and Path(name).suffix.lower() in ENDINGS and Path(name).stem.lower() != "readme"


def _chief(parts: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The shapefile where there is one, else the largest."""
    shapes = [part for part in parts if part.filename.lower().endswith(".shp")]
    return max(shapes or parts, key=lambda part: part.file_size)


def _opened(path: Path, archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, KeyError, OSError) as error:
        why = f"{shown(name)} inside {shown_path(path)} cannot be unpacked ({shown(str(error))})."
        raise UnreadableFile(why, "Pack it again, without a password.") from error


def members(file: RegisterFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Every file that is read of an archive, with its name; the file itself where it is none."""
    if not file.inside:
        yield "", file.open()
        return
    with zipfile.ZipFile(file.path) as archive:
        for name in file.inside:
            yield name, io.BufferedReader(_Guarded(file.path, _opened(file.path, archive, name), MAX_STREAMED))
