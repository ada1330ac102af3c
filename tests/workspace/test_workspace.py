import hashlib
import shutil
from pathlib import Path

import pytest

from tutela.model.claims import AssetType, Claim, Harm, Reading
from tutela.model.documents import Captured, Document
from tutela.model.errors import RulingRefused, SecondPersonNeeded, UnknownRecord
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Name
from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import State, Verdict
from tutela.store.records import Run
from tutela.workspace.workspace import Workspace

OLD, NEW = Run.of("tutela 1", "packs", {}), Run.of("tutela 2", "packs", {})
CHURCH = Asset("ast_1", (Name("Church", "en"),), AssetType.CHURCH, identifiers=(("register", "7"),), entries=("ent_1",))


def captured(name):
    content = f"{name}: the church was damaged. The monastery was looted.".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Captured(Document(Document.make_id(name, sha256), name, content.decode(), sha256), content, name)


PAPERS = [captured(name) for name in ("one", "two")]


def claim(document, words, harm, version=""):
    start = document.text.index(words)
    quote = document.passage(start, document.text.index(".", start))
    asset = document.passage(start, start + len(words))
    return Claim(f"clm_{document.name}_{words}{version}", document.id, quote, (quote,), asset, AssetType.CHURCH, harm)


def read(document, version=""):
    found = (claim(document, "church", Harm.DAMAGED, version), claim(document, "monastery", Harm.LOOTED, version))
    return Reading(document.id, found)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "workspace", title="A case") as workspace:
        fill(workspace, OLD)
        yield workspace
        assert workspace.verify().faults == ()


def fill(workspace, run, version=""):
    with workspace.batch(run, "sources") as batch:
        for paper in PAPERS:
            batch.capture(paper)
        batch.replace(Asset, [CHURCH], scope="reg_1")
    with workspace.batch(run, "reading") as batch:
        for paper in PAPERS:
            batch.replace_reading(read(paper.document, version))
    gather(workspace, run)


def gather(workspace, run):
    with workspace.batch(run, "linking") as batch:
        claims = workspace.effective().claims
        batch.replace(Link, [Link(f"lnk_{one.id}", one.id, "ast_1", LinkVerdict.LINKED, 0.9) for one in claims])
    with workspace.batch(run, "incidents") as batch:
        grouped = [[one for one in claims if one.harm is harm] for harm in (Harm.DAMAGED, Harm.LOOTED)]
        batch.replace(
            Incident,
            [Incident(f"inc_{group[0].id}", "ast_1", tuple(one.id for one in group)) for group in grouped if group],
        )
        batch.done("incidents")


def test_the_case_file_is_all_of_the_moment(workspace):
    case = workspace.case_file()
    assert (case.title, len(case.documents), len(case.claims), len(case.incidents)) == ("A case", 2, 4, 2)
    assert set(case.captured_at) == {paper.document.id for paper in PAPERS}
    assert [one.state for one in case.standings] == [State.REPORTED, State.REPORTED]
    assert case.ledger.entries == 5 and case.ledger.head == workspace.verify().head


def test_the_same_input_again_adds_nothing(workspace):
    before = workspace.verify()
    fill(workspace, OLD)
    assert workspace.verify() == before and not workspace.needs_gathering()


def test_what_a_run_has_done_is_known(workspace):
    assert workspace.documents_read_by(OLD.id) == workspace.known_documents()
    assert workspace.documents_read_by(NEW.id) == frozenset()
    assert [run.software for run in workspace.runs()] == ["tutela 1"]


def test_a_newer_run_supersedes_what_nobody_has_ruled_on(workspace):
    workspace.rule("clm_one_church", "reject", by="Ann Lee", reason="another church")
    workspace.rule("clm_two_church", Verdict.CORRECT, by="Ann Lee", reason="see photo", sets=(("harm", "destroyed"),))
    fill(workspace, NEW, "_new")
    assert [one.id for one in workspace.claims()] == [
        *("clm_one_church", "clm_one_monastery_new", "clm_two_church", "clm_two_monastery_new")
    ]
    effective = workspace.effective()
    assert [one.id for one in effective.claims][1] == "clm_two_church" and effective.claims[1].harm is Harm.DESTROYED
    assert effective.unapplied == ()
    assert workspace.record("clm_one_monastery").withdrawn is not None


def test_a_ruling_makes_gathering_needed_and_gathering_ends_it(workspace):
    assert not workspace.needs_gathering()
    workspace.rule("ast_1", "restrict", by="Ann Lee", reason="looters")
    workspace.rule(workspace.incidents()[0].id, "correct", by="Ann", reason="x", sets=(("state", "field_confirmed"),))
    assert not workspace.needs_gathering()
    made = workspace.rule("clm_one_church", "reject", by="Ann Lee", reason="another church")
    assert workspace.needs_gathering()
    workspace.rule(made.id, "undo", by="Ann Lee", reason="a slip")
    assert not workspace.needs_gathering()
    workspace.rule("clm_one_church", "reject", by="Ann Lee", reason="another church")
    assert workspace.needs_gathering()
    gather(workspace, OLD)
    assert not workspace.needs_gathering()


