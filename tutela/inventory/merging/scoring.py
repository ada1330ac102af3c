"""Weighing candidate pairs: Splink's model over our comparisons, u counted, m learnt without labels or packaged.

A pair's levels make a pattern; as many pairs as there are, they make a few thousand patterns, and Splink weighs each of
those once.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tutela.inventory.merging.candidates import EVIDENCE
from tutela.inventory.merging.comparisons import (
    COMMON,
    DISTANCES,
    FREQUENT,
    MACROS,
    UNCOMMON,
    Comparison,
    Odds,
    comparisons,
    packaged_odds,
)
from tutela.inventory.merging.learning import ENUMERATED, Patterns, Scope, Table, learn
from tutela.inventory.merging.pairing import compare, levels_of, with_evidence

if TYPE_CHECKING:
    import duckdb

SHARED_OF_SMALLER = 0.3
"""Share of the smaller of two registers that the other is expected to hold too, before anything is learnt."""
TWICE_WITHIN = 0.02
"""Share of a register's assets expected to stand in it twice."""
IMAGINED_PAIRS = 200_000
"""Pairs imagined beside those counted, met as often as packaged: a register of 100 rows cannot teach what is rare."""
LEAST_U = 1e-9
SAMPLED_PAIRS, DRAWN = 100_000, 1_000_000
"""Random pairs looked at, and drawn to find so many of two registers of unequal size."""
IMAGINED_SAMPLE = 1_000
COUNTED_MEETINGS = 1_000_000
"""Meetings under a key that are looked at to count how often names agree by chance; of more those of some assets."""
FLOOR_BITS = -4.0
"""Pairs weighing less are not kept."""
FAR_M = 100_000
"""Metres beyond which two positions are of two things, whatever their names."""
BEARERS_COUNTED = {"names": FREQUENT, "sounds": COMMON, "folds": COMMON, "words": UNCOMMON, "identifiers": 0}
"""Bearers of a key up to which its pairs tell a level of `learning.ENUMERATED`."""


def weigh(connection: "duckdb.DuckDBPyConnection", floor: float = FLOOR_BITS) -> tuple[Comparison, ...]:
    """The candidate pairs as a table `weighed`: both assets, their pattern and its weight; and what each pattern's
    levels weigh as a table `patterns` (`at_name`, `mw_name`...). Returns the comparisons the levels belong to.

    Pairs of one register and of two are weighed each by what such pairs are like: a register seldom holds a thing
    twice, and what stands side by side in it was meant as two.
    """
    connection.execute(MACROS)
    found = comparisons()
    compare(connection, found, "pairs", "compared")
    connection.execute("drop table pairs")
    near = _near_pairs(connection)
    connection.execute("drop table if exists patterns")
    for scope in scopes(connection):
        met = _patterns(connection, "compared", scope, len(found))
        odds, prior = learn(found, _odds(connection, found, scope, near), scope, met)
        _weigh_patterns(connection, found, odds, prior, scope, met)
    connection.execute(
        f"""create or replace table weighed as
        select a, b, l.register as register_l, r.register as register_r, pattern, weight, part,
          compared.named, denied, agreement, names_together, whole, extended
        from compared join patterns using (across, pattern) join asset_rows l on l.i = a join asset_rows r on r.i = b
        where weight >= {floor};
        drop table compared"""
    )
    return found


def scopes(connection: "duckdb.DuckDBPyConnection") -> list[Scope]:
    """The pairs across registers, where there are several, and those within."""
    sizes = sorted(
        int(n) for (n,) in connection.execute("select count(*) from asset_rows group by register").fetchall()
    )
    total = sum(sizes)
    within = sum(n * (n - 1) / 2 for n in sizes)
    across = total * (total - 1) / 2 - within
    shared = SHARED_OF_SMALLER * sum(n * (len(sizes) - 1 - at) for at, n in enumerate(sizes))
    inside = [Scope(False, within, TWICE_WITHIN * total)] if within else []
    return ([Scope(True, across, shared)] if across else []) + inside


def _patterns(connection: "duckdb.DuckDBPyConnection", table: str, scope: Scope, count: int) -> Patterns:
    query = f"select pattern, count(*) from {table} where across = {scope.across} group by pattern order by pattern"
    rows = connection.execute(query).fetchall()
    return Patterns(
        tuple(pattern for pattern, _ in rows),
        tuple(levels_of(pattern, count) for pattern, _ in rows),
        tuple(float(n) for _, n in rows),
    )


