"""The zip of a bundle: members in order, each hashed as it is written, then the list of all of them and a note on it.

The note names the list by its hash. Signed, it is a signed note (https://c2sp.org/signed-note) over every byte.
"""

import hashlib
import itertools
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tutela.model.canonical import canonical_json

FORMAT = "tutela-bundle/1"
MANIFEST, NOTE, STAMP = "manifest.json", "manifest.note", "manifest.tsr"
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the same content is the same zip."""
CHUNK = 1 << 20


@dataclass(slots=True)
class Packing:
    """A bundle that is being written."""

    zip: zipfile.ZipFile
    members: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Name -> (bytes, SHA-256)."""

    def add(self, name: str, content: bytes) -> None:
        """One member."""
        self.add_pieces(name, (content,))

    def add_lines(self, name: str, lines: Iterable[str]) -> int:
        """A member of lines, written as they come; how many. Without any there is no member."""
        count, pieces = itertools.count(), iter(lines)
        first = next(pieces, None)
        if first is None:
            return 0
        each = itertools.chain((first,), pieces)
        self.add_pieces(name, (f"{line}\n".encode() for line, _ in zip(each, count, strict=False)))
        return next(count)

    def add_file(self, name: str, path: Path) -> None:
        """A file of any length, as it is."""
        with path.open("rb") as file:
            self.add_pieces(name, iter(lambda: file.read(CHUNK), b""), packed=False)

    def add_pieces(self, name: str, pieces: Iterable[bytes], packed: bool = True) -> None:
        """A member that comes in pieces."""
        info = zipfile.ZipInfo(name, ALWAYS)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        self.members[name] = (size, digest.hexdigest())

    def manifest(self, **said: str | bool | list[str]) -> bytes:
        """The list of all members, with what else is said of the bundle."""
        listed = {name: list(told) for name, told in self.members.items()}
        return canonical_json({"format": FORMAT, "members": listed, **said})

    def close(self, manifest: bytes, note: str, stamp: bytes = b"") -> None:
        """Write the list, the note on it, and the timestamp on the note."""
        self.add(MANIFEST, manifest)
        self.add(NOTE, note.encode())
        if stamp:
            self.add(STAMP, stamp)


def note_body(manifest: bytes, workspace: str, at: str) -> str:
    """The text that stands for a bundle, every byte of it: what is signed."""
    return f"{FORMAT}\nmanifest {hashlib.sha256(manifest).hexdigest()}\nworkspace {workspace}\nat {at}\n"
