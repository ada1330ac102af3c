"""Pairs side by side: patterns weigh what the comparisons weigh pair by pair, and rows of one register must agree."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers_made import asset

from tutela.inventory.merging import match_assets, match_keys
from tutela.inventory.merging.candidates import load, pair_up
from tutela.inventory.merging.comparisons import MACROS, Comparison, Level, Odds, comparisons, packaged_odds
from tutela.inventory.merging.deciding import ONE_SET
from tutela.inventory.merging.learning import Patterns, Scope, learn
from tutela.inventory.merging.matching import connected
from tutela.inventory.merging.pairing import AGREEMENT, LEVEL_BITS, case_of, compare, levels_of, pair_columns
from tutela.inventory.merging.scoring import weigh
from tutela.model.inventory import Asset, MatchVerdict, Name

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, object]
NAMES = (
    "Gandzasar", "Գանձասար", "Gandzasar Monastery", "Upper Mirik Mosque", "Lower Mirik Mosque", "Mirik", "School No. 5",
    "School No. 7", "Theatre of Palmyra", "Palmyra", "تدمر", "Askeran", "Əsgəran qalası", "Saint Thomas", "Kilikia", "Cilicia",
)  # fmt: skip
KINDS = ("church", "mosque", "monastery", "heritage", "carved_stone", "museum")


@st.composite
def registers(draw: st.DrawFn) -> list[Asset]:
    """Two registers of a few assets, with some of what an asset may say."""
    made = []
    for number in range(draw(st.integers(2, 9))):
        more: dict[str, object] = {"built": draw(st.sampled_from(("", "1651", "10th century")))}
        more["country"] = draw(st.sampled_from(("", "Norland", "Sudland")))
        if draw(st.integers(0, 3)) == 0:
            more["identifiers"] = (("register", str(number)), ("wikidata", draw(st.sampled_from(("Q1", "Q2")))))
        corner = draw(st.sampled_from((None, (40.0, 46.0), (40.0, 46.001), (40.1, 46.05), (33.0, 12.0))))
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        kind, register = draw(st.sampled_from(KINDS)), draw(st.sampled_from(("north", "south")))
        made.append(asset(register, str(number), *names, kind=kind, at=corner, **more))
    return made


def paired(assets: Sequence[Asset]) -> "duckdb.DuckDBPyConnection":
    """A connection with the candidate pairs of these assets."""
    connection = connected()
    load(connection, match_keys(assets))
    pair_up(connection)
    return connection


def level_of(connection: "duckdb.DuckDBPyConnection", comparison: Comparison, pairs: str) -> dict[tuple[int, int], int]:
    """The level each pair meets, one comparison alone, every pair with a look at its letters where it needs one."""
    weak = "names is null and not (coalesce(sounds, 99) <= 10) and not (coalesce(folds, 99) <= 10)"
    halves = (pair_columns(pairs, f"not ({weak})", False), pair_columns(pairs, weak, True))
    found: dict[tuple[int, int], int] = {}
    for half in halves:
        rows = connection.execute(f"select a, b, {case_of(comparison)} from ({half})").fetchall()
        found |= {(a, b): level for a, b, level in rows}
    return found


@settings(max_examples=12, deadline=None)
@given(registers())
def test_a_pattern_weighs_what_the_comparisons_weigh_pair_by_pair(assets: list[Asset]) -> None:
    connection = paired(assets)
    connection.execute("create table kept as select * from pairs")
    found = weigh(connection, floor=-1e9)
    alone = {one.name: level_of(connection, one, "kept") for one in found}
    weighed = connection.execute(
        """select a, b, w.pattern, w.weight, p.* exclude (pattern, weight, across, probability) from weighed w
        join patterns p on p.pattern = w.pattern and across = (register_l <> register_r)"""
    )
    columns = [column[0] for column in weighed.description]
    rows: list[Row] = [dict(zip(columns, row, strict=True)) for row in weighed.fetchall()]
    assert len(rows) == connection.execute("select count(*) from kept").fetchall()[0][0]
    priors: dict[bool, set[float]] = {True: set(), False: set()}
    bits: dict[tuple[bool, str, int], set[float]] = {}
    register = dict(connection.execute("select i, register from asset_rows").fetchall())
    for row in rows:
        a, b = int(str(row["a"])), int(str(row["b"]))
        levels = {one.name: alone[one.name][a, b] for one in found}
        assert {one.name: row[f"at_{one.name}"] for one in found} == levels
        assert dict(zip(levels, levels_of(int(str(row["pattern"])), len(found)), strict=True)) == levels
        across = register[a] != register[b]
        said = {name: float(str(row[f"mw_{name}"])) for name, level in levels.items() if level >= 0}
        priors[across].add(round(float(str(row["weight"])) - sum(said.values()), 6))
        for name, weight in said.items():
            bits.setdefault((across, name, levels[name]), set()).add(round(weight, 6))
    connection.close()
    assert all(len(prior) <= 1 for prior in priors.values()), "whatever pair: the weight is its bits and one prior"
    assert all(len(weights) == 1 for weights in bits.values()), "a level weighs the same beside whatever others"


@given(st.lists(st.integers(-1, (1 << LEVEL_BITS) - 2), min_size=1, max_size=10))
def test_levels_survive_being_packed(levels: list[int]) -> None:
    pattern = sum((level + 1) << LEVEL_BITS * at for at, level in enumerate(levels))
    assert levels_of(pattern, len(levels)) == tuple(levels)


def test_every_comparison_fits_its_bits_and_all_fit_one_number() -> None:
    assert all(len(one.levels) < 1 << LEVEL_BITS for one in comparisons())
    assert LEVEL_BITS * len(comparisons()) <= 63


def test_every_level_has_packaged_odds_and_no_other_has() -> None:
    said = {one.name: [level.name for level in one.levels] for one in comparisons()}
    assert {name: sorted(levels) for name, levels in said.items()} == {
        name: sorted(levels) for name, levels in packaged_odds().items()
    }


TWO = (
    Comparison("name", "", (Level("alike", ""), Level("different", "ELSE"))),
    Comparison("kind", "", (Level("same", ""), Level("other", "ELSE"))),
)
ODDS = {
    "name": {"alike": Odds(0.8, 0.01), "different": Odds(0.2, 0.99)},
    "kind": {"same": Odds(0.7, 0.3), "other": Odds(0.3, 0.7)},
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-1, 1), st.integers(-1, 1)), min_size=1, max_size=80))
def test_learning_from_counted_patterns_is_learning_from_the_pairs(pairs: list[tuple[int, int]]) -> None:
    scope = Scope(across=True, pairs=4_000, one=30)
    counts = Counter(pairs)
    counted = Patterns(tuple(range(len(counts))), tuple(counts), tuple(map(float, counts.values())))
    singly = Patterns(tuple(range(len(pairs))), tuple(pairs), (1.0,) * len(pairs))
    (table, prior), (other_table, other_prior) = (learn(TWO, ODDS, scope, met) for met in (counted, singly))
    assert prior == pytest.approx(other_prior)
    for name, levels in table.items():
        assert {level: odds.m for level, odds in levels.items()} == pytest.approx(
            {level: odds.m for level, odds in other_table[name].items()}
        )


def test_one_round_of_learning_is_fellegi_and_sunters_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pairs, one round: the chance of each to be one thing by Bayes, the new m its share of these chances."""
    monkeypatch.setattr("tutela.inventory.merging.learning.ROUNDS", 1)
    scope = Scope(across=True, pairs=100, one=10)
    met = Patterns((0, 1), ((0, 0), (1, 1)), (6.0, 4.0))
    table, prior = learn(TWO, ODDS, scope, met)
    one = [count * 1 / (1 + 9 * u / m) for count, m, u in ((6.0, 0.8 * 0.7, 0.01 * 0.3), (4.0, 0.2 * 0.3, 0.99 * 0.7))]
    assert table["kind"]["same"].m == pytest.approx((one[0] + 40 * 0.7) / (sum(one) + 40))
    assert table["name"]["alike"].m == pytest.approx((one[0] + 40 * 0.8) / (sum(one) + 40))
    assert math.isclose(prior, (sum(one) + 40 * 0.1) / (100 + 40))


