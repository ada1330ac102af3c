"""Which claims of one document are about one asset."""

import pytest

from tests.incidents.stories import claims_of, document
from tutela.language.places import default_gazetteer
from tutela.linking.sightings import Sighting, sightings_in
from tutela.linking.whereabouts import Resolver

AGHDAM = {"places": ["Aghdam"]}
CEMETERY = {"asset": "Imarat cemetery", "asset_type": "cemetery", **AGHDAM}


def sightings(text: str, *items: dict[str, object]) -> list[Sighting]:
    told = document("one", "Morning Post", "2020-12-04", text)
    return sightings_in(told, claims_of(told, *items), Resolver(default_gazetteer()))


@pytest.mark.parametrize(
    ("sentence", "words", "kind", "places"),
    [
        (
            "Most of the gravestones of the Imarat cemetery were broken.",
            "gravestones of the Imarat cemetery",
            "grave",
            ["Aghdam"],
        ),
        ("Dozens of gravestones were smashed.", "Dozens of gravestones", "grave", []),
        ("Three barrows were dug up near Aghdam.", "Three barrows", "grave", ["Aghdam"]),
    ],
)
def test_things_inside_a_site_are_put_to_it(sentence: str, words: str, kind: str, places: list[str]) -> None:
    text = f"Soldiers entered the Imarat cemetery of Aghdam.\n{sentence}\n"
    (site,) = sightings(text, CEMETERY, {"asset": words, "asset_type": kind, "places": places})
    assert len(site.claims) == 2


def test_groups_that_share_a_word_with_a_site_are_put_to_it() -> None:
    text = "Soldiers broke up the cemetery of the khans in Aghdam.\nThe tombs of the khans were levelled in Karabakh.\n"
    graves = {"asset": "tombs of the khans", "asset_type": "shrine", "places": ["Karabakh"]}
    assert len(sightings(text, {**CEMETERY, "asset": "cemetery of the khans"}, graves)) == 1


def test_a_part_is_of_the_only_building_whatever_its_kind() -> None:
    text = "Shells hit Saint Oskan Cathedral in Shushi.\nPart of the vault came down.\n"
    part = {"asset": "Part of the vault", "asset_type": "grave", "places": []}
    assert len(sightings(text, {"asset": "Saint Oskan Cathedral", "places": ["Shushi"]}, part)) == 1


def test_a_settlement_in_the_words_is_its_place_where_no_other_is_told() -> None:
    (site,) = sightings(
        "Guns hit the old cemetery of Tartar.\n", {**CEMETERY, "asset": "old cemetery of Tartar", "places": []}
    )
    assert [spot.words for spot in site.where.near()] == ["Tartar"]


def test_god_names_no_church() -> None:
    text = "Shells hit Saint Oskan Cathedral in Shushi.\nNothing was spared, not even the house of God in Shushi.\n"
    church = {"asset": "Saint Oskan Cathedral", "places": ["Shushi"]}
    assert len(sightings(text, church, {**church, "asset": "house of God"})) == 1


def test_a_part_with_a_name_is_put_to_the_only_thing_of_its_kind_there() -> None:
    text = "Looters broke into the National Museum in Khartoum.\nThe Bolheim Laboratory was wrecked as well.\n"
    museum = {"asset": "National Museum", "asset_type": "museum", "places": ["Khartoum"], "harm": "looted"}
    part = {"asset": "Bolheim Laboratory", "asset_type": "museum", "places": ["Khartoum"]}
    (found,) = sightings(text, museum, part)
    assert len(found.claims) == 2


def test_what_a_museum_holds_gives_it_no_name() -> None:
    text = "Looters took the collections of the Sudan National Museum in Khartoum.\n"
    words = "collections of the Sudan National Museum"
    (found,) = sightings(text, {"asset": words, "asset_type": "collection", "places": ["Khartoum"], "harm": "looted"})
    assert [description.words for description in found.told] == ["of the Sudan National Museum"]
