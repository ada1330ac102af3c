"""Several parts of one thing are that thing; what lies within its walls is not."""

from tests.incidents.stories import claims_of, document
from tutela.language.places import default_gazetteer
from tutela.linking.sightings import sightings_in
from tutela.linking.whereabouts import Resolver


def assets(text: str, *items: dict[str, object]) -> list[set[str]]:
    """The words for each asset that a text tells of."""
    told = document("a", "A", "2023-07-24", text)
    found = sightings_in(told, claims_of(told, *items), Resolver(default_gazetteer()))
    return [{claim.asset.exact for claim in sighting.claims} for sighting in found]


def church(words: str) -> dict[str, object]:
    return {"asset": words, "places": ["Odesa"]}


def test_altars_and_inscriptions_are_the_church_they_stand_in() -> None:
    text = (
        "The Transfiguration Cathedral in Odesa was hit.\nIn Odesa, three altars burned.\n"
        "Gone in Odesa are the inscriptions on its walls.\n"
    )
    words = ("Transfiguration Cathedral", "three altars", "inscriptions on its walls")
    assert assets(text, *map(church, words)) == [set(words)]


def test_buildings_within_walls_are_no_parts() -> None:
    text = "The Transfiguration Cathedral in Odesa was hit.\nIn Odesa, six chapels within the walls burned.\n"
    words = ("Transfiguration Cathedral", "six chapels within the walls")
    assert assets(text, *map(church, words)) == [{word} for word in words]


def test_a_language_named_by_an_inscription_is_no_name_of_its_own() -> None:
    text = "The Great Dam of Marib was bombed.\nAt Marib, inscriptions in South Arabian letters fell.\n"
    dam = {"asset": "Great Dam of Marib", "asset_type": "archaeological_site", "places": ["Marib"]}
    stones = {"asset": "inscriptions in South Arabian letters", "asset_type": "carved_stone", "places": ["Marib"]}
    assert assets(text, dam, stones) == [{"Great Dam of Marib", "inscriptions in South Arabian letters"}]
