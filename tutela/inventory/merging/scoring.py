"""Weighing candidate pairs: Splink's model over our comparisons, u counted, m learnt without labels or packaged."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.inventory.merging.candidates import RANKED
from tutela.inventory.merging.comparisons import (
    COMMON,
    DISTANCES,
    FREQUENT,
    MACROS,
    METRES,
    RARE,
    UNCOMMON,
    Comparison,
    Odds,
    comparisons,
    packaged_odds,
)
from tutela.inventory.merging.learning import (
    ENUMERATED,
    case_of,
    columns_of,
    given_pairs,
    learn,
    pattern_sql,
    share_learnt_from,
)

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
FLOOR_BITS = -4.0
"""Pairs weighing less are not kept."""
BESIDE_M = 20_000
"""Metres within which two rows of one register may be one thing, one of them misplaced."""
PART_M = 1_000
"""Metres within which a part lies of its whole."""
FAR_M = 100_000
"""Metres beyond which two positions are of two things, whatever their names."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which pairs are weighed: those of two registers, or those of one."""

    across: bool
    pairs: float
    """All pairs that could be formed."""
    one: float
    """Those expected to be one thing."""

    @property
    def condition(self) -> str:
        """SQL on `l` and `r`."""
        return f"l.register {'<>' if self.across else '='} r.register"


def weigh(connection: "duckdb.DuckDBPyConnection", floor: float = FLOOR_BITS) -> tuple[Comparison, ...]:
    """The candidate pairs as a table `weighed`: both assets, weight in bits, level (`at_name`) and bits (`mw_name`) of
    each comparison, and which is a part of the other. Returns the comparisons the levels belong to.

    Pairs of one register and of two are weighed each by what such pairs are like: a register seldom holds a thing
    twice, and what stands side by side in it was meant as two.
    """
    for macro in MACROS.split(";"):
        if macro.strip():
            connection.execute(macro)
    found = comparisons(_ranks(connection))
    connection.execute("drop table if exists weighed")
    for scope in scopes(connection):
        _weigh(connection, found, scope, floor)
    return found


def _weigh(connection: "duckdb.DuckDBPyConnection", found: Sequence[Comparison], scope: Scope, floor: float) -> None:
    from splink import DuckDBAPI, Linker

    name = "across" if scope.across else "within"
    connection.execute(
        f"""create or replace table pairs_{name} as select pairs.* from pairs
        join asset_rows l on l.i = join_key_l join asset_rows r on r.i = join_key_r where {scope.condition}"""
    )
    odds, prior = odds_for(connection, found, scope)
    api = DuckDBAPI(connection=connection)
    rows = api.register(connection.table("asset_rows"), dataset_display_name=f"assets_{name}")
    linker = Linker(rows, settings(found, odds, prior), log_level=None, validate_settings=False)
    given = api.register(connection.table(f"pairs_{name}"), dataset_display_name=f"given_{name}")
    linker.table_management.register_blocked_pairs_for_predict(given)
    scored = linker.inference.predict(threshold_match_weight=floor, warning_mode="never")
    bits = ", ".join(f"mw_{comparison.name}" for comparison in found)
    levels = ", ".join(f"{case_of(comparison)} as at_{comparison.name}" for comparison in found)
    twice, denied = _conditions(found)
    query = f"""
        with kept as (select i_l as join_key_l, i_r as join_key_r, match_weight as weight,
            match_probability as probability, {bits} from {scored.physical_name}),
        given as ({given_pairs(columns_of(connection), "kept", more="kept.* exclude (join_key_l, join_key_r),")})
        select asset_l, asset_r, register_l, register_r, weight, probability, {bits}, {levels},
          {PART} as part, {twice} as named, {denied} as denied from given"""
    connection.execute(f"create table if not exists weighed as {query} limit 0")
    connection.execute(f"insert into weighed {query}")


WHOLE_NAME = (
    "unshared_by_others", "rare", "uncommon", "folds_rare", "folds_uncommon", "common", "sounds_rare",
    "sounds_uncommon", "spelt_alike", "frequent", "sounds_common",
)  # fmt: skip
"""Levels at which two names are one as wholes: of rows of one register less makes no duplicate."""


