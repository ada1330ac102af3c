import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from pile import write_pile

from tutela.model.links import LinkVerdict
from tutela.model.rulings import Verdict
from tutela.store.verify import verify
from tutela.workspace import pipeline
from tutela.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    publications, register = write_pile(folder)
    report = pipeline.run(folder / "out", [publications], [register])
    return folder, publications, register, report


def test_the_main_job_leaves_a_workspace_and_a_dossier(done):
    folder, _, _, report = done
    assert report.documents == 5
    assert report.assets == 2
    assert report.claims >= 3
    assert report.problems == ()
    names = {file.name for file in (folder / "out" / "dossier").iterdir()}
    assert names == {"index.html", "claims.csv", "incidents.geojson", "dossier.gpkg"}


def test_claims_find_their_asset_in_the_register(done):
    workspace = Workspace.open(done[0] / "out" / "workspace")
    label = {asset.id: asset.label for asset in workspace.assets()}
    linked = {label[link.asset] for link in workspace.links() if link.verdict is LinkVerdict.LINKED}
    assert linked == {"Ghazanchetsots Cathedral", "Juma Mosque"}


def test_two_publications_that_relay_one_prosecutor_are_one_origin(done):
    workspace = Workspace.open(done[0] / "out" / "workspace")
    name = {document.id: document.name for document in workspace.documents()}
    claims = {claim.id: claim for claim in workspace.claims()}
    incident = next(
        one for one in workspace.incidents() if {"agency", "paper"} <= {name[claims[c].document] for c in one.claims}
    )
    told = {"agency", "paper"}
    origins = {
        origin for one in incident.claim_origins if name[claims[one.claim].document] in told for origin in one.origins
    }
    assert len(origins) == 1


def test_the_same_input_again_adds_nothing(done):
    folder, publications, register, _ = done
    before = verify(folder / "out" / "workspace")
    again = pipeline.run(folder / "out", [publications], [register])
    after = verify(folder / "out" / "workspace")
    assert (after.entries, after.head) == (before.entries, before.head)
    assert again.claims == done[3].claims
    assert not after.faults


def test_the_dossier_quotes_exactly_and_needs_no_network(done):
    page = (done[0] / "out" / "dossier" / "index.html").read_text("utf-8")
    assert "Ghazanchetsots Cathedral" in page
    assert not re.findall(r"""(?:src|href)=["']?https?://""", page)


def test_the_main_job_opens_no_connection(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("the main job tried to open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    publications, register = write_pile(tmp_path)
    assert pipeline.run(tmp_path / "out", [publications], [register]).claims >= 3


def test_killed_at_any_moment_the_next_run_ends_where_an_unbroken_one_does(done, tmp_path):
    folder, publications, register, _ = done
    expected = {claim.id for claim in Workspace.open(folder / "out" / "workspace").claims()}
    command = [sys.executable, "-m", "tutela", "run", str(publications), "--inventory", str(register)]
    command += ["--out", str(tmp_path / "out"), "--quiet"]
    for seconds in (0.6, 1.2, 2.0, 3.0):
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        if (tmp_path / "out" / "workspace" / "workspace.gpkg").exists():
            assert not verify(tmp_path / "out" / "workspace").faults
    assert subprocess.run(command, check=False).returncode == 0
    finished = Workspace.open(tmp_path / "out" / "workspace")
    assert {claim.id for claim in finished.claims()} == expected
    assert not finished.verify().faults


def test_a_larger_register_has_everything_read_anew_and_rulings_stay(done, tmp_path):
    publications, register = write_pile(tmp_path)
    out = tmp_path / "out"
    pipeline.run(out, [publications], [])
    workspace = Workspace.open(out / "workspace")
    claim = workspace.claims()[0]
    workspace.rule(claim.id, Verdict.REJECT, by="A. Reviewer", reason="a trial")
    pipeline.run(out, [publications], [register])
    later = Workspace.open(out / "workspace")
    assert any(asset.label == "Juma Mosque" and not asset.described for asset in later.assets())
    assert [ruling.record for ruling in later.rulings()] == [claim.id]
    assert claim.id not in {one.id for one in later.effective().claims}


def test_bad_rows_and_files_are_listed_and_the_rest_goes_on(tmp_path):
    publications, register = write_pile(tmp_path)
    (publications / "broken.jsonl").write_text('{"id": "x", "text": \n', "utf-8")
    (publications / "empty.txt").write_bytes(b"")
    register.write_text(register.read_text("utf-8") + "n-1,Lost Tower,,,fortification,Nowhere,91.5,46.7\n", "utf-8")
    report = pipeline.run(tmp_path / "out", [publications], [register])
    assert report.documents == 5
    listed = (tmp_path / "out" / "left-out" / "problems.txt").read_text("utf-8")
    assert all(word in listed for word in ("broken.jsonl", "empty.txt", "91.5"))
    assert "Lost Tower" in (tmp_path / "out" / "left-out" / "register-rows.csv").read_text("utf-8")


def test_claims_that_stand_in_the_documents_are_gathered_without_reading(tmp_path):
    claim = {
        "quote": "the old mill burned", "asset": "old mill", "asset_type": "historic_building", "places": [],
        "harm": "destroyed", "means": ["fire"], "start": None, "end": None, "actor": None, "attribution": [],
        "certainty": "asserted", "evidence": [],
    }  # fmt: skip
    pile = tmp_path / "given.jsonl"
    pile.write_text(json.dumps({"id": "one", "text": "In May the old mill burned down.", "claims": [claim]}), "utf-8")
    found = pipeline.gather_files([pile], claims_given=True)
    assert [one.asset.exact for one in found.claims] == ["old mill"]
    assert [link.verdict for link in found.links] == [LinkVerdict.NOT_IN_INVENTORY]
    assert len(found.incidents) == 1


def test_a_described_asset_taken_into_the_inventory_is_linked_to(tmp_path):
    publications, _ = write_pile(tmp_path)
    out = tmp_path / "out"
    pipeline.run(out, [publications], [])
    workspace = Workspace.open(out / "workspace")
    described = next(asset for asset in workspace.assets() if "Juma" in asset.label)
    claim = next(link.claim for link in workspace.links() if link.asset == described.id)
    workspace.rule(claim, Verdict.NEW_ASSET, by="A. Reviewer", reason="no register holds it yet")
    pipeline.regather(workspace)
    after = workspace.effective()
    assert described.id in {asset.id for asset in after.inventory}
    assert next(link for link in after.links if link.claim == claim).verdict is LinkVerdict.LINKED


def test_a_persons_link_moves_the_claim_to_that_assets_incident(done, tmp_path):
    publications, register = write_pile(tmp_path)
    out = tmp_path / "out"
    pipeline.run(out, [publications], [register])
    workspace = Workspace.open(out / "workspace")
    asset = {one.label: one.id for one in workspace.assets()}
    claim = next(link.claim for link in workspace.links() if link.asset == asset["Juma Mosque"])
    workspace.rule(claim, Verdict.LINK, by="A. Reviewer", reason="a trial", target=asset["Ghazanchetsots Cathedral"])
    pipeline.regather(workspace)
    incident = next(one for one in workspace.incidents() if claim in one.claims)
    assert incident.asset == asset["Ghazanchetsots Cathedral"]


def test_columns_that_mean_nothing_here_are_named(tmp_path):
    publications, register = write_pile(tmp_path)
    register.write_text(register.read_text("utf-8").replace("name_hy", "weitere"), "utf-8")
    report = pipeline.run(tmp_path / "out", [publications], [register])
    assert [(problem.dropped, "weitere" in problem.message) for problem in report.problems] == [(False, True)]
