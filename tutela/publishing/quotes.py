"""Passages in their context: the words quoted, a sentence on either side, and where they stand."""

import functools
import re
from dataclasses import dataclass

from tutela.language.sentences import split
from tutela.model.documents import Document
from tutela.model.passages import Passage

PARAGRAPH_END = re.compile(r"\n\s*\n")
AROUND = 320
"""Most characters of context on one side."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage and what stands around it."""

    document: Document
    before: str
    exact: str
    after: str
    start: int
    end: int


def excerpt(document: Document, passage: Passage) -> Excerpt:
    """The passage with its own sentence and one on either side, each side cut at `AROUND` characters.

    What follows is shown to the end of the paragraph only: the next one speaks of something else. What comes before may
    stand in another paragraph, since pronouns point back.
    """
    spans = _sentences(document.text, document.tongue)
    inside = [i for i, (start, end) in enumerate(spans) if start < passage.end and passage.start < end] or [0]
    first = spans[max(0, inside[0] - 1)][0] if spans else passage.start
    last = spans[min(len(spans) - 1, inside[-1] + 1)][1] if spans else passage.end
    before = document.text[min(first, passage.start) : passage.start]
    after = PARAGRAPH_END.split(document.text[passage.end : max(last, passage.end)])[0]
    return Excerpt(document, _tail(before), passage.exact, _head(after), passage.start, passage.end)


def words_in(document: Document, quote: Passage, words: Passage | None) -> Excerpt:
    """A quotation with only some of its words marked; all of it where they stand elsewhere or are not known."""
    if words is None or not (quote.start <= words.start < words.end <= quote.end):
        return Excerpt(document, "", quote.exact, "", quote.start, quote.end)
    before, after = document.text[quote.start : words.start], document.text[words.end : quote.end]
    return Excerpt(document, before, words.exact, after, quote.start, quote.end)


@functools.lru_cache(maxsize=512)
def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    return split(text, language)


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].split(" ", 1)[-1]


def _head(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rsplit(" ", 1)[0] + " …"
