"""Writing gazetteers into their table."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tutela.model.gazetteer import SamePlace
from tutela.model.inventory import Name, Place
from tutela.model.reasons import Reason
from tutela.store.gazetteer.rows import Counted, Row, body_of, place_of

Keys = Callable[[Place], Iterable[str]]
"""What a place is found by: forms of its names, and behind a sign of `NOT_WRITTEN` what rows of one place share."""
NOT_WRITTEN = ("~", "#")
"""First letters of keys that are no form of a name: consonants, identifiers."""


class GazetteerWriter:
    """Writes gazetteers into a table, all or nothing."""

    def __init__(self, connection: sqlite3.Connection, keys: Keys, done: Callable[[], None]) -> None:
        self._connection = connection
        self._keys = keys
        self._done = done

    def __enter__(self) -> "GazetteerWriter":
        self._connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")
        self._done()

    def add_rows(self, source: str, rows: Sequence[Row]) -> int:
        """Add places; a newer row takes the place of one with its id. How many names they have."""
        self._drop([row.place.id for row in rows])
        start = int(self._connection.execute("SELECT coalesce(max(num), 0) FROM places").fetchone()[0]) + 1
        numbered = list(enumerate(rows, start))
        self._connection.executemany(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)",
            [_values(number, source, row) for number, row in numbered],
        )
        self.add_aliases((alias, row.place.id) for row in rows for alias in row.aliases)
        self._add_keys((row.place, number) for number, row in numbered)
        return sum(len(row.place.names) for row in rows)

    def _drop(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            known = self._connection.execute("SELECT num, json FROM places WHERE id = ?", (id_,)).fetchone()
            if known:
                pairs = [(key, known[0]) for key in self._keys(place_of(known[1]))]
                self._connection.executemany("DELETE FROM names WHERE key = ? AND num = ?", pairs)
                self._connection.execute("DELETE FROM places WHERE num = ?", (known[0],))

    def _add_keys(self, places: Iterable[tuple[Place, int]]) -> None:
        keyed = sorted((key, number) for place, number in places for key in self._keys(place))
        self._connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", keyed)
        longest: dict[str, int] = {}
        for key, _ in keyed:
            words = key.split(" ")
            if len(words) > 1 and not key.startswith(NOT_WRITTEN):
                longest[words[0]] = max(len(words), longest.get(words[0], 0))
        self._connection.executemany(
            "INSERT INTO firsts VALUES (?, ?) ON CONFLICT(word) DO UPDATE SET most = max(most, excluded.most)",
            longest.items(),
        )

    def add_aliases(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Lead older ids to those that took their place."""
        self._connection.executemany("INSERT OR REPLACE INTO aliases VALUES (?, ?)", pairs)

    def known(self, prefix: str) -> frozenset[str]:
        """Ids of places that begin so."""
        rows = self._connection.execute("SELECT id FROM places WHERE id >= ? AND id < ?", (prefix, f"{prefix}\uffff"))
        return frozenset(id_ for (id_,) in rows)

    def extend(self, place: str, names: Sequence[Name], identifiers: Sequence[tuple[str, str]]) -> int:
        """Give a place further names and identifiers; how many names are new."""
        number, body = self._connection.execute("SELECT num, json FROM places WHERE id = ?", (place,)).fetchone()
        held = place_of(body)
        known = {(name.text, name.language): name for name in held.names}
        new = [name for name in names if (name.text, name.language) not in known]
        # Of a name given without a language, what a later row says of it stays the only word.
        said = {name.text for name in new}
        kept = [name for name in held.names if name.language or name.text not in said]
        marks = tuple(dict.fromkeys((*held.identifiers, *identifiers)))
        grown = replace(held, names=(*kept, *new), identifiers=marks)
        self._connection.execute("UPDATE places SET json = ? WHERE num = ?", (body_of(grown), number))
        self._add_keys([(replace(grown, names=tuple(new)), number)])
        return len(new)

    def add_source(self, source: str, sha256: str, counted: Counted) -> None:
        """Note that a file has been added."""
        values = (source, sha256, counted.places, counted.names)
        self._connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", values)

    def join(self, pairs: Iterable[SamePlace]) -> int:
        """Take rows for one place, instead of what was taken so before; how many pairs."""
        self._connection.execute("DELETE FROM same")
        self._connection.execute("UPDATE places SET grp = NULL WHERE grp IS NOT NULL")
        written = [(p.one, p.other, p.score, _packed_reasons(p.reasons)) for p in pairs]
        self._connection.executemany("INSERT OR REPLACE INTO same VALUES (?, ?, ?, ?)", written)
        for group in _groups((one, other) for one, other, *_ in written):
            leader = self._connection.execute("SELECT num FROM places WHERE id = ?", (group[0],)).fetchone()[0]
            self._connection.executemany("UPDATE places SET grp = ? WHERE id = ?", [(leader, id_) for id_ in group])
        return len(written)


def _values(number: int, source: str, row: Row) -> tuple[object, ...]:
    place = row.place
    at = (place.position.lat, place.position.lon) if place.position else (None, None)
    return (number, place.id, source, *at, place.kind, json.dumps(row.holders), body_of(place))


def _packed_reasons(reasons: Iterable[Reason]) -> str:
    return json.dumps([[r.signal, r.sentence, r.score] for r in reasons], ensure_ascii=False)


def _groups(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Rows joined by pairs, each group in the order of its ids."""
    parent: dict[str, str] = {}

    def top(id_: str) -> str:
        while parent.setdefault(id_, id_) != id_:
            id_ = parent[id_]
        return id_

    for one, other in pairs:
        a, b = sorted((top(one), top(other)))
        parent[b] = a
    groups: dict[str, list[str]] = {}
    for id_ in sorted(parent):
        groups.setdefault(top(id_), []).append(id_)
    return [groups[leader] for leader in sorted(groups)]
