"""The R*Tree of a layer during a batch: kept row by row by its trigger, and for thousands of rows written whole.

SQLite puts one point after the other into the tree, each time searching it, and the trigger calls Python five times a
row: 20 microseconds and more. A packed tree costs one or two.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from tutela.store.spatial import insert_trigger

MANY = 2_000
"""Rows from which a batch does without the trigger; of fewer, dropping and making it again costs more."""
REBUILT_FROM = 0.25
"""Share of new rows from which the tree is packed anew; SQLite's own insert takes five to ten times as long a row."""


class PositionIndex:
    """The R*Tree of one table during one batch."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._tree = f"rtree_{table}_geom"
        self._from: int | None = None
        self._expected = 0

    def expect(self, first: int, rows: int) -> None:
        """Rows are about to come in, numbered from `first`; of many, the tree is told at the end."""
        self._expected += rows
        if self._from is None and self._expected > MANY:
            self._connection.exec_driver_sql(f"DROP TRIGGER {self._tree}_insert")
            self._from = first

    def catch_up(self) -> None:
        """Bring the tree up to date with what came in without it."""
        if self._from is None:
            return
        self._connection.exec_driver_sql(insert_trigger(self._table))
        there = self._count(f"SELECT count(*) FROM {self._tree}_rowid")
        more = self._count(f"SELECT count(*) FROM {self._table} WHERE fid >= {self._from} AND geom NOT NULL")
        if more >= REBUILT_FROM * (there + more):
            self._pack()
        else:
            self._connection.exec_driver_sql(f"INSERT INTO {self._tree} {self._boxes} AND fid >= {self._from}")
        self._from, self._expected = None, 0

    @property
    def _boxes(self) -> str:
        return f"SELECT fid, west, east, south, north FROM {self._table} WHERE geom NOT NULL"

    def _count(self, query: str) -> int:
        return int(self._connection.exec_driver_sql(query).scalar() or 0)

    def _pack(self) -> None:
        # numpy is half of what it takes to open a workspace, and only large batches want it.
        from tutela.store.packed_tree import cells_of_all, packed

        tree = packed(cells_of_all(tuple(row) for row in self._connection.exec_driver_sql(self._boxes)))
        self._put("node", tree.nodes)
        self._put("rowid", tree.rows)
        self._put("parent", tree.parents)

    def _put(self, part: str, rows: Sequence[tuple[int, object]]) -> None:
        self._connection.exec_driver_sql(f"DELETE FROM {self._tree}_{part}")
        if rows:
            self._connection.exec_driver_sql(f"INSERT INTO {self._tree}_{part} VALUES (?, ?)", list(rows))
