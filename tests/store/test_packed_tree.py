"""A tree written whole holds, for SQLite, the same as one it made itself point by point."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import RUN, asset

from tutela.model.inventory import Asset
from tutela.store import positions
from tutela.store.packed_tree import cells_of, packed
from tutela.store.store import Store
from tutela.store.verify import verify

POINTS = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=400)


def tree(boxes, whole):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx, miny, maxy)")
    if whole:
        made = packed(cells_of(boxes))
        for part, rows in (("node", made.nodes), ("rowid", made.rows), ("parent", made.parents)):
            connection.execute(f"DELETE FROM t_{part}")
            connection.executemany(f"INSERT INTO t_{part} VALUES (?, ?)", rows)
    else:
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", boxes)
    return connection


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_it_holds_what_sqlite_would_have_made(points):
    boxes = [(number, lon, lon, lat, lat) for number, (lon, lat) in enumerate(points, 1)]
    whole, single = tree(boxes, True), tree(boxes, False)
    assert whole.execute("SELECT rtreecheck('t')").fetchone() == ("ok",)
    query = "SELECT * FROM t ORDER BY id"
    assert list(whole.execute(query)) == list(single.execute(query))
    inside = "SELECT id FROM t WHERE minx <= 30 AND maxx >= -60 AND miny <= 50 AND maxy >= -5 ORDER BY id"
    assert list(whole.execute(inside)) == list(single.execute(inside))


@pytest.mark.parametrize("count", [0, 1, 46, 47, 51, 52, 46 * 46, 46 * 46 + 1, 110_000])
def test_trees_of_every_height_are_sound_and_take_more(count):
    boxes = [(n, n % 331 - 165.0, n % 331 - 165.0, n % 173 - 86.5, n % 173 - 86.5) for n in range(1, count + 1)]
    whole = tree(boxes, True)
    more = [(10**6 + number, number, number, 1.5, 1.5) for number in range(200)]
    whole.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", more)
    whole.executemany("DELETE FROM t WHERE id = ?", [(number,) for number in range(1, count, 7)])
    assert whole.execute("SELECT rtreecheck('t')").fetchone() == ("ok",)
    assert whole.execute("SELECT count(*) FROM t").fetchone()[0] == 200 + count - len(range(1, count, 7))


def test_batches_of_any_size_leave_a_workspace_that_verifies(tmp_path, monkeypatch):
    monkeypatch.setattr(positions, "MANY", 10)
    store = Store.create(tmp_path / "workspace")
    for first, last in ((0, 5), (5, 60), (60, 70), (40, 200), (200, 212)):
        with store.batch(RUN.id, "inventory") as writer:
            writer.replace(Asset, [asset(number) for number in range(first, last)], "register")
            writer.add_all([asset(1000 + first)])
        assert verify(store.path).faults == ()
        with store.reading() as reader:
            assert len(reader.within((46, 39, 47, 42), 1000, True)) == len(reader.all(Asset))


def test_an_exception_in_a_large_batch_leaves_the_trigger_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(positions, "MANY", 10)
    store = Store.create(tmp_path / "workspace")
    with pytest.raises(RuntimeError), store.batch(RUN.id, "inventory") as writer:
        writer.add_all([asset(number) for number in range(30)])
        raise RuntimeError
    assert verify(store.path).faults == ()
