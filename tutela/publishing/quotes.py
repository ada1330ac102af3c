"""Passages in their context: the words quoted, a sentence on either side, and where they stand."""

import functools
from dataclasses import dataclass

from tutela.language.names import script_of
from tutela.language.sentences import split
from tutela.model.documents import Document
from tutela.model.passages import Passage
from tutela.publishing.masking import MASK

AROUND = 320
"""Most characters of context on one side."""
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage and what stands around it."""

    document: Document
    before: str
    exact: str
    after: str
    start: int
    end: int

    @property
    def masked(self) -> bool:
        """Whether words in the passage are withheld."""
        return MASK in self.exact


def excerpt(document: Document, passage: Passage) -> Excerpt:
    """The passage with its own sentence and one on either side, cut at `AROUND` characters."""
    spans = _sentences(document.text, document.tongue)
    inside = [i for i, (start, end) in enumerate(spans) if start < passage.end and passage.start < end] or [0]
    first = spans[max(0, inside[0] - 1)][0] if spans else passage.start
    last = spans[min(len(spans) - 1, inside[-1] + 1)][1] if spans else passage.end
    before = document.text[min(first, passage.start) : passage.start]
    after = document.text[passage.end : max(last, passage.end)]
    return Excerpt(document, _tail(before), passage.exact, _head(after), passage.start, passage.end)


@functools.lru_cache(maxsize=512)
def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    return split(text, language)


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].split(" ", 1)[-1]


def _head(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rsplit(" ", 1)[0] + " …"


def direction(text: str) -> str:
    """`rtl` for text in a script written from right to left, else `ltr`."""
    return "rtl" if script_of(text) in RIGHT_TO_LEFT else "ltr"
