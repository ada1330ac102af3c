"""Claims to assets, of an inventory and described."""

import random

import pytest

from tests.incidents.stories import NoInventory, claims_of, document
from tutela.inventory.index import MemoryIndex
from tutela.language.places import default_gazetteer
from tutela.linking import described_assets, link_claims
from tutela.model.claims import AssetType, Claim
from tutela.model.documents import Document
from tutela.model.inventory import Asset, Name
from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import Pair

CATHEDRAL = Asset(
    id="ast_cathedral",
    names=(Name("Ghazanchetsots Cathedral", "en"), Name("Holy Savior Cathedral", "en"), Name("Ղազանչեցոց", "hy")),
    type=AssetType.CHURCH,
    settlements=(Name("Shushi"), Name("Shusha"), Name("Şuşa")),
    entries=("ent_1",),
)
MONASTERY = Asset(
    id="ast_dadivank",
    names=(Name("Dadivank", "en"), Name("Xudavəng", "az")),
    type=AssetType.MONASTERY,
    districts=(Name("Karvachar"),),
    entries=("ent_2",),
)
GREEN_CHURCH = Asset(
    id="ast_green",
    names=(Name("Green Chapel", "en"), Name("Kanach Zham", "hy-Latn")),
    type=AssetType.CHURCH,
    settlements=(Name("Shushi"),),
    entries=("ent_3",),
)


def links(
    text: str, *items: dict[str, object], assets: tuple[Asset, ...] = (CATHEDRAL, MONASTERY, GREEN_CHURCH)
) -> list[Link]:
    told = document("one", "Morning Post", "2020-11-27", text)
    return list(link_claims(claims_of(told, *items), [told], MemoryIndex(assets), default_gazetteer()))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Ghazanchetsots Cathedral", "Shushi"),
        ("Holy Savior Cathedral", "Shusha"),
        ("Ghazanchetsots Church", "Shushi"),
        ("собор Казанчецоц", "Шуша"),
    ],
)
def test_names_match_across_scripts_and_spellings(words: str, place: str) -> None:
    (link,) = links(f"Shells hit {words} in {place}.", {"asset": words, "places": [place]})
    assert (link.asset, link.verdict) == ("ast_cathedral", LinkVerdict.LINKED)
    assert link.score > 0.9 and any(reason.signal == "inventory_name" for reason in link.reasons)


def test_two_communities_names_of_a_place_are_one_place() -> None:
    words = {"asset": "Dadivank monastery", "asset_type": "monastery", "places": ["Kalbajar"]}
    (link,) = links("Soldiers entered the Dadivank monastery in Kalbajar.", words)
    assert link.asset == "ast_dadivank"
    assert any(reason.signal == "inventory_same_place" for reason in link.reasons)


def test_a_later_mention_is_the_asset_of_the_document() -> None:
    text = "Shells hit Ghazanchetsots Cathedral in Shushi.\nThe church was later defaced.\n"
    named = {"asset": "Ghazanchetsots Cathedral", "places": ["Shushi"]}
    later = {"asset": "church", "harm": "desecrated", "places": ["Shushi"]}
    first, second = links(text, named, later)
    assert first.asset == second.asset == "ast_cathedral"
    assert any("later word" in reason.sentence for reason in second.reasons)


def test_the_church_alone_links_to_nothing() -> None:
    (link,) = links("The church was shelled.", {"asset": "church"})
    assert link.verdict is LinkVerdict.NOT_IN_INVENTORY


def test_two_churches_in_the_place_leave_it_ambiguous_one_leaves_a_low_score() -> None:
    item = {"asset": "church", "places": ["Shushi"]}
    (both,) = links("The church in Shushi was shelled.", item)
    assert both.verdict is LinkVerdict.AMBIGUOUS and len(both.others) == 1
    (only,) = links("The church in Shushi was shelled.", item, assets=(CATHEDRAL, MONASTERY))
    assert only.verdict is LinkVerdict.LINKED and only.score < 0.7


def test_what_no_inventory_holds_is_described_once_for_all_documents() -> None:
    told, claims = _two_papers()
    found = link_claims(claims, told, NoInventory(), default_gazetteer())
    assert {link.verdict for link in found} == {LinkVerdict.NOT_IN_INVENTORY}
    assert len({link.asset for link in found}) == 1
    (asset,) = described_assets(claims, found, told, default_gazetteer())
    assert asset.id == found[0].asset and asset.described and asset.type is AssetType.CHURCH
    assert "Mekhakavan" in {name.text for name in asset.settlements}
    assert "Church of Saint Oskan" in {name.text for name in asset.names}


