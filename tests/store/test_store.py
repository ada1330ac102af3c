import pyogrio
import pytest
from small_case import RUN, asset, captured, claim, incident

from tutela.model.claims import Claim, Harm
from tutela.model.documents import Captured, Document
from tutela.model.errors import InputError, LedgerBroken, NotAWorkspace, UnknownRecord, WorkspaceExists
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.store.store import Store
from tutela.store.verify import verify
from tutela.store.writer import Outcome


@pytest.fixture
def store(tmp_path):
    store = Store.create(tmp_path / "workspace", "Test")
    yield store
    store.close()


def fill(store):
    with store.batch(RUN.id, "sources") as writer:
        for number in range(3):
            writer.capture(captured(number))
        writer.replace(Asset, [asset(number) for number in range(5)], "register")
    with store.batch(RUN.id, "reading") as writer:
        writer.add_all([claim(captured(number).document) for number in range(3)])


def test_gdal_opens_the_workspace_as_a_geopackage(store):
    fill(store)
    store.close()
    file = store.path / "workspace.gpkg"
    layers = dict(map(tuple, pyogrio.list_layers(file)))
    assert layers["assets"] == "Point" and layers["claims"] is None
    meta, _, geometry, columns = pyogrio.raw.read(file, layer="assets", bbox=(46, 40.0015, 47, 40.0025))
    assert columns[list(meta["fields"]).index("label")].tolist() == ["Church of Saint 2"]
    assert len(geometry) == 1 and meta["crs"] == "EPSG:4326"


def test_records_come_back_as_they_went_in(store):
    fill(store)
    with store.reading() as reader:
        assert reader.all(Document) == tuple(captured(number).document for number in range(3))
        assert reader.all(Asset) == tuple(asset(number) for number in range(5))


def test_same_input_again_adds_nothing(store):
    fill(store)
    before = verify(store.path)
    fill(store)
    assert verify(store.path) == before and not before.faults


def test_a_newer_version_supersedes_and_the_old_one_stays_in_the_history(store):
    fill(store)
    old = claim(captured(0).document)
    new = claim(captured(0).document, Harm.DAMAGED)
    with store.batch(RUN.id, "reading") as writer:
        assert writer.add_all([new]) == [Outcome.REPLACED]
    with store.reading() as reader:
        assert new in reader.all(Claim) and old not in reader.all(Claim)
        assert reader.past(Claim) == (old,)
        assert reader.find(old.id).record == new
    assert not verify(store.path).faults


def test_replacing_a_scope_withdraws_what_is_not_given_again(store):
    fill(store)
    with store.batch(RUN.id, "inventory") as writer:
        counts = writer.replace(Asset, [asset(1), asset(9)], "register", held={"ast_3"})
    assert (counts.added, counts.known, counts.withdrawn, counts.kept) == (1, 1, 3, 1)
    with store.reading() as reader:
        assert [one.id for one in reader.all(Asset)] == ["ast_1", "ast_3", "ast_9"]
        assert reader.find("ast_0").withdrawn == 4
        assert reader.asset("ast_9") == asset(9) and reader.asset("ast_0") is None
    assert not verify(store.path).faults


def test_what_was_withdrawn_can_come_back(store):
    fill(store)
    for numbers in ((1,), (0, 1)):
        with store.batch(RUN.id, "inventory") as writer:
            writer.replace(Asset, [asset(number) for number in numbers], "register")
    with store.reading() as reader:
        assert [one.id for one in reader.all(Asset)] == ["ast_1", "ast_0"]
    assert not verify(store.path).faults


def test_a_held_record_is_not_replaced(store):
    fill(store)
    new = claim(captured(0).document, Harm.DAMAGED)
    with store.batch(RUN.id, "reading") as writer:
        assert writer.add_all([new], held={new.id}) == [Outcome.KEPT]


def test_the_text_of_a_document_stands_whatever_a_later_extraction_makes_of_it(store):
    fill(store)
    old = captured(0).document
    moved = Document(old.id, old.name, old.text + " More.", old.sha256)
    retitled = Document(old.id, old.name, old.text, old.sha256, title="A title")
    with store.batch(RUN.id, "sources") as writer:
        assert writer.add_all([moved, retitled]) == [Outcome.KEPT, Outcome.REPLACED]


def test_an_exception_leaves_nothing_of_the_batch(store):
    fill(store)
    before = verify(store.path)
    with pytest.raises(RuntimeError), store.batch(RUN.id, "sources") as writer:
        writer.add_all([asset(77)])
        raise RuntimeError
    assert verify(store.path) == before


def test_bytes_that_are_not_the_documents_are_refused(store):
    good = captured(0)
    with pytest.raises(InputError, match="SHA-256"), store.batch(RUN.id, "sources") as writer:
        writer.capture(Captured(good.document, b"other", good.path))
    with store.reading() as reader:
        assert reader.all(Document) == ()


def test_a_damaged_file_is_not_taken_for_the_bytes_it_is_named_for(store):
    good = captured(0)
    sha256 = store.files.put(good.content)
    store.files.path(sha256).write_bytes(b"other")
    with pytest.raises(LedgerBroken, match="tutela verify"), store.batch(RUN.id, "sources") as writer:
        writer.capture(good)


def test_readers_see_one_moment_while_another_writes(store):
    fill(store)
    with store.reading() as reader:
        assert len(reader.all(Asset)) == 5
        with store.batch(RUN.id, "inventory") as writer:
            writer.add_all([asset(8)])
        assert len(reader.all(Asset)) == 5
    with store.reading() as reader:
        assert len(reader.all(Asset)) == 6


def test_unknown_ids_and_folders_are_named(store, tmp_path):
    with store.reading() as reader, pytest.raises(UnknownRecord, match="clm_nobody"):
        reader.find("clm_nobody")
    with pytest.raises(NotAWorkspace, match="nowhere"):
        Store(tmp_path / "nowhere")
    with pytest.raises(WorkspaceExists):
        Store.create(store.path)
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "workspace.gpkg").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(NotAWorkspace, match="cannot be opened"):
        Store(tmp_path / "junk")


def test_every_step_of_a_run_is_known_afterwards(store):
    with store.batch(RUN.id, "reading") as writer:
        writer.done("reading", "doc_1")
        writer.done("linking", inputs="abc")
    with store.reading() as reader:
        assert reader.steps(RUN.id, "reading") == {"doc_1": ""}
        assert reader.has_step("linking", "abc") and not reader.has_step("linking", "abd")


def test_incidents_are_replaced_as_a_whole(store):
    fill(store)
    claims = [claim(captured(number).document) for number in range(3)]
    for groups in ([claims], [claims[:1], claims[1:]]):
        with store.batch(RUN.id, "incidents") as writer:
            writer.replace(Incident, [incident(*group) for group in groups])
    with store.reading() as reader:
        assert [len(one.claims) for one in reader.all(Incident)] == [1, 2]
        assert len(reader.past(Incident)) == 1
