"""A workspace of the first form is brought up to date when it is opened; nothing that its ledger proves changes."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from small_case import RUN, asset, one_of_every_other_kind

from tutela.model.errors import NotAWorkspace
from tutela.model.inventory import Asset, Place, RegisterEntry
from tutela.store.connection import Access, open_raw
from tutela.store.forms import check_form, form_of
from tutela.store.spatial import RTREE_DEFINITION, spatial_index_ddl
from tutela.store.store import Store
from tutela.store.tables import FORM, KINDS
from tutela.store.verify import verify

NAMES_OF_FORM_1 = """
CREATE TABLE asset_names (fid INTEGER NOT NULL, asset TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL,
 script TEXT NOT NULL, kind TEXT NOT NULL, used_by TEXT NOT NULL, PRIMARY KEY (fid));
CREATE INDEX ix_asset_names_asset ON asset_names (asset);
CREATE VIRTUAL TABLE asset_search USING fts5(text, content='asset_names', content_rowid='fid', tokenize='trigram');
CREATE TRIGGER asset_names_insert AFTER INSERT ON asset_names BEGIN
 INSERT INTO asset_search(rowid, text) VALUES (NEW.fid, NEW.text); END;
CREATE TRIGGER asset_names_delete AFTER DELETE ON asset_names BEGIN
 INSERT INTO asset_search(asset_search, rowid, text) VALUES ('delete', OLD.fid, OLD.text); END;
INSERT INTO asset_names VALUES (1, 'ast_0', 'Church of Saint 0', 'en', '', 'alternative', '');
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)
 SELECT 'asset_names', 'attributes', 'asset_names', last_change FROM gpkg_contents WHERE table_name = 'ledger';
DROP TABLE workspace_form;
DELETE FROM gpkg_contents WHERE table_name = 'workspace_form';
"""
"""What the first form had besides, as version 0.1.0 wrote it."""


@pytest.fixture
def old(tmp_path) -> Path:
    """A workspace as the first form had it."""
    store = Store.create(tmp_path / "old", "Test")
    with store.batch(RUN.id, "inventory") as writer:
        writer.add_all(one_of_every_other_kind())
        writer.replace(Asset, [asset(number) for number in range(5)], "register")
    store.close()
    connection = open_raw(store.path / "workspace.gpkg", Access.WRITE)
    connection.executescript(NAMES_OF_FORM_1)
    for table in ("register_entries", "places"):
        for statement in spatial_index_ddl(table):
            connection.execute(statement)
        connection.execute(f"INSERT INTO rtree_{table}_geom SELECT fid, west, east, south, north FROM {table}")
        row = (table, "geom", "gpkg_rtree_index", RTREE_DEFINITION, "write-only")
        connection.execute("INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", row)
    connection.close()
    return store.path


def ledger(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path / "workspace.gpkg")
    return [*connection.execute("SELECT * FROM ledger"), *connection.execute("SELECT * FROM ledger_leaves")]


def test_opening_brings_it_up_to_date_and_changes_nothing_that_is_proven(old):
    before = ledger(old)
    assert form_of(old / "workspace.gpkg") == 1
    with pytest.raises(NotAWorkspace, match="older Tutela"):
        verify(old)
    store = Store(old)
    assert form_of(old / "workspace.gpkg") == FORM
    assert verify(old).faults == () and ledger(old) == before
    assert [hit.asset.id for hit in store.search("Church of Saint 3", 1)] == ["ast_3"]
    with store.reading() as reader:
        assert len(reader.all(Asset)) == 5 and len(reader.all(Place)) == len(reader.all(RegisterEntry)) == 1
    with store.batch(RUN.id, "inventory") as writer:
        writer.add_all([asset(9)])
    assert verify(old).faults == ()
    store.close()


def test_where_it_cannot_be_written_it_is_refused_in_words(old):
    with pytest.raises(NotAWorkspace, match=r"older Tutela .* brings it up to date"):
        check_form(old / "workspace.gpkg")


def test_a_form_of_tomorrow_is_refused_in_words(old):
    Store(old).close()
    connection = open_raw(old / "workspace.gpkg", Access.WRITE)
    connection.execute("UPDATE workspace_form SET form = 99")
    connection.close()
    with pytest.raises(NotAWorkspace, match="newer Tutela"):
        Store(old)
    assert any("workspace_form" in fault.file for fault in verify(old).faults)


def test_two_who_open_it_at_once_bring_it_up_to_date_once(old, tmp_path):
    copy = Path(shutil.copytree(old, tmp_path / "copy"))
    program = (
        "import sys; from pathlib import Path; from tutela.store.store import Store; Store(Path(sys.argv[1])).close()"
    )
    children = [subprocess.Popen([sys.executable, "-c", program, str(copy)]) for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    assert verify(copy).faults == ()


SIGNED = ("public_keys", "checkpoints", "timestamps")
SECOND_FORM_LACKS = ("missions", "consultations", "consents", "plans", "visits", "media", "items", *SIGNED)


@pytest.fixture
def second(tmp_path) -> Path:
    """A workspace as the second form had it: no tables for missions."""
    store = Store.create(tmp_path / "second", "Test")
    with store.batch(RUN.id, "inventory") as writer:
        writer.add_all([asset(number) for number in range(3)])
    store.close()
    connection = open_raw(store.path / "workspace.gpkg", Access.WRITE)
    for table in SECOND_FORM_LACKS:
        connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    connection.execute("UPDATE workspace_form SET form = 2")
    connection.close()
    return store.path


def test_the_second_form_gets_the_tables_it_lacks_and_keeps_what_is_proven(second):
    before = ledger(second)
    assert form_of(second / "workspace.gpkg") == 2
    with pytest.raises(NotAWorkspace, match="older Tutela"):
        verify(second)
    store = Store(second)
    assert form_of(second / "workspace.gpkg") == FORM and ledger(second) == before
    with store.batch(RUN.id, "all kinds") as writer:
        writer.add_all(one_of_every_other_kind())
    with store.reading() as reader:
        assert all(reader.all(type(record)) for record in one_of_every_other_kind())
    assert verify(second).faults == ()
    store.close()


def test_every_kind_that_came_after_the_second_form_is_made_for_it(second):
    Store(second).close()
    connection = open_raw(second / "workspace.gpkg", Access.READ)
    tables = {name for (name,) in connection.execute("SELECT table_name FROM gpkg_contents")}
    connection.close()
    assert {kind.name for kind in KINDS} <= tables


@pytest.mark.parametrize(("form", "lacks"), [(3, ("items", *SIGNED)), (4, ("items",))])
def test_later_forms_get_the_tables_they_lack(tmp_path, form, lacks):
    store = Store.create(tmp_path / "later", "Test")
    with store.batch(RUN.id, "inventory") as writer:
        writer.add_all([asset(number) for number in range(3)])
    store.close()
    file = store.path / "workspace.gpkg"
    connection = open_raw(file, Access.WRITE)
    for table in lacks:
        connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    connection.execute("UPDATE workspace_form SET form = ?", (form,))
    connection.close()
    before = ledger(store.path)
    assert form_of(file) == form
    Store(store.path).close()
    assert form_of(file) == FORM and ledger(store.path) == before and verify(store.path).faults == ()
