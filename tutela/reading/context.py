"""What the functions that fill a claim's slots are given: one harm word, one asset, and the text around them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutela.model.claims import SpeakerKind
from tutela.model.documents import Document, Publisher
from tutela.model.passages import Passage
from tutela.reading.parsing import ParsedSentence

if TYPE_CHECKING:
    from tutela.language.places import Gazetteer
    from tutela.reading.parsed_words import Parse, Token


LATER = frozenset({"later", "afterwards", "afterward", "subsequently"})


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was found out of a document's speakers while one claim was drafted, and holds for all others."""

    speakers: dict[tuple[int, int], Passage | None] = field(default_factory=dict)
    """(sentence, head word of a speaker) -> the words that name them."""
    kinds: dict[str, SpeakerKind] = field(default_factory=dict)
    """Words that name a speaker -> what kind of source they are."""
    matches: dict[re.Pattern[str], list[re.Match[str]]] = field(default_factory=dict)
    """A pattern that names are sought by -> all its matches in the text."""
    told: list[list[tuple[Passage, tuple[Passage, ...]]]] = field(default_factory=list)
    """Empty until sought, then one list: who tells somebody something anywhere in the document, with the outlets."""


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
    recalled: Recalled = field(default_factory=Recalled, compare=False)
    """Shared by the contexts of one document."""

    @property
    def sentence(self) -> ParsedSentence:
        """The parsed sentence of the claim."""
        return self.parsed[self.index]

    @property
    def parse(self) -> "Parse":
        """The parse of the claim's sentence."""
        return self.sentence.parse

    @property
    def harm(self) -> "Token":
        """The harm word."""
        return self.parse[self.trigger]

    def passage(self, first: int, last: int) -> Passage:
        """The document's words for the tokens `first` to `last` of the claim's sentence."""
        return self.document.passage(*self.sentence.span(first, last))


def told_later(token: "Token") -> bool:
    """Whether a word puts this harm after the one told before it: "and later defaced"."""
    return any(child.lower_ in LATER for child in token.children) or (token.i > 0 and token.nbor(-1).lower_ in LATER)


def parted_in_time(doc: "Parse", one: int, other: int) -> bool:
    """Whether "and later" with a verb stands between two words: what goes with one does not go with the other."""
    low, high = sorted((one, other))
    return any(doc[at].lower_ in LATER and doc[at + 1].pos_ == "VERB" for at in range(low + 1, high))


def beside(context: Context, before: int, after: int) -> Iterator[int]:
    """Parsed sentences of the same paragraph around the claim's: those before, nearest first, then those after."""
    for index in range(context.index - 1, max(context.index - before, 0) - 1, -1):
        if _parted(context, index):
            break
        if index in context.parsed:
            yield index
    for index in range(context.index + 1, min(context.index + after + 1, len(context.sentences))):
        if _parted(context, index - 1):
            break
        if index in context.parsed:
            yield index


def _parted(context: Context, index: int) -> bool:
    """Whether a new line stands between a sentence and the next."""
    return "\n" in context.document.text[context.sentences[index][1] : context.sentences[index + 1][0]]
