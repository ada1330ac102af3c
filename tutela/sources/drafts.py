"""What a file yields before the house has named it and looked for what it does not state."""

from dataclasses import dataclass

from tutela.model.documents import Finding
from tutela.model.problems import Problem


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
    """As the user gave it."""
    name: str
    """Path relative to the folder given, without its ending."""
    size: int = 0

    def fault(self, message: str, remedy: str, *, line: int | None = None, value: str | None = None) -> Problem:
        """A fault for which something of this file was left out."""
        return Problem(self.path, message, remedy, row=line, value=shown(value))

    def remark(self, message: str, remedy: str, *, line: int | None = None, value: str | None = None) -> Problem:
        """A fault despite which it was used."""
        return Problem(self.path, message, remedy, row=line, value=shown(value), dropped=False)


def shown(value: str | None) -> str | None:
    """A value short enough for a message."""
    return value if value is None or len(value) <= 80 else value[:77] + "..."
