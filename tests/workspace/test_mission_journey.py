"""The whole way of a mission by command line and library: brief, consents, plan, pack, forms filled in, report."""

import dataclasses
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from filled_forms import as_csv_zip, as_geopackage, as_json, filled, photo, point

from tutela import SAMPLE, Workspace, run
from tutela.cli import tutela
from tutela.cli.output import ExitCode
from tutela.model.errors import InputError, SecondPersonNeeded
from tutela.model.missions import Comparison
from tutela.model.rulings import State
from tutela.publishing.mission_report import report_blocks
from tutela.workspace.missions import kept_plan, mission_named, new_mission, record_consent
from tutela.workspace.missions.reporting import report_sheet, write_report
from tutela.workspace.missions.returning import bring_home, differences_of, observations_of, read_sources, visits_of
from tutela.workspace.registers import import_registers

BRIEF = """
title: Exercise
mandate: To draw up an inventory of the most significant cultural assets
given_by: Made up for training
legal_bases: [hague-1954]
concerns:
  - {party: Party One, ground: administers, source: made up for training}
  - {party: Party Two, ground: claims, place: Shushi, source: made up for training}
attempts:
  - {by: An organisation, asked: Party One, date: 2020-12, outcome: no answer, source: made up for training}
teams:
  - {name: North, members: [Team leader], start: "39.82, 46.75", equipment: [camera]}
days: 2026-05-04/2026-05-05
utc_offset: +04:00
sites:
  - {site: sc-005, must_see: yes}
"""
CONSENT = """
party: PARTY
signed_by: An office of PARTY (made up for training)
given: 2026-04-01
from: 2026-05-01
to: 2026-05-31
equipment: [camera]
publish: [PUBLISH]
conditions: [An officer comes along]
"""
REFUSAL = "party: Party Two\nstanding: refused\ndate: 2026-03-01\nnote: not yet\n"
ARTICLES = "cathedral-[1-3]*"
PUBLISHED = {"Party One": "condition, photos, position, report", "Party Two": "condition, photos"}


def consent_of(party: str) -> str:
    return CONSENT.replace("PARTY", party).replace("PUBLISH", PUBLISHED[party])


def call(workspace: Path, *arguments: object) -> str:
    """A command that must go well; its words."""
    ran = CliRunner().invoke(tutela, ["mission", *map(str, arguments), "--workspace", str(workspace)])
    assert ran.exit_code in (ExitCode.DONE, ExitCode.SOME_LEFT_OUT), (ran.output, ran.exception)
    return ran.output


@pytest.fixture(scope="module")
def planned(tmp_path_factory) -> Path:
    """A case of a few articles with a mission that all parties agreed to, planned and packed by command line."""
    folder = tmp_path_factory.mktemp("journey")
    (folder / "articles").mkdir()
    for file in (SAMPLE / "publications").glob(ARTICLES):
        shutil.copy(file, folder / "articles")
    run(folder / "case", folder / "articles", SAMPLE / "inventory.csv")
    workspace = folder / "case" / "workspace"
    (folder / "brief.yml").write_text(BRIEF, "utf-8")
    assert "Exercise" in call(workspace, "new", folder / "brief.yml")
    (folder / "refusal.yml").write_text(REFUSAL, "utf-8")
    call(workspace, "consent", folder / "refusal.yml", "--by", "A. Reader")
    for party in PUBLISHED:
        paper = folder / f"{party}.yml"
        paper.write_text(consent_of(party), "utf-8")
        told = call(workspace, "consent", paper, "--by", "A. Reader")
    assert "Party Two must agree: agreed to" in told
    assert "Communities, as registers state them" in call(
        workspace, "plan", "--iterations", 100, "--no-alternatives", "-q"
    )
    return workspace


@pytest.fixture
def workspace(planned, tmp_path) -> Path:
    return Path(shutil.copytree(planned, tmp_path / "workspace"))


def forms_of(opened: Workspace):
    """Forms for the first stops of the plan: the cathedral destroyed, others slightly harmed, one not reached."""
    plan = kept_plan(opened, mission_named(opened))
    cathedral = mission_named(opened).wishes[0].asset
    stops = sorted(plan.stops, key=lambda stop: stop.asset != cathedral)
    forms, media = [], {}
    for number, stop in enumerate(stops[:4], 1):
        asset = opened.record(stop.asset).record
        at = f"{stop.day}T{stop.arrive // 60:02}:{stop.arrive % 60:02}:00+04:00"
        name = f"{number}.jpg"
        given = {"position": point(asset.position.lat, asset.position.lon), "at": at, "notes": "Seen from the road."}
        shots = [{"photo": name, "shows": "west wall"}]
        forms.append(filled(number, stop.asset, grade="5" if number == 1 else "1", photos=shots, **given))
        media[name] = photo(
            at[:19].replace("-", ":").replace("T", " "), (asset.position.lat, asset.position.lon), number
        )
    forms.append(filled(9, stops[4].asset, outcome="not_reached", reason="The road was washed away", at=at))
    return forms, media


