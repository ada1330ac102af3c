import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from authority import Authority
from signing import checkpoint_of, public_key, stamped
from small_case import RUN, asset, captured, claim, incident, link, one_of_every_other_kind

from tutela.model.claims import Claim, Harm
from tutela.model.errors import NotAWorkspace
from tutela.model.inventory import Asset
from tutela.store.connection import Access, open_raw
from tutela.store.store import Store
from tutela.store.tables import METADATA
from tutela.store.verify import verify

SEED = 20201120
KEYS = {"ledger": "seq", "ledger_leaves": "number"}
SPOILT = {
    "text": "'x' || \"{0}\"",
    "integer": '"{0}" + 1000',
    "real": '"{0}" + 0.000001',
    "null": "'1'",
    "blob": 'CAST(substr("{0}", 1, length("{0}") - 1) || CHAR(7) AS BLOB)',
}
"""How a value of each kind is changed by a little."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace with several batches, some of them superseding others, and records of every kind, one signed over."""
    store = Store.create(tmp_path_factory.mktemp("made") / "workspace", "Test")
    with store.batch(RUN.id, "sources") as writer:
        writer.accompany(RUN)
        for number in range(4):
            writer.capture(captured(number))
        writer.add_all(one_of_every_other_kind())
    with store.batch(RUN.id, "inventory") as writer:
        writer.replace(Asset, [asset(number) for number in range(6)], "register")
    claims = [claim(captured(number).document) for number in range(4)]
    checkpoint = checkpoint_of(store)
    timestamp = stamped(checkpoint, Authority(tmp_path_factory.mktemp("authority")))
    with store.batch(RUN.id, "reading") as writer:
        for record in (public_key(), checkpoint, timestamp):
            writer.add_all([record])
        writer.add_all(claims)
        writer.add_all([link(claims[0]), incident(*claims)])
        writer.done("reading")
    with store.batch(RUN.id, "reading") as writer:
        writer.replace(Claim, [claim(captured(0).document, Harm.DAMAGED)])
        writer.replace(Asset, [asset(number) for number in range(1, 7)], "register")
    store.close()
    return store.path


@pytest.fixture
def workspace(made, tmp_path):
    """The folder of a copy to spoil."""
    return Path(shutil.copytree(made, tmp_path / "workspace"))


def change(path, statement, *parameters):
    connection = open_raw(path / "workspace.gpkg", Access.WRITE)
    count = connection.execute(statement, parameters).rowcount
    connection.close()
    assert count != 0, "the statement changed nothing"


def messages(path):
    return [f"{fault.file} {fault.message}" for fault in verify(path).faults]


def test_a_healthy_workspace_has_no_fault_and_says_how_far_that_goes(workspace):
    result = verify(workspace)
    assert result.faults == () and result.strength == "signed" and len(result.remarks) == 1
    assert "issuer not in the trusted list" in result.remarks[0]
    assert (result.entries, result.files) == (5, 4)
    assert "cut off" in result.summary() and result.head in result.summary()


@pytest.mark.parametrize("statement", ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)", "ANALYZE", "REINDEX"])
def test_housekeeping_raises_no_false_alarm(workspace, statement):
    connection = open_raw(workspace / "workspace.gpkg", Access.WRITE)
    connection.execute(statement)
    connection.close()
    assert verify(workspace).faults == ()


def test_any_flipped_byte_of_a_file_is_found(workspace):
    files = sorted((workspace / "files").glob("*/*"))
    choice = random.Random(SEED)
    for _ in range(20):
        file = choice.choice(files)
        good = file.read_bytes()
        spoilt = bytearray(good)
        spoilt[choice.randrange(len(good))] ^= 1 << choice.randrange(8)
        file.write_bytes(spoilt)
        faults = verify(workspace).faults
        assert [fault.file for fault in faults] == [f"files/{file.name[:2]}/{file.name}"]
        file.write_bytes(good)
    assert verify(workspace).faults == ()


def test_a_missing_file_is_found_and_named(workspace):
    file = next((workspace / "files").glob("*/*"))
    file.unlink()
    assert any(file.name in line and "is missing" in line for line in messages(workspace))


