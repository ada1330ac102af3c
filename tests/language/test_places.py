"""Places in texts: all communities' names, longest match, and names that are usually something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.gazetteer_files import countries, regions, south_caucasus
from tutela.language.places import FoundPlace, Gazetteer, default_gazetteer, matched_form
from tutela.model.inventory import Name, Place


def found(text: str) -> list[str]:
    return [place.text for place in default_gazetteer().find(text)]


def only(text: str) -> FoundPlace:
    (place,) = default_gazetteer().find(text)
    return place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a church in Shushi, near Karvachar", ["Shushi", "Karvachar"]),
        ("l’église Saint-Jean-Baptiste de Choucha", ["Choucha"]),
        ("l’hôpital de Saint-Jean", ["Saint-Jean"]),
        ("Karvachar, known in Azeri as Kalbajar", ["Karvachar", "Kalbajar"]),
        ("the Nagorno-Karabakh region", ["Nagorno-Karabakh"]),
        ("New York and Port Sudan", ["New York", "Port Sudan"]),
        ("BAGHDAD (Reuters)", ["BAGHDAD"]),
        ("Baku's reply", ["Baku"]),
        ("Ma’rib and Gracanica", ["Ma’rib", "Gracanica"]),
        ("в Шуше, из Карвачара и в Ереване", ["Шуше", "Карвачара", "Ереване"]),
        ("у Харкові та Львові", ["Харкові", "Львові"]),
        ("Շուշիում և Ստեփանակերտից", ["Շուշիում", "Ստեփանակերտից"]),
        ("Şuşada, Kəlbəcərdən", ["Şuşada", "Kəlbəcərdən"]),
        ("دمر المسجد في غزة وحلب وبغداد", ["غزة", "وحلب", "وبغداد"]),
        ("נהרס בעזה", ["בעזה"]),
    ],
)
def test_find(text: str, places: list[str]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "For most of March they had a nice time. She saw more.",
        "Most of the men split. Man can do it.",
        "The Police and the Bank said so",
        "Vladimir Putin and George Martin spoke",
        "Hamas said",
        "the CHW report",
        "in baku",
        "of Old Town and White House",
        "",
    ],
)
def test_not_a_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Split, Croatia, was shelled", ["Split", "Croatia"]),
        ("Nice, France", ["Nice", "France"]),
        ("the church in Vladimir was hit", ["Vladimir"]),
    ],
)
def test_held_back_names_come_out_when_the_words_beside_them_say_place(text: str, places: list[str]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("the Mosul Museum was looted", True),
        ("University of Aleppo", True),
        ("at the University of Aleppo", True),
        ("Paris Hilton came", True),
        ("the museum of Mosul", False),
        ("Residents of Aleppo fled", False),
        ("a museum in Mosul was looted", False),
        ("Mosul, Iraq", False),
    ],
)
def test_within_name(text: str, within: bool) -> None:
    assert default_gazetteer().find(text)[0].within_name is within


def test_offsets() -> None:
    text = "Near Shushi and Karvachar."
    for place in default_gazetteer().find(text, offset=100):
        assert text[place.start - 100 : place.end - 100] == place.text


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Karvachar", "Kalbajar"),
        ("Քարվաճառ", "Kəlbəcər"),
        ("Shushi", "Şuşa"),
        ("Shusha", "Шуши"),
        ("Stepanakert", "Khankendi"),
        ("Nagorno-Karabakh", "Artsakh"),
        ("Nakhichevan", "Naxçıvan"),
        ("Gaza", "غزة"),
        ("Palmyra", "Tadmur"),
        ("Gjakova", "Đakovica"),
        ("Kyiv", "Киев"),
        ("Nowhere-on-Sea", "nowhere on sea"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert default_gazetteer().same(a, b)
    assert default_gazetteer().same(b, a)


@pytest.mark.parametrize(("a", "b"), [("Shushi", "Baku"), ("Black Sea", "Red Sea"), ("Armenia", "Azerbaijan")])
def test_not_same(a: str, b: str) -> None:
    assert not default_gazetteer().same(a, b)


def test_lookup_gives_every_name_of_every_community() -> None:
    (place, *_) = default_gazetteer().lookup("KARVACHAR")
    assert {"Kəlbəcər", "Քարվաճառ", "Кельбаджар"} <= {name.text for name in place.names}
    assert {"Armenian", "Azerbaijani"} <= {name.used_by for name in place.names}
    assert default_gazetteer().lookup("Nowhere") == ()


def test_an_ambiguous_name_keeps_all_its_places() -> None:
    assert len(only("a strike on Tripoli").places) > 1


@pytest.mark.parametrize("name", ["Baalbek", "Kosovo", "Bosnia and Herzegovina", "Palmyra", "Izyum", "Bakhmut"])
def test_one_place_has_one_record(name: str) -> None:
    assert len([place for place in default_gazetteer().lookup(name) if place.country != "US"]) == 1


def test_packaged_records_are_sound() -> None:
    places = [*south_caucasus(), *regions(), *countries()]
    assert len({place.id for place in places}) == len(places)
    for place in places:
        names = [(name.text, name.language, name.used_by) for name in place.names]
        assert names
        assert len(set(names)) == len(names), place.id
        assert all(name.text == name.text.strip() != "" for name in place.names)
        assert all(name.script not in ("", "Zzzz", "Zyyy") for name in place.names), place.id


def test_longest_name_wins_and_an_empty_gazetteer_finds_nothing() -> None:
    north = Place("a", (Name("North Vank"),))
    plain = Place("b", (Name("Vank"),))
    assert [place.text for place in Gazetteer([plain, north]).find("from North Vank to Vank")] == ["North Vank", "Vank"]
    assert Gazetteer([]).find("from North Vank") == []


@given(st.text(max_size=80))
def test_matched_form_keeps_every_character_at_its_place(text: str) -> None:
    assert len(matched_form(text)) == len(text)


@given(
    st.lists(st.sampled_from(["Shushi", "in", "Split", ",", "Croatia", "Mosul", "Museum", "of", "\n", "’s", "Шуше"]))
)
def test_found_places_are_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    reached = 0
    for place in default_gazetteer().find(text):
        assert reached <= place.start < place.end <= len(text)
        assert text[place.start : place.end] == place.text
        assert place.places
        reached = place.end