def test_the_order_of_claims_and_documents_changes_nothing() -> None:
    told, claims = _two_papers()
    expected = {link.claim: link for link in link_claims(claims, told, NoInventory(), default_gazetteer())}
    for seed in range(10):
        order = random.Random(seed)
        mixed = order.sample(claims, len(claims))
        found = link_claims(mixed, order.sample(told, len(told)), NoInventory(), default_gazetteer())
        assert {link.claim: link for link in found} == expected


def test_a_group_is_an_asset_of_its_own() -> None:
    text = "Shells hit the Church of Saint Oskan in Mekhakavan.\nDozens of churches in Karabakh were damaged.\n"
    one, many = links(
        text,
        {"asset": "Church of Saint Oskan", "places": ["Mekhakavan"]},
        {"asset": "Dozens of churches", "places": ["Karabakh"]},
    )
    assert one.asset != many.asset


def _two_papers() -> tuple[list[Document], list[Claim]]:
    first = document(
        "first",
        "Morning Post",
        "2021-03-25",
        "Nothing is left of the Church of Saint Oskan in Mekhakavan.\nIts dome is gone.\n",
    )
    second = document("second", "Утро", "2021-03-26", "Разрушена церковь Святого Оскана в Мехакаване.", "ru")
    claims = claims_of(
        first,
        {"asset": "Church of Saint Oskan", "places": ["Mekhakavan"], "harm": "destroyed"},
        {"asset": "dome", "places": ["Mekhakavan"], "harm": "destroyed", "quote": "Its dome is gone."},
    )
    item = {"asset": "церковь Святого Оскана", "places": ["Мехакаване"], "harm": "destroyed"}
    return [first, second], [*claims, *claims_of(second, item)]


def test_assets_ruled_different_stay_two() -> None:
    told, claims = _two_papers()
    found = link_claims(claims, told, NoInventory(), default_gazetteer())
    (asset,) = {link.asset for link in found}
    alone = link_claims(claims[-1:], told[-1:], NoInventory(), default_gazetteer())[0].asset
    other = link_claims(claims[:-1], told[:-1], NoInventory(), default_gazetteer())[0].asset
    assert asset in (alone, other)
    pairs = [Pair("asset", alone, other, False, "rul_1")]
    parted = link_claims(claims, told, NoInventory(), default_gazetteer(), pairs)
    assert [link.asset for link in parted] == [other, other, alone]


def test_of_two_churches_the_cathedral_is_the_one_called_so() -> None:
    (link,) = links(
        "Damage to the cathedral of Shushi was reported.", {"asset": "cathedral of Shushi", "places": ["Shushi"]}
    )
    assert link.asset == "ast_cathedral" and link.verdict is LinkVerdict.LINKED


def test_a_saint_named_without_the_epithet_may_be_the_one_of_the_place() -> None:
    baptist = Asset(
        id="ast_baptist",
        names=(Name("Kanach Zham (Church of St John the Baptist)", "en"),),
        type=AssetType.CHURCH,
        settlements=(Name("Shushi"),),
        entries=("ent_4",),
    )
    item = {"asset": "church of St. John", "places": ["Shushi"]}
    (link,) = links("The church of St. John in Shushi is gone.", item, assets=(CATHEDRAL, baptist))
    assert link.asset == "ast_baptist" and link.verdict is LinkVerdict.LINKED
    (other,) = links(
        "The church of St. James in Shushi is gone.", {**item, "asset": "church of St. James"}, assets=(baptist,)
    )
    assert other.verdict is LinkVerdict.NOT_IN_INVENTORY


def test_a_saints_name_without_a_place_is_one_of_hundreds_unless_the_text_names_the_place() -> None:
    john = Asset(
        id="ast_john",
        names=(Name("St Hovhannes Church", "en"),),
        type=AssetType.CHURCH,
        settlements=(Name("Togh"),),
        entries=("ent_5",),
    )
    item = {"asset": "church of St. John", "places": []}
    (alone,) = links("The church of St. John is gone.", item, assets=(john,))
    assert alone.verdict is LinkVerdict.NOT_IN_INVENTORY
    (named,) = links("The church of St. John is gone, they say in Togh.", item, assets=(john,))
    assert named.asset == "ast_john"


def test_what_one_text_tells_apart_no_other_text_joins() -> None:
    text = "The Ethnographic Museum in Khartoum was looted.\nSo was the Palace Museum in Khartoum.\n"
    both = document("one", "Morning Post", "2025-04-01", text)
    one = document("two", "Evening Post", "2025-04-02", "The museum of Khartoum was looted.\n")
    khartoum = {"places": ["Khartoum"], "harm": "looted", "asset_type": "museum"}
    told = claims_of(both, {"asset": "Ethnographic Museum", **khartoum}, {"asset": "Palace Museum", **khartoum})
    told += claims_of(one, {"asset": "museum of Khartoum", **khartoum})
    first, second, _ = link_claims(told, [both, one], NoInventory(), default_gazetteer())
    assert first.asset != second.asset
