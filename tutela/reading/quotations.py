"""Quotation marks and transcripts: whose words a sentence stands in when its speaker is named in another."""

import re
from collections.abc import Iterator

from tutela.model.passages import Passage
from tutela.reading.context import Context

OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
MARK = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]")
LABEL = re.compile(r"^([A-Z][A-Z.'’ -]{2,40}):\s", re.MULTILINE)
"""A transcript's turn: a name in capitals and a colon at the start of a line."""
LINE_LABEL = re.compile(r"[-•* ]*([A-Z][\w .'’-]{1,40}?)(?: \([^)\n]*\))?: ")


def quotation(text: str, offset: int) -> tuple[int, int] | None:
    """The quotation of one paragraph that a character stands in, without its marks; None outside any."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    opened: int | None = None
    for found in MARK.finditer(text, start, end):
        mark, at = found[0], found.start()
        if opened is None and (mark in OPENING or mark == STRAIGHT):
            opened = at
        elif opened is not None and (mark in CLOSING or mark == STRAIGHT):
            if opened < offset < at:
                return opened + 1, at
            opened = None
    return (opened + 1, end) if opened is not None and opened < offset else None


def quotation_around(context: Context) -> Iterator[int]:
    """Sentences that may name the speaker of the quotation the harm word stands in: the one that opens it, the one
    that closes it, the one before."""
    span = quotation(context.document.text, context.sentence.starts[context.trigger])
    if span is None:
        return
    touching = [i for i, (start, end) in enumerate(context.sentences) if start < span[1] + 2 and end >= span[0] - 1]
    if not touching:
        return
    for index in dict.fromkeys((touching[-1], touching[0], touching[-1] + 1, touching[0] - 1)):
        if index in context.parsed:
            yield index


def speaker_label(context: Context) -> Passage | None:
    """The name before the colon of the claim's turn in a transcript; the first to speak is the narrator."""
    text, offset = context.document.text, context.sentence.starts[context.trigger]
    labels = list(LABEL.finditer(text, 0, offset))
    if len(labels) < 2 or labels[-1][1] == labels[0][1]:
        return None
    return context.document.passage(*labels[-1].span(1))


def outlet_label(context: Context) -> Passage | None:
    """A name before the colon that opens the claim's own line: "Al Jazeera (8 Dec): ..."."""
    text = context.document.text
    start = text.rfind("\n", 0, context.sentences[context.index][1] - 1) + 1
    match = LINE_LABEL.match(text, start)
    return context.document.passage(*match.span(1)) if match else None
