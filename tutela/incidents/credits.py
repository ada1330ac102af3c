"""Credit lines, bylines and datelines: whose report a publication says it carries."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import TypedDict

import yaml

from tutela.incidents.sides import without_sides
from tutela.model.documents import Document
from tutela.model.passages import Passage

LONGEST_LINE = 160
"""A credit stands on a line of its own or opens a paragraph; in a longer line only its beginning is looked at."""
HEAD = 900
"""A dateline stands within this many characters of the beginning."""
AGENCY_CODE = 4
"""A name written small is an agency's code when it has no more letters than this ("afp", "дпа")."""
ADDRESS = r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,6}\b"
"""An outlet named by its address: "Source: hillradio.example"."""
LONGEST_NAME = 45
"""No credited name is longer."""


class CreditFile(TypedDict):
    """The shape of credits.yml."""

    source_line: dict[str, dict[str, list[str]]]
    carried: list[str]
    relayed: list[str]
    dateline: list[str]
    closing: list[str]
    joiners: str
    publisher_name: list[str]
    noise: list[str]
    unnamed: list[str]
    channels: list[str]


@dataclass(frozen=True, slots=True)
class Credit:
    """A name that a publication credits."""

    name: str
    kind: str
    """`source_line`, `carried`, `relayed`, `dateline`, `closing` or `publisher_name`."""
    words: Passage | None
    """Where it stands; None when it is part of the publisher's name."""


def credits_of(document: Document) -> tuple[Credit, ...]:
    """Every credited name of a document, in the order of the text, the publisher's own name last."""
    found: dict[str, Credit] = {}
    for credit in (*_in_text(document), *_in_publisher(document)):
        found.setdefault(credit.name.casefold(), credit)
    return tuple(found.values())


def own_name(publisher: str) -> str:
    """A publisher's name without the credit it may hold: "Kyiv Post (Ukrinform)" -> "Kyiv Post"."""
    for pattern in _file()["publisher_name"]:
        match = re.match(pattern, publisher)
        if match:
            return match["own"].strip()
    return publisher


def _in_text(document: Document) -> Iterator[Credit]:
    offset = 0
    for line in document.text.splitlines(keepends=True):
        for kind, pattern in _patterns():
            if kind == "dateline" and offset > HEAD:
                continue
            for match in pattern.finditer(line if kind == "relayed" else line[:LONGEST_LINE]):
                start, end = match.span("who")
                yield from _names(document, kind, offset + start, offset + end)
        offset += len(line)


def _names(document: Document, kind: str, start: int, end: int) -> Iterator[Credit]:
    at = start
    for piece in re.split(f"({_file()['joiners']})", document.text[start:end]):
        words = document.passage(at, at + len(piece))
        at += len(piece)
        if _is_name(words.exact) and (kind != "relayed" or _is_outlet(words.exact)):
            yield Credit(words.exact.strip(" .-@"), kind, words)


def _is_outlet(words: str) -> bool:
    """Whether a name in a sentence may be an outlet's: neither where something was posted nor a country or side."""
    first = words.split()[0].casefold()
    return first not in {channel.casefold() for channel in _file()["channels"]} and bool(without_sides(words))


def _in_publisher(document: Document) -> Iterator[Credit]:
    publisher = document.publisher.value if document.publisher else ""
    for pattern in _file()["publisher_name"]:
        match = re.match(pattern, publisher)
        for piece in re.split(_file()["joiners"], match["who"]) if match else ():
            name = _without_noise(piece)
            if _is_name(name):
                yield Credit(name, "publisher_name", None)


def _without_noise(words: str) -> str:
    noise = "|".join(map(re.escape, _file()["noise"]))
    return re.sub(rf"(?i)\b(?:{noise})\b", "", words).strip(" ,.-")


def _is_name(words: str) -> bool:
    bare = words.strip(" .-")
    return (
        1 < len(bare) <= LONGEST_NAME
        and any(letter.isalpha() for letter in bare)
        and (not bare[0].islower() or len(bare) <= AGENCY_CODE or "." in bare)
        and bare.casefold() not in {word.casefold() for word in _file()["unnamed"]}
    )


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = _file()
    labels = "|".join(re.escape(label) for words in file["source_line"]["labels"].values() for label in words)
    line = rf"(?:^|[|(\[·.]\s*|\s·\s)(?:{labels})\s?[::]\s*(?P<who>{ADDRESS}|[^.|)\]·\n]{{2,70}}?)(?=$|[.|)\]·\n,])"
    lists = {kind: file[kind] for kind in ("carried", "relayed", "dateline", "closing")}
    return (
        ("source_line", re.compile(line)),
        *((kind, re.compile(pattern)) for kind, patterns in lists.items() for pattern in patterns),
    )


@functools.cache
def _file() -> CreditFile:
    text = resources.files("tutela.incidents").joinpath("credits.yml").read_text("utf-8")
    data: CreditFile = yaml.safe_load(text)
    return data
