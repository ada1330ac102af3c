"""Databases that somebody prepared: verifying one runs nothing that it holds, and ends."""

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest
from histories import history
from small_case import RUN, asset

from tutela.model.inventory import Name
from tutela.store import connection as connecting
from tutela.store.ledger import sha256_hex
from tutela.store.verify import verify

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    store = history(tmp_path_factory.mktemp("made") / "workspace", 3, 8)
    store.close()
    return store.path


@pytest.fixture
def workspace(made, tmp_path):
    return shutil.copytree(made, tmp_path / "workspace")


def change(path, *statements):
    with closing(sqlite3.connect(path / "workspace.gpkg")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def told(path):
    return " ".join(f"{fault.file} {fault.message}" for fault in verify(path).faults)


@pytest.mark.parametrize("table", ["ledger", "claims", "workspace_form", "history", "captures"])
def test_a_view_in_the_place_of_a_table_is_named_and_never_run(workspace, table):
    with closing(sqlite3.connect(workspace / "workspace.gpkg")) as connection:
        columns = ", ".join(f"x AS [{row[1]}]" for row in connection.execute(f"PRAGMA table_info({table})"))
    change(workspace, f"DROP TABLE {table}", f"CREATE VIEW {table} AS {ENDLESS} {columns} FROM n")
    begun = time.process_time()
    found = told(workspace)
    assert f"view {table} does not belong" in found and "was not looked at" in found
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    "made_so",
    [
        "CREATE TABLE ledger (seq INTEGER, entry TEXT AS (zeroblob(100000000)), hash TEXT)",
        "CREATE VIRTUAL TABLE ledger USING rtree(seq, entry, hash)",
    ],
)
def test_another_kind_of_table_is_not_read(workspace, made_so):
    change(workspace, "DROP TABLE ledger", made_so)
    assert "table ledger was changed" in told(workspace) and "was not looked at" in told(workspace)


@pytest.mark.parametrize("when", ["AFTER INSERT", "BEFORE DELETE", "AFTER UPDATE"])
def test_a_trigger_is_named(workspace, when):
    change(workspace, f"CREATE TRIGGER sly {when} ON ledger BEGIN DELETE FROM claims; END")
    assert "trigger sly does not belong" in told(workspace)


def test_an_index_over_an_expression_that_calls_a_function_is_named(workspace):
    change(workspace, "CREATE INDEX sly ON claims (hex(zeroblob(1000)))")
    assert "index sly does not belong" in told(workspace)


def _forged(path, text):
    """The newest entry replaced by another text, with the right hash beside it."""
    with closing(sqlite3.connect(path / "workspace.gpkg")) as connection:
        connection.execute(
            "UPDATE ledger SET entry = ?, hash = ? WHERE seq = (SELECT max(seq) FROM ledger)", (text, sha256_hex(text))
        )
        connection.commit()


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"note":' * 50_000, "1" * 5_000, '"' + "x" * 10_000_000, "{}", "null", '{"note":{"a":1e999}}'],
)
def test_an_entry_that_nobody_could_parse_is_a_fault(workspace, text):
    _forged(workspace, text)
    assert "cannot be read as an entry" in told(workspace)


def test_a_value_longer_than_any_record_is_a_fault_and_fills_no_memory(workspace, monkeypatch):
    monkeypatch.setattr(connecting, "LONGEST", 1 << 20)
    change(
        workspace,
        "UPDATE documents SET json = json || printf('%2000000s', 'x') WHERE fid = (SELECT min(fid) FROM documents)",
    )
    assert "too big" in told(workspace)


@pytest.mark.parametrize("depth", [100, 5_000, 100_000])
def test_a_record_of_deep_json_that_the_ledger_names_is_a_fault(workspace, depth):
    """Whoever recomputes the whole chain can put any text in; it is still read by the form of its kind only."""
    body = '{"id":"cap_deep","of":' + "[" * depth + "]" * depth + ',"sha256":"x","size":1,"at":"","path":""}'
    with closing(sqlite3.connect(workspace / "workspace.gpkg")) as connection:
        columns = "fid, id, [of], at, path, size, run, scope, entered, sha256, json"
        connection.execute(
            f"INSERT INTO captures ({columns}) VALUES (999, 'cap_deep', '', '', '', 1, '', '', 2, ?, ?)",
            (sha256_hex(body), body),
        )
        number = connection.execute("SELECT max(number) FROM ledger_leaves").fetchone()[0] + 1
        seq = connection.execute("SELECT max(seq) FROM ledger").fetchone()[0]
        connection.execute(
            "INSERT INTO ledger_leaves VALUES (?, ?, 'add', 'captures', 'cap_deep', '', '', ?)",
            (number, seq, sha256_hex(body)),
        )
        connection.commit()
    assert "captures cap_deep" in told(workspace)


def test_a_name_of_a_million_letters_is_kept_and_verifies(tmp_path):
    store = history(tmp_path / "workspace", 4, 2)
    with store.batch(RUN.id, "inventory") as writer:
        writer.add_all([replace(asset(50), names=(Name("x" * 1_000_000),))])
    store.close()
    assert verify(store.path).faults == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaves SET seq = 'x' WHERE number = 2",
        "UPDATE assets SET geom = substr(geom, 1, 20) WHERE geom NOT NULL",
        "UPDATE assets SET geom = 'x', entered = 'x', fid = fid + 1000",
        "UPDATE captures SET entered = 'x'",
        "UPDATE history SET was = 'x', withdrawn = x'00'",
        "UPDATE gpkg_contents SET last_change = x'00', min_x = 'x'",
    ],
)
def test_a_value_of_another_kind_than_its_column_is_a_fault(workspace, statement):
    for trigger in ("update1", "update2", "update3", "update4"):
        change(workspace, f"DROP TRIGGER IF EXISTS rtree_assets_geom_{trigger}")
    change(workspace, statement)
    assert len(verify(workspace).faults) > 4
