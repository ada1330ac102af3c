"""Merging a workspace's inventory: confirm, split, undo."""

from pathlib import Path

from tutela.model.rulings import Verdict
from tutela.workspace.merging import merge_files, merge_workspace, merged_as_json, merged_as_text
from tutela.workspace.taking_in import keep_registers, read_registers
from tutela.workspace.workspace import Workspace

NORTH = (
    "id,name_en,type,lat,lon,precision_m\n"
    "n-1,Gandzasar Monastery,monastery,40.0573,46.5306,50\n"
    "n-2,Askeran Fortress,fortification,39.9333,46.8314,50\n"
)
SOUTH = (
    "id,name_hy,name_en,type,lat,lon,precision_m\n"
    "s-1,Գանձասար,Gandzasar,monastery,40.0575,46.5309,50\n"
    "s-2,,Green Hill Museum,museum,41.0,45.1,50\n"
)


def files(folder: Path) -> list[Path]:
    for name, text in (("north", NORTH), ("south", SOUTH)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return [folder / "north.csv", folder / "south.csv"]


def rows(found: object) -> list[list[tuple[str, str]]]:
    return [[(row["register"], row["id"]) for row in one["entries"]] for one in merged_as_json(found)]  # type: ignore[arg-type,attr-defined]


def test_files_are_merged_with_the_ids_they_hold_and_reasons(tmp_path: Path) -> None:
    found = merge_files(files(tmp_path))
    lines = list(merged_as_json(found))
    assert rows(found) == [[("north", "n-1"), ("south", "s-1")], [("north", "n-2")], [("south", "s-2")]]
    assert any("34 m apart" in str(sentence) for sentence in lines[0]["reasons"])  # type: ignore[attr-defined]
    assert lines[1]["reasons"] == []
    text = merged_as_text(found)
    assert "4 assets, 3 after merging; 1 were made of several" in text
    assert "34 m apart" in text


def test_a_person_splits_and_takes_it_back(tmp_path: Path) -> None:
    readings, _ = read_registers(files(tmp_path), None)
    with Workspace.create(tmp_path / "workspace") as workspace:
        keep_registers(workspace, readings)
        found = merge_workspace(workspace)
        assert len(found.assets) == 3
        one, other = next((match.one, match.other) for match in found.matches if match.verdict == "same")
        ruling = workspace.rule(one, Verdict.DIFFERENT, by="A. Person", reason="two churches", target=other)
        assert len(merge_workspace(workspace).assets) == 4
        workspace.rule(ruling.id, Verdict.UNDO, by="A. Person", reason="one after all")
        assert len(merge_workspace(workspace).assets) == 3
        fort, museum = (asset.id for asset in found.parts if asset.label in ("Askeran Fortress", "Green Hill Museum"))
        workspace.rule(fort, Verdict.SAME, by="A. Person", reason="the museum is the fort", target=museum)
        joined = merge_workspace(workspace)
        assert len(joined.assets) == 2
        assert any("were ruled the same" in str(line["reasons"]) for line in merged_as_json(joined))


def test_the_workspace_goes_by_the_merged_inventory_from_then_on(tmp_path: Path) -> None:
    readings, _ = read_registers(files(tmp_path), None)
    with Workspace.create(tmp_path / "workspace") as workspace:
        keep_registers(workspace, readings)
        assert len(workspace.effective().inventory) == 4
        found = merge_workspace(workspace)
        head = workspace.verify().head
        merge_workspace(workspace)
        assert workspace.verify().head == head, "the same again writes nothing"
        joined = next(asset for asset in workspace.effective().inventory if asset.absorbed)
        assert len(workspace.effective().inventory) == 3
        assert {name.text for name in joined.names} >= {"Gandzasar Monastery", "Գանձասար"}
        member = joined.absorbed[0]
        ruling = workspace.rule(member, "correct", by="A. Person", reason="inscription", sets={"built": "1216"})
        corrected = next(asset for asset in workspace.effective().inventory if asset.absorbed)
        assert corrected.built == "1216", "what is ruled of one of them holds of the one they became"
        one, other = next((match.one, match.other) for match in found.matches if match.verdict == "same")
        workspace.rule(one, Verdict.DIFFERENT, by="A. Person", reason="two churches", target=other)
        assert len(workspace.effective().inventory) == 4
        assert ruling in workspace.effective().rulings and not workspace.effective().unapplied
        assert not workspace.verify().faults


def test_a_split_joins_nothing_else_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "north.csv").write_text(
        "id,name,name_hy,type,lat,lon,settlement\n"
        "a1,Gandzasar Monastery,Գանձասար,monastery,40.0572,46.5307,Vank\n"
        "a2,Hill Chapel,,church,40.5,46.25,Nerkin\n"
        "a3,St John Church,,church,40.0573,46.5309,Vank\n",
        "utf-8",
    )
    (tmp_path / "south.csv").write_text(
        "id,name,type,lat,lon,settlement\n"
        "b1,Монастырь Гандзасар,monastery,40.0580,46.5310,Vank\n"
        "b2,Hill Chapel,church,40.502,46.252,Nerkin\n"
        "b3,Khachkar of Gandzasar,khachkar,40.0573,46.5309,Vank\n",
        "utf-8",
    )
    readings, _ = read_registers([tmp_path / "north.csv", tmp_path / "south.csv"], None)
    with Workspace.create(tmp_path / "workspace") as workspace:
        keep_registers(workspace, readings)
        found = merge_workspace(workspace)
        ids = {asset.label: asset.id for asset in found.parts}
        one, other = ids["Gandzasar Monastery"], ids["Монастырь Гандзасар"]
        workspace.rule(one, Verdict.DIFFERENT, by="A. Person", reason="two", target=other)
        again = merge_workspace(workspace)
        assert [asset.label for asset in again.assets if asset.absorbed] == ["Hill Chapel"], (
            "neither the carved stone nor the church next door takes the place of what was split"
        )
