"""A folder, a zip archive or a single file: what lies in it, by name; nothing outside it is ever read."""

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tutela.model.errors import UnreadableFile
from tutela.sources.drafts import shown_path

ZIP = ".zip"
MAX_BYTES = 500_000_000
"""A longer file inside an archive is not unpacked: the longest video of a phone's form is shorter."""


@dataclass(slots=True)
class Bundle:
    """Files that belong together."""

    path: Path
    names: tuple[str, ...]
    """Names with `/` between folders, in their order."""
    _by_name: dict[str, str] = field(default_factory=dict)
    _archive: zipfile.ZipFile | None = None
    _packed: bool = False

    def __post_init__(self) -> None:
        self._packed = self.path.suffix.casefold() == ZIP and self.path.is_file()
        last = Counter(posixpath.basename(name) for name in self.names)
        # A bare name that two folders hold could be either file.
        self._by_name = {posixpath.basename(name): name for name in self.names if last[posixpath.basename(name)] == 1}

    def shown(self, name: str) -> str:
        """What a file in it is called for people."""
        return shown_path(self.path if self.path.is_file() and not self._packed else self.path / name)

    def read(self, name: str) -> bytes:
        """The bytes of a file in it.

        Raises:
            UnreadableFile: it cannot be read, or is too long.
        """
        try:
            if self._packed:
                return self._unpacked(name)
            return ((self.path if self.path.is_dir() else self.path.parent) / name).read_bytes()
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise UnreadableFile(f"{self.shown(name)} cannot be read ({error}).", "Export it again.") from error

    def _unpacked(self, name: str) -> bytes:
        # Opened once: an archive of a thousand photos is asked a thousand times.
        archive = self._archive = self._archive or zipfile.ZipFile(self.path)
        if archive.getinfo(name).file_size > MAX_BYTES:
            raise UnreadableFile(f"{self.shown(name)} unpacks to over {MAX_BYTES:,} bytes.", "Give it unpacked.")
        return archive.read(name)

    def find(self, wanted: str) -> str | None:
        """The file that an answer means: by its path in the bundle, else by its own name if only one has it."""
        plain = wanted.replace("\\", "/").removeprefix("./")
        return plain if plain in self.names else self._by_name.get(posixpath.basename(plain))

    def ending(self, *endings: str) -> list[str]:
        """Names with these endings."""
        return [name for name in self.names if name.casefold().endswith(endings)]


def bundle_at(path: Path) -> Bundle:
    """The bundle at a path: a folder, a zip archive, or a file with what lies beside it and in the folders there.

    Raises:
        UnreadableFile: there is nothing, or it is no zip archive though it is called one.
    """
    if path.is_dir():
        return Bundle(path, tuple(_inside(path)))
    if not path.is_file():
        raise UnreadableFile(f"{shown_path(path)} cannot be opened (no such file or folder).", "Check the path.")
    if path.suffix.casefold() != ZIP:
        return Bundle(path, (path.name, *(name for name in _inside(path.parent, "*", "*/*") if name != path.name)))
    try:
        with zipfile.ZipFile(path) as archive:
            return Bundle(path, tuple(sorted(one.filename for one in archive.infolist() if not one.is_dir())))
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(f"{shown_path(path)} is no zip archive ({error}).", "Export it again.") from error


def _inside(folder: Path, *patterns: str) -> Iterable[str]:
    """Files under a folder, all unless patterns are given; a link that leads out of it is none of them."""
    whole = folder.resolve()
    for file in sorted(file for pattern in patterns or ("**/*",) for file in folder.glob(pattern)):
        if file.is_file() and file.resolve().is_relative_to(whole):
            yield file.relative_to(folder).as_posix()
