"""What is worth a parse: no telling word is overlooked, and ordinary news costs one pass."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.sentences import split
from tutela.language.vocabulary import vocabulary
from tutela.reading.screen import base_forms, name_automaton, near, screen, word_forms, worth

STREAM = Path(__file__).resolve().parents[2] / "scripts" / "stream" / "ordinary.txt"


@pytest.mark.parametrize(
    "text",
    [
        "Ten cemeteries were shelled.",
        "The bridge was blown up; it is destroyed.",
        "The mosque’s dome is gone.",
        "MONASTERIES BURN",
        "the fortress-monastery",
    ],
)
def test_words_of_heritage_and_of_harm_are_found_in_every_form(text):
    assert worth(text)


@pytest.mark.parametrize(
    "text", ["", "The bridge opens on Monday.", "A damaged reputation.", "He was taken to Churchill."]
)
def test_what_tells_neither_is_worth_nothing(text):
    assert not worth(text)


def test_harm_of_an_everyday_thing_is_worth_what_stands_around_it():
    filler = "Prices fell. " * 40
    text = f"{filler}The historic school was demolished. {filler}"
    telling = worth(text)
    assert not telling.heritage
    assert text[telling.harm[0] :].startswith("demolished")
    sentences = [(at, at + 1) for at in range(0, len(text), 10)]
    kept = near(range(len(sentences)), sentences, telling)
    assert 0 in kept
    assert telling.harm[0] // 10 in kept
    assert len(kept) < 12


def test_a_house_alone_is_no_heritage_unless_the_document_speaks_of_its_age_or_worth():
    assert not worth("The school was demolished. Shells destroyed four houses and tore off a roof.")
    assert worth("The school was demolished. It was one of the last neoclassical buildings of the town.")
    assert worth("The bridge was demolished.")
    assert not worth("Two schools were damaged, and crews are working to open them.")


def test_names_of_the_inventory_are_worth_the_document():
    names = name_automaton(["Dadi Vank"])
    assert worth("They went to Dadi Vank on Sunday.", "en", names).heritage
    assert not worth("They went to Dadi Vankson on Sunday.", "en", names)
    assert name_automaton([]) is None


def test_most_ordinary_news_is_not_parsed():
    items = STREAM.read_text("utf-8").split("----\n")
    assert len(items) == 39
    assert sum(bool(worth(item)) for item in items) == 0


WORDS = vocabulary("en")
STEMS = sorted({word.words[-1] for found in WORDS.assets.values() for word in found})


@given(st.sampled_from(STEMS))
def test_every_form_leads_back_to_its_word(stem):
    for form in word_forms(stem):
        if form.endswith(("s", "ed", "ing")) and len(stem) > 3:
            assert stem in base_forms(form) or form.startswith(stem[:-1])


def test_a_bare_name_that_heads_an_entry_is_read_with_it():
    text = "Two sites.\n3. Debre Sina. The monastery was shelled.\nThe road is closed. He smiled.\nThe church is old."
    spans = split(text)
    read = [text[slice(*spans[at])] for at in screen(text, spans)]
    assert "3. Debre Sina." in read
    assert "He smiled." not in read
