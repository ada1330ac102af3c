"""The publishers Tutela knows: who they are, how they are credited, whom they are tied to."""

import csv
import functools
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from urllib.parse import urlsplit

from tutela.model.documents import Finding, Publisher

HEAD_LETTERS = 600
"""How far into a text its publisher's mark is looked for."""
MIN_BARE_LETTERS = 4
"""Shortest name taken for a publisher where it stands alone: two and three letters (AA, APA, CNA) name several."""
MARK_LENGTH = 80
"""Longest line that can consist of the names of place, publisher and date."""

MARK_WORDS = 8
"""Longest such line that may end with a stop; a longer one is a sentence."""


@functools.cache
def known_publishers() -> tuple[Publisher, ...]:
    """Every publisher of the packaged table, in its order."""
    table = resources.files("tutela.sources").joinpath("publishers.csv").read_text("utf-8")
    return tuple(publisher_of_row(row) for row in csv.DictReader(io.StringIO(table, newline="")))


def publisher_of_row(row: Mapping[str, str]) -> Publisher:
    """A publisher from a row of the table; lists in one cell are parted by `;`."""
    return Publisher(
        id=row["id"],
        name=row["name"],
        other_names=_several(row["other_names"]),
        kind=row["kind"],
        country=row["country"],
        owner=row["owner"],
        state_tie=row["state_tie"],
        party=row["party"],
        domains=_several(row["domains"]),
        credit_patterns=_several(row["credit_patterns"]),
        reference_url=row["reference_url"],
        note=row["note"],
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def publisher_of_url(url: str) -> Publisher | None:
    """The publisher whose domain an address lies in; None when there is none, or more than one."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").casefold()
    except ValueError:
        return None
    labels = host.split(".")
    return next(filter(None, (_by_domain().get(".".join(labels[at:])) for at in range(len(labels) - 1))), None)


@functools.cache
def _by_domain() -> dict[str, Publisher]:
    return _unambiguous((domain.casefold(), one) for one in known_publishers() for domain in one.domains)


def publisher_named(name: str) -> Publisher | None:
    """The publisher that goes by this name and no other; None when the name is unknown or shared."""
    return _by_name().get(_plain(name))


@functools.cache
def _by_name() -> dict[str, Publisher]:
    return _unambiguous(
        (_plain(name), one)
        for one in known_publishers()
        for name in (one.name, *one.other_names, *one.credit_patterns)
        if _plain(name)
    )


def _unambiguous(pairs: Iterable[tuple[str, Publisher]]) -> dict[str, Publisher]:
    found: dict[str, set[Publisher]] = defaultdict(set)
    for name, publisher in pairs:
        found[name].add(publisher)
    return {name: next(iter(publishers)) for name, publishers in found.items() if len(publishers) == 1}


def _plain(name: str) -> str:
    """A name without the marks that credit lines set around it."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().strip(' /()[]…«»"“”-–—').split())


_IN_MARKS = re.compile(r"/\s?([^/()\n]{2,40}?)\s?/|\(([^/()\n]{2,40})\)")
_SEPARATORS = re.compile(r"\s*(?:[|·•:,/()\[\]«»]|\s[-–—]+\s|[-–—]{2,}|\.\s|\.\Z)\s*")


def publisher_in_head(text: str) -> Finding | None:
    """The publisher a text names in its date line: `/TASS/`, `(Reuters)`, or a line such as `Armenpress | 25 March`.

    A name inside prose is who is quoted, and is passed over.
    """
    head = text[:HEAD_LETTERS]
    marked = [
        Finding(known.name, "text", words)
        for match in _IN_MARKS.finditer(head)
        if _opens_paragraph(head, match) and (words := match[1] or match[2]) and (known := publisher_named(words))
    ]
    return next(iter(marked), None) or _standing_alone(head)


_CARRIERS = frozenset({"platform", "aggregator"})
"""Kinds whose names stand at the head of pages as buttons ("Facebook - X - WhatsApp"), not as publishers."""

_DATE_LINE_LENGTH = 60
"""Longest text before the mark in "PARIS, November 20. /TASS/"."""


def _opens_paragraph(head: str, match: re.Match[str]) -> bool:
    start = head.rfind("\n", 0, match.start()) + 1
    line_end = head.find("\n", match.end())
    alone = not head[match.end() : line_end if line_end >= 0 else len(head)].strip()
    before = head[start : match.start()].strip()
    if len(before) > _DATE_LINE_LENGTH:
        return False
    dated = bool(re.search(r"\d|\b[A-ZА-ЯЁ]{4,}\b", before))
    after = head[match.end() : match.end() + 4]
    return dated or not before or alone or bool(re.match(r"\s*[-–—.:]", after))


def _standing_alone(head: str) -> Finding | None:
    # The first line is the headline, and headlines name whom they are about.
    for line in head.splitlines()[1:]:
        if len(line.strip()) > MARK_LENGTH or (line.rstrip().endswith(".") and len(line.split()) > MARK_WORDS):
            continue
        for part in _SEPARATORS.split(line):
            known = publisher_named(part) if len(_plain(part)) >= MIN_BARE_LETTERS else None
            if known and known.kind not in _CARRIERS:
                return Finding(known.name, "text", part.strip(" -–—"))
    return None
