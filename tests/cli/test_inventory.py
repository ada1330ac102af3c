import json

import pytest
from click.testing import CliRunner

from tutela.cli import tutela

REGISTER = """id,name_en,name_az,type,settlement,lat,lon,built,designation,heritage_community
g-1,Ghazanchetsots Cathedral,Qazançı kilsəsi,church,Shushi,39.7590,46.7500,1868-1887,,armenian
j-1,Juma Mosque,Ağdam Cümə məscidi,mosque,Agdam,39.9930,46.9300,1868-1870,monument of national importance,azerbaijani
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inventory")
    register = folder / "register.csv"
    register.write_text(REGISTER, "utf-8")
    ran = call("import", register, "--workspace", folder / "workspace", "-q")
    assert ran.exit_code == 0, ran.output
    return folder / "workspace"


def call(*arguments):
    return CliRunner().invoke(tutela, ["inventory", *map(str, arguments)])


def test_a_register_is_imported_without_any_publication(workspace):
    ran = call("list", "--workspace", workspace)
    assert "2 of 2 shown" in ran.output and "Qazançı kilsəsi" in ran.output


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["--type", "mosque"], ["Juma"]),
        (["--community", "armenian"], ["Ghazan"]),
        (["--register", "register"], ["Juma", "Ghazan"]),
        (["--within", "46.9,39.9,47,40.1"], ["Juma"]),
        (["--type", "bridge"], []),
    ],
)
def test_assets_are_listed_by_choice(workspace, options, shown):
    printed = call("list", "--workspace", workspace, *options).output
    assert [name in printed for name in ("Ghazan", "Juma")] == [name in shown for name in ("Ghazan", "Juma")]


def test_assets_are_found_by_name_and_shown_whole(workspace):
    found = call("search", "Qazan", "--workspace", workspace, "--format", "jsonl")
    asset = json.loads(found.output.splitlines()[0])
    sheet = call("show", asset["id"], "--workspace", workspace).output
    for said in ("Ghazanchetsots Cathedral", "register", "g-1, row 2", "Significance:", "1868-1887"):
        assert said in sheet
    whole = json.loads(call("show", asset["id"], "--workspace", workspace, "--format", "jsonl").output)
    assert whole["entries"][0]["key"] == "g-1" and len(whole["significance"]["appraisals"]) == 15


def test_the_order_says_why_and_how_sure(workspace):
    printed = call("rank", "--top", "1", "--workspace", workspace).output
    assert "monument of national importance" in printed and "under other weights" in printed
    other = call("rank", "--top", "1", "--weight", "designation=0", "--workspace", workspace, "--format", "jsonl")
    assert {json.loads(line)["label"] for line in other.output.splitlines()} == {
        "Ghazanchetsots Cathedral",
        "Juma Mosque",
    }, "without the designation both stand first"


@pytest.mark.parametrize(
    "wrong",
    [
        ("rank", "--weight", "beauty=2"),
        ("rank", "--weight", "age"),
        ("list", "--within", "1,2,3"),
        ("list", "--register", "none"),
        ("show", "ast_nobody"),
    ],
)
def test_wrong_use_is_told(workspace, wrong):
    assert call(*wrong, "--workspace", workspace).exit_code != 0


def test_export_and_pull_go_round(workspace, tmp_path):
    made = call("export", "--out", tmp_path / "copy.gpkg", "--workspace", workspace)
    assert "2 assets written" in made.output
    pulled = call("pull", tmp_path / "copy.gpkg", "--by", "Ann Lee", "--workspace", workspace)
    assert pulled.exit_code == 0 and "0 rulings, 0 new assets, 2 unchanged" in pulled.output


def test_a_registers_card_is_kept_and_shown(tmp_path):
    (tmp_path / "list.csv").write_text(REGISTER, "utf-8")
    (tmp_path / "card.yml").write_text(
        "publisher: City Museum\nlicence: CC0\nside: the city\ndate: 2024-03-01\nexpected: 3\n",
        "utf-8",
    )
    ran = call("import", tmp_path / "list.csv", "--card", tmp_path / "card.yml", "--workspace", tmp_path / "w")
    assert "3" in ran.output and "2 assets" in ran.output, ran.output
    found = call("search", "Qazan", "--workspace", tmp_path / "w", "--format", "jsonl").output.splitlines()[0]
    sheet = call("show", json.loads(found)["id"], "--workspace", tmp_path / "w").output
    assert all(said in sheet for said in ("City Museum", "CC0", "the city", "2024-03-01"))


def test_what_is_withheld_is_marked_for_the_team_and_an_undoing_is_told(tmp_path):
    (tmp_path / "list.csv").write_text(REGISTER, "utf-8")
    call("import", tmp_path / "list.csv", "--workspace", tmp_path / "w", "-q")
    asset = json.loads(call("list", "--workspace", tmp_path / "w", "--format", "jsonl").output.splitlines()[0])["id"]
    ruled = CliRunner().invoke(
        tutela,
        ["rule", asset, "restrict", "--by", "Ann Lee", "--reason", "looters", "--workspace", str(tmp_path / "w")],
    )
    assert "WITHHELD" in call("list", "--workspace", tmp_path / "w").output
    assert "WITHHELD" in call("show", asset, "--workspace", tmp_path / "w").output
    undo = ["rule", ruled.output.split()[0], "undo", "--by", "Ann Lee", "--reason", "error"]
    CliRunner().invoke(tutela, [*undo, "--workspace", str(tmp_path / "w")])
    sheet = call("show", asset, "--workspace", tmp_path / "w").output
    assert "WITHHELD" not in sheet and "looters), undone" in sheet


def test_quiet_still_says_that_something_is_missing(tmp_path):
    (tmp_path / "list.csv").write_text(REGISTER + "x-1,,,church,Agdam,39.9,46.9,,,\n", "utf-8")
    ran = call("import", tmp_path / "list.csv", "--workspace", tmp_path / "w", "-q")
    assert "1 left out" in ran.output


def test_an_asset_goes_by_its_registers_own_id(workspace, tmp_path):
    whole = call("show", "register/g-1", "--workspace", workspace)
    assert whole.exit_code == 0 and "Ghazanchetsots" in whole.output
    assert call("show", "g-1", "--workspace", workspace).output == whole.output
    again = tmp_path / "other.csv"
    again.write_text("id,name\ng-1,Another church\n", "utf-8")
    first = tmp_path / "register.csv"
    first.write_text(REGISTER, "utf-8")
    assert call("import", first, again, "--workspace", tmp_path / "w", "-q").exit_code == 0
    both = call("show", "g-1", "--workspace", tmp_path / "w")
    assert both.exit_code != 0 and "register/g-1 or other/g-1" in str(both.exception or both.output)
    assert "Another church" in call("show", "other/g-1", "--workspace", tmp_path / "w").output


def test_of_a_large_inventory_one_asset_is_shown_without_ranking_all(workspace, monkeypatch):
    from tutela.workspace import browsing

    small = call("show", "g-1", "--workspace", workspace).output
    monkeypatch.setattr(browsing, "RANKED_AT_ONCE", 1)
    sheet = call("show", "g-1", "--workspace", workspace).output
    assert "its place among 2 assets: tutela inventory rank" in sheet and "Ghazanchetsots" in sheet
    assert small.split("Significance")[0] == sheet.split("Significance")[0]
