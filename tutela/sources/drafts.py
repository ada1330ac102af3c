"""What a file yields before the house has named it and looked for what it does not state."""

import os
from dataclasses import dataclass
from pathlib import Path

from tutela.model.documents import Finding
from tutela.model.problems import Problem
from tutela.sources.decoding import storable


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link and the characters of the text it lies under (`start == end` where its words were not kept)."""

    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One publication as its file gives it."""

    text: str
    content: bytes
    """The bytes it was read from: the file, or its line of a JSON Lines file."""
    media_type: str
    stated_id: str = ""
    line: int | None = None
    """Line of the file where it begins, for files that hold several."""
    title: str = ""
    url: str = ""
    published: Finding | None = None
    """As the file states it, not yet checked."""
    publisher: Finding | None = None
    language: Finding | None = None
    links: tuple[LinkSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file of publications: where it lies and what its documents are called when they state no name."""

    path: str
    """As the user gave it, for people."""
    name: str
    """Path relative to the folder given, without its ending."""
    at: Path | None = None
    """Where to open it; `path` where it is None."""

    @property
    def file(self) -> Path:
        """Where to open it."""
        return self.at or Path(self.path)

    def fault(self, message: str, remedy: str, *, line: int | None = None, value: str | None = None) -> Problem:
        """A fault for which something of this file was left out."""
        return Problem(self.path, storable(message), remedy, row=line, value=shown(value))

    def remark(self, message: str, remedy: str, *, line: int | None = None, value: str | None = None) -> Problem:
        """A fault despite which it was used."""
        return Problem(self.path, storable(message), remedy, row=line, value=shown(value), dropped=False)


def shown_path(path: Path | str) -> str:
    """A path as text that can be kept: bytes of it that are no UTF-8 are written out (`\\xff`)."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def shown(value: str | None) -> str | None:
    """A value short enough for a message, and that can be kept."""
    return value if value is None else storable(value if len(value) <= 80 else value[:77] + "...")
