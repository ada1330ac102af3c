"""Figures and names that two texts give in one order."""

import itertools

from tests.incidents.planted import plant
from tests.incidents.stories import document
from tutela.incidents.facts import Rarity, figures_in, in_order, may_be_in_order, names_in

FIRST = "At 14:20 shells fell on Gandzak.\nOf 1,456 books 38 were saved.\nMayor Davtyan counted 17 men.\n"
RETOLD = "Mayor Davtyan counted 17 men in the yard.\nIt began at 14:20.\nOnly 38 of 1456 books are left.\n"
IN_RUSSIAN = "В 14:20 снаряды упали на Гандзак.\nИз 1 456 книг спасли 38.\nМэр Давтян насчитал 17 человек.\n"
OTHER = "Guns fired 12 rounds on Monday.\nSome 90 people live there.\nThe 1987 roof held.\n"


def test_times_of_day_and_numbers_are_read_alike_however_they_are_written() -> None:
    assert [sign.value for sign in figures_in("14:20, 1.456 and ١٤٥٦, but not 7")] == ["1420:", "1456", "1456"]


def test_names_are_compared_by_their_consonants_across_scripts() -> None:
    ours, theirs = ({sign.value for sign in names_in(text)} for text in (FIRST, IN_RUSSIAN))
    assert len(ours & theirs) == 2


def test_the_same_figures_in_another_order_are_no_retelling() -> None:
    one, other = document("a", "A", "2021-03-13", FIRST), document("b", "B", "2021-03-14", RETOLD)
    third = document("c", "C", "2021-03-14", FIRST.replace("shells fell", "there was fire"))
    rarity = Rarity([one, other, third])
    assert in_order(one, other, rarity) is None
    found = in_order(one, third, rarity)
    assert found is not None and found.share == found.back == 1.0
    assert all(ours.stands_in(one.text) and theirs.stands_in(third.text) for ours, theirs in found.pairs)


def test_what_every_text_gives_tells_nothing() -> None:
    texts = [document(name, name, "2021-03-13", FIRST) for name in "abcdefghij"]
    rare = Rarity([texts[0], texts[1], *(document(name, name, "2021-03-13", OTHER) for name in "uvwxyz")])
    common = Rarity(texts)
    assert rare.of("38") > 2 * common.of("38") > 0
    assert Rarity(texts, copies=[(one.id, texts[0].id) for one in texts[1:]]).of("38") > common.of("38")
    assert Rarity(texts, years=("38",)).of("38") == 0


def test_of_a_text_that_names_the_other_little_is_enough() -> None:
    one = document("a", "A", "2021-03-13", "The church burned.\nSome 215 people hid in the cellar.\n")
    other = document("b", "B", "2021-03-14", "L'église a brûlé.\n215 habitants étaient dans la cave.\n", "fr")
    rarity = Rarity([one, other])
    assert in_order(other, one, rarity) is None
    assert in_order(other, one, rarity, named=True) is not None


def test_texts_that_are_not_compared_in_order_have_nothing_in_order() -> None:
    texts = plant(3, 1).documents
    rarity, left = Rarity(texts), 0
    for one, other in itertools.combinations(texts, 2):
        if not may_be_in_order(one, other, rarity):
            left += 1
            assert not any(
                in_order(*pair, rarity, named) for pair in ((one, other), (other, one)) for named in (False, True)
            )
    assert 0 < left < len(texts) * (len(texts) - 1) // 2
