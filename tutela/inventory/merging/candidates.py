"""Pairs of assets worth comparing: of all that could be formed the few that share a key. In DuckDB, on columns only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

LARGEST_BLOCK = 60
"""Assets under one key from which it is not followed: 60 namesakes alone make 1,770 pairs. Commoner names are followed
where a place is shared as well."""
NAME_CELL, BEGIN_CELL, NEAR_CELL, CLOSE_CELL = 0.5, 0.1, 0.02, 0.002
"""Degrees: two half-shifted grids a way hold every pair nearer than half a cell. Namesakes within 28 km, names that
begin alike within 5.5 km, anything within 1.1 km (half of that eastward at 60 degrees), and within 110 m in dense
towns."""
BEGINNING = 2
"""Letters of a name's beginning: with the cell enough to find what is spelt otherwise further on."""

RANKED = ("names", "folds", "sounds", "words")
"""Columns of keys whose rarity counts."""


def load(connection: "duckdb.DuckDBPyConnection", keys: "pa.Table") -> None:
    """The columns as a table `asset_rows` with a number `i` for each asset and the rank of each key by its rarity.

    Ranks count from the rarest, so the rarest key two assets share is the least rank that both have. The tables
    `rarity_of_names`, `_folds`, `_sounds`, `_words` say how many assets hold each, and how many of one register and
    kind bear it at most.
    """
    connection.register("given_keys", keys)
    connection.execute(
        "create or replace table numbered as select row_number() over (order by asset)::integer as i, * from given_keys"
    )
    for column in RANKED:
        connection.execute(_ranks(column))
    kept = ", ".join(f"ranks_of_{column}.ranks as {column}_ranks" for column in RANKED)
    joins = " ".join(f"left join ranks_of_{column} using (i)" for column in RANKED)
    connection.execute(
        f"""create or replace table asset_rows as
        with points as (select round(lat, 4) as y, round(lon, 4) as x, count(*) as bearers_of_point
          from numbered where lat is not null group by all)
        select numbered.*, {kept}, bearers_of_point from numbered {joins}
        left join points on y = round(lat, 4) and x = round(lon, 4)"""
    )
    connection.unregister("given_keys")


def _ranks(column: str) -> str:
    return f"""
    create or replace table key_of_{column} as select i, register, kinds, unnest({column}) as key from numbered;
    create or replace table rarity_of_{column} as
      select key, sum(n)::integer as held, max(n)::integer as bearers,
        row_number() over (order by max(n), key)::integer as rank
      from (select key, register, count(*) as n from key_of_{column} group by key, register, kinds) group by key;
    create or replace table ranks_of_{column} as
      select i, list(rank order by rank) as ranks from key_of_{column} join rarity_of_{column} using (key) group by i;
    """


def pair_up(connection: "duckdb.DuckDBPyConnection") -> int:
    """The candidate pairs as a table `pairs` (join_key_l < join_key_r); how many they are."""
    connection.execute("create or replace table located as select i, lat, lon from asset_rows where lat is not null")
    connection.execute(f"create or replace table blocks as {' union all '.join(_blocks())}")
    connection.execute(
        f"""
        create or replace table pairs as
        with shared as (select block from blocks group by block having count(*) between 2 and {LARGEST_BLOCK}),
        kept as (select i, block from blocks semi join shared using (block))
        select distinct l.i as join_key_l, r.i as join_key_r, '0' as match_key
        from kept l join kept r on l.block = r.block and l.i < r.i;
        drop table blocks;
        """
    )
    return int(connection.execute("select count(*) from pairs").fetchall()[0][0])


def _blocks() -> Iterator[str]:
    """SQL for the keys each asset stands under."""
    for column in RANKED:
        held = f"key_of_{column} join rarity_of_{column} using (key)"
        yield f"select i, hash('{column}', rank) as block from {held} where held between 2 and {LARGEST_BLOCK}"
        # A commoner key counts together with the place.
        nearby = f"select i, hash('{column}', rank, {_cells(NAME_CELL)}) from {held} join located using (i)"
        yield f"{nearby} where held > {LARGEST_BLOCK}"
    yield "select i, hash('id', unnest(identifiers)) from asset_rows"
    begins = f"select distinct i, left(unnest(spellings), {BEGINNING}) as start from asset_rows"
    yield f"select i, hash('begins', start, {_cells(BEGIN_CELL)}) from ({begins}) join located using (i)"
    yield f"select i, hash('near', {_cells(NEAR_CELL)}) from located"
    yield f"select i, hash('close', {_cells(CLOSE_CELL)}) from located"


def _cells(size: float) -> str:
    """SQL for the four cells a position lies in: a grid and the same shifted by half a cell, each way."""
    shifts = [(y, x) for y in (0, 0.5) for x in (0, 0.5)]
    cells = (f"[floor(lat / {size} + {y}), floor(lon / {size} + {x}), {y + 2 * x}]" for y, x in shifts)
    return f"unnest([{', '.join(cells)}])"
