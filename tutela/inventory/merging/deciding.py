"""Weighed pairs -> verdicts: one thing, a part, or near enough to ask. Of several rivals none is taken by chance."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tutela.model.clusters import components
from tutela.model.inventory import MatchVerdict

if TYPE_CHECKING:
    import duckdb

SAME_BITS = -1.5
"""Weight from which two assets of different registers are one, if each is the other's best by far."""
TWICE_BITS = 1.0
"""Weight from which two rows of one register are one thing, 2 to 1 and more."""
ONE_SET, COPIED_SET, SEVERAL = 0.6, 0.8, 3
"""Share of all their names that two rows of one register must have together to be one thing: who enters a thing twice
enters it under its names, while two things beside each other share one of many. In the gazetteers of Azerbaijan,
Palestine and Ukraine 1,015 pairs that share a number agree in 0.6 and more and 88 in less; of the others that would be
joined 829 do and 1,875 do not. Where several names are nearly all the same, `ASK_BITS` is enough."""
ASK_BITS = -3.0
"""Weight from which a person is asked: 1 to 8."""
CLEAR_BITS = 0.5
"""How much more than every rival the best must weigh; of two nearly alike none is taken."""


def decide(connection: "duckdb.DuckDBPyConnection", apart: Iterable[tuple[str, str]] = ()) -> None:
    """Table `weighed` of pairs with their weights -> table `judged` with a verdict for each.

    What only bears the other's name among others ("Forum Boarium, Rome") is no rival to what bears it as its own.

    Args:
        apart: pairs that people say are not one thing: they are no rivals to others.
    """
    import pyarrow as pa

    both = sorted({pair for one, other in apart for pair in ((one, other), (other, one))})
    ruled = pa.table(
        {"one": pa.array([a for a, _ in both], pa.string()), "other": pa.array([b for _, b in both], pa.string())}
    )
    connection.register("ruled_given", ruled)
    connection.execute(
        """create or replace table ruled_apart as select l.i as a, r.i as b from ruled_given
          join given_rows l on l.asset = one join given_rows r on r.asset = other"""
    )
    connection.unregister("ruled_given")
    twice = connection.sql(f"select a, b from weighed where {_TWICE}").to_arrow_table().to_pydict()
    _homes(connection, list(zip(twice["a"], twice["b"], strict=True)))
    connection.execute(
        f"""
        create or replace table at_home as
          select w.*, coalesce(hl.home, a) as home_l, coalesce(hr.home, b) as home_r
          from weighed w left join homes hl on hl.asset = a left join homes hr on hr.asset = b;
        create or replace table rivals as
        with open as (select * from at_home anti join ruled_apart using (a, b)
          where register_l <> register_r and part = 0 and not denied),
        borne as (select home_l as home, register_r as register from open where whole and weight >= {SAME_BITS}
          union select home_r, register_l from open where whole and weight >= {SAME_BITS}),
        across as (select open.* from open
          left join borne l on l.home = home_l and l.register = register_r
          left join borne r on r.home = home_r and r.register = register_l
          where not (extended and (l.home is not null or r.home is not null))),
        between as (select home_l, home_r, any_value(register_l) as register_l, any_value(register_r) as register_r,
            max(weight) as weight
          from across group by home_l, home_r),
        ways as (select home_l as home, home_r as other, register_r as register, weight from between
          union all select home_r, home_l, register_l, weight from between)
        select home, register, max(weight) as best, arg_max(other, weight) as other,
          coalesce(list_sort(list(weight), 'desc')[2], -1e9) as next_best from ways group by home, register;
        create or replace table judged as
        select w.* exclude (home_l, home_r), case
            when part <> 0 then 'part'
            when {_TWICE} then 'same'
            when register_l <> register_r and weight >= {SAME_BITS} and not denied
              and coalesce(l.best - l.next_best >= {CLEAR_BITS}, false)
              and coalesce(r.best - r.next_best >= {CLEAR_BITS}, false) then 'same'
            when weight >= {ASK_BITS} then 'possible' else '' end as verdict
        from at_home w
        left join rivals l on l.home = home_l and l.other = home_r and l.register = register_r
        left join rivals r on r.home = home_r and r.other = home_l and r.register = register_l
        """
    )


_TWICE = f"""(register_l = register_r and part = 0 and not denied and named and agreement >= {ONE_SET}
  and (weight >= {TWICE_BITS}
    or weight >= {ASK_BITS} and agreement >= {COPIED_SET} and names_together >= {SEVERAL}))"""


def _homes(connection: "duckdb.DuckDBPyConnection", twice: Sequence[tuple[int, int]]) -> None:
    """Assets of one register that are one thing, under one number: they are no rivals to each other."""
    import pyarrow as pa

    known = sorted({asset for pair in twice for asset in pair})
    place = {asset: at for at, asset in enumerate(known)}
    groups = components(len(known), ((place[a], place[b]) for a, b in twice))
    homes = [(known[item], known[group[0]]) for group in groups for item in group]
    columns = {"asset": [a for a, _ in homes], "home": [h for _, h in homes]}
    connection.register(
        "homes_given", pa.table(columns, schema=pa.schema([("asset", pa.int32()), ("home", pa.int32())]))
    )
    connection.execute("create or replace table homes as select * from homes_given")
    connection.unregister("homes_given")


VERDICTS = {"same": MatchVerdict.SAME, "part": MatchVerdict.PART, "possible": MatchVerdict.POSSIBLE}
