"""What a person ruled of words, where others use them."""

import pytest

from tests.incidents.stories import claims_of, document
from tutela.inventory.index import MemoryIndex
from tutela.language.places import default_gazetteer
from tutela.linking import link_claims
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset, Name
from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import Precedent


def church(id_: str, name: str, town: str = "Shushi", kind: AssetType = AssetType.CHURCH) -> Asset:
    return Asset(id_, (Name(name, "en"),), kind, settlements=(Name(town),), entries=(f"ent_{id_}",))


FIRST = church("ast_first", "Meghretsots Church")
SECOND = church("ast_second", "Aguletsots Church")
RULED = document("ruled", "Morning Post", "2020-11-20", "The church in Shushi was shelled.")


def precedent(
    words: str, asset: str = FIRST.id, *, meant: bool = True, places: tuple[str, ...] = ("Shushi",)
) -> Precedent:
    return Precedent(asset, meant, words, RULED.id, "ruled", "Morning Post", places, "en", "rul_1", "2026-05-04")


def link(
    words: str,
    *told: Precedent,
    place: str = "Shushi",
    publisher: str = "Evening Post",
    assets: tuple[Asset, ...] = (FIRST, SECOND),
    kind: str = "church",
) -> Link:
    later = document("later", publisher, "2020-11-27", f"Shells hit {words}, they say{place and f' in {place}'}.")
    item = {"asset": words, "places": [place] if place else [], "asset_type": kind}
    return link_claims(claims_of(later, item), [later], MemoryIndex(assets), default_gazetteer(), precedents=told)[0]


def signals(found: Link) -> set[str]:
    return {reason.signal for reason in found.reasons}


def test_a_ruling_on_the_same_name_gives_it_to_an_asset_called_otherwise() -> None:
    assert link("the Vankasar church").verdict is not LinkVerdict.LINKED
    found = link("the Vankasar church", precedent("Vankasar church"))
    assert (found.asset, found.verdict) == (FIRST.id, LinkVerdict.LINKED)
    (told,) = [reason for reason in found.reasons if reason.signal == "inventory_ruled"]
    assert told.sentence == "a person ruled on 2026-05-04 that “Vankasar church” in ruled is this asset (rul_1)"


def test_words_for_a_kind_mean_the_same_only_to_one_paper_in_one_town() -> None:
    assert link("the church").verdict is LinkVerdict.AMBIGUOUS
    same = link("the church", precedent("church"), publisher="Morning Post")
    assert (same.asset, same.verdict) == (FIRST.id, LinkVerdict.LINKED)
    assert link("the church", precedent("church")) == link("the church")
    elsewhere = precedent("church", places=("Togh",))
    assert link("the church", elsewhere, publisher="Morning Post") == link("the church", publisher="Morning Post")


def test_which_of_the_assets_is_ruled_on_is_all_that_tells_them_apart() -> None:
    for asset in (FIRST, SECOND):
        assert link("the church", precedent("church", asset.id), publisher="Morning Post").asset == asset.id
    both = (precedent("church"), precedent("church", SECOND.id))
    assert link("the church", *both, publisher="Morning Post").verdict is LinkVerdict.AMBIGUOUS


@pytest.mark.parametrize("more", [{"place": "Baku"}, {"kind": "cemetery"}], ids=["another place", "another kind"])
def test_no_ruling_stands_against_what_the_text_says(more: dict[str, str]) -> None:
    found = link("Vankasar", precedent("Vankasar"), **more)  # type: ignore[arg-type]
    assert found.verdict is LinkVerdict.NOT_IN_INVENTORY


def test_no_ruling_takes_a_name_from_the_asset_that_bears_it() -> None:
    bearer = church("ast_bearer", "Vankasar Church")
    found = link("the Vankasar church", precedent("Vankasar church"), assets=(FIRST, SECOND, bearer))
    assert (found.asset, found.verdict) == (bearer.id, LinkVerdict.LINKED)
    assert "inventory_ruled" not in signals(found)


def test_a_saints_name_tells_only_in_the_town_it_was_ruled_on_in() -> None:
    told = precedent("church of St. Gregory")
    assert link("church of St. Gregory", told).asset == FIRST.id
    assert link("church of St. Gregory", told, place="").verdict is LinkVerdict.NOT_IN_INVENTORY


def test_a_ruling_that_it_is_another_speaks_against_but_not_against_its_own_name() -> None:
    found = link("the church", precedent("church", meant=False), publisher="Morning Post")
    assert (found.asset, found.verdict) == (SECOND.id, LinkVerdict.LINKED)
    named = link("Meghretsots Church", precedent("Meghretsots Church", meant=False))
    assert named.asset == FIRST.id and "inventory_ruled_out" in signals(named)
