"""A report made of blocks: as a page that stands alone, as plain text, and printed."""

import functools
import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment
from markupsafe import Markup

from tutela.publishing import wording
from tutela.publishing.mission_report.blocks import Block, Grid, Heading, Picture, Points, Text
from tutela.publishing.mission_report.printed import plain
from tutela.publishing.templating import page_environment, template_file
from tutela.publishing.typesetting import Json, typeset

WIDTH = 100
"""Letters in a line of plain text."""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words of others at length, folded away until somebody asks for them; on paper they are left out."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that lies beside the page."""

    source: str
    """Its path from the page."""
    caption: str


PageBlock = Block | Verbatim | Shown


def as_page(blocks: Sequence[PageBlock], title: str, notice: str = "", software: str = "") -> str:
    """The report as one HTML page without script, which asks nothing of the network.

    >>> page = as_page((Heading("Files", 2), Text("<b>none</b>")), "Custody")
    >>> "&lt;b&gt;none&lt;/b&gt;" in page, "<script" in page
    (True, False)
    """
    numbered = [(f"p{number}", block) for number, block in enumerate(blocks)]
    contents = [(id_, block) for id_, block in numbered if isinstance(block, Heading) and block.level == 2]
    css = Markup(template_file("dossier.css") + template_file("sheet.css"))
    known = {"title": title, "notice": notice, "software": software, "css": css}
    return _environment().get_template("sheet.html").render(known, blocks=numbered, contents=contents)


@functools.cache
def _environment() -> Environment:
    environment = page_environment((wording.direction,))
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    return environment


def as_pdf(blocks: Sequence[PageBlock], title: str, notice: str = "", made_at: str = "") -> bytes:
    """The report as PDF/A-2b, without pictures and words at length; the same input gives the same bytes.

    Raises:
        SettingError: typst is not installed.
    """
    template = resources.files("tutela.publishing").joinpath("typst", "sheet.typ").read_text("utf-8")
    drawn: list[Json] = [plain(block) for block in blocks if isinstance(block, Heading | Text | Points | Grid)]
    data: Json = {"title": title, "notice": notice, "blocks": drawn}
    return typeset(template, {"data.json": json.dumps(data).encode()}, made_at)


def as_text(blocks: Sequence[PageBlock], title: str, notice: str = "") -> str:
    """The report as plain text.

    >>> print(as_text((Heading("Files", 2), Points(("one", "two"))), "Custody"))
    Custody
    =======
    <BLANKLINE>
    Files
    -----
      - one
      - two
    <BLANKLINE>
    """
    lines = [title, "=" * len(title), "", *([notice, ""] if notice else [])]
    for block in blocks:
        lines += _lines(block)
    return "\n".join(lines)


def _lines(block: PageBlock) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield from (text, ("=-."[min(level, 3) - 1]) * len(text))
        case Text(text):
            yield from (*_wrapped(text, ""), "")
        case Points(items):
            for item in items:
                yield from _wrapped(item, "  - ")
            yield ""
        case Grid(("", _), rows):
            yield from (line for name, cell in rows for line in _wrapped(cell, f"{name}: "))
            yield ""
        case Grid(columns, rows):
            for row in rows:
                pairs = zip(columns, row, strict=True)
                yield from (line for name, cell in pairs for line in _wrapped(cell, f"{name}: "))
                yield ""
        case Verbatim(label, text):
            yield from (f"{label}:", textwrap.indent(text, "  | "), "")
        case Shown(source, caption) | Picture(source, caption):
            yield from (f"[picture {source}] {caption}", "")


def _wrapped(text: str, before: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=before, subsequent_indent=" " * min(len(before), 4), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
