import pytest

from tutela.model.errors import RulingRefused
from tutela.review.persons import check_name, same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", " ann  LEE "),
        ("Ann Lee", "Lee, Ann"),
        ("José Peña", "Jose Pena"),
        ("Ann Lee", "Аnn Lee"),  # Cyrillic А
        ("Ａｎｎ Lee", "Ann Lee"),
    ],
)
def test_one_person_writing_in_two_ways_is_one_person(one, other):
    assert same_person(one, other)


def test_two_persons_are_two():
    assert not same_person("Ann Lee", "Anna Lee")
    assert not same_person("Արամ", "Արմեն")


@pytest.mark.parametrize("name", ["", "  ", "--", "7"])
def test_nobody_cannot_rule(name):
    with pytest.raises(RulingRefused, match="--by"):
        check_name(name)
