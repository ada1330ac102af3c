"""Clustering by mean likeness, whatever the order."""

from hypothesis import given
from hypothesis import strategies as st

from tutela.model.clusters import clusters


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
