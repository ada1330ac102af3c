"""The English parse, under neutral stand-ins, with the offsets of the document.

The parser never sees which party a sentence names: every party's name, of one word or several, is replaced by one
stand-in of its part of speech before parsing, and the article before it is levelled, so swapping the parties cannot
change a parse (without this a swap changed 95 of 319 sentences).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.language.parties import blind
from tutela.reading.parsed_words import Parse
from tutela.reading.parser_model import parsed, parser

if TYPE_CHECKING:
    from spacy.language import Language

LINE_MARK = re.compile(r"\[\d\d:\d\d(?:[:.]\d+)*\]|(?<=\n)[ \t]*\d{1,4}[ \t]{2,}|\s+\n\s*|\n\s*")
"""What stands between the words of broken lines: subtitle times, line numbers of transcripts, the breaks themselves."""
DATELINE = re.compile(
    r"\s*(?:(?P<town>[A-Z][A-Z'’-]{2,}\b)|[A-Z][\w'’-]+)(?:[ ,./]+(?:[A-Z][\w.'’-]*|\d{1,4})){0,6},?"
    r"(?P<agency>\s\([^()\n]{2,40}\))?"
    r"(?:\s+[-–—]{1,2}|\s?[–—]|(?<=[A-Z]{3}):)\s+(?=[A-Z\"“'‘])"
)
"""What opens an agency's report: "ZLITAN, Libya, Aug 25 (Reuters) - ", "KYIV, Ukraine — "."""


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """The parse of one sentence, token by token at the offsets of the document.

    White space and the marks of broken lines are no tokens: the parser sees the sentence as if it stood on one line.
    """

    parse: Parse
    """Holds stand-ins for party words: take words for output from the document by `span`."""
    starts: Sequence[int]
    """Offset in the document's text of each token's first character."""
    ends: Sequence[int]
    spoken: Sequence[str] = ()
    """The document's own words for each token: several where a party's name has several."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Document offsets of the tokens `first` to `last`, both included."""
        return self.starts[first], self.ends[last]


def parse(text: str, sentences: Iterable[tuple[int, int]], model: str = "") -> Iterator[ParsedSentence]:
    """Parse the given sentences (start and end offsets) of a document's text; `model` as in `parser_model.parser`."""
    from spacy.tokens import Doc

    nlp = parser(model)
    shown = [_shown(_tokens(nlp, text, start, end)) for start, end in sentences]
    docs = (Doc(nlp.vocab, words=one.words, spaces=one.spaces) for one in shown)
    for one, words in zip(shown, parsed(docs, model), strict=True):
        spoken = [text[start:end] for start, end in zip(one.starts, one.ends, strict=True)]
        yield ParsedSentence(words, one.starts, one.ends, spoken)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A sentence as the parser is shown it, and where each word stands in the document."""

    words: list[str]
    spaces: list[bool]
    starts: list[int]
    ends: list[int]


def _shown(tokens: Sequence[tuple[str, int, bool]]) -> _Shown:
    blinded = blind([word for word, *_ in tokens])
    return _Shown(
        [token.word for token in blinded],
        [tokens[token.last][2] for token in blinded],
        [tokens[token.first][1] for token in blinded],
        [tokens[token.last][1] + len(tokens[token.last][0]) for token in blinded],
    )


def _tokens(nlp: "Language", text: str, start: int, end: int) -> list[tuple[str, int, bool]]:
    """(word, offset in the document, whether a space follows) of one sentence."""
    line = _without_dateline(LINE_MARK.sub(lambda mark: " " * len(mark[0]), text[start:end]))
    found: list[tuple[str, int, bool]] = []
    for token in nlp.make_doc(line):
        if not token.is_space:
            found.append((token.text, start + token.idx, bool(token.whitespace_)))
    return found


def _without_dateline(line: str) -> str:
    """A sentence whose dateline is blank: a parser takes the town for what the sentence speaks of."""
    found = DATELINE.match(line)
    if found is None or not (found["town"] or found["agency"]):
        return line
    return " " * found.end() + line[found.end() :]
