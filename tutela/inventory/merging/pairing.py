"""Pairs of assets side by side: what is known of both as columns, and which level of each comparison they meet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutela.inventory.merging.candidates import shared_keys
from tutela.inventory.merging.comparisons import COMMON, Comparison

if TYPE_CHECKING:
    import duckdb

LEVEL_BITS = 5
"""Bits a level takes in a pattern: 0 where nothing is said, then one up from the strongest; at most 31 levels."""
BESIDE_M = 20_000
"""Metres within which two rows of one register may be one thing, one of them misplaced."""
APART = f"coalesce(metres > {BESIDE_M} + coalesce(uncertainty_l, 0) + coalesce(uncertainty_r, 0), false)"
"""Farther apart than that, and than both positions may be off."""
PART_M = 1_000
"""Metres within which a part lies of its whole."""

OF_BOTH = (
    "register", "lat", "lon", "uncertainty", "kind", "kin", "parts", "tells_kind", "lone", "named", "names_borne",
    "sounds_borne",
)  # fmt: skip
TOLD_OF_BOTH = (
    "asset", "schemes", "numbers", "qualities", "opposed", "places", "districts", "country", "built_from", "built_to",
    "part_of",
)  # fmt: skip
WEAK = f"""names is null and coalesce(sounds, {COMMON + 1}) > {COMMON} and coalesce(folds, {COMMON + 1}) > {COMMON}"""
"""Pairs whose names share too little to do without a look at their letters."""


def compare(connection: "duckdb.DuckDBPyConnection", found: Sequence[Comparison], pairs: str, into: str) -> None:
    """Makes a table of pairs (see `candidates.pair_up`) the table `into`: a, b, whether of two registers, the pattern
    of levels as a number, which is a part of the other, whether they may be one in one register, what denies it."""
    twice, denied = _conditions(found)
    whole = whole_name(found)
    pattern = " | ".join(
        f"((({case_of(comparison)}) + 1)::bigint << {LEVEL_BITS * at})" for at, comparison in enumerate(found)
    )
    connection.execute(
        f"""create or replace table {into} as select a, b, register_l <> register_r as across, {pattern} as pattern,
          {PART}::utinyint as part, {twice} as named, {denied} as denied,
          {AGREEMENT} as agreement, names_together, {whole} as whole, (holds_l or holds_r) and not {whole} as extended
        from ({pair_columns(pairs, f"not ({WEAK})", False)} union all {pair_columns(pairs, WEAK, True)})"""
    )


AGREEMENT = """case when identified or names_borne_l <= 1 and names_borne_r <= 1 then 1 else greatest(
  coalesce(names_together / nullif(greatest(names_borne_l, names_borne_r), 0), 0),
  coalesce(sounds_together / nullif(greatest(sounds_borne_l, sounds_borne_r), 0), 0)) end::float"""
"""Share of the names, or of their consonants, of the one with more that the other has too; all where they share an
identifier, or where both have but one name."""


def pair_columns(pairs: str, where: str, letters: bool) -> str:
    """SQL for the pairs of a table with what is known of both, `_l` and `_r`; with a look at their letters, or none."""
    both = ", ".join(f"{side}.{column} as {column}_{side}" for column in OF_BOTH for side in "lr")
    told = ", ".join(f"t{side}.{column} as {column}_{side}" for column in TOLD_OF_BOTH for side in "lr")
    looked = (
        """greatest(name_likeness(gl.spellings, gr.spellings), name_likeness(gl.sounds, gr.sounds)) as likeness,
        bones_likeness(list_transform(gl.spellings, lambda a: bare(a)), list_transform(gr.spellings, lambda b: bare(b)))
          as bones_alike,
        p.words is not null and holds_a_name(gl.plain, gr.names) as holds_l,
        p.words is not null and holds_a_name(gr.plain, gl.names) as holds_r"""
        if letters
        else "null::double as likeness, null::double as bones_alike, false as holds_l, false as holds_r"
    )
    given = "join given_rows gl on gl.i = a join given_rows gr on gr.i = b" if letters else ""
    return f"""select p.*, {both}, {told}, {looked}, metres_apart(l.lat, l.lon, r.lat, r.lon) as metres
      from (select * from {pairs} where {where}) p join asset_rows l on l.i = a join asset_rows r on r.i = b
      left join told tl on tl.i = a left join told tr on tr.i = b {given}"""


def case_of(comparison: Comparison) -> str:
    """SQL for the number of the level a pair meets, -1 where one says nothing."""
    whens = "".join(
        f" when {level.condition} then {at}" for at, level in enumerate(comparison.levels) if level.condition != "ELSE"
    )
    return f"case when {comparison.unknown} then -1{whens} else {len(comparison.levels) - 1} end"


def levels_of(pattern: int, count: int) -> tuple[int, ...]:
    """The level of each comparison in a pattern, -1 where nothing is said.

    >>> levels_of((3 + 1) << LEVEL_BITS, 2)
    (-1, 3)
    """
    mask = (1 << LEVEL_BITS) - 1
    return tuple(((pattern >> LEVEL_BITS * at) & mask) - 1 for at in range(count))


def with_evidence(pairs: str) -> str:
    """SQL for pairs (a, b) of a table with the keys they share."""
    return f"""with ours as materialized (select a, b, signal, key, bearers from {pairs} join holders on i = a),
      met as (select a, b, signal, key, ours.bearers from ours join holders h using (signal, key) where h.i = b
        union all select a, b, 9::tinyint, 0::ubigint, 0 from {pairs})
      {shared_keys("met")}"""


WHOLE_NAME = (
    "unshared_by_others", "rare", "uncommon", "folds_rare", "folds_uncommon", "common", "sounds_rare",
    "sounds_uncommon", "spelt_alike", "frequent", "sounds_common",
)  # fmt: skip
"""Levels at which two names are one as wholes: of rows of one register less makes no duplicate."""


def whole_name(found: Sequence[Comparison]) -> str:
    """SQL: whether two names are one as wholes."""
    told = next(comparison.levels for comparison in found if comparison.name == "name")
    return f"coalesce({' or '.join(level.condition for level in told if level.name in WHOLE_NAME)}, false)"


def _conditions(found: Sequence[Comparison]) -> tuple[str, str]:
    """SQL: whether two rows of one register may be one thing, and whether something denies that two of any are.

    In one register they must bear one name, stand side by side and not be of two kinds, or share an identifier. Without
    a shared identifier another number, another quality ("upper", "lower"), another kind under half a name, or a kind
    that is mostly a part of the other's (a carved stone, a monastery) denies; and so do names that have nothing in
    common, however near both stand. Of two registers what stands far apart is two things where the places stated differ
    too (the Jewish cemeteries of two towns) or no whole name is shared.
    """
    told = {comparison.name: {level.name: level.condition for level in comparison.levels} for comparison in found}
    whole = whole_name(found)
    one_kind = "(kind_l = 0 or kind_r = 0 or kind_l & kind_r <> 0)"
    near = f"coalesce(metres <= {BESIDE_M}, false)"
    twice = f"identified or {one_kind} and ({near} or {told['place']['same_settlement']}) and ({whole})"
    numbers = f"numbers_l is not null and numbers_r is not null and not {told['number']['same']}"
    qualities = f"coalesce(list_has_any(qualities_l, opposed_r), false) and not {told['quality']['same']}"
    other_kind = f"not {one_kind} and kin_l & kind_r = 0"
    part_kind = "(parts_l & kind_r <> 0 or parts_r & kind_l <> 0)"
    kinds = f"{other_kind} and ({part_kind} or not ({whole}))"
    some = " or ".join(f"coalesce({told['name'][level]}, false)" for level in told["name"] if level != "different")
    names = f"named_l and named_r and not ({some})"
    (place,) = (comparison for comparison in found if comparison.name == "place")
    elsewhere = f"({case_of(place)}) = {[level.name for level in place.levels].index('different')}"
    far = f"register_l <> register_r and {APART} and (not ({whole}) or {elsewhere})"
    denied = f"coalesce(not identified and ({numbers} or {qualities} or {kinds} or {names} or {far}), false)"
    return f"coalesce({twice}, false)", denied


PART = """case
  when part_of_l = asset_r then 1 when part_of_r = asset_l then 2
  when kind_l & kind_r <> 0 then 0
  when register_l <> register_r and not ({extends_l} or {extends_r}) then 0
  when kind_l & parts_r <> 0 and ({near} or {extends_l}) then 1
  when parts_l & kind_r <> 0 and ({near} or {extends_r}) then 2
  when register_l <> register_r or not {near} then 0
  when {extends_l} or (tells_kind_l and kind_r = 0 and names is not null) then 1
  when {extends_r} or (tells_kind_r and kind_l = 0 and names is not null) then 2
  else 0 end""".format(
    extends_l="(holds_l and not holds_r and kind_l <> 0)",
    extends_r="(holds_r and not holds_l and kind_r <> 0)",
    near=f"coalesce(metres <= {PART_M}, false)",
)
"""Which of both is a part, 1 or 2: as a register states it, the smaller kind of two that stand together, or what is
named for the other ("Theatre of Palmyra")."""
