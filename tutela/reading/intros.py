"""Who tells a list: whoever is said to have drawn it up, for each of its rows."""

import re
from collections.abc import Iterator

from tutela.model.passages import Passage
from tutela.reading.context import Context

ROW = re.compile(r"[ \t]*(?:[-•*–—▪◦·]|\(?\d{1,3}[.)])[ \t]*\S")
"""A row of a list: a dash, a bullet or a number opens its line."""
NAME = r"(?!The )[A-Z][\w’'.-]+(?:[ -](?:(?:of|for|and|the) )*[A-Z][\w’'-]+)*"
LISTS = r"(?:list|tally|register|catalogue|inventory)"
DRAWN = r"(?:compiled|drawn up|issued|published|prepared|released|corrected|made)"
COMPILED = re.compile(
    rf"\b{LISTS}\b[^.;\n]{{0,40}}\b{DRAWN} by (?:the )?(?P<by>{NAME})"
    rf"|\b{LISTS} (?:from|by) (?:the )?(?P<of>{NAME})"
    rf"|\b(?P<it>{NAME}) (?:has |have )?{DRAWN} (?:a|the|its|this) (?:[\w-]+ )?{LISTS}\b"
)
"""Who drew up a list: "the list was compiled by X", "the list from X and Y", "X has corrected the list"."""
FOLLOWS = re.compile(rf"\b{LISTS} (?:that|which) follows\b|\bfollowing {LISTS}\b", re.IGNORECASE)
"""A list that runs on to the end, whether or not its rows are marked."""


def compilers(context: Context) -> Iterator[Passage]:
    """Who drew up the list that the claim is a row of; nobody outside a list."""
    text, at = context.document.text, context.sentence.starts[context.trigger]
    told = list(COMPILED.finditer(text, 0, at))
    if not told or not (_is_row(text, at) or FOLLOWS.search(text, *_line_of(text, told[-1].start()))):
        return
    group = next(name for name in ("by", "of", "it") if told[-1][name])
    start = told[-1].start(group)
    for name in re.split(r"( and (?=[A-Z]{3}))", told[-1][group]):
        if not name.startswith(" and "):
            yield context.document.passage(start, start + len(name))
        start += len(name)


def _is_row(text: str, at: int) -> bool:
    return ROW.match(text, _line_of(text, at)[0]) is not None


def _line_of(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
