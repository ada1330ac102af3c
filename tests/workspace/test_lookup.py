"""Assets looked up through a workspace: rulings withhold, old ids lead on, pages give all."""

import pytest

from tutela.model.claims import AssetType
from tutela.model.errors import UnknownRecord
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name
from tutela.store.records import Run
from tutela.workspace import lookup
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
