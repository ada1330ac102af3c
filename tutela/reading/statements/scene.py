"""The document as statements and recordings are read in it: sentences, those parsed, the pack, known publishers."""

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.model.documents import Document, Publisher
from tutela.model.passages import Passage
from tutela.reading import parsing
from tutela.reading.parsing import ParsedSentence
from tutela.reading.statements.pack import StatementPack, statement_pack

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

PARSED_LANGUAGES = frozenset({"en"})
"""Languages the parser reads; in all others the patterns of the pack stand alone."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One document, ready to be read."""

    document: Document
    sentences: Sequence[tuple[int, int]]
    parsed: dict[int, ParsedSentence]
    """Grows as more sentences are admitted."""
    pack: StatementPack
    language: str
    publishers: Sequence[Publisher] = ()

    def text(self, index: int) -> str:
        """The words of a sentence."""
        start, end = self.sentences[index]
        return self.document.text[start:end]

    def sentence(self, index: int) -> Passage:
        """A sentence as a passage."""
        return self.document.passage(*self.sentences[index])

    def passage(self, index: int, start: int, end: int) -> Passage:
        """Characters `start:end` of a sentence as a passage."""
        offset = self.sentences[index][0]
        return self.document.passage(offset + start, offset + end)

    def tokens(self, index: int, first: int, last: int) -> Passage:
        """The document's words for the tokens `first` to `last` of a parsed sentence."""
        return self.document.passage(*self.parsed[index].span(first, last))

    def admit(self, indexes: Iterable[int]) -> None:
        """Parse those of the sentences that are not parsed yet, where the language has a parser."""
        missing = sorted(index for index in set(indexes) if index not in self.parsed)
        if self.language in PARSED_LANGUAGES and missing:
            spans = [self.sentences[index] for index in missing]
            self.parsed.update(zip(missing, parsing.parse(self.document.text, spans), strict=True))

    def token_at(self, index: int, start: int, end: int) -> "Token | None":
        """The last content word (verb, noun, adjective) of a stretch of a parsed sentence, given by its characters."""
        if index not in self.parsed:
            return None
        sentence, offset = self.parsed[index], self.sentences[index][0]
        first = bisect.bisect_right(sentence.ends, offset + start)
        last = bisect.bisect_left(sentence.starts, offset + end)
        found = [sentence.parse[at] for at in range(first, min(last, len(sentence.parse)))]
        content = [token for token in found if token.pos_ in ("VERB", "NOUN", "ADJ", "PROPN")]
        return next(reversed(content or found), None)


def scene(
    document: Document,
    sentences: Sequence[tuple[int, int]],
    parsed: Mapping[int, ParsedSentence],
    publishers: Sequence[Publisher],
) -> Scene | None:
    """The scene of a document, read as English where its language is unknown; None for a language without a pack."""
    language = "en" if document.tongue == "und" else document.tongue
    pack = statement_pack(language)
    if pack is None:
        return None
    return Scene(document, sentences, dict(parsed), pack, language, publishers)
