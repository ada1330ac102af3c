"""The field pack of a real plan: every file opens, every stop is in each of them, and nothing withheld in any."""

import csv
import io
import shutil
import sqlite3
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest

from tutela import Workspace
from tutela.missions.routes import Effort
from tutela.model.errors import InputError, UnknownRecord
from tutela.workspace.missions import new_mission, pack_sheet, plan_of, record_consent, write_pack
from tutela.workspace.registers import import_registers

HOSTILE = '#panic("x") ${stop} <b>*bold*</b> ]]> =1+1'
HIDDEN = "Vardablur Hermitage"
REGISTER = f"""id,name_en,name_hy,name_az,name_ru,name_ar,type,settlement,lat,lon,coordinate_precision_m,restricted
s-1,Upper Church,Վերին եկեղեցի,Yuxarı kilsə,Верхняя церковь,الكنيسة العليا,church,Upper Village,39.760,46.750,50,
s-2,Lower Mosque,,Aşağı məscid,Нижняя мечеть,المسجد السفلي,mosque,Upper Village,39.765,46.755,100,
s-3,"{HOSTILE.replace('"', '""')}",,,,,cemetery,Upper Village,39.770,46.760,50,
s-4,Old Mill,,,,,museum,Upper Village,39.775,46.765,,
s-5,{HIDDEN},Վարդաբլուրի մենաստան,,,,monastery,Thorn Village,39.812345,46.798765,50,yes
s-6,Stone Bridge,,,,,bridge,Upper Village,39.780,46.770,50,
"""
BRIEF = """
title: "Exercise #1: *to see* ${all}"
mandate: To draw up an inventory, {hidden} too
legal_bases: [hague-1954]
concerns:
  - {party: Party One, ground: administers, source: made up for training}
  - {party: Party Two, ground: claims, source: made up for training}
teams:
  - {name: North, members: [{name: Team leader, contact: radio 4}], start: "39.76, 46.74", equipment: [camera, drone]}
days: 2026-05-04/2026-05-05
hazards:
  - {name: Field 7, kind: mines, source: made up for training, polygon: "46.90 39.70, 46.90 39.75, 46.95 39.75"}
sites:
  - {site: s-4, must_see: yes, opening: "09:00-14:00"}
  - {site: s-6, must_see: yes}
languages: [en, xx]
""".replace("{hidden}", HIDDEN)
CONSENT = """
party: {party}
signed_by: A ministry
given: 2026-04-01
from: 2026-05-01
to: 2026-05-31
{more}
"""


GIVEN = {
    "Party One": "equipment: [camera]\npublish: [condition, photos]",
    "Party Two": "hours: 08:00-16:00\nequipment: [camera]\npublish: [condition]\nconditions: [An officer comes along]",
}


