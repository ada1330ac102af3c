"""XML files place by place: what the readers of KML and TEI share. Entities are not expanded, nothing is fetched."""

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from tutela.model.errors import UnreadableFile
from tutela.sources.drafts import shown
from tutela.sources.registers.files import RegisterFile

PIECE = 1 << 16
"""Bytes parsed at a time."""
DEEPEST = 200
"""Levels of elements; the deepest TEI file seen has 12."""


class _Found:
    """Builds the elements of one name as they are read, and nothing beside them: any file takes the room of one."""

    def __init__(self, wanted: str) -> None:
        self._wanted, self._depth = wanted, 0
        self._path: list[Element] = []
        self.found: list[Element] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError(f"its elements nest more than {DEEPEST} deep")
        if self._path or local(tag) == self._wanted:
            element = Element(tag, attributes)
            if self._path:
                self._path[-1].append(element)
            self._path.append(element)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._path:
            element = self._path.pop()
            if not self._path:
                self.found.append(element)

    def text(self, text: str) -> None:
        if not self._path:
            return
        element = self._path[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text


def elements(file: RegisterFile, stream: IO[bytes], wanted: str, remedy: str) -> Iterator[Element]:
    """Every outermost element of that name, whatever its namespace.

    Raises:
        UnreadableFile: the file is no XML, or declares entities of its own.
    """
    builder = _Found(wanted)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = builder.text, _refuse_entities
    try:
        while piece := stream.read(PIECE):
            parser.Parse(piece)
            yield from builder.found
            builder.found.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile(f"{file.shown} is no XML that can be read ({shown(str(error))}).", remedy) from error
    yield from builder.found


def _refuse_entities(*_: object) -> None:
    raise ValueError("it declares entities of its own")


def local(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (child for child in element if local(child.tag) == name)


def words(element: Element) -> str:
    """All text within an element, its blanks made one."""
    return " ".join("".join(element.itertext()).split())
