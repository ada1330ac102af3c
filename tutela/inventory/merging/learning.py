"""Learning the odds of each level without labels: expectation maximisation over the patterns of the candidate pairs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from tutela.inventory.merging.comparisons import Comparison, Odds

if TYPE_CHECKING:
    import duckdb
    import numpy as np

MOST_PAIRS = 150_000
"""Candidate pairs learnt from; of more a sample."""
ROUNDS = 25
PACKAGED_COUNTS = 40.0
"""Pairs that are one thing which the packaged odds stand for beside those found: few found pairs change little."""
LEAST_LESS, MOST_MORE = 0.2, 3.0
"""How far the share of pairs that are one thing may be learnt from what is expected: two bits each way."""

ENUMERATED = {
    "name": {
        "unshared_by_others", "rare", "uncommon", "common", "folds_rare", "folds_uncommon", "sounds_rare",
        "sounds_uncommon", "word_rare",
    },
}  # fmt: skip
"""Levels every pair of which is a candidate, so that those that are not one thing can be counted."""


class Learnt(Protocol):
    """The pairs learnt from."""

    @property
    def across(self) -> bool:
        """Of two registers, not of one."""
        ...

    @property
    def pairs(self) -> float:
        """All that could be formed."""
        ...

    @property
    def one(self) -> float:
        """Those expected to be one thing."""
        ...


Table = dict[str, dict[str, Odds]]


def given_pairs(columns: Sequence[str], pairs: str, share: float = 1.0, more: str = "") -> str:
    """SQL for the pairs of a table with the columns of both assets, or for a share of them."""
    both = ", ".join(f"{side}.{column} as {column}_{side}" for column in columns for side in "lr")
    chosen = f"where hash(join_key_l, join_key_r) % 1000000 < {int(1_000_000 * share)}" if share < 1 else ""
    return f"""select {more} {both} from {pairs} join asset_rows l on l.i = join_key_l
      join asset_rows r on r.i = join_key_r {chosen}"""


def share_learnt_from(connection: "duckdb.DuckDBPyConnection", pairs: str) -> float:
    """The share of the pairs of a table that is enough to learn from."""
    count = int(connection.execute(f"select count(*) from {pairs}").fetchall()[0][0])
    return min(1.0, MOST_PAIRS / max(1, count))


def columns_of(connection: "duckdb.DuckDBPyConnection") -> list[str]:
    """The columns of the assets."""
    return [row[0] for row in connection.execute("describe asset_rows").fetchall()]


def pattern_sql(found: Sequence[Comparison], columns: Sequence[str], pairs: str, share: float = 1.0) -> str:
    """SQL that counts the patterns of levels of the pairs of a table."""
    cases = ", ".join(f"{case_of(comparison)} as {comparison.name}" for comparison in found)
    names = ", ".join(comparison.name for comparison in found)
    return f"""with given as ({given_pairs(columns, pairs, share)}), levels as (select {cases} from given)
      select {names}, count(*) as n from levels group by all"""


def case_of(comparison: Comparison) -> str:
    """SQL for the number of the level a pair meets, -1 where one says nothing."""
    whens = "".join(
        f" when {level.condition} then {at}" for at, level in enumerate(comparison.levels) if level.condition != "ELSE"
    )
    return f"case when {comparison.unknown} then -1{whens} else {len(comparison.levels) - 1} end"


def learn(
    connection: "duckdb.DuckDBPyConnection",
    found: Sequence[Comparison],
    odds: Mapping[str, Mapping[str, Odds]],
    scope: "Learnt",
) -> tuple[Table, float]:
    """Odds and prior as the candidate pairs themselves suggest: m of every level that can be taught, and the prior."""
    import numpy as np

    pairs = f"pairs_{'across' if scope.across else 'within'}"
    share = share_learnt_from(connection, pairs)
    rows = connection.execute(pattern_sql(found, columns_of(connection), pairs, share)).fetchall()
    prior = min(0.5, scope.one / scope.pairs)
    table: Table = {name: dict(levels) for name, levels in odds.items()}
    if not rows:
        return table, prior
    patterns = np.array([row[:-1] for row in rows], dtype=np.int64)
    counts = np.array([row[-1] for row in rows], dtype=float) / share
    for _ in range(ROUNDS):
        weight = np.full(len(rows), np.log(prior / (1 - prior)))
        for at, comparison in enumerate(found):
            bits = [
                np.log(table[comparison.name][level.name].m / table[comparison.name][level.name].u)
                for level in comparison.levels
            ]
            weight += np.array([*bits, 0.0])[patterns[:, at]]
        one = counts / (1 + np.exp(-weight))
        for at, comparison in enumerate(found):
            if comparison.taught and scope.across:
                table[comparison.name] = _learnt(comparison, odds[comparison.name], patterns[:, at], one)
        prior = (float(one.sum()) + PACKAGED_COUNTS * scope.one / scope.pairs) / (scope.pairs + PACKAGED_COUNTS)
        prior = min(0.5, MOST_MORE * scope.one / scope.pairs, max(prior, LEAST_LESS * scope.one / scope.pairs))
    return table, prior


KEPT = frozenset({"holds_other", "word_rare", "word_common", "contradicting", "different", "far"})
"""Levels whose packaged odds hold: mistakes would teach them to count for more."""


def _learnt(
    comparison: Comparison, odds: Mapping[str, Odds], levels: "np.ndarray", one: "np.ndarray"
) -> dict[str, Odds]:
    told = float(one[levels >= 0].sum())
    return {
        level.name: Odds(
            odds[level.name].m
            if level.name in KEPT
            else (float(one[levels == at].sum()) + PACKAGED_COUNTS * odds[level.name].m) / (told + PACKAGED_COUNTS),
            odds[level.name].u,
        )
        for at, level in enumerate(comparison.levels)
    }
