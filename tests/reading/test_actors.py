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


@pytest.mark.parametrize(
    ("text", "harm", "expected"),
    [
        ("Treasure hunters dug up the mosque.", "dug", "Treasure hunters"),
        ("The mosque was smashed by pupils of the college.", "smashed", "pupils of the college"),
        ("A demolition squad blew up the mosque.", "blew", "demolition squad"),
        ("Sappers blew up the houses, and dynamited the mosque.", "dynamited", "Sappers"),
        ("Warplanes bombed the mosque.", "bombed", "Warplanes"),
    ],
)
def test_whoever_acts_is_a_doer_though_no_list_holds_the_noun(text, harm, expected):
    assert actor(text, harm) == expected


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("A mine destroyed the mosque.", "destroyed"),
        ("By dusk the mosque was destroyed.", "destroyed"),
        ("By our count the mosque was destroyed.", "destroyed"),
        ("Somebody destroyed the mosque.", "destroyed"),
        ("The brickwork of the mosque collapsed.", "collapsed"),
        ("The mosque has been destroyed since the Turkish invasion began.", "destroyed"),
        ("The Director-General expressed her dismay at the destruction of the mosque.", "destruction"),
        ("A school occupied the yard, and the mosque was destroyed.", "destroyed"),
    ],
)
def test_things_times_counts_and_whoever_feels_or_looks_did_no_harm(text, harm):
    assert actor(text, harm) is None


@pytest.mark.parametrize(
    ("text", "harm", "expected"),
    [
        ("In August 2012 hardliners used an excavator to pull down the mosque.", "pull", "hardliners"),
        ("In the autumn of 1991 reservists looted the mosque.", "looted", "reservists"),
        ("MASIRA, July 9 - Gunmen who stormed the village burned the mosque.", "burned", "Gunmen"),
    ],
)
def test_the_subject_that_a_date_or_dateline_swallows(text, harm, expected):
    assert actor(text, harm) == expected


def test_a_body_goes_by_the_group_once_it_is_named():
    told = "Islamic State took the town in June. "
    assert actor(told + "The mosque was blown up by the group.", "blown") == "Islamic State"
    assert actor(told + "The mosque was destroyed by the group's fighters.") == "Islamic State"
    assert actor("The mosque was blown up by the group.", "blown") == "group"


def test_an_act_is_that_of_the_army_before_it_rather_than_of_its_nation_alone():
    assert actor("Israeli army bombing had left the mosque in ruins.", "left") == "Israeli army"


def test_who_is_held_responsible_did_it():
    assert actor("They held the rebels responsible for the destruction of the mosque.", "destruction") == "rebels"
    assert actor("Rebels are responsible for the destruction of the mosque.", "destruction") == "Rebels"


def test_he_is_no_tribunal():
    told = "The International Criminal Tribunal sentenced Anna Bilyk. "
    assert actor(told + "They convicted him of destroying the mosque.", "destroying") == "Anna Bilyk"


@pytest.mark.parametrize(
    ("text", "harm", "expected"),
    [
        ("The mosque served the militia as a prison.", "served", "militia"),
        ("Soldiers have been billeted in the mosque.", "billeted", "Soldiers"),
        ("Guerrillas had camped in the mosque.", "camped", "Guerrillas"),
        ("The mosque has been a barracks for the army.", "barracks", "army"),
    ],
)
def test_who_uses_an_occupied_place(text, harm, expected):
    assert actor(text, harm) == expected


def test_the_owners_of_an_asset_are_no_asset():
    assert actor("The owners of the mosque have destroyed the mosque of Zeta.") == "owners"


def test_who_fears_for_it_does_nothing_to_it():
    assert actor("Specialists fear for the mosque.", "fear") is None


def test_who_denies_that_it_was_harmed_was_not_always_accused():
    assert actor("The abbot denied that the mosque had been destroyed.") is None
    assert actor("The army denied that the mosque had been destroyed.") == "army"


def test_its_warplanes_are_those_of_the_party_named_before():
    assert actor("Azerbaijan's ministry denied that its warplanes destroyed the mosque.") == "Azerbaijan"
