"""Clustering by mean likeness, whatever the order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.clusters import clusters, clusters_in


def test_a_chain_of_weak_ties_does_not_pull_everything_together() -> None:
    scores = {(0, 1): 3.0, (1, 2): 0.5, (2, 3): 3.0}
    assert clusters(4, scores, missing=-1.0) == [[0, 1], [2, 3]]


def test_what_nothing_joins_stays_alone() -> None:
    assert clusters(3, {(0, 1): -1.0}, missing=-1.0) == [[0], [1], [2]]


@given(st.integers(2, 8), st.data())
def test_renaming_the_items_renames_the_clusters(count: int, data: st.DataObject) -> None:
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    values = data.draw(st.lists(st.sampled_from([-2.0, -1.0, 0.5, 1.0, 3.0]), min_size=len(pairs), max_size=len(pairs)))
    order = data.draw(st.permutations(range(count)))
    scores = dict(zip(pairs, values, strict=True))
    renamed = {(min(order[a], order[b]), max(order[a], order[b])): value for (a, b), value in scores.items()}
    expected = {frozenset(order[item] for item in group) for group in clusters(count, scores, -1.0)}
    assert {frozenset(group) for group in clusters(count, renamed, -1.0)} == expected


def test_what_must_stand_apart_is_not_joined_through_a_third() -> None:
    scores = {(0, 1): 3.0, (1, 2): 2.0, (0, 2): 2.0}
    assert clusters(3, scores, missing=-1.0, apart=[(2, 0)]) == [[0, 1], [2]]


def test_of_a_tie_the_judged_one_leaves() -> None:
    scores = {(0, 1): 1.0, (0, 2): 1.0, (1, 2): 1.0}
    assert clusters(3, scores, missing=-1.0, apart=[(0, 2)]) == [[0], [1, 2]]


def test_what_must_stand_together_brings_its_groups_along() -> None:
    scores = {(0, 1): 1.0, (2, 3): 1.0}
    assert clusters(4, scores, missing=-5.0, together=[(3, 0)]) == [[0, 1, 2, 3]]


def test_groups_are_made_anew_where_whole_ones_may_not_be_joined() -> None:
    scores = {(0, 1): 1.0, (2, 3): 1.0}
    assert clusters(4, scores, missing=-5.0, together=[(0, 2)], apart=[(3, 0)]) == [[0, 1, 2], [3]]


@given(st.integers(2, 7), st.data())
def test_constraints_hold_in_any_order(count: int, data: st.DataObject) -> None:
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    values = data.draw(st.lists(st.sampled_from([-2.0, 0.5, 1.0, 3.0]), min_size=len(pairs), max_size=len(pairs)))
    apart = data.draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True))
    together = [pair for pair in data.draw(st.lists(st.sampled_from(pairs), max_size=3)) if pair not in apart]
    order = data.draw(st.permutations(range(count)))
    scores = dict(zip(pairs, values, strict=True))
    found = clusters(count, scores, -1.0, together, apart)
    home = {item: number for number, group in enumerate(found) for item in group}
    assert sorted(home) == list(range(count))
    assert all(home[a] != home[b] for a, b in apart)
    assert all(home[a] == home[b] for a, b in together) or apart
    renamed = {(min(order[a], order[b]), max(order[a], order[b])): value for (a, b), value in scores.items()}
    turned = ([(order[a], order[b]) for a, b in ruled] for ruled in (together, apart))
    assert {frozenset(group) for group in clusters(count, renamed, -1.0, *turned)} == {
        frozenset(order[item] for item in group) for group in found
    }


@given(st.integers(2, 8), st.data())
def test_a_full_table_gives_what_its_pairs_give(count: int, data: st.DataObject) -> None:
    spots = [(a, b) for a in range(count) for b in range(a + 1, count)]
    values = data.draw(st.lists(st.sampled_from([-2.0, -0.5, 0.5, 1.0]), min_size=len(spots), max_size=len(spots)))
    some = st.lists(st.sampled_from(spots), max_size=2)
    together, apart = data.draw(some), data.draw(some)
    table = np.zeros((count, count))
    for (a, b), value in zip(spots, values, strict=True):
        table[a, b] = table[b, a] = value
    found = clusters_in(table, together, apart)
    assert sorted(found) == sorted(clusters(count, dict(zip(spots, values, strict=True)), -1.0, together, apart))
