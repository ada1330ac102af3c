"""What the functions that fill a claim's slots are given: one harm word, one asset, and the text around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.model.documents import Document, Publisher
from tutela.model.passages import Passage
from tutela.reading.parsing import ParsedSentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from tutela.language.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Context:
    """One claim to be: its harm word and its asset in a parsed sentence, and the document they stand in."""

    document: Document
    sentences: Sequence[tuple[int, int]]
    """All sentences of the document, as offsets."""
    parsed: Mapping[int, ParsedSentence]
    """By index of the sentence; at least the screened sentences and their neighbours."""
    index: int
    """The sentence of the claim."""
    trigger: int
    """Token of the harm word in `parsed[index].parse`."""
    asset: tuple[int, int]
    """First and last token of the asset's mention in that sentence."""
    gazetteer: "Gazetteer"
    publishers: Sequence[Publisher] = ()
    assets: tuple[tuple[int, int], ...] = ()
    """Document offsets of every mention of an asset, so that none is taken for a person or a place."""

    @property
    def sentence(self) -> ParsedSentence:
        """The parsed sentence of the claim."""
        return self.parsed[self.index]

    @property
    def parse(self) -> "Doc":
        """The parse of the claim's sentence."""
        return self.sentence.parse

    @property
    def harm(self) -> "Token":
        """The harm word."""
        return self.parse[self.trigger]

    def passage(self, first: int, last: int) -> Passage:
        """The document's words for the tokens `first` to `last` of the claim's sentence."""
        return self.document.passage(*self.sentence.span(first, last))
