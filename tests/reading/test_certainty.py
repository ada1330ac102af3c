import pytest
from slot_contexts import context_of

from tutela.model.claims import Certainty
from tutela.reading.attribution import chain
from tutela.reading.certainty import certainty_of


def read(text, harm="destroyed", asset="mosque"):
    context = context_of(text, harm, asset)
    certainty, cue = certainty_of(context, chain(context))
    return certainty, cue.exact if cue else None


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mosque was reportedly destroyed.", "reportedly"),
        ("The mosque appears to have been destroyed.", "appears"),
        ("The mosque may have been destroyed.", "may"),
        ("The militia claimed that the mosque was destroyed.", "claimed"),
        ("The mosque is believed to have been destroyed.", "believed"),
        ("The mosque was probably destroyed.", "probably"),
        ("The footage appears to show soldiers hitting the mosque until it falls.", "appears"),
    ],
)
def test_hedges(text, cue):
    assert read(text, "falls" if "falls" in text else "destroyed") == (Certainty.HEDGED, cue)


def test_an_accusation_is_hedged_and_a_conviction_asserted():
    assert read("The ministry accused the militia of destroying the mosque.", "destroying")[0] is Certainty.HEDGED
    assert read("He was convicted of destroying the mosque.", "destroying") == (Certainty.ASSERTED, None)


@pytest.mark.parametrize(
    ("text", "harm", "cue"),
    [
        ("The army denied that it destroyed the mosque.", "destroyed", "denied"),
        ("The militia says it had nothing to do with the thefts from the mosque.", "thefts", "nothing to do with"),
        ("A spokesman said that no coalition plane had struck the mosque.", "struck", "no"),
    ],
)
def test_denials(text, harm, cue):
    assert read(text, harm) == (Certainty.DENIED, cue)


@pytest.mark.parametrize(
    "text",
    [
        "The mosque was destroyed.",
        "Officials said the mosque was destroyed.",
        "Suspected militants destroyed the mosque.",
        "The town is reportedly calm; the mosque was destroyed.",
    ],
)
def test_what_is_said_as_fact_is_asserted_whoever_says_it(text):
    assert read(text) == (Certainty.ASSERTED, None)