def alike(*names: Sequence[str]) -> MatchVerdict | None:
    """What is said of two rows of one register that stand 20 m apart under these names."""
    rows = [asset("north", f"n{at}", *given, at=(40.0 + at * 0.0002, 46.0)) for at, given in enumerate(names)]
    elsewhere = [asset("north", f"e{at}", f"Other{at * 7}", at=(42.0 + at / 9, 47.0)) for at in range(3)]
    found = [one for one in match_assets([*rows, *elsewhere]) if {one.one, one.other} == {row.id for row in rows}]
    return found[0].verdict if found else None


MOST = ("Dadivank", "Khutavank", "Vank Dadi", "Mirik", "Askeran")


@pytest.mark.parametrize(
    ("shared", "verdict"),
    [(5, MatchVerdict.SAME), (4, MatchVerdict.SAME), (2, MatchVerdict.POSSIBLE), (1, MatchVerdict.POSSIBLE)],
)
def test_rows_of_one_register_are_one_if_most_of_their_names_are(shared: int, verdict: MatchVerdict) -> None:
    others = ("Zarnava", "Lubkhet", "Gortem", "Pusnik", "Tamforo")
    assert (shared / 5 >= ONE_SET) == (verdict is MatchVerdict.SAME)
    assert alike(MOST, (*MOST[:shared], *others[shared:])) is verdict


