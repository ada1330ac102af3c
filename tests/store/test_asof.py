"""A workspace as of an earlier entry is what a copy made there and then shows."""

import shutil
from contextlib import closing

import pytest
from histories import STEP, Ticking, history
from small_case import RUN, asset

from tutela.model.claims import Claim
from tutela.model.errors import InputError, UnknownRecord, WorkspaceError
from tutela.model.inventory import Asset
from tutela.store.asof import views
from tutela.store.connection import Access, open_raw
from tutela.store.store import Store
from tutela.store.tables import KINDS, METADATA

SEEDS = (1, 2, 3)
STEPS = 14


def everything(store):
    """All that a reader can be asked."""
    with store.reading() as reader:
        tables = {table.name: reader.database.execute(f"SELECT * FROM {table.name} ORDER BY 1").fetchall()
                  for table in METADATA.sorted_tables if table.name != "workspace_form"}  # fmt: skip
        listed = [
            (reader.all(kind.record), reader.ids(kind.record), reader.past(kind.record), reader.newest(kind.record))
            for kind in KINDS
        ]
        boxes = [set(reader.within((46, 40 + south / 1000, 47, 40.02), 50, True)) for south in range(0, 12, 3)]
        found = [_found(reader, f"ast_{number}") for number in range(12)]
        others = (list(reader.entries()), reader.head(), reader.scopes(Asset), reader.scopes(Claim))
    hits = store.search("Name 3", 20)
    return tables, listed, boxes, found, others, [(hit.asset, hit.reason) for hit in hits], store.absorbing("ast_1")


def _found(reader, id_):
    try:
        return reader.find(id_), reader.asset(id_), reader.number(Asset, id_), list(reader.each(Asset, 3, 2))
    except UnknownRecord:
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_as_of_an_entry_all_is_as_in_a_copy_made_then(tmp_path, seed):
    copies = []

    def copy(store):
        store.close()
        copies.append(shutil.copytree(store.path, tmp_path / f"copy{len(copies)}"))

    path = history(tmp_path / "workspace", seed, STEPS, copy).path
    entries = {}
    for folder in copies:
        with closing(Store(folder)) as then:
            with then.reading() as reader:
                entry = reader.head().entries
            entries[entry] = everything(then)
    for entry, then in entries.items():
        with closing(Store(path, asked=entry)) as shown:
            assert everything(shown) == then, f"entry {entry}"
    assert len(entries) > STEPS / 2


def test_what_is_superseded_later_still_shows_as_of_then_while_it_is_open(tmp_path):
    store = Store.create(tmp_path / "workspace")
    with store.batch(RUN.id, "inventory") as writer:
        writer.replace(Asset, [asset(1), asset(2)], "register")
    with closing(Store(store.path, asked=2)) as shown:
        before = everything(shown)
        with store.batch(RUN.id, "inventory") as writer:
            writer.replace(Asset, [asset(2), asset(3)], "register")
        assert everything(shown) == before
    with store.reading() as reader:
        assert reader.ids(Asset) == {"ast_2", "ast_3"}
    store.close()


def test_a_date_means_its_end_in_utc_and_a_time_without_zone_utc(tmp_path):
    store = history(tmp_path / "workspace", 5, 6)
    with store.reading() as reader:
        entries = list(reader.entries())
    for entry in entries[1:]:
        day = entry.at[:10]
        expected = max(one.seq for one in entries if one.at[:10] <= day)
        assert Store(store.path, asked=day).as_of.entry == expected
        assert Store(store.path, asked=entry.at).as_of.entry == entry.seq
        assert Store(store.path, asked=entry.at[:-1]).as_of.entry == entry.seq
        one_second_before = f"{entry.at[:17]}{int(entry.at[17:19]):02}.000+00:01"
        assert Store(store.path, asked=one_second_before).as_of.entry < entry.seq
    assert Store(store.path, asked="entry:3").as_of.entry == 3
    assert Store(store.path, asked="entry 3").as_of.head == Store(store.path, asked=3).as_of.head
    assert Store(store.path, asked=Store(store.path, asked=3).as_of.head).as_of.entry == 3


@pytest.mark.parametrize("asked", ["yesterday", "2020", "3", "2020-02-31", "2020-11-27T99:00", "entry:99", "0" * 64, 0])
def test_what_is_no_moment_of_the_ledger_is_refused_with_what_would_be(tmp_path, asked):
    store = Store.create(tmp_path / "workspace")
    with pytest.raises(InputError, match="Give a date"):
        Store(store.path, asked=asked)
    with pytest.raises(InputError, match="did not exist yet"):
        Store(store.path, asked="2001-01-01")


def test_where_a_clock_was_set_back_nothing_later_counts_as_known_before(tmp_path):
    clock = Ticking()
    store = Store.create(tmp_path / "workspace", clock=clock)
    store.note("title", title="One")
    late, clock.now = clock.now, clock.now.replace(year=2019)
    store.note("title", title="Two")
    with pytest.raises(InputError, match="did not exist"):
        Store(store.path, asked="2019-12-31")
    before = (late - STEP).strftime("%Y-%m-%dT%H:%M:%SZ")
    shown = Store(store.path, asked=before).as_of
    assert shown.entry == 1 and "clock was wrong" in shown.doubt and shown.doubt in shown.sentence()


def test_nothing_can_be_written_as_of_then(tmp_path):
    store = history(tmp_path / "workspace", 6, 3)
    before = (store.path / "workspace.gpkg").read_bytes()
    shown = Store(store.path, asked=2)
    for writing in (shown.writing, lambda: shown.batch("", "x")):
        with pytest.raises(WorkspaceError, match="to read only"), writing():
            pass
    with pytest.raises(WorkspaceError, match="to read only"):
        shown.note("title", title="x")
    shown.search("Name", 5)
    shown.close()
    assert (store.path / "workspace.gpkg").read_bytes() == before
    assert not (store.path / "search.db").exists()


def test_every_table_a_reader_asks_has_its_view():
    made = {statement.split()[3] for statement in views(1)}
    assert {kind.name for kind in KINDS} | {"history", "ledger", "ledger_leaves", "rtree_assets_geom"} == made


def test_ids_are_looked_up_by_index_as_of_then_too(tmp_path):
    store = history(tmp_path / "workspace", 7, 3)
    with closing(open_raw(store.path / "workspace.gpkg", Access.READ, 3)) as connection:
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT json FROM assets WHERE id = 'ast_1'").fetchall()
    assert not any("SCAN main." in row[3] for row in plan)
