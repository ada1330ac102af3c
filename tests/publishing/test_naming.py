import dataclasses

import pytest
from publishing.writing import asset, case, document

from tutela.model.claims import AssetType
from tutela.model.inventory import Asset
from tutela.publishing.masking import MASK, Finder
from tutela.publishing.naming import asset_phrases, is_kind, is_plain, is_telling, ordinary_words


def masked(text: str, hidden: Asset, *others: Asset, read: str = "") -> str:
    made = case([hidden, *others], [(document("one", [read or text]), [])])
    return Finder(asset_phrases(made, [hidden], ordinary_words(made))).mask(text)


def test_words_for_kinds_saints_and_qualities_single_nothing_out() -> None:
    assert is_kind("church of the village") and not is_kind("Holy Savior Church")
    assert is_plain("Great Mosque") and not is_plain("Amaras Monastery")
    assert is_telling("Omari") and not is_telling("mosque") and not is_telling("Ani")


@pytest.mark.parametrize("text", ["Amenaprkich", "Սուրբ Ամենափրկիչ", "Holy Saviour", "святого Всеспасителя"])
def test_a_dedication_is_masked_in_other_languages(text: str) -> None:
    assert MASK in masked(f"In {text} they stood.", asset("Ghazanchetsots Cathedral", "Holy Savior Cathedral"))


def test_a_dedication_others_share_stays() -> None:
    hidden, other = asset("Holy Savior Cathedral"), asset("Chapel of the Savior")
    assert masked("Amenaprkich stands.", hidden, other) == "Amenaprkich stands."


def test_a_common_name_stays_where_another_asset_bears_it() -> None:
    hidden, other = asset("Friday Mosque"), asset("Friday Mosque of Ordubad")
    assert masked("The Friday Mosque of Ordubad stands.", hidden, other) == "The Friday Mosque of Ordubad stands."
    assert masked("The Friday Mosque stands.", hidden) == f"The {MASK} stands."


def test_ordinary_words_of_a_name_stay() -> None:
    hidden = asset("We Are Our Mountains")
    assert masked("In the mountains we saw them.", hidden) == "In the mountains we saw them."
    assert (
        masked("Then We Are Our Mountains was hit.", hidden, read="in our mountains we are") == f"Then {MASK} was hit."
    )


def test_a_description_in_ordinary_words_is_no_name() -> None:
    described = dataclasses.replace(asset("leaning minaret"), entries=())
    assert masked("a leaning minaret of old", described) == "a leaning minaret of old"


def test_a_telling_word_is_masked_alone_unless_others_bear_it() -> None:
    hidden = asset("Great Omari Mosque")
    assert masked("The Omari was hit.", hidden) == f"The {MASK} was hit."
    assert masked("The Omari was hit.", hidden, asset("Omari School")) == "The Omari was hit."


def test_register_numbers_are_masked() -> None:
    assert masked("See sc-0777.", asset("Site", key="sc-0777")) == f"See {MASK}."


def test_common_nouns_of_a_name_stay() -> None:
    hidden = asset("Khojaly-Gadabay culture kurgans")
    assert masked("The Ministry of Culture keeps cultural heritage.", hidden) == (
        "The Ministry of Culture keeps cultural heritage."
    )
    assert masked("In Gadabay they dug.", hidden) == f"In {MASK} they dug."


def test_a_kind_in_another_tongue_is_a_name() -> None:
    hidden = dataclasses.replace(asset("Imarat Cemetery"), type=AssetType.CEMETERY)
    assert masked("They were laid to rest at Imarat.", hidden) == f"They were laid to rest at {MASK}."
    assert masked("A cemetery lies there.", hidden) == "A cemetery lies there."


def test_parts_of_a_name_are_names() -> None:
    hidden = asset("Kanach Zham (Church of St John the Baptist)")
    assert masked("Kanach Zham was hit.", hidden) == f"{MASK} was hit."