def test_two_registers_need_no_such_agreement() -> None:
    ours = asset("north", "n1", *MOST, at=(40.0, 46.0))
    theirs = asset("south", "s1", MOST[0], at=(40.0002, 46.0))
    [found] = match_assets([ours, theirs])
    assert found.verdict is MatchVerdict.SAME


def agreement(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of names that two assets have together."""
    connection = paired([asset("north", "n1", *ours, at=(40.0, 46.0)), asset("north", "n2", *theirs, at=(40.0, 46.0))])
    connection.execute(MACROS)
    compare(connection, comparisons(), "pairs", "compared")
    return float(connection.execute("select agreement from compared").fetchall()[0][0])


def test_the_one_with_more_names_decides_how_many_agree() -> None:
    assert "greatest" in AGREEMENT
    assert agreement(MOST, MOST) == 1.0
    assert agreement(MOST, MOST[:1]) == agreement(MOST[:1], MOST) == pytest.approx(0.2)
    assert agreement(("Mirik",), ("Askeran",)) == 1.0, "with one name each there is nothing to count"
    assert agreement(("Qarabağ", "Zarnava"), ("Karabakh", "Zarnava")) >= 0.5


def test_short_vowels_left_out_do_not_deny_what_stands_side_by_side() -> None:
    for latin, arabic in (("Ma`wal", "مول"), ("Umm Surrah", "ومم سورره"), ("Rezaabad", "رضا أباد")):
        found = match_assets(
            [
                asset("north", "n1", latin, kind="mosque", at=(33.0, 44.0)),
                asset("south", "s1", arabic, kind="mosque", at=(33.001, 44.0)),
            ]
        )
        assert [one.verdict for one in found] == [MatchVerdict.SAME], latin
        assert "consonants" in " ".join(reason.sentence for reason in found[0].reasons)


def test_other_consonants_side_by_side_are_two_things() -> None:
    found = match_assets(
        [
            asset("north", "n1", "Mirik", kind="mosque", at=(33.0, 44.0)),
            asset("south", "s1", "تدمر", kind="mosque", at=(33.001, 44.0)),
        ]
    )
    assert not [one for one in found if one.verdict is MatchVerdict.SAME]


def test_what_is_named_for_a_place_is_no_rival_to_the_place() -> None:
    """The place lies farther off than what stands in it, as where one register gives it by its middle."""
    town = {"kind": "heritage", "kind_words": ("settlement",), "within": None}
    rome = asset("north", "n1", "Romula", at=(41.90, 12.48), **town)
    city = asset("south", "s1", "Romula", "Roma", at=(41.86, 12.50), **town)
    market = asset("south", "s2", "Forum Boarium (at Romula)", kind="heritage", at=(41.90, 12.48), within=None)
    said = {frozenset((one.one, one.other)): one for one in match_assets([rome, city, market])}
    assert said[frozenset((rome.id, city.id))].verdict is MatchVerdict.SAME
    other = said.get(frozenset((rome.id, market.id)))
    assert other is None or other.verdict is not MatchVerdict.SAME


def test_namesakes_of_two_towns_are_two_things() -> None:
    """The Jewish cemeteries of Sarajevo and Mostar bear one name that nothing else bears."""
    one, other = (
        asset(
            register,
            "1",
            "Jevrejsko groblje",
            kind="cemetery",
            at=at,
            settlements=(Name(town, used_by=register),),
        )
        for register, town, at in (("north", "Sarajevo", (43.85, 18.41)), ("south", "Mostar", (43.35, 17.81)))
    )
    assert not [found for found in match_assets([one, other]) if found.verdict is MatchVerdict.SAME]


def test_a_single_word_joins_nothing_far_away() -> None:
    one = asset("north", "n1", "Vraca Spomen Park", kind="monument", at=(43.85, 18.41))
    other = asset("south", "s1", "Partizansko Spomen Groblje", kind="monument", at=(43.35, 17.81))
    assert not [found for found in match_assets([one, other]) if found.verdict is MatchVerdict.SAME]
