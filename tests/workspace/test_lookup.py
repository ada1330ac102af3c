"""Assets looked up through a workspace: rulings withhold, old ids lead on, pages give all."""

import pytest

from tutela.model.claims import AssetType
from tutela.model.errors import UnknownRecord
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Match, MatchVerdict, Name
from tutela.model.problems import Problem
from tutela.model.reasons import Reason
from tutela.store.records import Run
from tutela.workspace import lookup, standing
from tutela.workspace.workspace import Workspace

RUN = Run.of("tutela test", "packs", {})


def asset(number: int, **others: object) -> Asset:
    names = (Name(f"Chapel {number} of Tsar"),)
    place = Position(40, 46 + number / 1000)
    return Asset(f"ast_{number}", names, AssetType.CHURCH, place, entries=(f"ent_{number}",), **others)  # type: ignore[arg-type]


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "workspace") as made:
        with made.batch(RUN, "inventory") as batch:
            batch.replace(Asset, [asset(number) for number in range(7)], "register")
        yield made


def ids(assets: object) -> list[str]:
    return [one.id for one in assets]  # type: ignore[attr-defined]


def test_what_a_ruling_withholds_is_neither_searched_nor_on_the_map(workspace):
    assert ids(workspace.search("chapel 3")) == ["ast_3"] and len(workspace.within(45, 39, 47, 41)) == 7
    workspace.rule("ast_3", "restrict", by="A. Reader", reason="a hidden place")
    assert "ast_3" not in ids(workspace.search("chapel 3")) and "ast_3" not in ids(workspace.search("tsar"))
    assert "ast_3" not in ids(workspace.within(45, 39, 47, 41)) and len(workspace.within(45, 39, 47, 41, limit=6)) == 6
    assert ids(workspace.search("chapel 3", may_see_restricted=True)) == ["ast_3"]
    assert "ast_3" in ids(workspace.within(45, 39, 47, 41, may_see_restricted=True))


def test_pages_give_all_assets_once_in_their_order(workspace, monkeypatch):
    monkeypatch.setattr(lookup, "PAGE", 3)
    assert ids(workspace.iter_assets()) == ids(workspace.assets())
    assert ids(workspace.iter_assets(after="ast_4")) == ["ast_5", "ast_6"]
    assert list(workspace.iter_assets(after="ast_6")) == []
    with pytest.raises(UnknownRecord, match="ast_9"):
        next(workspace.iter_assets(after="ast_9"))


def test_an_asset_that_was_merged_is_found_by_its_old_id(workspace):
    merged = asset(0, absorbed=("ast_1", "ast_never_stored"))
    with workspace.batch(RUN, "inventory") as batch:
        batch.replace(Asset, [merged, asset(2)], "register")
    assert workspace.asset("ast_1") == workspace.asset("ast_0") == merged
    assert workspace.record("ast_1").record == workspace.record("ast_never_stored").record == merged
    assert workspace.record("ast_5").withdrawn is not None
    for unknown in ("ast_5", "ast_99", 'x" OR "'):
        with pytest.raises(UnknownRecord):
            workspace.asset(unknown)
    with pytest.raises(UnknownRecord):
        workspace.record("ast_99")


def joined(one: str, other: str, verdict: MatchVerdict = MatchVerdict.SAME, weight: float = 9.0) -> Match:
    return Match(f"mat_{one}_{other}", one, other, verdict, weight, 0.99, (Reason("name", "alike", weight),))


def told(number: int, names: str, **others: object) -> Asset:
    texts = tuple(Name(text) for text in names.split("|"))
    where = Position(40, 46 + number / 1000)
    return Asset(f"ast_{number}", texts, AssetType.CHURCH, where, entries=(f"ent_{number}",), **others)  # type: ignore[arg-type]


@pytest.fixture
def merged(tmp_path):
    """Three register assets that are one, a part of it, and another."""
    with Workspace.create(tmp_path / "workspace") as made:
        with made.batch(RUN, "inventory") as batch:
            assets = [told(1, "Dadivank"), told(2, "Խութավանք"), told(3, "Xudavəng"), told(4, "Dadi chapel")]
            batch.replace(Asset, [*assets, told(5, "Amaras")], "register")
        matches = [joined("ast_2", "ast_1"), joined("ast_3", "ast_2"), joined("ast_4", "ast_3", MatchVerdict.PART)]
        with made.batch(RUN, "merging") as batch:
            batch.replace(Match, matches)
        yield made


