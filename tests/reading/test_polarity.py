import pytest
from parsed import scanned, sentence, words

from tutela.model.claims import Harm
from tutela.reading.pairs import harms_of
from tutela.reading.polarity import Polarity, polarity
from tutela.reading.scanning import set_aside
from tutela.reading.triggers import triggers


def negated(text: str) -> bool:
    return any(scanned(text).negated)


@pytest.mark.parametrize(
    "text",
    [
        "The church was not damaged.",
        "Not one church has been struck.",
        "None of the churches was destroyed.",
        "Neither mosque was hit.",
        "No damage to the library was seen.",
        "They saw no sign that the museum had been damaged.",
    ],
)
def test_a_negation_reaches_its_harm_word(text: str) -> None:
    assert negated(text)


@pytest.mark.parametrize("text", ["The church was damaged.", "Not far away, the church burned."])
def test_other_harm_words_are_not_negated(text: str) -> None:
    assert not negated(text)


def test_a_negation_ends_at_the_next_clause() -> None:
    one = scanned("The rocket did not burst, but it tore down three old houses.")
    assert not one.negated[[trigger.word.words for trigger in one.triggers].index(("tear", "down"))]


def said(text: str) -> set[Polarity]:
    parse = sentence(text).parse
    return {polarity(parse, trigger, words()) for trigger in triggers(parse, words())}


@pytest.mark.parametrize("text", ["No plane of ours struck the mosque.", "The army did not shell the mosque."])
def test_a_deed_denied_of_a_doer_is_no_sparing(text: str) -> None:
    assert said(text) == {Polarity.DISOWNED}


def test_a_habit_denied_tells_of_no_deed() -> None:
    assert said("Our army does not shell churches.") == {Polarity.UNTOLD}


def test_a_shell_that_did_not_hit_spared_the_mosque() -> None:
    assert said("No shell hit the mosque.") == {Polarity.SPARED}


def test_none_of_ours_denies_the_deed() -> None:
    assert said("None of our aircraft bombed the shrine.") == {Polarity.DISOWNED}


def test_what_nobody_disputes_is_told() -> None:
    one = scanned("They did not dispute that the palace had been gutted.")
    assert not one.negated[[trigger.word.words for trigger in one.triggers].index(("gut",))]


def test_what_was_not_saved_is_gone() -> None:
    one = scanned("The paintings could not be saved.")
    assert [harms_of(trigger, no) for trigger, no in zip(one.triggers, one.negated, strict=True)] == [[Harm.DESTROYED]]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is left of the chapel.",
        "The priory was not shelled on purpose.",
        "The shrine was not destroyed only by bombs.",
    ],
)
def test_a_phrase_or_a_manner_that_is_denied_spares_nothing(text: str) -> None:
    assert Polarity.SPARED not in said(text)


@pytest.mark.parametrize("text", ["The bridge escaped the bombing.", "The abbey avoided being hit."])
def test_what_was_escaped_spared_it(text: str) -> None:
    assert Polarity.SPARED in said(text)


def test_what_never_existed_has_not_gone() -> None:
    assert said("The castle never existed as a single building.") == {Polarity.UNTOLD}


def test_what_was_not_ordered_or_proved_is_not_told() -> None:
    text = "It was not proved that the general wanted the church destroyed."
    assert {why for _, why in set_aside(sentence(text), words())} == {"it is not said to have happened"}
