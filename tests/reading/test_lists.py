import pytest
from parsed import patients, scanned

from tutela.reading.lists import items


def listed(text: str) -> list[tuple[str, str]]:
    from parsed import sentence, words

    from tutela.reading.scanning import scan

    lines = text.split("\n")
    scans = [scan(at, sentence(line), words()) for at, line in enumerate(lines)]
    return [
        (str(item.scanned.sentence.parse[item.scanned.mentions[item.position].head]), item.intro.word.harm.value)
        for item in items(scans)
    ]


def test_items_suffer_what_their_intro_tells() -> None:
    text = "By May, 205 sites had been destroyed.\n88 religious sites, 18 monuments and 15 museums."
    assert listed(text) == [("sites", "destroyed"), ("monuments", "destroyed"), ("museums", "destroyed")]


def test_each_item_may_stand_on_a_line_of_its_own() -> None:
    text = "The following have been damaged:\n- 88 religious sites\n- 18 monuments"
    assert listed(text) == [("sites", "damaged"), ("monuments", "damaged")]


def test_a_count_without_an_intro_tells_no_harm() -> None:
    assert listed("The ministry looks after them.\n88 religious sites and 18 monuments.") == []


@pytest.mark.parametrize(
    "text",
    [
        "If the mosque were destroyed, the town would mourn.",
        "The earthquake damaged the mosque.",
        "The mosque must not be damaged.",
        "We call on both sides to spare the mosque.",
        "Several people were injured.",
    ],
)
def test_what_is_supposed_natural_or_human_is_no_harm(text: str) -> None:
    assert scanned(text).triggers == []


def test_a_mosque_that_must_have_been_hit_was_hit() -> None:
    assert ("mosque", "damaged") in patients("The mosque must have been damaged by a shell.")
