from collections.abc import Iterator

import pytest
from corpus_documents import annotated

from tutela.language.sentences import split
from tutela.reading.attribute_rules import RememberedRules
from tutela.reading.parsed_words import PlainWords, text_of
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
        kin = (token.children, token.lefts, token.rights, token.ancestors, token.subtree, token.conjuncts, token.sent)
        looks = token.is_punct, token.is_quote, token.is_alpha, token.is_lower, token.is_space, token.like_num
        edges = token.left_edge.i, token.right_edge.i, token.head.i, token.n_lefts
        said = token.text, token.lower_, token.tag_, token.pos_, token.lemma_, token.dep_, token.whitespace_
        yield *said, *looks, *edges, *([word.i for word in words] for words in kin)


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_sentence_is_parsed_as_the_pipeline_would(time: str) -> None:
    nlp = parser()
    cut = [nlp.make_doc(text) for text in texts()]
    plain = list(nlp.pipe([doc.copy() for doc in cut], batch_size=64))
    for quick, slow in zip(parsed(cut), plain, strict=True):
        assert list(told(quick)) == list(told(slow)), time
        assert quick.text == slow.text.rstrip()
        assert text_of(quick[1:3]) == slow[1:3].text
        assert [quick[0].is_ancestor(word) for word in quick] == [slow[0].is_ancestor(word) for word in slow]


def test_a_sentence_all_of_whose_words_were_seen_is_given_the_same_again() -> None:
    nlp = parser()
    rules = RememberedRules(nlp, PlainWords(nlp.vocab))
    docs = [nlp("The old church was destroyed.", disable=["attribute_ruler", "lemmatizer"]) for _ in range(2)]
    first, second = (rules(doc) for doc in docs)
    assert [(t.pos_, t.lemma_) for t in first] == [(t.pos_, t.lemma_) for t in second]
    assert second[1].pos_ == "ADJ" and second[2].pos_ == "NOUN"
    assert first != second and first[1] != second[1]


def test_the_word_beside_is_asked_for_by_its_distance() -> None:
    (words,) = parsed([parser().make_doc("The old church fell.")])
    assert words[1].nbor().text == "church" and words[1].nbor(-1).text == "The"
    with pytest.raises(IndexError, match="no word -1 places from 'The'"):
        words[0].nbor(-1)
    with pytest.raises(IndexError):
        words[4].nbor()