def _odds(
    connection: "duckdb.DuckDBPyConnection",
    found: Sequence[Comparison],
    scope: Scope,
    near: Mapping[bool, Mapping[str, float]],
) -> Table:
    """The packaged odds with u as these registers show it: by random pairs, and counted for what too few of these
    meet, names borne by few and nearness."""
    odds = sampled_odds(connection, found, scope)
    located = _located_pairs(connection, scope)
    packaged = packaged_odds()
    for level, count in _name_pairs(connection, found, scope).items():
        odds["name"][level] = _with_u(odds["name"][level], packaged["name"][level].u, count, located)
    # A point of its own is shared by hardly any two things, so too few chance pairs meet there to be counted.
    odds["distance"]["own_point"] = packaged["distance"]["own_point"]
    for level, count in near[scope.across].items():
        odds["distance"][level] = _with_u(odds["distance"][level], packaged["distance"][level].u, count, located)
    return odds


def sampled_odds(connection: "duckdb.DuckDBPyConnection", found: Sequence[Comparison], scope: Scope) -> Table:
    """The packaged odds with u as random pairs show it."""
    connection.execute(f"create or replace temp table drawn as {_random_pairs(scope)}")
    connection.execute(f"create or replace temp table drawn_pairs as {with_evidence('drawn')}")
    compare(connection, found, "drawn_pairs", "drawn_compared")
    met = _patterns(connection, "drawn_compared", scope, len(found))
    odds: Table = {}
    for at, comparison in enumerate(found):
        packaged = packaged_odds()[comparison.name]
        odds[comparison.name] = dict(packaged)
        if comparison.taught:
            counts = met.by_level(at)
            told = sum(count for level, count in counts.items() if level >= 0)
            for number, level in enumerate(comparison.levels):
                known = packaged[level.name]
                u = (counts.get(number, 0.0) + known.u * IMAGINED_SAMPLE) / (told + IMAGINED_SAMPLE)
                odds[comparison.name][level.name] = Odds(known.m, max(u, LEAST_U))
    return odds


def _random_pairs(scope: Scope) -> str:
    """SQL for pairs drawn by chance; all of them where they are few."""
    condition = f"l.register {'<>' if scope.across else '='} r.register"
    if scope.pairs <= SAMPLED_PAIRS:
        return f"select l.i as a, r.i as b from asset_rows l join asset_rows r on l.i < r.i where {condition}"
    return f"""with n as (select count(*) as n from asset_rows),
        drawn as (select distinct hash(k, 1) % n + 1 as one, hash(k, 2) % n + 1 as other from range({DRAWN}) t(k), n)
        select distinct least(one, other)::integer as a, greatest(one, other)::integer as b from drawn
        join asset_rows l on l.i = one join asset_rows r on r.i = other
        where one <> other and {condition} limit {SAMPLED_PAIRS}"""


def _with_u(odds: Odds, packaged: float, count: float, among: float) -> Odds:
    return Odds(odds.m, max(LEAST_U, (count + packaged * IMAGINED_PAIRS) / (among + IMAGINED_PAIRS)))


def _located_pairs(connection: "duckdb.DuckDBPyConnection", scope: Scope) -> float:
    total, within = connection.execute(
        """select sum(n), sum(n * (n - 1) / 2) from
        (select count(*) as n from asset_rows where lat is not null group by register)"""
    ).fetchall()[0]
    total, within = float(total or 0), float(within or 0)
    return total * (total - 1) / 2 - within if scope.across else within


def _name_pairs(connection: "duckdb.DuckDBPyConnection", found: Sequence[Comparison], scope: Scope) -> dict[str, float]:
    """Pairs that share a name though they lie too far apart to be one thing, by level: what chance brings about. Of
    one register all pairs: hardly any is one thing, and namesakes often stand side by side."""
    (at,) = (at for at, comparison in enumerate(found) if comparison.name == "name")
    few = " or ".join(
        f"l.signal = {signal} and l.bearers <= {BEARERS_COUNTED[name]}" for signal, name in enumerate(EVIDENCE)
    )
    meetings = connection.execute(f"select sum(l.held) from holders l where {few}").fetchall()[0][0] or 0
    one_in = max(1, math.ceil(float(meetings) / COUNTED_MEETINGS))
    apart = (
        f"metres_apart(l.lat, l.lon, r.lat, r.lon) > {FAR_M} + coalesce(l.uncertainty, 0) + coalesce(r.uncertainty, 0)"
    )
    condition = f"l.register <> r.register and {apart}" if scope.across else "l.register = r.register"
    connection.execute(
        f"""create or replace temp table drawn as
        with met as (select distinct l.i as a, r.i as b from holders l join holders r using (signal, key)
          where hash(l.i) % {one_in} = 0 and l.i <> r.i and ({few}))
        select a, b from met join asset_rows l on l.i = a join asset_rows r on r.i = b
        where l.lat is not null and r.lat is not null and {condition}"""
    )
    connection.execute(f"create or replace temp table drawn_pairs as {with_evidence('drawn')}")
    compare(connection, found, "drawn_pairs", "drawn_compared")
    counts = _patterns(connection, "drawn_compared", scope, len(found)).by_level(at)
    # Each pair is met from both of its sides.
    return {
        level.name: counts.get(number, 0.0) * one_in / 2
        for number, level in enumerate(found[at].levels)
        if level.name in ENUMERATED["name"]
    }


