"""The statements of a document, in the order of the text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tutela.model.claims import Statement
from tutela.model.documents import Document, Publisher
from tutela.reading.parsing import ParsedSentence
from tutela.reading.statements.acts import read_acts
from tutela.reading.statements.authenticity import read_authenticity
from tutela.reading.statements.names import fitting_patterns, read_names
from tutela.reading.statements.pack import statement_pack
from tutela.reading.statements.scene import scene


def read_statements(
    document: Document,
    sentences: Sequence[tuple[int, int]],
    parsed: Mapping[int, ParsedSentence],
    publishers: Sequence[Publisher] = (),
) -> tuple[Statement, ...]:
    """What a document says that is no claim of harm but matters.

    Args:
        document: the document.
        sentences: all its sentences, as start and end offsets.
        parsed: those already parsed, by index; further ones that the screen admits are parsed here.
        publishers: known publishers, by which speakers are recognised.

    Returns:
        Statements in the order of the text; none for a language without a pack.
    """
    here = scene(document, sentences, parsed, publishers)
    if here is None:
        return ()
    found = [*read_acts(here), *read_authenticity(here), *read_names(here)]
    return tuple(sorted(found, key=lambda one: (one.quote.start, one.kind, one.id)))


def read_second_names(document: Document, split: Callable[[], Sequence[tuple[int, int]]]) -> tuple[Statement, ...]:
    """Of what `read_statements` finds only which two names are of one thing, for texts that name no heritage.

    `split` gives the document's sentences; it is asked only where the text holds the words that such names need.
    """
    here = scene(document, (), {}, ())
    if here is None or not fitting_patterns(document.text, here.pack):
        return ()
    return tuple(read_names(replace(here, sentences=split())))


def speaks_of_heritage(document: Document) -> bool:
    """Whether a word of heritage stands in a document: offers of help with anything else are not sought."""
    pack = statement_pack(document.tongue)
    return pack is not None and pack.heritage_in_small.search(document.text.casefold()) is not None
