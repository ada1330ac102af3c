"""The age of a thing in the words for it and in an inventory: of two churches in a village it tells which is meant."""

import pytest

from tests.incidents.stories import claims_of, document
from tutela.inventory.index import MemoryIndex
from tutela.language.places import default_gazetteer
from tutela.linking import link_claims
from tutela.linking.ages import centuries_in
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset, Name
from tutela.model.links import Link, LinkVerdict


@pytest.mark.parametrize(
    ("words", "centuries"),
    [
        ("17th-century church", {17}),
        ("église du XVIIe siècle", {17}),
        ("Kirche aus dem 17. Jahrhundert", {17}),
        ("церковь XVII века", {17}),
        ("церква XVII століття", {17}),
        ("XVII əsrə aid kilsə", {17}),
        ("17. yüzyıldan kalma kilise", {17}),
        ("17-րդ դարի եկեղեցի", {17}),
        ("kisha e shekullit XVII", {17}),
        ("9th-13th centuries; main building 1214", {9, 10, 11, 12, 13}),
        ("1663-1668", {17}),
        ("built in 1800", {18}),
        ("two churches, 12 graves and 1,456 books", set()),
    ],
)
def test_centuries_are_read_in_many_languages(words: str, centuries: set[int]) -> None:
    assert centuries_in(words) == centuries


def church(identity: str, name: str, built: str) -> Asset:
    return Asset(identity, (Name(name, "en"),), AssetType.CHURCH, settlements=(Name("Sghnakh"),), built=built)


def link(words: str, *assets: Asset) -> Link:
    told = document("a", "A", "2021-03-13", f"The {words} in the village of Sghnakh was damaged.\n")
    claims = claims_of(told, {"asset": words, "places": ["Sghnakh"]})
    (found,) = link_claims(claims, [told], MemoryIndex(assets), default_gazetteer())
    return found


def test_the_17th_century_church_in_the_village_is_the_one_of_that_age() -> None:
    old, young = church("ast_1", "Saint Oskan Church", "1663-1668"), church("ast_2", "Saint Hripsime Church", "1890s")
    found = link("17th-century church", old, young)
    assert (found.asset, found.verdict) == ("ast_1", LinkVerdict.LINKED)
    assert "“17th-century church” was built when the inventory says (1663-1668)" in [r.sentence for r in found.reasons]


def test_without_an_age_two_churches_stay_two_and_that_is_the_answer() -> None:
    old, young = church("ast_1", "Saint Oskan Church", "1663-1668"), church("ast_2", "Saint Hripsime Church", "1890s")
    found = link("church", old, young)
    assert found.verdict is LinkVerdict.AMBIGUOUS and len(found.others) == 1


def test_a_church_of_another_age_is_not_in_the_inventory() -> None:
    assert link("5th-century church", church("ast_2", "Saint Hripsime Church", "1890s")).verdict is (
        LinkVerdict.NOT_IN_INVENTORY
    )