def test_the_whole_way(workspace, tmp_path):
    opened = Workspace.open(workspace)
    forms, media = forms_of(opened)
    archive = as_csv_zip(tmp_path / "forms.zip", [*forms, filled(8, "ast_nowhere")], media)
    told = call(workspace, "return", archive, "--by", "A. Reader")
    assert "5 visits taken in, 4 photos kept." in told
    assert "graver:" in told
    assert "stop 'ast_nowhere' is no site of the inventory" in told

    mission = mission_named(opened)
    visits = visits_of(opened, mission)
    assert {item.record for item in opened.review() if item.kind == "visit"} == {
        one.visit for one in observations_of(opened, mission) if one.state != "field_confirmed"
    }
    cathedral = next(visit for visit in visits if visit.asset == mission.wishes[0].asset)
    assert cathedral.may_publish == ("condition", "photos"), "Shushi concerns both parties"
    compared = differences_of(opened.case_file(), [cathedral])
    assert Comparison.GRAVER in {one.comparison for one in compared}
    rule = ["rule", cathedral.id, "accept", "--reason", "seen on the photos", "--workspace", str(workspace), "--by"]
    assert CliRunner().invoke(tutela, [*rule, "Ann Lee"]).exit_code == 0
    assert {one.state for one in observations_of(opened, mission)} == {State.REPORTED}
    with pytest.raises(SecondPersonNeeded):
        opened.rule(cathedral.id, "accept", by="lee, ann", reason="seen again")
    second = CliRunner().invoke(tutela, [*rule, "Bo Ek"])
    assert "It stands so: two persons have accepted what was seen on site." in second.output
    states = {one.visit: one.state for one in observations_of(opened, mission)}
    assert states[cathedral.id] is State.FIELD_CONFIRMED and list(states.values()).count(State.REPORTED) == 3
    assert not [item for item in opened.review() if "no effect" in item.why]

    told = call(workspace, "report", "--out", tmp_path / "report")
    assert told.count("written:") == 2
    first = {path.name: path.read_bytes() for path in (tmp_path / "report").iterdir()}
    again = {path.name: path.read_bytes() for path in write_report(opened, mission, tmp_path / "again")}
    assert first == again, "one state gives the same report"
    if shutil.which("pdftotext"):
        pdf = tmp_path / "report" / "mission-report.pdf"
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
        said = " ".join(text.split())
        assert "Accepted by Ann Lee and Bo Ek." in said and "The road was washed away" in said
        assert "Party Two refused for every site that concerns it" in said
        assert "the consent of Party Two given on 2026-04-01 does not name it" in said
    assert opened.verify().faults == ()


def swapped(text: str) -> str:
    return text.replace("Party One", "?").replace("Party Two", "Party One").replace("?", "Party Two")


def test_swapping_the_parties_swaps_their_names_in_the_report_and_nothing_else(tmp_path):
    import_registers(tmp_path / "workspace", [SAMPLE / "inventory.csv"])
    reports = []
    for number, turn in enumerate((str, swapped)):
        opened = Workspace.open(shutil.copytree(tmp_path / "workspace", tmp_path / str(number)))
        paper = tmp_path / "paper.yml"
        paper.write_text(turn(BRIEF), "utf-8")
        mission = new_mission(opened, paper)
        texts = [REFUSAL, *(consent_of(party) for party in PUBLISHED)]
        for text in texts:
            paper.write_text(turn(text), "utf-8")
            record_consent(opened, mission, paper, "A. Reader")
        forms = [
            filled(1, "sc-005", notes="Officers of Party One and Party Two came along."),
            filled(2, "sc-001", outcome="partly", reason="Party One closed the yard"),
            filled(3, "sc-006", outcome="refused", reason="Party Two let nobody in"),
        ]
        sources, _ = read_sources([as_json(tmp_path / f"forms{number}", [in_turn(form, turn) for form in forms])])
        assert len(bring_home(opened, mission, sources, "A. Reader").added) == 3
        report = dataclasses.replace(report_sheet(opened, mission), state="", state_at="")
        reports.append(repr(report_blocks(report)))
    assert reports[1] == swapped(reports[0]) != reports[0]
    assert "Officers of" not in reports[0], "Party Two does not let notes be published"


def in_turn(form, turn):
    return {name: turn(value) if isinstance(value, str) else value for name, value in form.items()}


def test_the_same_forms_again_are_known_and_not_doubled(workspace, tmp_path):
    opened = Workspace.open(workspace)
    mission = mission_named(opened)
    forms, media = forms_of(opened)
    for number, writer in enumerate((as_json, as_json, as_csv_zip)):
        sources, _ = read_sources([writer(tmp_path / f"{number}.zip", forms, media)])
        found = bring_home(opened, mission, sources, "A. Reader")
        assert (len(found.added), found.known) == ((0, 5) if number else (5, 0)) and not found.changed
    kept = {capture.sha256 for capture in opened.captures() if capture.of.startswith("vis_")}
    assert len(kept) == 4 and kept == {photo.sha256 for visit in opened.visits() for photo in visit.pictures}