@pytest.fixture(scope="module")
def planned(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("packing")
    register = folder / "register.csv"
    register.write_text(REGISTER, "utf-8")
    import_registers(folder / "workspace", [register])
    workspace = Workspace.open(folder / "workspace")
    brief = folder / "brief.yml"
    brief.write_text(BRIEF, "utf-8")
    mission = new_mission(workspace, brief)
    for party, more in GIVEN.items():
        paper = folder / "consent.yml"
        paper.write_text(CONSENT.format(party=party, more=more), "utf-8")
        record_consent(workspace, mission, paper, "A. Reader")
    plan_of(workspace, mission, Effort(iterations=100), alternatives=False, today="2026-05-01")
    return folder / "workspace"


@pytest.fixture(scope="module")
def pack(planned, tmp_path_factory):
    workspace = Workspace.open(planned)
    return write_pack(workspace, workspace.missions()[0], tmp_path_factory.mktemp("out") / "pack")


def texts(folder: Path) -> dict[str, str]:
    """Every file of a pack as text: tables unpacked, pages read."""
    told = {}
    for path in folder.rglob("*"):
        if path.suffix == ".pdf":
            told[path.name] = pdf_text(path) if shutil.which("pdftotext") else ""
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                told[path.name] = "".join(book.read(name).decode() for name in book.namelist())
        elif path.suffix == ".gpkg":
            with sqlite3.connect(path) as connection:
                told[path.name] = "\n".join(connection.iterdump())
        elif path.is_file():
            told[path.name] = path.read_text("utf-8")
    return told


def pdf_text(path: Path) -> str:
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode()


def test_a_pack_holds_forms_for_the_kinds_it_goes_to_and_says_what_is_missing(pack):
    assert pack.files == (
        "README.txt", "book.pdf", "odk/stops.csv", "odk/visit_building.xlsx", "odk/visit_building.xml",
        "odk/visit_burial_and_stone.xlsx", "odk/visit_burial_and_stone.xml", "odk/visit_collection.xlsx",
        "odk/visit_collection.xml", "odk/visit_religious_building.xlsx", "odk/visit_religious_building.xml",
        "qfield/mission.gpkg", "qfield/mission.qgs",
    )  # fmt: skip
    assert pack.stops == 5 and pack.withheld and pack.remarks == ("No forms are worded in xx; English stands in.",)
    with zipfile.ZipFile(pack.archive) as zip_:
        assert sorted(zip_.namelist()) == [f"pack/{name}" for name in pack.files] and zip_.testzip() is None
    assert "No forms are worded in xx" in (pack.folder / "README.txt").read_text()


def test_the_list_of_stops_is_what_forms_look_up(pack):
    rows = list(csv.DictReader(io.StringIO((pack.folder / "odk/stops.csv").read_text("utf-8"))))
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows) and len(rows) == 5
    by_name = {row["names"].split(" · ")[0]: row for row in rows}
    church = by_name["Upper Church"]
    assert church["geometry"] == "39.76 46.75 0 50" and church["name"] == church["asset"]
    assert "Վերին եկեղեցի" in church["names"] and "الكنيسة العليا" in church["names"]
    assert church["camera"] == "yes" and church["form"] == "religious_building"
    assert "equipment: camera; to publish: condition; Party Two, hours 08:00-16:00" in church["permitted"]
    for form in (pack.folder / "odk").glob("*.xml"):
        looked_up = {
            node.get("calculate").rsplit("/", 1)[1]
            for node in ET.parse(form).iter("{http://www.w3.org/2002/xforms}bind")
            if "instance('stops')" in (node.get("calculate") or "")
        }
        assert looked_up <= set(church) and {"asset", "team", "camera"} <= looked_up


def test_every_layer_opens_with_its_rows_and_shapes(pack):
    path = pack.folder / "qfield" / "mission.gpkg"
    listed = dict(pyogrio.list_layers(path).tolist())
    assert {name: kind for name, kind in listed.items() if kind} == {
        "consent_areas": "Polygon", "hazards": "Polygon", "assets_nearby": "Point", "legs": "LineString",
        "stops": "Point", "visits": "Point",
    }  # fmt: skip
    counts = {name: pyogrio.read_info(path, layer=name)["features"] for name in listed}
    assert counts["stops"] == 5 and counts["visits"] == 0 and counts["hazards"] == 1 and counts["consent_areas"] == 2
    columns = list(pyogrio.read_info(path, layer="visits")["fields"])
    assert {"asset", "team", "at", "observer", "outcome", "reason", "grade", "extent", "effects", "notes"} <= set(
        columns
    )


@pytest.mark.skipif(not shutil.which("ogrinfo"), reason="GDAL's programs are not installed")
def test_gdal_finds_no_fault_in_the_geopackage(pack):
    path = pack.folder / "qfield" / "mission.gpkg"
    run = subprocess.run(["ogrinfo", "-so", "-al", str(path)], capture_output=True, text=True, check=True)
    assert "Warning" not in run.stderr and "ERROR" not in run.stderr
    assert run.stdout.count("Layer name:") >= 7


