"""A sentence as its words, and what the pack knows of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutela.language.word_packs import Hit, Token, WordPack

CLAUSE_MARKS = frozenset(",;:—–،؛՝՛")
"""Marks between clauses; a hyphen joins words and counts as none."""


@dataclass(frozen=True, slots=True)
class Worded:
    """One sentence of a document."""

    index: int
    tokens: Sequence[Token]
    hits: Sequence[Hit]
    edges: Sequence[int]
    """Tokens at which a new clause may begin: marks and the pack's clause words."""

    @classmethod
    def of(cls, index: int, text: str, span: tuple[int, int], pack: WordPack) -> "Worded":
        """The sentence that stands at `span` of a text."""
        tokens = pack.tokens(text[span[0] : span[1]], span[0])
        hits = pack.find(tokens)
        edges = {at for at, token in enumerate(tokens) if token.written in CLAUSE_MARKS}
        edges |= {hit.first for hit in hits if hit.meaning == "clause"}
        return cls(index, tokens, hits, sorted(edges))

    def meaning(self, beginning: str) -> Iterator[Hit]:
        """The hits of one list, or of all lists under a path."""
        return (hit for hit in self.hits if hit.meaning == beginning or hit.meaning.startswith(f"{beginning}/"))

    def clauses_between(self, one: int, other: int) -> int:
        """How many clause edges lie between two tokens."""
        low, high = sorted((one, other))
        return sum(low < edge < high for edge in self.edges)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of tokens `first` to `last` in the document."""
        return self.tokens[first].start, self.tokens[last].end

    @property
    def whole(self) -> tuple[int, int]:
        """Offsets of all its words."""
        return self.span(0, len(self.tokens) - 1)

    def capital(self, at: int) -> bool:
        """Whether a token is written with a capital; at the head of a sentence that says nothing."""
        return self.tokens[at].written[0].isupper()
