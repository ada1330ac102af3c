import pytest
from pile import write_pile

from tutela import Workspace, run
from tutela.model.errors import RulingRefused
from tutela.workspace.significance import ranking


@pytest.fixture
def workspace(tmp_path):
    publications, register = write_pile(tmp_path)
    run(tmp_path / "out", publications, register)
    return Workspace.open(tmp_path / "out" / "workspace")


def first(workspace):
    return ranking(workspace).ranked[0]


def test_what_two_people_assess_moves_an_asset_up_and_an_undoing_moves_it_down(workspace):
    mosque = next(asset for asset in workspace.assets() if asset.type == "mosque")
    told = workspace.rule(
        mosque.id, "assess", by="Ann Lee", reason="the oldest of its kind here", sets=(("historic", "exceptional"),)
    )
    assert first(workspace).asset == mosque.id and first(workspace).score > 0
    workspace.rule(told.id, "undo", by="Ann Lee", reason="meant another one")
    assert first(workspace).score == 0


def test_weights_are_kept_with_who_set_them_and_why(workspace):
    workspace.rule("inventory", "weigh", by="Ann Lee", reason="agreed on 3 May", sets=(("age", "2"), ("rarity", "0")))
    kept = ranking(workspace)
    assert (kept.weights["age"], kept.weights["rarity"]) == (2.0, 0.0)
    assert "Ann Lee" in kept.kept_by and "agreed on 3 May" in kept.kept_by
    assert ranking(workspace, {"age": 3}).weights["age"] == 3.0
    assert not workspace.case_file().rulings[0].target and not workspace.effective().unapplied


@pytest.mark.parametrize(
    ("record", "verdict", "sets", "said"),
    [
        ("inventory", "weigh", (("beauty", "2"),), "no criterion"),
        ("inventory", "weigh", (("age", "much"),), "no weight"),
        ("inventory", "weigh", (), "needs a criterion"),
        ("asset", "assess", (("historic", "very"),), "no grade"),
        ("asset", "assess", (), "needs a criterion"),
    ],
)
def test_what_cannot_be_assessed_is_refused(workspace, record, verdict, sets, said):
    record = workspace.assets()[0].id if record == "asset" else record
    with pytest.raises(RulingRefused, match=said):
        workspace.rule(record, verdict, by="Ann Lee", reason="because", sets=sets)
