"""Contexts for the tests of the slots: a sentence, its harm word and its asset, by their words."""

from tutela.language.places import default_gazetteer
from tutela.language.sentences import split
from tutela.model.documents import Document, Finding
from tutela.reading.context import Context
from tutela.reading.parsing import parse


def context_of(text: str, harm: str, asset: str, published: str | None = "2020-11-27", publisher: str = "") -> Context:
    """The context of the first sentence that holds both the harm word and the asset's words."""
    document = Document(
        "doc_test",
        "test",
        text,
        "0" * 64,
        publisher=Finding(publisher, "stated") if publisher else None,
        published=Finding(published, "stated") if published else None,
    )
    sentences = split(text)
    parsed = dict(enumerate(parse(text, sentences)))
    index = next(i for i, (start, end) in enumerate(sentences) if harm in text[start:end] and asset in text[start:end])
    begin, end = sentences[index]
    at = text.index(asset, begin, end)
    first, last = (_token(parsed[index].starts, offset) for offset in (at, at + len(asset) - 1))
    trigger = _token(parsed[index].starts, text.index(harm, begin, end))
    return Context(
        document, sentences, parsed, index, trigger, (first, last), default_gazetteer(), (), ((at, at + len(asset)),)
    )


def _token(starts: list[int], offset: int) -> int:
    return max(i for i, start in enumerate(starts) if start <= offset)
