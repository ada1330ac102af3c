import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.reading.by_model.locating import locate

TEXT = "They shelled the «Old»\nchurch — and the Old  church again."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("They shelled", "They shelled"),
        ('the "Old" church', "the «Old»\nchurch"),
        ("church - and", "church — and"),
        ("Old church again", "Old  church again"),
    ],
)
def test_words_are_found_but_for_spaces_and_printers_marks(words, found):
    start, end = locate(words, TEXT)
    assert TEXT[start:end] == found


@pytest.mark.parametrize(
    "words", ["", "  ", "They ... church", "old church", "churches", "shelled They", "the Old church — again"]
)
def test_nothing_else_is_forgiven(words):
    assert locate(words, TEXT) is None


def test_the_place_nearest_to_another_is_taken():
    text = "the church. Then the church."
    assert locate("church", text, near=20)[0] == 21
    assert locate("church", text)[0] == 4


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_whatever_stands_in_a_text_is_found(text, one, other):
    low, high = sorted((min(one, len(text)), min(other, len(text))))
    words = text[low:high]
    if words.strip():
        start, end = locate(words, text, low)
        assert text[start:end] == words.strip()
