"""Assets of registers -> matches: what merging says of each pair, with a sentence for every comparison."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tutela.inventory.merging.candidates import EVIDENCE, load, pair_up
from tutela.inventory.merging.comparisons import Comparison
from tutela.inventory.merging.deciding import VERDICTS, decide
from tutela.inventory.merging.joining import groups_of
from tutela.inventory.merging.keys import match_keys
from tutela.inventory.merging.scoring import weigh
from tutela.inventory.merging.sentences import reasons
from tutela.model.ids import record_id
from tutela.model.inventory import Asset, Match, MatchVerdict
from tutela.model.rulings import Pair

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_TOLD = """select l.asset as asset_l, r.asset as asset_r, judged.*, patterns.* exclude (across, pattern, weight)
  from judged join patterns on patterns.pattern = judged.pattern and across = (register_l <> register_r)
  join given_rows l on l.i = a join given_rows r on r.i = b where verdict <> ''"""
MEMORY = "3GB"
"""What DuckDB may hold before it writes to disk."""


def match_assets(
    assets: Sequence[Asset], pairs: Iterable[Pair] = (), registers: Mapping[str, str] | None = None
) -> tuple[Match, ...]:
    """The pairs that are one thing, part and whole, or near enough to ask a person; the surest first.

    Args:
        assets: as single registers give them.
        pairs: what people ruled: those ruled different are no rivals to other pairs.
        registers: asset id -> register, where the names do not say who uses them.
    """
    known = {asset.id: asset for asset in assets}
    if len(known) < 2:
        return ()
    connection = connected()
    load(connection, match_keys(known.values(), registers))
    pair_up(connection)
    found = weigh(connection)
    decide(connection, [(pair.one, pair.other) for pair in pairs if pair.kind == "asset" and not pair.same])
    rows = connection.sql(_TOLD).to_arrow_table().to_pylist()
    rarity = _Rarity(connection)
    matches = [_match(row, found, known, rarity) for row in rows]
    connection.close()
    return tuple(sorted(matches, key=lambda match: (-round(match.weight, 6), match.id)))


def match_columns(keys: "pa.Table", apart: Iterable[tuple[str, str]] = ()) -> list[list[str]]:
    """The groups of assets that are one thing, by stored columns alone: no asset is read, no sentence written.

    Args:
        keys: what `match_keys` made of the assets, of as many registers as there are.
        apart: pairs that people say are not one thing.
    """
    connection = connected()
    load(connection, keys)
    pair_up(connection)
    weigh(connection)
    barred = list(apart)
    decide(connection, barred)
    query = f"select asset_l, asset_r, weight from ({_TOLD}) where verdict = 'same'"
    same = connection.sql(query).to_arrow_table().to_pydict()
    connection.close()
    pairs = list(zip(same["asset_l"], same["asset_r"], same["weight"], strict=True))
    return groups_of(pairs, barred)


def connected() -> "duckdb.DuckDBPyConnection":
    """A database in memory for one merge."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY, "preserve_insertion_order": False})
    connection.execute("set enable_progress_bar = false")
    return connection


class _Rarity:
    """How many assets bear the names of what is told of."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._held, self._words = (dict(self._of(connection, column)) for column in ("names", "words"))
        self.assets = connection.execute("select count(*) from asset_rows").fetchall()[0][0]

    def _of(self, connection: "duckdb.DuckDBPyConnection", column: str) -> list[tuple[str, int]]:
        query = f"""with told as (select unnest([a, b]) as i from judged where verdict <> ''),
          borne as (select distinct unnest({column}) as key from given_rows semi join told using (i))
          select borne.key, held from borne join rarity on hash(borne.key) = rarity.key
          where signal = {EVIDENCE.index(column)}"""
        return connection.execute(query).fetchall()

    def of_name(self, key: str) -> int:
        """Assets that bear the name with this key."""
        return int(self._held.get(key, 0))

    def of_word(self, key: str) -> int:
        """Assets in whose names the word stands."""
        return int(self._words.get(key, 0))


def _match(
    row: Mapping[str, object], found: Sequence[Comparison], known: Mapping[str, Asset], rarity: _Rarity
) -> Match:
    one, other = sorted((str(row["asset_l"]), str(row["asset_r"])))
    verdict = VERDICTS[str(row["verdict"])]
    if verdict is MatchVerdict.PART:
        one, other = (
            (str(row["asset_l"]), str(row["asset_r"]))
            if row["part"] == 1
            else (str(row["asset_r"]), str(row["asset_l"]))
        )
    weight, probability = float(str(row["weight"])), float(str(row["probability"]))
    said = reasons(row, found, known[one], known[other], verdict, rarity)
    return Match(
        record_id("mat", {"one": one, "other": other}),
        one,
        other,
        verdict,
        round(weight, 2),
        round(probability, 4),
        said,
    )
