import pytest
from parsed import scanned, words

from tutela.language.vocabulary import Strength
from tutela.model.claims import Harm
from tutela.reading.states import graded


def grades(text: str) -> set[Harm]:
    one = scanned(text)
    mention = next(mention for mention in one.mentions if mention.type)
    strong = (trigger for trigger in one.triggers if trigger.word.strength is Strength.STRONG)
    return {graded(one.sentence.parse, trigger, mention, trigger.word.harm, words()) for trigger in strong}


@pytest.mark.parametrize(
    "text",
    [
        "About 200 churches were destroyed or damaged.",
        "The church was partly destroyed by the bombing.",
        "The raid destroyed part of the mosque.",
    ],
)
def test_what_leaves_something_standing_is_damage(text: str) -> None:
    assert grades(text) == {Harm.DAMAGED}


@pytest.mark.parametrize(
    "text",
    ["The mosque was destroyed.", "Twenty churches were fully or partially destroyed.", "The library was torched."],
)
def test_the_rest_is_destruction(text: str) -> None:
    assert grades(text) == {Harm.DESTROYED}


def test_what_may_yet_fall_is_threatened() -> None:
    assert grades("The damaged cathedral may yet crumble.") >= {Harm.THREATENED}


@pytest.mark.parametrize(
    "text",
    [
        "The mosque is to be razed in March.",
        "The mosque will be demolished.",
        "The militia vowed to come back and raze the mosque.",
        "The council approved the demolition of the mosque.",
        "The governor ordered that the mosque be demolished.",
        "There is a risk of destruction of the mosque.",
    ],
)
def test_what_is_planned_ordered_or_feared_is_threatened(text: str) -> None:
    assert grades(text) >= {Harm.THREATENED}
    assert Harm.DESTROYED not in grades(text)


def test_a_toppled_gravestone_is_desecrated() -> None:
    assert grades("Two headstones were knocked over and smashed.") == {Harm.DESECRATED}


def test_damage_beyond_repair_is_destruction() -> None:
    assert grades("The museum was damaged beyond repair.") == {Harm.DESTROYED}
