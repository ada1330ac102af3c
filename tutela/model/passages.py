"""Passages: exact words of a document and where they stand (W3C Web Annotation, text position and quote selectors)."""

from dataclasses import dataclass

SHOWN_LETTERS = 80
"""Letters of a passage that its `repr` shows."""


def quoted(words: str) -> str:
    """The words in quotation marks on one line, cut where they are long: for the `repr` of records."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= SHOWN_LETTERS else line[: SHOWN_LETTERS - 3] + '...'}”"


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start:end` of a document's text, and the words found there.

    >>> passage = Passage.of("doc_1", "The church  was hit.", 3, 12)
    >>> passage
    <Passage 4-10 of doc_1: “church”>
    >>> passage.stands_in("The church  was hit.")
    True
    """

    document: str
    """Id of the document."""
    start: int
    end: int
    exact: str

    def __repr__(self) -> str:
        return f"<Passage {self.start}-{self.end} of {self.document}: {quoted(self.exact)}>"

    @classmethod
    def of(cls, document: str, text: str, start: int, end: int) -> "Passage":
        """The passage of `text` between two offsets, white space at its ends left out."""
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        return cls(document, start, start + len(words.strip()), words.strip())

    def covers(self, other: "Passage") -> bool:
        """Whether the other passage lies within this one."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def stands_in(self, text: str) -> bool:
        """Whether the words stand in the text where the passage says."""
        return text[self.start : self.end] == self.exact