def _conditions(found: Sequence[Comparison]) -> tuple[str, str]:
    """SQL: whether two rows of one register may be one thing, and whether something denies that two of any are.

    In one register they must bear one name, stand side by side and not be of two kinds, or share an identifier. Without
    a shared identifier another number, another quality ("upper", "lower"), another kind under half a name, or a kind
    that is mostly a part of the other's (a carved stone, a monastery) denies; and so do names that have nothing in
    common, however near both stand.
    """
    told = {comparison.name: {level.name: level.condition for level in comparison.levels} for comparison in found}
    shared = told["identifier"]["shared"]
    whole = " or ".join(f"coalesce({told['name'][level]}, false)" for level in WHOLE_NAME)
    one_kind = "(len(kinds_l) = 0 or len(kinds_r) = 0 or list_has_any(kinds_l, kinds_r))"
    near = f"coalesce({METRES} <= {BESIDE_M} and lat_l is not null and lat_r is not null, false)"
    twice = f"({shared}) or {one_kind} and ({near} or {told['place']['same_settlement']}) and ({whole})"
    numbers = f"len(numbers_l) > 0 and len(numbers_r) > 0 and not {told['number']['same']}"
    qualities = f"list_has_any(qualities_l, opposed_r) and not {told['quality']['same']}"
    other_kind = f"not {one_kind} and not list_has_any(kin_l, kinds_r)"
    part_kind = "(list_has_any(part_kinds_l, kinds_r) or list_has_any(kinds_l, part_kinds_r))"
    kinds = f"{other_kind} and ({part_kind} or not ({whole}))"
    some = " or ".join(f"coalesce({told['name'][level]}, false)" for level in told["name"] if level != "different")
    names = f"len(spellings_l) > 0 and len(spellings_r) > 0 and not ({some})"
    denied = f"coalesce(not ({shared}) and ({numbers} or {qualities} or {kinds} or {names}), false)"
    return f"coalesce({twice}, false)", denied


PART = """case
  when part_of_l = asset_r then 'l' when part_of_r = asset_l then 'r'
  when list_has_any(kinds_l, kinds_r) then ''
  when register_l <> register_r and not ({extends_l} or {extends_r}) then ''
  when list_has_any(kinds_l, part_kinds_r) and ({near} or {extends_l}) then 'l'
  when list_has_any(part_kinds_l, kinds_r) and ({near} or {extends_r}) then 'r'
  when register_l <> register_r or not {near} then ''
  when {extends_l} or (tells_kind_l and len(kinds_r) = 0 and {same_name}) then 'l'
  when {extends_r} or (tells_kind_r and len(kinds_l) = 0 and {same_name}) then 'r'
  else '' end""".format(
    extends_l="(holds_a_name(plain_l, names_r) and not holds_a_name(plain_r, names_l) and len(kinds_l) > 0)",
    extends_r="(holds_a_name(plain_r, names_l) and not holds_a_name(plain_l, names_r) and len(kinds_r) > 0)",
    near=f"coalesce({METRES} <= {PART_M} and lat_l is not null and lat_r is not null, false)",
    same_name="list_has_any(names_l, names_r)",
)
"""Which of both is a part: as a register states it, the smaller kind of two that stand together, or what is named for
the other ("Theatre of Palmyra")."""


