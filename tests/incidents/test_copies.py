"""Winnowing: what is found is equal text, and nothing long enough is missed."""

from hypothesis import given
from hypothesis import strategies as st

from tests.incidents.stories import document
from tutela.incidents.copies import CROWD, GRAM, REPEATS, WINDOW, copied_passages
from tutela.language.names import fold

WORDS = st.lists(
    st.sampled_from(
        ["stone", "roof", "gate", "wall", "saint", "river", "hill", "monk", "bell", "tower", "north", "snow"]
    ),
    max_size=40,
)
SHARED = [f"shared{number}" for number in range(GRAM + WINDOW)]


@given(WORDS, WORDS, WORDS, WORDS)
def test_found_passages_are_equal_text(a: list[str], b: list[str], c: list[str], d: list[str]) -> None:
    first = document("one", "A", "2020", " ".join([*a, *SHARED, *b]))
    second = document("two", "B", "2020", ", ".join([*c, *SHARED, *d]))
    found = copied_passages([first, second])
    texts = {first.id: first.text, second.id: second.text}
    for copy in found:
        ours = texts[copy.first][copy.first_start : copy.first_end]
        theirs = texts[copy.second][copy.second_start : copy.second_end]
        assert fold(ours) == fold(theirs)
        assert len(fold(ours).split()) == copy.words >= GRAM
    assert any(copy.words >= len(SHARED) for copy in found)


def test_the_order_of_the_documents_changes_nothing() -> None:
    told = [document(name, name, "2020", " ".join(SHARED) + f" {name}") for name in ("one", "two", "three")]
    assert copied_passages(told) == copied_passages(told[::-1])
    assert len(copied_passages(told)) == 3


def test_a_stock_phrase_is_no_copy() -> None:
    first = document("one", "A", "2020", "The church was damaged in the shelling, officials said on Friday.")
    second = document("two", "B", "2020", "A school was damaged in the shelling of Monday.")
    assert copied_passages([first, second]) == ()


def test_a_wire_that_a_crowd_reprints_is_found_with_the_text_that_appeared_first() -> None:
    texts = [" ".join(SHARED) + f" {number}" for number in range(CROWD + 1)]
    told = [document(f"d{number}", "A", f"2020-01-{2 + number % 20:02}", text) for number, text in enumerate(texts)]
    first = document("wire", "Agency", "2020-01-01", " ".join(SHARED))
    found = copied_passages([*told, first])
    assert {copy.first for copy in found} | {copy.second for copy in found} == {one.id for one in (*told, first)}
    assert len(found) == len(told) and all(first.id in (copy.first, copy.second) for copy in found)


def test_only_the_documents_asked_for_are_compared() -> None:
    told = [document(f"d{number}", "A", "2020", " ".join(SHARED) + f" {number}") for number in range(3)]
    compared = {told[0].id, told[1].id}
    assert {(copy.first, copy.second) for copy in copied_passages(told, compared)} == {tuple(sorted(compared))}


def test_a_text_that_says_one_word_over_and_over_is_compared_at_few_places() -> None:
    told = [document(name, name, "2020", "church " * 5_000 + name) for name in ("one", "two")]
    found = copied_passages(told)
    assert max(copy.words for copy in found) == 5_000
    assert len(found) < 2 * REPEATS * REPEATS
