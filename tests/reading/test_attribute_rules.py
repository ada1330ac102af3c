from collections.abc import Iterator

import pytest
from corpus_documents import annotated

from tutela.language.sentences import split
from tutela.reading.attribute_rules import RememberedRules
from tutela.reading.parser_model import parsed, parser

SPECIAL = [
    "There are two churches and there is a mosque.",
    "They're gonna rebuild it, let's hope, and c'mon, y'all got ta see it.",
    "It ain't damaged; ain't they lucky?",
    "All of the shrines, all of them, were looted\n by night.",
]


def texts() -> list[str]:
    found = [row["text"][start:end] for row in list(annotated())[:12] for start, end in split(row["text"])[:8]]
    return [*found, *SPECIAL]


def told(doc: object) -> Iterator[tuple[object, ...]]:
    for token in doc:  # type: ignore[attr-defined]
        yield token.text, token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_, token.head.i


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_sentence_is_parsed_as_the_pipeline_would(time: str) -> None:
    nlp = parser()
    cut = [nlp.make_doc(text) for text in texts()]
    plain = list(nlp.pipe([doc.copy() for doc in cut], batch_size=64))
    for quick, slow in zip(parsed(cut), plain, strict=True):
        assert list(told(quick)) == list(told(slow)), time


def test_a_sentence_all_of_whose_words_were_seen_is_given_the_same_again() -> None:
    rules = RememberedRules(parser().get_pipe("attribute_ruler"))  # type: ignore[arg-type]
    docs = [parser()("The old church was destroyed.", disable=["attribute_ruler", "lemmatizer"]) for _ in range(2)]
    first, second = (rules(doc) for doc in docs)
    assert [(t.pos_, str(t.morph)) for t in first] == [(t.pos_, str(t.morph)) for t in second]
    assert second[1].pos_ == "ADJ" and second[2].pos_ == "NOUN"
