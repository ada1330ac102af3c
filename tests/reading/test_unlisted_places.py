"""Places that no gazetteer holds: every name here is made up."""

import pytest
from slot_contexts import context_of

from tutela.reading.event_places import places_of
from tutela.reading.unlisted_places import occurrences, told_names


def names(text):
    return [text[start:end] for start, end in occurrences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell on the village of Zarnovik.",
        "It fell on the neighbouring village Zarnovik.",
        "Shells fell in Zarnovik early on Sunday.",
        "At Zarnovik the tide comes in twice.",
        "The mayor of Zarnovik wept.",
        "They drove to Zarnovik, a small town on the coast.",
        "Zarnovik is a small village.",
        "Troops left the Zarnovik valley.",
        "ZARNOVIK, Jan 15 - The army left.",
        "Zarnovik - The army left.",
        "Damage:\n1. Zarnovik, clock tower. None.",
        "Damage:\nDW-04. Church of the Archangel, Zarnovik\nGone.",
        "The cemetery of Zarnovik was mined.",
        "They burst into the hall in Zarnovik smashed with grief.",
        "They marched into Zarnovik.",
        "Damage:\nZarnovik, Museum of Folk Art (V).",
        "Damage:\n1. The Casino on the Pier, Zarnovik. Our grandmothers danced here.",
    ],
)
def test_constructions_that_tell_a_place(text):
    assert [name.title() for name in names(text)] == ["Zarnovik"]


@pytest.mark.parametrize(
    "text",
    [
        "It came in March and in Parliament, in Arabic.",
        "The reader in Islamic art came to the museum of Applied Arts.",
        "The mosque of Armenian builders.",
        "The statue in St Peter's.",
        "Summary. What is known.",
        "He believed in Zarnovik, Zarnovik said.",
        "Method - How it was done. The method is old.",
    ],
)
def test_other_names_are_no_places(text):
    assert names(text) == []


def test_a_name_told_once_is_known_everywhere():
    text = "ZARNOVIK - Shells fell on Gornji Brod.\nThe village of Gornji Brod burned.\nNobody left Zarnovik."
    assert names(text) == ["ZARNOVIK", "Gornji Brod", "Gornji Brod"]
    assert names("In Zarnovik, it rained. Zarnovik burned.") == ["Zarnovik", "Zarnovik"]


def test_two_different_hints_tell_a_place_and_one_does_not():
    assert names("The saints of Zarnovik. A letter from Zarnovik.") == ["Zarnovik", "Zarnovik"]
    assert names("The saints of Zarnovik. A friend of Zarnovik.") == []


def test_a_longer_name_is_no_part_of_it_that_the_gazetteer_knows():
    text = "At Kyiv Dere the church was destroyed."
    assert [one.exact for one in places_of(context_of(text, "destroyed", "church"))] == ["Kyiv Dere"]


def test_only_the_last_name_behind_an_owner_is_told():
    assert list(told_names("It fell in Orestan's Zarnovik.").values()) == ["Zarnovik"]


def test_an_asset_stands_in_a_place_told_elsewhere():
    text = "The town of Zarnovik lies on a river.\n\nThe Zarnovik Museum was destroyed."
    assert [one.exact for one in places_of(context_of(text, "destroyed", "Zarnovik Museum"))] == ["Zarnovik"]
    text = "In Zarnovik, the church was destroyed."
    assert [one.exact for one in places_of(context_of(text, "destroyed", "church"))] == ["Zarnovik"]


def test_words_of_a_headline_are_no_part_of_a_name():
    text = "Museum in Zarnovik Valley Lost to Rocket\n\nIt was lost at night."
    assert names(text) == ["Zarnovik Valley"]