def test_the_project_opens_the_layers_and_asks_as_the_forms_do(pack):
    root = ET.parse(pack.folder / "qfield" / "mission.qgs").getroot()
    layers = {node.findtext("id"): node for node in root.iter("maplayer")}
    path = pack.folder / "qfield" / "mission.gpkg"
    for node in layers.values():
        file, _, layer = node.findtext("datasource").partition("|layername=")
        assert file == "./mission.gpkg" and layer in pyogrio.list_layers(path)[:, 0]
    visits = layers["visits_mission"]
    asked = {node.get("name"): node.find("editWidget").get("type") for node in visits.iter("field")}
    assert list(asked) == list(pyogrio.read_info(path, layer="visits")["fields"])
    assert asked["outcome"] == "ValueMap" and asked["effects"] == "ValueRelation"
    assert [node.findtext("id") for node in root.iter("maplayer") if node.get("readOnly") == "0"] == ["visits_mission"]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_the_book_has_every_stop_under_all_its_names_and_the_emergency_page_last(pack, planned):
    text = pdf_text(pack.folder / "book.pdf")
    workspace = Workspace.open(planned)
    plan = workspace.plans()[0]
    shown = [workspace.record(stop.asset).record for stop in plan.stops]
    said = " ".join(text.split())
    for asset in shown:
        for name in asset.names if HIDDEN not in asset.label else ():
            # Text written from right to left comes out of a PDF in the order it is drawn.
            assert name.text in said or name.language == "ar", name.text
    assert HOSTILE in said and "Exercise #1: *to see* ${all}" in said
    assert "An officer comes along" in said and "radio 4" in said
    last = text.split("\f")[-2]
    assert "Emergency" in last and "Field 7" in last and "names no number and no place" in last


def test_nothing_withheld_is_in_any_file_of_the_pack(pack, planned):
    workspace = Workspace.open(planned)
    [hidden] = [asset for asset in workspace.assets() if asset.label == HIDDEN]
    secrets = [name.text for name in hidden.names] + ["Thorn Village", hidden.id, "39.812", "46.798"]
    for file, text in texts(pack.folder).items():
        assert [secret for secret in secrets if secret in text] == [], file
    with zipfile.ZipFile(pack.archive) as zip_:
        raw = b"".join(zip_.read(name) for name in zip_.namelist())
    assert [secret for secret in secrets if secret.encode() in raw] == []


def test_the_private_copy_has_everything_and_says_so_first(planned, tmp_path):
    workspace = Workspace.open(planned)
    made = write_pack(workspace, workspace.missions()[0], tmp_path / "private", with_restricted=True)
    told = texts(made.folder)
    assert made.stops == 6 and not made.withheld
    assert HIDDEN in told["stops.csv"] and HIDDEN in told["mission.gpkg"]
    first = told["book.pdf"].split("\f")[0]
    assert not first or "Private copy of the team: it holds withheld sites." in first
    assert "Private copy" in told["README.txt"] and "Private copy" in told["visit_building.xml"]


def test_the_same_plan_gives_the_same_pack(pack, planned, tmp_path):
    workspace = Workspace.open(planned)
    again = write_pack(workspace, workspace.missions()[0], tmp_path / "pack")
    for name in pack.files:
        assert (pack.folder / name).read_bytes() == (again.folder / name).read_bytes(), name
    assert pack.archive.read_bytes() == again.archive.read_bytes()


def test_no_photo_is_asked_for_where_no_camera_is_permitted(planned):
    from tutela.missions.pack import mission_files
    from tutela.workspace.missions import kept_plan, mission_sheet, with_plan

    workspace = Workspace.open(planned)
    mission = workspace.missions()[0]
    sheet = with_plan(mission_sheet(workspace, mission, "2026-05-01"), kept_plan(workspace, mission))
    sheet = pack_sheet(workspace, sheet)
    assert sheet.plan is not None
    bare = replace(sheet, plan=replace(sheet.plan, stops=tuple(replace(one, equipment=()) for one in sheet.plan.stops)))
    for asked, camera in ((sheet, True), (bare, False)):
        made = mission_files(asked)
        forms = [content for name, content in made.files.items() if name.endswith(".xml")]
        assert [b"<photo" in form for form in forms] == [camera] * len(forms)
        assert ("photo" in dict(next(one for one in made.layers if one.name == "visits").columns)) is camera


def test_a_folder_of_other_things_is_left_alone(planned, tmp_path):
    (tmp_path / "mine.txt").write_text("kept")
    workspace = Workspace.open(planned)
    with pytest.raises(InputError, match="holds something else than a field pack"):
        write_pack(workspace, workspace.missions()[0], tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_mission_without_a_plan_has_no_pack(planned, tmp_path):
    workspace = Workspace.open(shutil.copytree(planned, tmp_path / "workspace"))
    brief = tmp_path / "brief.yml"
    brief.write_text("title: Bare\nmandate: to see", "utf-8")
    with pytest.raises(UnknownRecord, match="No plan"):
        write_pack(workspace, new_mission(workspace, brief), tmp_path / "pack")
    assert not (tmp_path / "pack").exists()
