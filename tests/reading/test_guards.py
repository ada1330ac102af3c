import pytest
from parsed import scanned, sentence, words

from tutela.reading.scanning import set_aside


def test_signs_of_antiquity_and_nature_are_seen() -> None:
    assert scanned("The Crusaders burned the mosque in 1099.").signs["antiquity"]
    assert scanned("An earthquake destroyed the mosque.").signs["nature"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The castle was burned in 1612.", "it is history"),
        ("The temple was destroyed in 480 BC.", "it is history"),
        ("The shrine was razed in the 13th century.", "it is history"),
        ("A short circuit started the fire that destroyed the museum.", "an accident does it"),
        ("If the mosque were destroyed, the town would weep.", "it is supposed or a duty, not told"),
    ],
)
def test_what_tells_no_claim_is_set_aside(text: str, why: str) -> None:
    assert why in {reason for _, reason in set_aside(sentence(text), words())}


@pytest.mark.parametrize("text", ["The castle was burned in 1993.", "The chapel of 1612 was shelled."])
def test_harm_of_this_age_is_not(text: str) -> None:
    assert set_aside(sentence(text), words()) == []


def test_a_deed_is_no_state_of_its_doer() -> None:
    words_of = {trigger.word.kind.value for trigger in scanned("The citadel has lost its gate.").triggers}
    assert words_of == {"verbs"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Around 1650 B.C. an army marching on the city stopped by and set the temple alight.", False),
        ("In 480 BC the invaders burned the temple.", False),
        ("The temple of 300 BC was shelled on Monday.", True),
        ("The temple, built in 300 BC, was shelled on Monday.", True),
        ("The temple, first sacked in 48 BC, was destroyed in 2015.", True),
    ],
)
def test_what_befell_before_our_era_is_history(text, told):
    assert bool(scanned(text).triggers) is told