def as_effective(workspace: Workspace) -> dict[str, Asset]:
    return {asset.id: asset for asset in workspace.effective().assets}


def test_assets_merged_into_one_are_found_once_by_any_of_their_names_and_by_words_of_several(merged):
    known = as_effective(merged)
    for words in ("Dadivank", "Խութավանք", "Xudavəng", "dadivank khutavank"):
        found = list(merged.search(words))
        assert found[0] == known["ast_1"] and found[0].absorbed == ("ast_2", "ast_3")
        assert all(asset == known[asset.id] for asset in found)
        assert not {"ast_2", "ast_3"} & set(ids(found))
    assert next(iter(merged.search("Dadi chapel"))) == known["ast_4"] and known["ast_4"].part_of == "ast_1"
    assert sorted(ids(merged.within(45, 39, 47, 41))) == ["ast_1", "ast_4", "ast_5"]


def test_what_was_merged_and_ruled_stands_the_same_in_an_index_made_anew(merged):
    merged.rule("ast_5", "correct", by="A. Reader", reason="a sign", sets=(("name", "Ամարաս@hy"),))
    before = [ids(merged.search(words)) for words in ("Ամարաս", "xudaveng", "dad")]
    merged.close()
    (merged.path / "search.db").unlink()
    with Workspace.open(merged.path) as anew:
        assert [ids(anew.search(words)) for words in ("Ամարաս", "xudaveng", "dad")] == before


def test_one_member_withheld_withholds_what_it_was_merged_into(tmp_path):
    with Workspace.create(tmp_path / "workspace") as made:
        with made.batch(RUN, "inventory") as batch:
            batch.replace(
                Asset, [told(1, "Zoravar"), told(2, "Hidden Cave", restricted=True), told(3, "Amaras")], "register"
            )
        assert ids(made.search("Zoravar")) == ["ast_1"]
        with made.batch(RUN, "merging") as batch:
            batch.replace(Match, [joined("ast_1", "ast_2")])
        for words in ("Zoravar", "zora", "hidden", "Zorovar"):
            assert ids(made.search(words)) == []
            assert ids(made.search(words, may_see_restricted=True)) == ["ast_1"]
        assert ids(made.within(45, 39, 47, 41)) == ["ast_3"]
        assert sorted(ids(made.within(45, 39, 47, 41, may_see_restricted=True))) == ["ast_1", "ast_3"]


def test_a_name_that_a_ruling_added_is_found(workspace):
    assert "ast_2" not in ids(workspace.search("House of Light"))
    workspace.rule("ast_2", "correct", by="A. Reader", reason="a sign", sets=(("name", "House of Light@en"),))
    assert ids(workspace.search("House of Light")) == ["ast_2"] == ids(workspace.search("hous of ligt"))
    assert ids(workspace.search("chapel 2")) == ["ast_2"]
    assert workspace.search("House of Light")[0] == as_effective(workspace)["ast_2"]


def test_a_corrected_position_moves_an_asset_on_the_map(workspace):
    workspace.rule("ast_2", "correct", by="A. Reader", reason="seen there", sets=(("position", "10,20"),))
    assert ids(workspace.within(19, 9, 21, 11)) == ["ast_2"]
    assert "ast_2" not in ids(workspace.within(45, 39, 47, 41)) and len(workspace.within(45, 39, 47, 41, limit=3)) == 3


def test_what_people_rule_the_same_or_different_is_found_so(merged):
    merged.rule("ast_5", "same", by="A. Reader", reason="one place", target="ast_4")
    assert ids(merged.search("Amaras")) == ["ast_4"] == ids(merged.search("Dadi chapel "))[:1]
    merged.rule("ast_3", "different", by="A. Reader", reason="two places", target="ast_2")
    known = as_effective(merged)
    for words in ("Dadivank", "Խութավանք", "Xudavəng", "Amaras", "Dadi chapel"):
        assert all(asset == known[asset.id] for asset in merged.search(words))
    assert merged.search("Xudavəng")[0].absorbed == () or "ast_2" not in merged.search("Xudavəng")[0].absorbed


def test_reading_on_does_not_make_the_inventory_anew(merged, monkeypatch):
    merged.search("Dadivank")
    monkeypatch.setattr(standing, "standing_of", None)
    with merged.batch(RUN, "sources") as batch:
        batch.add(Problem("a.txt", "is empty", "Leave it out."))
    assert ids(merged.search("Dadivank"))[0] == "ast_1"
