import shutil
import sqlite3
import subprocess

import pytest
from pile import write_pile

from tutela import Workspace, run
from tutela.model.errors import InputError, UnreadableFile
from tutela.workspace.exchange import export_inventory, pull_inventory

CHURCH, MOSQUE = "Ghazanchetsots Cathedral", "Juma Mosque"


@pytest.fixture
def workspace(tmp_path):
    publications, register = write_pile(tmp_path)
    run(tmp_path / "out", publications, register)
    return Workspace.open(tmp_path / "out" / "workspace")


@pytest.fixture
def copy(workspace, tmp_path):
    path = tmp_path / "copy.gpkg"
    export_inventory(workspace, path)
    return path


def edit(path, *statements):
    """Edit as GDAL does, which is what QGIS writes GeoPackages with."""
    for statement in statements:
        subprocess.run(["ogrinfo", "-q", str(path), "-sql", statement], check=True, capture_output=True)


def named(workspace, label):
    return next(asset for asset in workspace.effective().assets if asset.label == label)


def pull(workspace, path):
    return pull_inventory(workspace, path, by="Ann Lee", reason="checked on the spot")


def test_an_export_read_back_unedited_changes_nothing(workspace, copy):
    before = workspace.verify().head
    pulled = pull(workspace, copy)
    assert (pulled.rulings, pulled.added, pulled.problems) == ((), (), ())
    assert pulled.unchanged == 2 and workspace.verify().head == before


def test_the_export_is_a_valid_geopackage_with_a_style(copy):
    told = subprocess.run(["ogrinfo", "-so", str(copy), "assets"], check=True, capture_output=True, text=True)
    assert "Feature Count: 2" in told.stdout and "WARNING" not in told.stderr.upper()
    with sqlite3.connect(copy) as database:
        [(style,)] = database.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'assets' AND useAsDefault"
        )
    assert "RuleRenderer" in style


def test_every_edit_becomes_a_ruling_with_who_and_why(workspace, copy):
    church = named(workspace, CHURCH)
    edit(
        copy,
        "UPDATE assets SET built = '1868-1887', names = names || ' | Dom Spasitelya@ru' WHERE name = 'Ghazanchetsots Cathedral'",
        "UPDATE assets SET geom = ST_GeomFromText('POINT(46.8 39.8)', 4326) WHERE name = 'Juma Mosque'",
    )
    pulled = pull(workspace, copy)
    assert not pulled.problems and len(pulled.rulings) == 2
    assert all(ruling.by == "Ann Lee" and "checked on the spot" in ruling.reason for ruling in pulled.rulings)
    after = named(workspace, CHURCH)
    assert after.id == church.id and after.built == "1868-1887"
    assert [name.text for name in after.names if name.language == "ru"] == ["Dom Spasitelya"]
    moved = named(workspace, MOSQUE).position
    assert (moved.lat, moved.lon) == (39.8, 46.8)
    assert not workspace.verify().faults
    again = pull(workspace, copy)
    assert not again.rulings and not again.problems, "taken over once is taken over"


def test_a_point_drawn_anew_becomes_an_asset(workspace, copy):
    edit(
        copy,
        "INSERT INTO assets (geom, name, type, settlement) VALUES "
        "(ST_GeomFromText('POINT(46.7 39.7)', 4326), 'Old bridge', 'bridge', 'Şuşa@az')",
    )
    [asset] = pull(workspace, copy).added
    assert (asset.label, asset.type, asset.settlements[0].language) == ("Old bridge", "bridge", "az")
    assert named(workspace, "Old bridge").position.lon == 46.7
    assert not workspace.verify().faults
    again = copy.with_name("again.gpkg")
    subprocess.run(["ogr2ogr", str(again), str(copy)], check=True, capture_output=True)
    assert pull(workspace, copy).added == () and pull(workspace, again).added == (), "one point is one asset"


def test_nothing_is_deleted_and_no_name_removed(workspace, copy):
    mosque = named(workspace, MOSQUE).id
    edit(
        copy,
        "DELETE FROM assets WHERE name = 'Juma Mosque'",
        "UPDATE assets SET names = 'Another@en' WHERE name = 'Ghazanchetsots Cathedral'",
    )
    pulled = pull(workspace, copy)
    told = " ".join(problem.message for problem in pulled.problems)
    assert f"{mosque} was deleted" in told and "Ghazanchetsots Cathedral" in told
    assert named(workspace, MOSQUE)
    assert {"Ghazanchetsots Cathedral", "Another"} <= {name.text for name in named(workspace, CHURCH).names}


def test_what_was_changed_here_since_is_left_to_a_person(workspace, copy):
    church = named(workspace, CHURCH)
    workspace.rule(church.id, "correct", by="Ben Roe", reason="inscription", sets=(("built", "1870"),))
    edit(copy, "UPDATE assets SET built = '1868' WHERE name = 'Ghazanchetsots Cathedral'")
    pulled = pull(workspace, copy)
    assert not pulled.rulings
    assert "1868" in pulled.problems[0].message and "1870" in pulled.problems[0].message
    assert named(workspace, CHURCH).built == "1870"


def test_what_cannot_be_is_refused_and_the_rest_taken_over(workspace, copy):
    edit(copy, "UPDATE assets SET type = 'castle in the air', built = '1868' WHERE name = 'Ghazanchetsots Cathedral'")
    pulled = pull(workspace, copy)
    assert [ruling.sets for ruling in pulled.rulings] == [(("built", "1868"),)]
    assert "castle in the air" in pulled.problems[0].message


def test_a_withheld_asset_stays_out_and_an_edit_can_withhold_one(workspace, copy, tmp_path):
    edit(copy, "UPDATE assets SET restricted = 'yes' WHERE name = 'Juma Mosque'")
    [ruling] = pull(workspace, copy).rulings
    assert ruling.verdict == "restrict"
    made = export_inventory(workspace, tmp_path / "open.gpkg")
    assert (made.assets, made.withheld) == (1, 1)
    assert b"Juma" not in (tmp_path / "open.gpkg").read_bytes()
    assert export_inventory(workspace, tmp_path / "all.gpkg", with_restricted=True).assets == 2
    told = "SELECT restricted FROM assets WHERE name = 'Juma Mosque'"
    with sqlite3.connect(tmp_path / "all.gpkg") as database:
        assert database.execute(told).fetchall() == [("yes",)]
    again = pull(workspace, copy)
    assert (again.rulings, again.problems, again.unchanged) == ((), (), 2)


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_export_is_told_so(workspace, tmp_path, content):
    path = tmp_path / "other.gpkg"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="tutela inventory export"):
        pull(workspace, path)


def test_somebody_must_have_made_the_edits(workspace, copy):
    with pytest.raises(InputError, match="--by"):
        pull_inventory(workspace, copy, by=" ")


def test_gdal_is_here_to_edit_with():
    assert shutil.which("ogrinfo"), "install gdal-bin"
