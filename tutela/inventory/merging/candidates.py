"""Pairs of assets worth comparing, of all that could be formed: those that share a key, and those that stand side by
side. In DuckDB, on columns only."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutela.inventory.merging.kinds import KindMasks, kind_masks

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ANYWHERE = 6
"""Assets under one key up to which all of them are compared, however far apart: three in each of two registers is what
counts as uncommon. A commoner name counts together with the place."""
LARGEST_BLOCK = 60
"""Assets under one key up to which it is followed where one of both has no place to speak of: 60 namesakes make 1,770
pairs."""
CROWD = 12
"""Assets in one cell from which a smaller cell is asked: where a dozen namesakes stand together, distance decides."""
PLACED_M = 25_000
"""Stated uncertainty from which a position (of a sea, a province) is no place to look around."""
CELLS = (0.3, 0.05, 0.01)
"""Degrees: an asset is compared with those of its cell and the eight around, so namesakes within 33 km (half of that
eastward at 60 degrees) meet, in crowds those within 5.5 km and 1.1 km."""
NEAR_CELLS = (0.01, 0.002)
"""Whatever it is called: anything within 1.1 km, in dense towns within 220 m."""
BEGIN_CELL, BEGINNING, BEGUN_ALIKE = 0.05, 2, 0.86
"""Within 5.5 km names that begin with the same letters are looked at, and compared if their letters are this alike:
what is spelt otherwise further on."""

RANKED = ("names", "sounds", "folds", "words")
"""Columns of keys whose rarity counts."""
EVIDENCE = (*RANKED, "identifiers")
_OFFSETS = "(values (0, 0), (0, 1), (1, -1), (1, 0), (1, 1)) around(dy, dx)"
"""Half of the cells around, so that each pair of cells meets once."""


def load(connection: "duckdb.DuckDBPyConnection", keys: "pa.Table") -> None:
    """The columns as tables: `given_rows` as they came, with a number `i` for each asset; `asset_rows`, what every pair
    is compared by, in numbers; `told`, of the few that say more; `holders`, who has which key and how rare it is.

    A key is as rare as the register and kind that has most bearers of it makes it: `bearers`.
    """
    connection.register("given_keys", keys)
    connection.execute(
        """create or replace table register_numbers as
          select register, row_number() over (order by register)::integer as register_number
          from (select distinct register from given_keys);
        create or replace table given_rows as select row_number() over (order by asset)::integer as i, given_keys.*,
          register_number from given_keys join register_numbers using (register)"""
    )
    connection.unregister("given_keys")
    _load_kinds(connection)
    _load_rows(connection)
    connection.execute("drop table if exists holders; drop table if exists rarity")
    for signal, column in enumerate(EVIDENCE):
        connection.execute(_holders(signal, column))


def _load_kinds(connection: "duckdb.DuckDBPyConnection") -> None:
    """The sets of kinds that occur as bits in whole numbers: table `kind_sets`."""
    import pyarrow as pa

    found = connection.execute("select distinct kinds from given_rows order by kinds").fetchall()
    masks = kind_masks([tuple(kinds) for (kinds,) in found])
    columns = {name: [getattr(one, name) for one in masks] for name in KindMasks.__dataclass_fields__}
    schema = pa.schema(
        [
            ("kinds", pa.list_(pa.string())),
            ("kind", pa.int64()),
            ("kin", pa.int64()),
            ("parts", pa.int64()),
            ("tells_kind", pa.bool_()),
        ]
    )
    connection.register("kinds_given", pa.table(columns, schema=schema))
    connection.execute("create or replace table kind_sets as select * from kinds_given")
    connection.unregister("kinds_given")


def _load_rows(connection: "duckdb.DuckDBPyConnection") -> None:
    connection.execute(
        f"""create or replace table asset_rows as
        with points as (select round(lat, 4) as y, round(lon, 4) as x, count(*) as bearers_of_point
          from given_rows where lat is not null group by all)
        select i, register_number as register, kind, kin, parts, tells_kind, lat, lon, uncertainty,
          coalesce(bearers_of_point, 0) <= 2 as lone, len(spellings) > 0 as named,
          len(names)::integer as names_borne, len(sounds)::integer as sounds_borne,
          lat is not null and coalesce(uncertainty, 0) <= {PLACED_M} as placed
        from given_rows join kind_sets using (kinds)
        left join points on y = round(lat, 4) and x = round(lon, 4);
        create or replace table told as
        select i, asset, {", ".join(f"nullif({column}, []) as {column}" for column in TOLD)}, nullif(country, '')
          as country, built_from, built_to, nullif(part_of, '') as part_of
        from given_rows where {" or ".join(f"len({column}) > 0" for column in TOLD)} or country <> ''
          or built_from is not null or part_of <> '' or asset in (select part_of from given_rows)"""
    )


TOLD = ("identifiers", "schemes", "numbers", "qualities", "opposed", "places", "districts")
"""Lists that few assets have anything in."""


def _holders(signal: int, column: str) -> str:
    """SQL that adds who has which key of a column, of the keys that two and more have."""
    whose = "" if column == "identifiers" else ", register_number, kinds"
    return f"""
    create or replace temp table held_keys as select i{whose}, hash(unnest({column})) as key from given_rows;
    create or replace temp table counted as
      select key, sum(n)::integer as held, max(n)::integer as bearers
      from (select key, count(*) as n from held_keys group by key{whose}) group by key having sum(n) > 1;
    create table if not exists rarity (signal tinyint, key ubigint, held integer, bearers integer);
    insert into rarity select {signal}, * from counted;
    create table if not exists holders (signal tinyint, key ubigint, i integer, held integer, bearers integer);
    insert into holders select {signal}, key, i, held, bearers from held_keys join counted using (key);
    drop table held_keys; drop table counted"""


def pair_up(connection: "duckdb.DuckDBPyConnection") -> int:
    """The candidate pairs as a table `pairs`: `a` < `b`, the bearers of the rarest name (consonants, fold, word) both
    have, how many names they have together, whether they share an identifier. Returns how many pairs there are."""
    connection.execute(
        "create or replace table evidence (a integer, b integer, signal tinyint, key ubigint, bearers integer)"
    )
    for query in _meetings():
        connection.execute(f"insert into evidence {query}")
    _add_pairs_in_cells(connection, CELLS, _NAMESAKES)
    _add_pairs_in_cells(connection, NEAR_CELLS, _ANYTHING)
    _add_begun_alike(connection)
    connection.execute(f"create or replace table pairs as {shared_keys('evidence')}; drop table evidence")
    return int(connection.execute("select count(*) from pairs").fetchall()[0][0])


def shared_keys(evidence: str) -> str:
    """SQL that makes one row a pair of a table of keys shared (a, b, signal, key, bearers)."""
    rarest = ", ".join(f"min(bearers) filter (signal = {at}) as {name}" for at, name in enumerate(RANKED))
    identified = EVIDENCE.index("identifiers")
    return f"""select a, b, {rarest}, count(distinct key) filter (signal = 0)::integer as names_together,
      count(distinct key) filter (signal = 1)::integer as sounds_together,
      coalesce(bool_or(signal = {identified}), false) as identified from {evidence} group by a, b"""


def _meetings() -> Iterator[str]:
    """SQL for the pairs that share a key rare enough to be followed wherever they stand."""
    shared = "select l.i, r.i, l.signal, l.key, l.bearers from holders l join holders r using (signal, key)"
    identified = EVIDENCE.index("identifiers")
    few = f"l.held <= {ANYWHERE} or l.signal = {identified} and l.held <= {LARGEST_BLOCK}"
    yield f"{shared} where l.i < r.i and ({few})"
    adrift = f"""with followed as (select * from holders where held between {ANYWHERE + 1} and {LARGEST_BLOCK}),
      adrift as (select followed.* from followed join asset_rows using (i) where not placed)"""
    yield f"""{adrift} select distinct least(l.i, r.i), greatest(l.i, r.i), signal, key, l.bearers
      from adrift l join followed r using (signal, key) where l.i <> r.i"""


_NAMESAKES = f"""select signal, key, i, bearers, lat, lon from holders join asset_rows using (i)
  where placed and held > {ANYWHERE}"""
_ANYTHING = "select 9::tinyint as signal, 0::ubigint as key, i, 0 as bearers, lat, lon from asset_rows where placed"
"""9 stands for no key."""


def _add_pairs_in_cells(connection: "duckdb.DuckDBPyConnection", sizes: Sequence[float], followed: str) -> None:
    """Adds the pairs under one key that stand in one cell or in cells side by side, around crowds in smaller ones."""
    connection.execute(f"create or replace temp table followed as {followed}")
    for size in sizes:
        most = LARGEST_BLOCK if size == sizes[-1] else CROWD
        connection.execute(
            f"""create or replace temp table in_cells as
              select *, floor(lat / {size})::integer as y, floor(lon / {size})::integer as x from followed;
            create or replace temp table crowds as
              select signal, key, y, x from in_cells group by all having count(*) > {most};
            create or replace temp table calm as select * from in_cells anti join crowds using (signal, key, y, x);
            insert into evidence
              with beside as (select signal, key, i, y - dy as y, x - dx as x, dy = 0 and dx = 0 as own
                from calm, {_OFFSETS})
              select least(calm.i, beside.i), greatest(calm.i, beside.i), signal, key, calm.bearers
              from calm join beside using (signal, key, y, x) where calm.i < beside.i or not own;
            create or replace temp table followed as
              with around as (select distinct signal, key, y + dy as y, x + dx as x
                from crowds, range(-1, 2) rows(dy), range(-1, 2) columns(dx))
              select signal, key, i, bearers, lat, lon from in_cells semi join around using (signal, key, y, x)"""
        )
    connection.execute("drop table followed; drop table in_cells; drop table crowds; drop table calm")


def _add_begun_alike(connection: "duckdb.DuckDBPyConnection") -> None:
    connection.execute(
        f"""insert into evidence
        with begun as (select distinct i, left(spelling, {BEGINNING}) as start, spelling,
            floor(lat / {BEGIN_CELL})::integer as y, floor(lon / {BEGIN_CELL})::integer as x
          from (select i, unnest(spellings) as spelling from given_rows) join asset_rows using (i) where placed),
        beside as (select i, start, spelling, y - dy as y, x - dx as x from begun, {_OFFSETS})
        select distinct least(l.i, r.i), greatest(l.i, r.i), 9::tinyint, 0::ubigint, 0
        from begun l join beside r using (start, y, x)
        where l.i <> r.i and jaro_winkler_similarity(least(l.spelling, r.spelling), greatest(l.spelling, r.spelling))
          >= {BEGUN_ALIKE}"""
    )
