"""Weighed pairs -> verdicts: one thing, a part, or near enough to ask. Of several rivals none is taken by chance."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from tutela.model.clusters import components
from tutela.model.inventory import MatchVerdict

if TYPE_CHECKING:
    import duckdb

SAME_BITS = -1.5
"""Weight from which two assets of different registers are one, if each is the other's best by far."""
TWICE_BITS = 1.0
"""Weight from which two rows of one register are one thing, 2 to 1 and more."""
ASK_BITS = -3.0
"""Weight from which a person is asked: 1 to 8."""
CLEAR_BITS = 0.5
"""How much more than every rival the best must weigh; of two nearly alike none is taken."""


def decide(connection: "duckdb.DuckDBPyConnection", apart: Iterable[tuple[str, str]] = ()) -> None:
    """Table `weighed` of pairs with their weights -> table `judged` with a verdict for each.

    Args:
        apart: pairs that people say are not one thing: they are no rivals to others.
    """
    connection.execute("create or replace table ruled_apart (one varchar, other varchar)")
    both = [pair for one, other in apart for pair in ((one, other), (other, one))]
    if both:
        connection.executemany("insert into ruled_apart values (?, ?)", both)
    twice = connection.execute(
        f"""select asset_l, asset_r from weighed
        where register_l = register_r and weight >= {TWICE_BITS} and part = '' and named and not denied"""
    ).fetchall()
    _homes(connection, twice)
    connection.execute(
        f"""
        create or replace table rivals as
        with across as (
          select w.*, coalesce(hl.home, asset_l) as home_l, coalesce(hr.home, asset_r) as home_r
          from weighed w left join homes hl on hl.asset = asset_l left join homes hr on hr.asset = asset_r
          where register_l <> register_r and part = '' and not denied
            and not exists (select 1 from ruled_apart where one = asset_l and other = asset_r)),
        between as (select home_l, home_r, any_value(register_l) as register_l, any_value(register_r) as register_r,
            max(weight) as weight
          from across group by home_l, home_r),
        ways as (select home_l as home, home_r as other, register_r as register, weight from between
          union all select home_r, home_l, register_l, weight from between),
        ranked as (select *, row_number() over (partition by home, register order by weight desc) as place,
          lead(weight, 1, -1e9) over (partition by home, register order by weight desc) as next_best from ways)
        select home, other, weight - next_best as lead from ranked where place = 1;
        create or replace table judged as
        select w.*, case
            when part <> '' then 'part'
            when register_l = register_r and weight >= {TWICE_BITS} and named and not denied then 'same'
            when register_l <> register_r and weight >= {SAME_BITS} and not denied
              and least(l.lead, r.lead) >= {CLEAR_BITS}
              and l.lead is not null and r.lead is not null then 'same'
            when weight >= {ASK_BITS} then 'possible' else '' end as verdict,
          least(coalesce(l.lead, -1), coalesce(r.lead, -1)) as lead
        from weighed w left join homes hl on hl.asset = asset_l left join homes hr on hr.asset = asset_r
        left join rivals l on l.home = coalesce(hl.home, asset_l) and l.other = coalesce(hr.home, asset_r)
        left join rivals r on r.home = coalesce(hr.home, asset_r) and r.other = coalesce(hl.home, asset_l);
        """
    )


def _homes(connection: "duckdb.DuckDBPyConnection", twice: Collection[tuple[str, str]]) -> None:
    """Assets of one register that are one thing, under one name: they are no rivals to each other."""
    import pyarrow as pa

    ids = sorted({asset for pair in twice for asset in pair})
    place = {asset: at for at, asset in enumerate(ids)}
    groups = components(len(ids), ((place[a], place[b]) for a, b in twice))
    homes = [(ids[item], ids[group[0]]) for group in groups for item in group]
    table = pa.table(
        {"asset": [a for a, _ in homes], "home": [h for _, h in homes]},
        schema=pa.schema([("asset", pa.string()), ("home", pa.string())]),
    )
    connection.register("homes_given", table)
    connection.execute("create or replace table homes as select * from homes_given")
    connection.unregister("homes_given")


VERDICTS = {"same": MatchVerdict.SAME, "part": MatchVerdict.PART, "possible": MatchVerdict.POSSIBLE}