def test_photos_that_do_not_come_again_stay(workspace, tmp_path):
    opened = Workspace.open(workspace)
    mission = mission_named(opened)
    forms, media = forms_of(opened)
    for number, files in enumerate((media, {})):
        sources, _ = read_sources([as_json(tmp_path / str(number), forms, files)])
        found = bring_home(opened, mission, sources, "A. Reader")
    assert found.known == 5 and found.problems == () and sum(len(visit.pictures) for visit in opened.visits()) == 4


def test_a_photo_that_never_came_is_told_and_the_visit_kept(workspace, tmp_path):
    opened = Workspace.open(workspace)
    forms, _ = forms_of(opened)
    sources, _ = read_sources([as_json(tmp_path / "forms", [forms[0], {**forms[0], "notes": "other"}])])
    found = bring_home(opened, mission_named(opened), sources, "A. Reader")
    told = " ".join(problem.message for problem in found.problems)
    assert "photo '1.jpg' did not come with it" in told and "came twice with different answers" in told
    assert len(found.added) == 1 and opened.visits()[0].notes == "other" and opened.verify().faults == ()


def test_a_form_mended_on_the_server_takes_its_place_unless_somebody_ruled_on_it(workspace, tmp_path):
    opened = Workspace.open(workspace)
    mission = mission_named(opened)
    forms, media = forms_of(opened)
    bring_home(opened, mission, read_sources([as_json(tmp_path / "one", forms, media)])[0], "A. Reader")
    first = visits_of(opened, mission)[0]
    opened.rule(first.id, "accept", by="Ann Lee", reason="seen")
    mended = [{**form, "notes": "mended"} for form in forms]
    found = bring_home(opened, mission, read_sources([as_json(tmp_path / "two", mended, media)])[0], "A. Reader")
    assert len(found.changed) == 4 and sum("has ruled on it" in problem.message for problem in found.problems) == 1
    assert [visit.notes == "mended" for visit in visits_of(opened, mission)].count(False) == 1


def test_forms_of_the_geopackage_come_home_too(workspace, tmp_path):
    opened = Workspace.open(workspace)
    forms, media = forms_of(opened)
    sources, problems = read_sources([as_geopackage(tmp_path / "pack", forms, media), tmp_path / "none.zip"])
    found = bring_home(opened, mission_named(opened), sources, "A. Reader")
    assert len(found.added) == 5 and found.photos == 4 and len(problems) == 1
    with pytest.raises(InputError, match="cannot be opened"):
        read_sources([tmp_path / "none.zip"])


def test_the_layer_of_the_pack_itself_comes_home(workspace, tmp_path):
    import numpy as np
    import pyogrio
    import shapely

    opened = Workspace.open(workspace)
    assert "written:" in call(workspace, "pack", "--out", tmp_path / "pack", "-q")
    stop = kept_plan(opened, mission_named(opened)).stops[0]
    row = {"asset": stop.asset, "team": stop.team, "outcome": "visited", "at": f"{stop.day}T09:30:00"}
    row |= {"observer": "Team leader", "grade": "2", "effects": "{cracks,holes}", "photo": "DCIM/one.jpg"}
    row |= {"quoted": "no", "statement": "secret words"}
    pyogrio.raw.write(
        tmp_path / "pack" / "qfield" / "mission.gpkg",
        shapely.to_wkb([shapely.Point(46.75, 39.76)]),
        [np.array([cell], dtype=object) for cell in row.values()],
        list(row),
        layer="visits",
        driver="GPKG",
        geometry_type="Point",
        crs="EPSG:4326",
        append=True,
    )
    (tmp_path / "pack" / "qfield" / "DCIM").mkdir()
    (tmp_path / "pack" / "qfield" / "DCIM" / "one.jpg").write_bytes(photo())
    told = call(workspace, "return", tmp_path / "pack", "--by", "A. Reader", "-q")
    assert "1 visits taken in, 1 photos kept." in told and "left out" not in told
    [visit] = visits_of(opened, mission_named(opened))
    assert visit.effects == ("cracks", "holes") and visit.grade == 2 and "secret" not in repr(visit)


def test_a_withheld_site_stays_out_of_the_report(workspace, tmp_path):
    opened = Workspace.open(workspace)
    mission = mission_named(opened)
    forms, media = forms_of(opened)
    with pytest.raises(InputError, match="Nobody has brought anything home"):
        report_sheet(opened, mission)
    hidden = opened.record(str(forms[1]["stop"])).record
    forms[0]["photos"][0]["shows"] = f"view towards {hidden.label}"
    bring_home(opened, mission, read_sources([as_json(tmp_path / "forms", forms, media)])[0], "A. Reader")
    assert hidden.id in {one.visit.asset for one in report_sheet(opened, mission).seen}
    opened.rule(hidden.id, "restrict", by="Ann Lee", reason="graves lie open")
    report = report_sheet(opened, mission)
    assert hidden.id not in {one.visit.asset for one in report.seen} and hidden.label not in repr(report)
