"""Passages: exact words of a document and where they stand (W3C Web Annotation, text position and quote selectors)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start:end` of a document's text, and the words found there."""

    document: str
    """Id of the document."""
    start: int
    end: int
    exact: str

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
