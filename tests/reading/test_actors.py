import pytest
from slot_contexts import context_of

from tutela.reading.actors import actor_of


def actor(text, harm="destroyed", asset="mosque"):
    found = actor_of(context_of(text, harm, asset))
    return found.exact if found else None


@pytest.mark.parametrize(
    ("text", "harm", "expected"),
    [
        ("Soldiers destroyed the mosque.", "destroyed", "Soldiers"),
        ("The mosque was destroyed by Russian troops.", "destroyed", "Russian troops"),
        ("The mosque was destroyed at the hands of looters.", "destroyed", "looters"),
        ("The mosque burned after being hit by Israeli forces.", "burned", "Israeli forces"),
        ("The ministry accused rebels of destroying the mosque.", "destroying", "rebels"),
        ("The army denied that it destroyed the mosque.", "destroyed", "army"),
        ("Militants came at dawn and destroyed the mosque.", "destroyed", "Militants"),
        ("The destruction of the mosque by militants was filmed.", "destruction", "militants"),
        ("A missile launched by Syrian forces destroyed the mosque.", "destroyed", "Syrian forces"),
        ("Turkish shelling destroyed the mosque.", "destroyed", "Turkish"),
        ("On Stalin's orders the mosque was destroyed.", "destroyed", "Stalin"),
        ("The army said it had nothing to do with the looting of the mosque.", "looting", "army"),
        ("The mosque fell victim to rioters.", "fell", "rioters"),
        ("Turkish shelling destroyed the mosque, though Turkey was silent.", "destroyed", "Turkey"),
    ],
)
def test_agents(text, harm, expected):
    assert actor(text, harm) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mosque was destroyed.",
        "A missile destroyed the mosque.",
        "The video shows the mosque destroyed.",
        "The mosque was destroyed, officials said.",
        "The mosque, with paintings by Anna Bilyk, was destroyed.",
    ],
)
def test_weapons_recordings_and_speakers_are_no_agents(text):
    assert actor(text) is None


def test_an_asset_is_never_an_actor():
    assert actor("The mosque destroyed the view.", asset="mosque") is None


def test_the_sentence_before_names_who_did_it():
    assert actor("Militants razed the shrine. The mosque was destroyed too.") == "Militants"


def test_its_forces_are_those_of_the_body_or_party_named_before():
    assert actor("The Red Front denied that its forces destroyed the mosque.") == "Red Front"
    assert actor("Azerbaijan's ministry denied that its forces destroyed the mosque.") == "Azerbaijan"
    assert actor("It was dark. Its forces destroyed the mosque.") == "Its forces"


def test_the_doer_before_a_parenthesis():
    text = "The armed forces, by shelling the town for days, damaged the mosque."
    assert actor(text, harm="damaged") == "armed forces"


def test_the_doer_told_before_is_not_carried_into_what_another_voice_tells():
    told = "Militants wrecked the tower. "
    assert actor(told + "The mosque was destroyed as well.") == "Militants"
    assert actor(told + "UNESCO said the mosque was destroyed too.") is None


def test_the_doer_told_before_is_not_carried_into_what_goes_on_with_something_else():
    assert actor("Militants wrecked the tower. The mosque was destroyed.") is None


@pytest.mark.parametrize(
    ("text", "harm", "expected"),
    [
        ("And there the Islamists of the Black Banner have this summer hacked to pieces the mosque.", "hacked", "Islamists"),
        ("Men from ISIS had laid into the mosque with hammers.", "laid", "Men from ISIS"),
        ("The mosque was destroyed by the bombing of the Syrian army.", "destroyed", "Syrian army"),
        ("The mosque was reduced to cinders when Turkish forces attacked the town.", "reduced", "Turkish forces"),
        ("Turkish warplanes destroyed the mosque.", "destroyed", "Turkish warplanes"),
        ("Anna Bilyk was found guilty on two counts: attacks, and the destruction of the mosque.", "destruction", "Anna Bilyk"),
        (
            "The army denied that it hit the tower and has accused rebels of destroying the mosque.",
            "destroying",
            "rebels",
        ),
    ],
)  # fmt: skip
def test_agents_in_long_constructions(text, harm, expected):
    assert expected in str(actor(text, harm))


@pytest.mark.parametrize(
    "text",
    [
        "The mosque was destroyed; ten books were saved by a local man.",
        "The claims voiced by the Armenian side speak of a destroyed mosque.",
        "Somebody knows why. It was destroyed, the mosque.",
    ],
)
def test_rescuers_and_speakers_did_no_harm(text):
    assert actor(text) is None


def test_whoever_suffers_a_loss_did_not_do_it():
    assert actor("The Red Front lost the mosque.", "lost") is None
    assert actor("The mosque was lost to looters.", "lost") == "looters"
