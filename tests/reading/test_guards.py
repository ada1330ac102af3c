import pytest
from parsed import scanned


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


def test_signs_of_antiquity_and_nature_are_seen() -> None:
    assert scanned("The Crusaders burned the mosque in 1099.").signs["antiquity"]
    assert scanned("An earthquake destroyed the mosque.").signs["nature"]
