"""Matches and rulings -> assets: nothing lost, nothing glued again that a person split."""

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st
from registers_made import asset

from tutela.inventory.merging import conflicts, conflicts_told, merged
from tutela.inventory.merging.joining import grouped
from tutela.model.inventory import Match, MatchVerdict
from tutela.model.reasons import Reason
from tutela.model.rulings import Pair


def match(one: str, other: str, weight: float = 5.0, verdict: MatchVerdict = MatchVerdict.SAME) -> Match:
    a, b = sorted((one, other)) if verdict is not MatchVerdict.PART else (one, other)
    return Match(f"mat_{a}_{b}", a, b, verdict, weight, 0.9, (Reason("name", "alike", weight),))


def ruled(one: str, other: str, same: bool) -> Pair:
    return Pair("asset", one, other, same, f"rul_{one}_{other}")


IDS = [f"ast_{letter}" for letter in "abcdefgh"]
PAIRS = list(itertools.combinations(IDS, 2))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PAIRS), st.floats(0.5, 20)), max_size=14),
    st.lists(st.sampled_from(PAIRS), max_size=4, unique=True),
    st.randoms(use_true_random=False),
)
def test_what_a_person_split_stays_split_whatever_comes_later(
    found: list[tuple[tuple[str, str], float]], split: list[tuple[str, str]], chance: random.Random
) -> None:
    matches = [match(*pair, weight) for pair, weight in found]
    chance.shuffle(matches)
    rulings = [ruled(*pair, same=False) for pair in split]
    for upto in range(len(matches) + 1):
        groups = grouped(IDS, matches[:upto], rulings)
        assert sorted(itertools.chain(*groups)) == IDS
        home = {member: number for number, group in enumerate(groups) for member in group}
        assert all(home[one] != home[other] for one, other in split)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PAIRS), st.integers(1, 12)), max_size=12, unique_by=lambda pair: pair[0]),
    st.lists(st.tuples(st.sampled_from(PAIRS), st.booleans()), max_size=4, unique_by=lambda pair: pair[0]),
    st.randoms(use_true_random=False),
)
def test_no_order_of_matches_and_rulings_decides(
    found: list[tuple[tuple[str, str], int]], said: list[tuple[tuple[str, str], bool]], chance: random.Random
) -> None:
    matches = [match(*pair, weight) for pair, weight in found]
    rulings = [ruled(*pair, same=same) for pair, same in said]
    before = {frozenset(group) for group in grouped(IDS, matches, rulings)}
    chance.shuffle(matches)
    chance.shuffle(rulings)
    ids = IDS[:]
    chance.shuffle(ids)
    assert {frozenset(group) for group in grouped(ids, matches, rulings)} == before


def test_people_join_what_no_match_does_and_undoing_parts_it_again() -> None:
    assert grouped(["a", "b"], [], [ruled("a", "b", True)]) == [["a", "b"]]
    assert grouped(["a", "b"], [], []) == [["a"], ["b"]]


def test_nothing_of_a_register_is_lost_and_who_says_what_is_kept() -> None:
    one = asset("north", "n1", "Karmir Vank", kind="monastery", at=(40.1, 46.1), within=500.0, built="10th century")
    other = asset(
        "south", "s1", "Qırmızı kilsə", kind="church", at=(40.2, 46.1), within=50.0, built="1651", notes="ruin"
    )
    [made] = merged([one, other], [match(one.id, other.id)])
    assert made.id == min(one.id, other.id)
    assert made.absorbed == (max(one.id, other.id),)
    assert {name.text for name in made.names} == {"Karmir Vank", "Qırmızı kilsə"}
    assert {name.used_by for name in made.names} == {"north", "south"}
    assert set(made.entries) == {*one.entries, *other.entries}
    assert set(made.identifiers) == {("register", "n1"), ("register", "s1")}
    assert made.position == other.position, "the better known position, not the middle"
    assert made.notes == "ruin"
    said = conflicts(made)
    assert set(said) == {"type", "position", "built"}
    assert {(stated.value, stated.register) for stated in said["built"]} == {
        ("10th century", "north"),
        ("1651", "south"),
    }
    assert conflicts_told(made)["built"] == "1651 (south) / 10th century (north)", "the chosen value first"


def test_values_that_differ_behind_a_bracket_differ() -> None:
    one = asset("north", "n1", "Karmir Vank", built="1651 (inscription)")
    other = asset("south", "s1", "Karmir Vank", built="1651 (tradition)")
    [made] = merged([one, other], [match(one.id, other.id)])
    said = set(conflicts_told(made)["built"].split(" / "))
    assert said == {"1651 (inscription) (north)", "1651 (tradition) (south)"}


def test_a_part_points_to_what_its_whole_has_become() -> None:
    whole, twin = asset("north", "n1", "Dadivank"), asset("south", "s1", "Xudavəng")
    part = asset("north", "n2", "Khachkar", kind="carved_stone", part_of=whole.id)
    assets = {one.id: one for one in merged([whole, twin, part], [match(whole.id, twin.id)])}
    assert len(assets) == 2
    assert assets[part.id].part_of == min(whole.id, twin.id)


def test_a_proposed_part_holds_unless_a_person_says_otherwise() -> None:
    whole, part = asset("north", "n1", "Dadivank"), asset("north", "n2", "Khachkar", kind="carved_stone")
    proposed = [match(part.id, whole.id, verdict=MatchVerdict.PART)]
    assert {one.id: one.part_of for one in merged([whole, part], proposed)}[part.id] == whole.id
    ruling = [ruled(part.id, whole.id, same=False)]
    assert {one.id: one.part_of for one in merged([whole, part], proposed, ruling)}[part.id] is None
