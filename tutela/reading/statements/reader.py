"""The statements of a document, in the order of the text."""

from collections.abc import Mapping, Sequence

from tutela.model.claims import Statement
from tutela.model.documents import Document, Publisher
from tutela.reading.parsing import ParsedSentence
from tutela.reading.statements.acts import read_acts
from tutela.reading.statements.authenticity import read_authenticity
from tutela.reading.statements.names import read_names
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