@pytest.mark.parametrize("table", [table.name for table in METADATA.sorted_tables])
def test_any_changed_value_of_any_column_is_found(workspace, table):
    file, choice = workspace / "workspace.gpkg", random.Random(table)
    good, key = file.read_bytes(), KEYS.get(table, "fid")
    for column in [one.name for one in METADATA.tables[table].columns]:
        connection = open_raw(file, Access.WRITE)
        [(row,)] = choice.choices(list(connection.execute(f"SELECT {key} FROM {table}")))
        [(kind,)] = connection.execute(f'SELECT typeof("{column}") FROM {table} WHERE {key} = {row}')
        connection.execute(f'UPDATE {table} SET "{column}" = {SPOILT[kind].format(column)} WHERE {key} = {row}')
        connection.close()
        assert verify(workspace).faults, f"{table}.{column} {kind}"
        file.write_bytes(good)


@pytest.mark.parametrize(
    "table", ["documents", "captures", "assets", "claims", "steps", "history", "ledger", "ledger_leaves"]
)
def test_any_deleted_row_is_found(workspace, table):
    [(rows,)] = sqlite3.connect(workspace / "workspace.gpkg").execute(f"SELECT count(*) FROM {table}")
    key = KEYS.get(table, "fid")
    row = random.Random(table).randrange(rows - 1) if table == "ledger" else random.Random(table).randrange(rows)
    change(
        workspace, f"DELETE FROM {table} WHERE {key} = (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {row})"
    )
    assert verify(workspace).faults


def test_an_inserted_record_is_found(workspace):
    change(
        workspace,
        "INSERT INTO claims SELECT fid + 1000, 'clm_new', document, harm, asset, asset_type, certainty, support, quote, "
        "score, begins, ends, run, scope, entered, sha256, json FROM claims LIMIT 1",
    )
    assert any("clm_new" in line and "inserted" in line for line in messages(workspace))


def test_a_record_put_back_from_the_history_is_found(workspace):
    change(workspace, "UPDATE history SET fid = fid + 100 WHERE fid = 1")
    assert any("history" in line for line in messages(workspace))


def test_swapped_entries_are_found(workspace):
    change(workspace, "UPDATE ledger SET seq = -seq WHERE seq IN (2, 3)")
    change(workspace, "UPDATE ledger SET seq = 5 + seq WHERE seq < 0")
    found = messages(workspace)
    assert any("ledger entry 2 " in line for line in found) and any("ledger entry 3 " in line for line in found)


def test_swapped_leaves_are_found(workspace):
    change(workspace, "UPDATE ledger_leaves SET number = -number WHERE number IN (2, 3)")
    change(workspace, "UPDATE ledger_leaves SET number = 5 + number WHERE number < 0")
    assert any("Merkle root" in line for line in messages(workspace))


def test_a_record_and_its_hash_changed_together_are_found(workspace):
    change(workspace, "UPDATE claims SET json = replace(json, 'church', 'mosque')")
    assert sum("was changed" in line for line in messages(workspace)) >= 1


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DELETE FROM rtree_assets_geom WHERE id = 3", "rtree_assets_geom"),
        ("UPDATE rtree_assets_geom SET minx = 10 WHERE id = 3", "rtree_assets_geom"),
        ("UPDATE rtree_assets_geom_rowid SET nodeno = 7 WHERE rowid = 3", "rtree_assets_geom"),
        ("INSERT INTO rtree_assets_geom VALUES (99, 46, 46, 40, 40)", "rtree_assets_geom"),
        ("UPDATE workspace_form SET form = 1", "workspace_form"),
        ("UPDATE workspace_form SET form = 2", "workspace_form"),
        ("INSERT INTO workspace_form VALUES (2, 2)", "workspace_form"),
        ("DROP TABLE workspace_form", "workspace_form"),
        ("UPDATE gpkg_contents SET description = 'x' WHERE table_name = 'assets'", "gpkg_contents"),
        ("UPDATE gpkg_contents SET last_change = '2020-01-01T00:00:00.000Z'", "gpkg_contents"),
        ("UPDATE gpkg_spatial_ref_sys SET definition = 'x' WHERE srs_id = 4326", "gpkg_spatial_ref_sys"),
        ("PRAGMA user_version = 10400", "user_version"),
        ("PRAGMA application_id = 1", "application_id"),
        ("CREATE TABLE more (x)", "table more"),
        ("DROP TRIGGER rtree_assets_geom_insert", "trigger rtree_assets_geom_insert"),
        ("CREATE TRIGGER sly AFTER INSERT ON claims BEGIN DELETE FROM claims; END", "trigger sly"),
    ],
)
def test_changes_beside_the_records_are_found(workspace, statement, named):
    connection = open_raw(workspace / "workspace.gpkg", Access.WRITE)
    connection.execute(statement)
    connection.close()
    assert any(named in line for line in messages(workspace))


