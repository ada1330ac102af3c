"""Where an asset is said to be."""

import pytest

from tests.incidents.stories import claims_of, document
from tutela.language.places import default_gazetteer
from tutela.linking.comparisons import place
from tutela.linking.respelling import respelt
from tutela.linking.sightings import Sighting, sightings_in
from tutela.linking.whereabouts import Resolver


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(default_gazetteer())


@pytest.mark.parametrize(
    ("word", "language", "english"),
    [
        ("chouchi", "fr", "shushi"),
        ("dschuma", "de", "juma"),
        ("szuszi", "pl", "shushi"),
        ("giulfa", "it", "julfa"),
        ("church", "en", "church"),
    ],
)
def test_foreign_names_are_read_as_english_papers_write_them(word: str, language: str, english: str) -> None:
    assert respelt(word, language) == english


@pytest.mark.parametrize(
    ("one", "language", "other"),
    [("Chouchi", "fr", "Şuşa"), ("Արցախի", "hy", "Нагорного Карабаха"), ("Gaza's old city", "en", "غزة")],
)
def test_spellings_and_endings_of_one_place_are_one_place(
    one: str, language: str, other: str, resolver: Resolver
) -> None:
    assert resolver.spot(one, language).same(resolver.spot(other))


def sighting(resolver: Resolver, name: str, text: str, **said: object) -> Sighting:
    told = document(name, "Morning Post", "2021-01-05", text)
    (found,) = sightings_in(told, claims_of(told, said), resolver)
    return found


def test_a_village_and_the_town_beside_it_may_be_given_for_one_asset(resolver: Resolver) -> None:
    village = sighting(resolver, "one", "Shells hit the mosque in Negash.", asset="mosque", places=["Negash"])
    town = sighting(resolver, "two", "Shells hit the mosque in Wukro.", asset="mosque", places=["Wukro"])
    far = sighting(resolver, "three", "Shells hit the mosque in Aksum.", asset="mosque", places=["Aksum"])
    assert place(village, town).signal == "near_place"
    assert place(village, far).signal == "other_town"


def test_what_is_given_no_place_stands_in_the_countries_its_text_speaks_of(resolver: Resolver) -> None:
    bare = sighting(resolver, "one", "In Ukraine 15 museums were hit.", asset="15 museums", asset_type="museum")
    told = sighting(
        resolver, "two", "15 museums of Ukraine burned.", asset="15 museums", asset_type="museum", places=["Ukraine"]
    )
    assert not bare.where.spots and [spot.words for spot in bare.around.spots] == ["Ukraine"]
    assert place(bare, told).signal == "same_surroundings"
