from dataclasses import replace

import pytest
from slot_contexts import context_of

from tutela.reading.event_places import places_of


def places(text, asset="church", harm="destroyed"):
    return [place.exact for place in places_of(context_of(text, harm, asset))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The church in Shushi was destroyed.", ["Shushi"]),
        ("The church in the village of Dovhe was destroyed.", ["Dovhe"]),
        ("Soldiers destroyed the church in Mosul, Iraq.", ["Mosul", "Iraq"]),
        ("Speaking in Geneva, she said the church in Mosul was destroyed.", ["Mosul"]),
        ("The mosque in Tripoli was bombed; the church in Zliten was destroyed.", ["Zliten"]),
    ],
)
def test_places_told_with_the_asset(text, expected):
    assert places(text) == expected


def test_the_towns_name_in_the_assets_name():
    assert places("The Dhamar Museum was destroyed.", asset="Dhamar Museum") == ["Dhamar"]


def test_the_place_told_with_the_same_asset_elsewhere():
    text = "Saint Ivan Church in Odesa is old.\nA strike near Kyiv was heard.\nSaint Ivan Church was destroyed."
    context_text = text.replace("is old", "was shut")
    context = context_of(
        context_text.replace("Saint Ivan Church was destroyed", "It lies in ruins: Saint Ivan Church was destroyed"),
        "destroyed",
        "Saint Ivan Church",
    )
    assert [place.exact for place in places_of(context)] == ["Odesa"]


def test_the_sentence_before_and_the_town_the_document_speaks_of():
    assert places("Shells fell in Odesa. The church was destroyed.") == ["Odesa"]
    text = "Life in Odesa goes on.\n\nPeople in Odesa mourn.\n\nA train left for Kyiv.\n\nThe church was destroyed."
    assert places(text) == ["Odesa"]


def test_no_place_is_made_up():
    assert places("The church was destroyed by German troops in Russian uniform.") == []


def test_a_wider_place_counts_only_where_the_text_sets_the_town_in_it():
    here = "The church was destroyed in Mosul."
    assert places(f"Iraq is at war.\n{here}") == ["Mosul"]
    assert places(f"{here}\nIn Mosul, in northern Iraq, it rained.") == ["Mosul", "Iraq"]
    assert places(f"{here}\nIt rained in Iraq's second city, Mosul.") == ["Mosul", "Iraq"]


def test_a_later_mention_stands_where_the_one_of_its_kind_before_it_stood():
    document = context_of("The church in Odesa is old.\nKyiv is far.\nThe church was destroyed.", "destroyed", "church")
    first = document.document.text.index("church")
    context = replace(document, assets=((first, first + len("church")), *document.assets))
    assert [place.exact for place in places_of(context)] == ["Odesa"]


def test_a_group_stands_in_the_region_of_the_top():
    assert places("There is war in Libya.\nMany churches were destroyed.", asset="churches") == ["Libya"]


def test_the_heading_names_the_town():
    assert places("Fire in Odesa\nIt was late.\nA church was destroyed.") == ["Odesa"]


def test_where_speakers_are_and_whom_a_treaty_binds_is_no_place_of_the_asset():
    assert places("The authorities in Stepanakert said the church was destroyed.") == []
    assert places("After the ceasefire between Armenia and Azerbaijan the church was destroyed.") == []


def test_a_later_mention_does_not_take_where_its_speakers_are():
    text = "Shells hit the church in Shushi, the authorities in Stepanakert said.\n\nThen the church was destroyed."
    document = context_of(text, "destroyed", "church")
    first = text.index("church")
    context = replace(document, assets=((first, first + len("church")), *document.assets))
    assert [place.exact for place in places_of(context)] == ["Shushi"]


def test_rows_of_a_list_stand_where_its_heading_says():
    text = "The list\n\nPRIZREN\n- Church of the Saviour: destroyed\n\nBELO POLJE\n- Church of St Andrew: burned\n"
    assert places(text, asset="Church of the Saviour") == ["PRIZREN"]
    assert places(text, "Church of St Andrew", "burned") == ["BELO POLJE"]


def test_a_heading_that_no_gazetteer_knows_needs_others_like_it():
    assert places("URGENT\n- The church was destroyed\n") == []


def test_what_no_town_is_told_of_stands_in_the_region_that_is_named_most():
    assert places("Raids went on in Gaza. Prices rose in Gaza.\n\nThe church was destroyed.") == ["Gaza"]


def test_a_dateline_says_where_when_nothing_else_does():
    text = "ODESA, May 3 - It was late.\n\nNobody slept.\n\nThe church was destroyed."
    assert places(text) == ["ODESA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The church stands in western Mosul, Iraq March 11, 2017, destroyed by fire.", ["Mosul", "Iraq"]),
        ("Soldiers destroyed the church in Odesa, southern Ukraine.", ["Odesa", "Ukraine"]),
        ("And in Mali, rebels destroyed the church of Timbuktu.", ["Timbuktu", "Mali"]),
        ("On Friday in Odesa, 160 kilometres (100 miles) east of Kyiv, they destroyed the church.", ["Odesa"]),
        ("A group based in Geneva found that the church in Odesa was destroyed.", ["Odesa"]),
    ],
)
def test_words_around_a_place_that_say_where_and_those_that_do_not(text, expected):
    assert places(text) == expected


def test_the_town_in_the_name_of_another_asset_of_the_sentence():
    text = "Life in Kyiv goes on.\n\nAn air strike hit the Dhamar Museum and destroyed its minbar."
    context = context_of(text, "destroyed", "minbar")
    at = text.index("Dhamar Museum")
    context = replace(context, assets=((at, at + len("Dhamar Museum")), *context.assets))
    assert [place.exact for place in places_of(context)] == ["Dhamar"]


def test_a_town_told_before_and_not_the_country_beside_it():
    assert places("Russia's troops fled across Ukraine to bases near Odesa. The church was destroyed.") == ["Odesa"]