def test_a_cut_tail_does_not_show_by_itself_and_verify_says_so(workspace):
    """What a hash chain cannot prove: it is said in every report, and shows against the newest hash kept elsewhere."""
    before = verify(workspace)
    assert before.strength == "signed" and "tail was cut off" in before.summary()


def test_half_a_surrogate_pair_in_the_ledger_is_a_fault_and_no_crash(workspace):
    change(workspace, r"""UPDATE ledger SET entry = replace(entry, '"stage":"', '"stage":"\ud800') WHERE seq = 2""")
    assert any("cannot be read as an entry" in line for line in messages(workspace))


def test_damaged_pages_are_faults_or_leave_every_value_as_it_was(workspace):
    file, choice = workspace / "workspace.gpkg", random.Random(SEED)
    good, sound = file.read_bytes(), verify(workspace)
    content = dump(file)
    found = 0
    for _ in range(40):
        spoilt = bytearray(good)
        for _ in range(8):
            spoilt[choice.randrange(100, len(good))] ^= 1 << choice.randrange(8)
        file.write_bytes(spoilt)
        faults = verify(workspace).faults
        found += bool(faults)
        assert faults or dump(file) == content
    file.write_bytes(good)
    assert verify(workspace) == sound and found > 20


def dump(file):
    """All that can be read, without what SQLite keeps for itself."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    connection.text_factory = bytes
    try:
        tables = [table.name for table in METADATA.sorted_tables]
        return [list(connection.execute(f"SELECT * FROM {name} ORDER BY 1")) for name in tables]
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()


def test_a_file_that_is_no_database_is_a_fault_and_no_file_an_error(workspace):
    (workspace / "workspace.gpkg").write_bytes(b"gone")
    assert messages(workspace)
    (workspace / "workspace.gpkg").unlink()
    with pytest.raises(NotAWorkspace):
        verify(workspace)


def test_a_file_that_no_record_names_is_remarked(workspace):
    (workspace / "files" / "notes.txt").write_text("put here by hand", "utf-8")
    result = verify(workspace)
    assert result.faults == ()
    assert any("notes.txt" in remark for remark in result.remarks)


def test_what_was_acknowledged_here_and_is_gone_is_found_without_anything_outside(tmp_path):
    """A tail cut off by accident: a log lost on the way, or the database of another day put in its place."""
    store = Store.create(tmp_path / "workspace", "Test")
    store.note("title", title="One")
    store.close()
    older = (store.path / "workspace.gpkg").read_bytes()
    store.note("title", title="Two")
    store.close()
    newer = (store.path / "workspace.gpkg").read_bytes()
    (store.path / "workspace.gpkg").write_bytes(older)
    assert any("ledger entry 3 was acknowledged here" in line and "cut off" in line for line in messages(store.path))
    (store.path / "workspace.gpkg").write_bytes(newer)
    assert verify(store.path).faults == ()
    for half in (b"", b"3", b"3 abc\n", b"9" * 40):
        (store.path / ".head").write_bytes(half)
        assert verify(store.path).faults == ()
    (store.path / ".head").write_text(f"3 {'0' * 64}\n")
    assert any("has another hash now" in line for line in messages(store.path))
