import pytest

from tutela.reading.cues import phrases_in
from tutela.reading.parsing import parse


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        ({"fire"}, ["fire", "fire"]),
        ({"fire", "set on fire"}, ["set on fire", "fire"]),
        ({"burn down"}, ["burned down"]),
        ({"burned down", "down"}, ["burned down"]),
        ({"fire brigade came late"}, []),
        (set(), []),
    ],
)
def test_the_longest_phrase_wins_and_lemmas_count(phrases, expected):
    text = "The church was set on fire and burned down before the fire service came."
    sentence = next(iter(parse(text, [(0, len(text))])))
    spans = [sentence.span(*found) for found in phrases_in(sentence.parse, frozenset(phrases))]
    assert [text[start:end] for start, end in spans] == expected
