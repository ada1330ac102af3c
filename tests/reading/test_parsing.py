import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.reading.parsing import parse


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc ABC.,\n\t-'[]0123:’é"), max_size=60))
def test_every_token_stands_where_it_says(text: str) -> None:
    for one in parse(text, [(0, len(text))] if text.strip() else []):
        words = [text[start:end] for start, end in zip(one.starts, one.ends, strict=True)]
        assert words == [token.text for token in one.parse]


def test_line_numbers_and_subtitle_times_are_no_words() -> None:
    text = "units shelled\n23   the Old Town [00:17.68]and the port"
    [one] = parse(text, [(0, len(text))])
    assert [token.text for token in one.parse] == ["units", "shelled", "the", "Old", "Town", "and", "the", "port"]


def test_party_words_are_hidden_from_the_parse_but_not_from_the_text() -> None:
    text = "Armenian soldiers"
    [one] = parse(text, [(0, len(text))])
    assert one.parse[0].text != "Armenian"
    assert text[slice(*one.span(0, 0))] == "Armenian"


def test_a_party_of_several_words_is_one_token_that_spans_them() -> None:
    text = "Troops of Burkina Faso shelled a Nagorno-Karabakh church."
    [one] = parse(text, [(0, len(text))])
    spans = [text[slice(*one.span(at, at))] for at in range(len(one.parse))]
    assert spans == ["Troops", "of", "Burkina Faso", "shelled", "a", "Nagorno-Karabakh", "church", "."]
    assert list(one.spoken) == spans


def test_parties_of_one_word_and_of_several_are_parsed_alike() -> None:
    texts = ["An Armenian church in Saudi Arabia burned.", "A Turkish church in Sudan burned."]
    shown = [
        [(token.text.lower(), token.dep_) for token in next(parse(text, [(0, len(text))])).parse] for text in texts
    ]
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ZLITAN, Libya, Aug 25 (Reuters) - Men blew up a tomb.", "Men"),
        ("VELIBOR - Shells hit the mosque.", "Shells"),
        ("Velibor (AFP) – The mosque was hit.", "The"),
        ("KYIV, Ukraine — A missile hit the manor.", "A"),
        ("The mosque – a landmark – was hit.", "The"),
        ("UNESCO said - In its note - that it was hit.", "UNESCO"),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(text: str, first: str) -> None:
    (sentence,) = parse(text, [(0, len(text))])
    assert sentence.parse[0].text == first
    assert text[slice(*sentence.span(0, 0))] == first