def _near_pairs(connection: "duckdb.DuckDBPyConnection") -> dict[bool, dict[str, float]]:
    """Pairs that lie so near, across registers and within: those in one cell as large as the circle of that radius."""
    found: dict[bool, dict[str, float]] = {True: {}, False: {}}
    before = (0.0, 0.0)
    for level, metres in (("same_point", 30), *DISTANCES):
        side = metres * math.pi**0.5 / 111_195
        query = f"""with cells as (select count(*) as n, floor(lat / {side}) as y,
              floor(lon * cos(radians(round(lat))) / {side}) as x
            from asset_rows where lat is not null group by register, y, x)
          select sum(every * (every - 1) / 2) - sum(within), sum(within)
          from (select sum(n) as every, sum(n * (n - 1) / 2) as within from cells group by y, x)"""
        across, within = (float(count or 0) for count in connection.execute(query).fetchall()[0])
        found[True][level], found[False][level] = max(0.0, across - before[0]), max(0.0, within - before[1])
        before = max(before[0], across), max(before[1], within)
    return found


def _weigh_patterns(
    connection: "duckdb.DuckDBPyConnection",
    found: Sequence[Comparison],
    odds: Mapping[str, Mapping[str, Odds]],
    prior: float,
    scope: Scope,
    met: Patterns,
) -> None:
    """Adds what Splink says of each pattern to the table `patterns`."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    count = len(met.levels)
    columns: dict[str, list[int]] = {"row_id": list(range(count + 1)), "pattern": [0, *met.patterns]}
    columns |= {comparison.name: [-1, *(levels[at] for levels in met.levels)] for at, comparison in enumerate(found)}
    api = DuckDBAPI(connection=connection)
    suffix = "across" if scope.across else "within"
    rows = api.register(pa.table(columns), dataset_display_name=f"patterns_{suffix}")
    linker = Linker(rows, settings(found, odds, prior), log_level=None, validate_settings=False)
    blocked = pa.table({"join_key_l": [0] * count, "join_key_r": range(1, count + 1), "match_key": ["0"] * count})
    given = api.register(blocked, dataset_display_name=f"given_{suffix}")
    linker.table_management.register_blocked_pairs_for_predict(given)
    scored = linker.inference.predict(warning_mode="never")
    told = ", ".join(f"{one.name} as at_{one.name}, mw_{one.name}" for one in found)
    query = f"""select {scope.across} as across, pattern, match_weight as weight, match_probability as probability,
        {told}
      from {scored.physical_name} join {rows.physical_name} on row_id = row_id_r"""
    connection.execute(f"create table if not exists patterns as {query} limit 0")
    connection.execute(f"insert into patterns {query}")


def settings(found: Sequence[Comparison], odds: Mapping[str, Mapping[str, Odds]], prior: float) -> dict[str, object]:
    """Splink's settings for these comparisons, on patterns: each against a blank one."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row_id",
        "probability_two_random_records_match": prior,
        "comparisons": [_as_splink(comparison, odds[comparison.name]) for comparison in found],
        # Pairs are handed over; Splink asks for a rule all the same.
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.pattern = r.pattern"}],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _as_splink(comparison: Comparison, odds: Mapping[str, Odds]) -> dict[str, object]:
    levels: list[dict[str, object]] = [
        {"sql_condition": f"{comparison.name}_r = -1", "label_for_charts": "unknown", "is_null_level": True}
    ]
    levels += [
        {
            "sql_condition": f"{comparison.name}_r = {at}" if level.condition != "ELSE" else "ELSE",
            "label_for_charts": level.name,
            "m_probability": odds[level.name].m,
            "u_probability": odds[level.name].u,
        }
        for at, level in enumerate(comparison.levels)
    ]
    return {"output_column_name": comparison.name, "comparison_levels": levels}