def settings(found: Sequence[Comparison], odds: Mapping[str, Mapping[str, Odds]], prior: float) -> dict[str, object]:
    """Splink's settings for these comparisons."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "i",
        "probability_two_random_records_match": prior,
        "comparisons": [_as_splink(comparison, odds[comparison.name]) for comparison in found],
        # Pairs are handed over; Splink asks for a rule all the same.
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.asset = r.asset"}],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _as_splink(comparison: Comparison, odds: Mapping[str, Odds]) -> dict[str, object]:
    levels: list[dict[str, object]] = [
        {"sql_condition": comparison.unknown, "label_for_charts": "unknown", "is_null_level": True}
    ]
    levels += [
        {
            "sql_condition": level.condition,
            "label_for_charts": level.name,
            "m_probability": odds[level.name].m,
            "u_probability": odds[level.name].u,
        }
        for level in comparison.levels
    ]
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _ranks(connection: "duckdb.DuckDBPyConnection") -> dict[str, dict[int, int]]:
    limits = (RARE, UNCOMMON, COMMON, FREQUENT)
    return {
        column: {
            limit: int(_number(connection, f"select max(rank) from rarity_of_{column} where bearers <= {limit}"))
            for limit in limits
        }
        for column in RANKED
    }


def _number(connection: "duckdb.DuckDBPyConnection", query: str) -> float:
    return float(connection.execute(query).fetchall()[0][0] or 0)


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


def odds_for(
    connection: "duckdb.DuckDBPyConnection", found: Sequence[Comparison], scope: Scope
) -> tuple[dict[str, dict[str, Odds]], float]:
    """The odds of every level among these pairs, and the share of them that are one thing."""
    odds = counted_odds(connection, found, sampled_odds(connection, found, scope), scope)
    return learn(connection, found, odds, scope)


def sampled_odds(
    connection: "duckdb.DuckDBPyConnection", found: Sequence[Comparison], scope: Scope
) -> dict[str, dict[str, Odds]]:
    """The packaged odds with u as random pairs show it."""
    connection.execute(f"create or replace table random_pairs as {_random_pairs(scope)}")
    rows = connection.execute(pattern_sql(found, columns_of(connection), "random_pairs")).fetchall()
    odds: dict[str, dict[str, Odds]] = {}
    for at, comparison in enumerate(found):
        packaged = packaged_odds()[comparison.name]
        odds[comparison.name] = dict(packaged)
        if comparison.taught:
            told = sum(row[-1] for row in rows if row[at] >= 0)
            for number, level in enumerate(comparison.levels):
                met = sum(row[-1] for row in rows if row[at] == number)
                known = packaged[level.name]
                u = (met + known.u * IMAGINED_SAMPLE) / (told + IMAGINED_SAMPLE)
                odds[comparison.name][level.name] = Odds(known.m, max(u, LEAST_U))
    return odds


def _random_pairs(scope: Scope) -> str:
    """SQL for pairs drawn by chance; all of them where they are few."""
    if scope.pairs <= SAMPLED_PAIRS:
        return f"""select l.i as join_key_l, r.i as join_key_r from asset_rows l join asset_rows r
          on l.i < r.i where {scope.condition}"""
    return f"""with n as (select count(*) as n from asset_rows),
        drawn as (select distinct hash(k, 1) % n + 1 as a, hash(k, 2) % n + 1 as b from range({DRAWN}) t(k), n)
        select least(a, b) as join_key_l, greatest(a, b) as join_key_r from drawn
        join asset_rows l on l.i = least(a, b) join asset_rows r on r.i = greatest(a, b)
        where a <> b and {scope.condition} limit {SAMPLED_PAIRS}"""


def counted_odds(
    connection: "duckdb.DuckDBPyConnection",
    found: Sequence[Comparison],
    odds: dict[str, dict[str, Odds]],
    scope: Scope,
) -> dict[str, dict[str, Odds]]:
    """The same with u counted for what too few random pairs meet: names borne by few, and nearness."""
    located = _located_pairs(connection, scope)
    for level, count in _far_pairs(connection, found, scope).items():
        odds["name"][level] = _with_u(odds["name"][level], packaged_odds()["name"][level].u, count, located)
    # A point of its own is shared by hardly any two things, so too few chance pairs meet there to be counted.
    odds["distance"]["own_point"] = packaged_odds()["distance"]["own_point"]
    for level, count in _near_pairs(connection, scope).items():
        odds["distance"][level] = _with_u(odds["distance"][level], packaged_odds()["distance"][level].u, count, located)
    return odds


def _with_u(odds: Odds, packaged: float, count: float, among: float) -> Odds:
    return Odds(odds.m, max(LEAST_U, (count + packaged * IMAGINED_PAIRS) / (among + IMAGINED_PAIRS)))


def _located_pairs(connection: "duckdb.DuckDBPyConnection", scope: Scope) -> float:
    total, within = connection.execute(
        """select sum(n), sum(n * (n - 1) / 2) from
        (select count(*) as n from asset_rows where lat is not null group by register)"""
    ).fetchall()[0]
    total, within = float(total or 0), float(within or 0)
    return total * (total - 1) / 2 - within if scope.across else within


def _far_pairs(connection: "duckdb.DuckDBPyConnection", found: Sequence[Comparison], scope: Scope) -> dict[str, float]:
    """Pairs that share a name though they lie too far apart to be one thing, by level: what chance brings about. Of
    one register all pairs: hardly any is one thing, and namesakes often stand side by side."""
    (name,) = (comparison for comparison in found if comparison.name == "name")
    pairs = f"pairs_{'across' if scope.across else 'within'}"
    apart = f"{METRES} > {FAR_M} + coalesce(uncertainty_l, 0) + coalesce(uncertainty_r, 0)" if scope.across else "true"
    share = share_learnt_from(connection, pairs)
    query = f"""with given as ({given_pairs(columns_of(connection), pairs, share)})
      select {case_of(name)} as level, count(*) / {share} from given
      where lat_l is not null and lat_r is not null and {apart} group by 1"""
    counted = dict(connection.execute(query).fetchall())
    return {
        level.name: float(counted.get(at, 0))
        for at, level in enumerate(name.levels)
        if level.name in ENUMERATED["name"]
    }


def _near_pairs(connection: "duckdb.DuckDBPyConnection", scope: Scope) -> dict[str, float]:
    """Pairs that lie so near: those in one cell as large as the circle of that radius."""
    found: dict[str, float] = {}
    before = 0.0
    for level, metres in (("same_point", 30), *DISTANCES):
        side = metres * math.pi**0.5 / 111_195
        query = f"""with cells as (select count(*) as n, floor(lat / {side}) as y,
              floor(lon * cos(radians(round(lat))) / {side}) as x
            from asset_rows where lat is not null group by register, y, x)
          select sum(every * (every - 1) / 2) - sum(within), sum(within)
          from (select sum(n) as every, sum(n * (n - 1) / 2) as within from cells group by y, x)"""
        across, within = connection.execute(query).fetchall()[0]
        count = float((across if scope.across else within) or 0)
        found[level] = max(0.0, count - before)
        before = max(before, count)
    return found
