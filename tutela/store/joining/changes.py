"""What one workspace did since the moment that another knows of it, and what of that the other can take over."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tutela.store.connection import Access, open_raw
from tutela.store.tables import KINDS, Kind

READ = ("claims", "statements", "recordings")
"""Kinds read out of a document: two readings of one document are not added up."""
DERIVED = ("links", "incidents", "steps", "matches", "places", "publishers", "runs")
"""Kinds that gathering makes anew, or that say what a machine did: that they differ is no conflict."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as a table holds it."""

    id: str
    sha256: str
    run: str
    scope: str
    json: str


@dataclass(slots=True)
class Plan:
    """What the trunk takes over of one kind."""

    kind: Kind
    add: list[Row] = field(default_factory=list)
    withdraw: list[str] = field(default_factory=list)
    """Before anything is added; a replaced record is among both."""
    differing: list[Row] = field(default_factory=list)
    """Changed here and there: the trunk's stands."""
    revived: list[Row] = field(default_factory=list)
    """Withdrawn in the trunk and changed in the other: it stands again."""
    kept: list[str] = field(default_factory=list)
    """Changed in the trunk and withdrawn in the other: it stands."""
    reread: set[str] = field(default_factory=set)
    """Documents that both have read, with different outcomes: the trunk's reading stands."""


def plans(trunk: sqlite3.Connection, other: Path, since: int, judged: frozenset[str]) -> Iterator[Plan]:
    """What to take over of each kind.

    Args:
        trunk: the workspace that is gone on with.
        other: database of the other.
        since: the entry of the other up to which the trunk knows it.
        judged: ids that rulings of the other speak of; they are taken over in any case.
    """
    with closing(open_raw(other, Access.INSPECT)) as now, closing(open_raw(other, Access.INSPECT, since)) as then:
        touched: dict[str, set[str]] = {}
        for kind, id_ in now.execute("SELECT DISTINCT kind, id FROM ledger_leaves WHERE seq > ?", (since,)):
            touched.setdefault(kind, set()).add(id_)
        for kind in KINDS:
            if ids := touched.get(kind.name):
                yield _plan(kind, _rows(trunk, kind), _rows(then, kind), _rows(now, kind), ids, judged)


def _rows(connection: sqlite3.Connection, kind: Kind) -> dict[str, Row]:
    query = f"SELECT id, sha256, run, scope, json FROM {kind.name} ORDER BY fid"
    return {row[0]: Row(*row) for row in connection.execute(query)}


def _plan(
    kind: Kind, trunk: Mapping[str, Row], base: Mapping[str, Row], other: Mapping[str, Row], ids: set[str],
    judged: frozenset[str],
) -> Plan:  # fmt: skip
    plan = Plan(kind)
    own = _own_readings(trunk, base, other) if kind.name in READ else frozenset()
    for id_ in (*(id_ for id_ in other if id_ in ids), *sorted(ids - other.keys())):
        here, before, there = trunk.get(id_), base.get(id_), other.get(id_)
        if _same(here, there) or _same(there, before):
            continue
        if there is not None and before is None and here is None and there.scope in own and id_ not in judged:
            plan.reread.add(there.scope)
        elif _same(here, before):
            _take(plan, here, there)
        elif here is None and there is not None:
            plan.revived.append(there)
            plan.add.append(there)
        elif there is None:
            plan.kept.append(id_)
        else:
            plan.differing.append(there)
    return plan


def _take(plan: Plan, here: Row | None, there: Row | None) -> None:
    if here is not None:
        plan.withdraw.append(here.id)
    if there is not None:
        plan.add.append(there)


def _same(one: Row | None, other: Row | None) -> bool:
    return (one.sha256 if one else None) == (other.sha256 if other else None)


def _own_readings(trunk: Mapping[str, Row], base: Mapping[str, Row], other: Mapping[str, Row]) -> frozenset[str]:
    """Documents of which the trunk has read since what the other has not."""
    return frozenset(row.scope for id_, row in trunk.items() if id_ not in base and id_ not in other)