def test_two_persons_raise_a_state_and_the_id_of_before_still_leads_there(workspace):
    state = (("state", "remote_confirmed"),)
    incident = workspace.incidents()[0].id
    workspace.rule(incident, "correct", by="Ann Lee", reason="image", sets=state)
    with pytest.raises(SecondPersonNeeded):
        workspace.rule(incident, "correct", by="LEE Ann", reason="image", sets=state)
    workspace.rule("clm_one_church", "reject", by="Bo Ek", reason="another church")
    gather(workspace, OLD)
    renamed = workspace.record(incident).record
    assert renamed.id != incident and incident in renamed.aliases
    workspace.rule(incident, "correct", by="Bo Ek", reason="image", sets=state)
    standing = next(one for one in workspace.case_file().standings if one.incident == renamed.id)
    assert standing.state is State.REMOTE_CONFIRMED


def test_an_undone_ruling_stays_in_the_workspace(workspace):
    made = workspace.rule("clm_one_church", "reject", by="Ann Lee", reason="another church")
    workspace.rule(made.id, "undo", by="Bo Ek", reason="it is this one")
    assert len(workspace.effective().claims) == 4 and len(workspace.rulings()) == 2
    assert workspace.case_file().rulings == ()


def test_a_restriction_survives_a_new_version_of_the_register(workspace):
    workspace.rule("ast_1", "restrict", by="Ann Lee", reason="looters")
    with workspace.batch(NEW, "inventory") as batch:
        newer = Asset(
            "ast_2", (Name("Church", "en"),), AssetType.CHURCH, identifiers=(("register", "7"),), entries=("e",)
        )
        batch.replace(Asset, [newer], scope="reg_1")
    assert [one.id for one in workspace.assets()] == ["ast_2"]
    assert "ast_2" in workspace.case_file().restricted


def test_a_restricted_asset_whose_row_is_gone_stays(workspace):
    workspace.rule("ast_1", "restrict", by="Ann Lee", reason="looters")
    with workspace.batch(NEW, "inventory") as batch:
        batch.replace(Asset, [], scope="reg_1")
    assert [one.id for one in workspace.assets()] == ["ast_1"]


def test_a_new_asset_is_settled_when_it_is_ruled(workspace):
    made = workspace.rule(
        "clm_one_church", "new-asset", by="Ann Lee", reason="not that one", sets=(("name", "Chapel@en"),)
    )
    assert made.target
    asset = next(one for one in workspace.effective().inventory if one.id == made.target)
    assert [name.text for name in asset.names] == ["church", "Chapel"]
    workspace.rule("clm_two_church", "link", by="Ann Lee", reason="the same", target=made.target)


def test_refusals_write_nothing(workspace):
    before = workspace.verify()
    with pytest.raises(RulingRefused):
        workspace.rule("clm_one_church", "correct", by="Ann Lee", reason="x", sets=(("harm", "gone"),))
    with pytest.raises(UnknownRecord, match="clm_nobody"):
        workspace.rule("clm_nobody", "accept", by="Ann Lee", reason="x")
    with pytest.raises(UnknownRecord):
        workspace.rule("clm_one_church", "link", by="Ann Lee", reason="x", target="ast_nobody")
    assert workspace.verify() == before


def test_superseded_records_cannot_be_ruled_on(workspace):
    fill(workspace, NEW, "_new")
    with pytest.raises(UnknownRecord, match="superseded"):
        workspace.rule("clm_one_church", "accept", by="Ann Lee", reason="x")


def test_reading_leaves_one_file_that_can_be_copied(workspace):
    workspace.case_file()
    workspace.verify()
    workspace.review()
    assert {path.name for path in workspace.path.iterdir()} == {".head", ".lock", "files", "workspace.gpkg"}


def test_a_workspace_on_read_only_media_can_be_read_and_verified(workspace, tmp_path):
    copy = Path(shutil.copytree(workspace.path, tmp_path / "archive"))
    for path in (*copy.rglob("*"), copy):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        with Workspace.open(copy) as archived:
            assert archived.claims() == workspace.claims() and archived.verify().faults == ()
    finally:
        for path in (copy, *copy.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


def test_several_workspaces_are_open_at_once(workspace, tmp_path):
    with Workspace.open_or_create(tmp_path / "other") as other, Workspace.open(workspace.path) as again:
        assert other.claims() == () and again.claims() == workspace.claims()
        assert other.title == "" and again.title == "A case"
