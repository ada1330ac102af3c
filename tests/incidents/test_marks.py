"""Rare values and errors that two texts share and most others do not."""

from tests.incidents.stories import claims_of, document
from tutela.incidents.marks import Marks
from tutela.model.claims import Claim
from tutela.model.documents import Document


def told(name: str, asset: str, day: str, more: str = "") -> tuple[Document, tuple[Claim, ...]]:
    paper = document(name, name, "2020-10-09", f"{asset} in Shushi was hit.\n{more}\n")
    return paper, claims_of(paper, {"asset": asset, "start": day, "end": day, "places": ["Shushi"]})


def marks_of(stories: list[tuple[Document, tuple[Claim, ...]]]) -> Marks:
    return Marks([paper for paper, _ in stories], [claim for _, claims in stories for claim in claims])


def test_a_misspelt_name_and_a_wrong_day_betray_a_common_source() -> None:
    right = [told(name, "Ghazanchetsots Cathedral", "2020-10-08") for name in "abcd"]
    wrong = [told(name, "Ghazenchetsots Cathedral", "2020-10-18") for name in "xy"]
    marks = marks_of(right + wrong)
    (first, _), (second, _) = wrong
    found = marks.shared(first.id, second.id)
    assert all(mark.error for mark in found)
    assert {mark.sentence for mark in found} == {
        "“Ghazenchetsots” is spelt so in 2 of 6 texts, “Ghazanchetsots” in most",
        "2020-10-18 is given as the day in 2 of 6 texts, 2020-10-08 in most",
    }
    assert marks.sharing(first.id) == {second.id}
    assert marks.shared(right[0][0].id, right[1][0].id) == () and marks.sharing(right[0][0].id) == frozenset()


def test_a_number_few_give_is_rare_but_no_error() -> None:
    stories = [told(name, "Saint Oskan Church", "2020-10-08", "Of 1,456 books none is left.") for name in "ab"]
    stories += [told(name, "Saint Oskan Church", "2020-10-08") for name in "cde"]
    marks = marks_of(stories)
    (found,) = marks.shared(stories[0][0].id, stories[1][0].id)
    assert found.sentence == "the number 1456 stands in 2 of 5 texts" and not found.error
    assert marks.sharing(stories[0][0].id) == frozenset()


def test_of_three_texts_nothing_is_known_to_be_rare() -> None:
    stories = [told("a", "Saint Oskan Church", "2020-10-08"), told("b", "Saint Osken Church", "2020-10-18")]
    marks = marks_of([*stories, told("c", "Saint Osken Church", "2020-10-18")])
    assert marks.shared(*(paper.id for paper, _ in stories)) == ()
