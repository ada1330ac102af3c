"""Party names before the parser: whoever is named, the parser is shown the same words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.parties import blind, stand_in, stand_ins


def tokens(sentence: str) -> list[str]:
    return re.findall(r"\w+(?:\.\w+)*|[^\w\s]", sentence)


def shown(sentence: str) -> list[str]:
    return [token.word for token in blind(tokens(sentence))]


def names(kind: str) -> list[str]:
    return sorted(name for name, word in stand_ins().items() if word == kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Armenia accused Azerbaijan.", "Azerbaijan accused Armenia."),
        ("An Armenian church was hit.", "A Turkish church was hit."),
        ("an Israeli strike on a Palestinian town", "a Palestinian strike on an Israeli town"),
        ("Sudan and Saudi Arabia met.", "Saudi Arabia and Sudan met."),
        ("Islamic State blew up the arch.", "Hezbollah blew up the arch."),
        ("RSF looted the museum.", "Rapid Support Forces looted the museum."),
        ("Baku denies it; Yerevan insists.", "Yerevan denies it; Baku insists."),
        ("Tel Aviv denies it.", "Ramallah denies it."),
        ("UKRAINE SAYS RUSSIA HIT IT", "RUSSIA SAYS UKRAINE HIT IT"),
        ("in Nagorno-Karabakh", "in Crimea"),
        ("in NAGORNO-KARABAKH", "in CRIMEA"),
        ("Burkina Faso's army", "Mali's army"),
        ("Serbs and Albanians", "Albanians and Serbs"),
    ],
)
def test_swapped_sentences_read_the_same(one: str, other: str) -> None:
    assert shown(one) == shown(other)


@pytest.mark.parametrize("kind", sorted(set(stand_ins().values())))
def test_every_name_of_a_kind_is_shown_alike(kind: str) -> None:
    for name in names(kind):
        spaced = name.replace("-", " - ").split()
        sentence = ["Soldiers", "of", *spaced, "shelled", "it", "."]
        assert [token.word for token in blind(sentence)] == ["Soldiers", "of", kind, "shelled", "it", "."], name


def test_no_name_is_of_two_kinds_or_hidden_in_capitals() -> None:
    kinds = set(stand_ins().values())
    assert len(kinds) == 5
    for name, kind in stand_ins().items():
        if len(name) > 2 and " " not in name and not name.isupper():
            assert stand_in(name.upper()) in {kind.upper(), stand_ins().get(name.upper())}


def test_other_words_stay() -> None:
    assert stand_in("church") is None
    assert stand_in("us") is None
    assert shown("an old church is gone") == ["an", "old", "church", "is", "gone"]
    assert shown("An hour later") == ["An", "hour", "later"]


@given(st.lists(st.one_of(st.sampled_from(sorted(stand_ins())), st.text(min_size=1, max_size=6)), max_size=12))
def test_every_token_is_covered_once_in_order(words: list[str]) -> None:
    split = [part for word in words for part in word.split()]
    assert [i for token in blind(split) for i in range(token.first, token.last + 1)] == list(range(len(split)))
