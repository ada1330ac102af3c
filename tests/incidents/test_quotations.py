"""Quotations that two texts share."""

from tests.incidents.stories import document
from tutela.incidents.quotations import quotations_in, shared_quotation

SAID = "We kept no troops in the old town, 34 inspectors can confirm that"


def test_every_usage_of_quotation_marks_counts_and_titles_do_not() -> None:
    text = f'“{SAID}”\n«{SAID}»\n„{SAID}“\n"{SAID}"\n“cultural genocide”\n'
    found = quotations_in(text)
    assert [text[one.start : one.end] for one in found] == [SAID] * 4


def test_a_quotation_is_known_again_word_for_word_and_cut() -> None:
    one = document("a", "A", "2021-03-13", f"All is lost. “{SAID},” the mayor said.\n")
    whole = document("b", "B", "2021-03-14", f"The mayor was sure: «{SAID}».\n")
    cut = document("c", "C", "2021-03-14", "“We kept no troops in the old town,” said the mayor.\n")
    found, part = shared_quotation(one, whole), shared_quotation(one, cut)
    assert found is not None and found.score == 1.0
    assert found.evidence[0].exact.startswith("We kept no troops") and found.evidence[1].stands_in(whole.text)
    assert part is not None and 0.5 < part.score < 1.0 and "8" in part.sentence


def test_across_languages_speaker_figures_and_names_in_order_tell() -> None:
    one = document("a", "A", "2021-03-13", "“On 12 May Gandzak counted 340 dead,” the prosecutor said.\n")
    other = document("b", "B", "2021-03-14", "«Гандзак: 12 мая было 340 погибших», — заявил прокурор.\n", "ru")
    turned = document("c", "C", "2021-03-14", "«Было 340 погибших к 12 мая», — заявил прокурор.\n", "ru")
    neighbour = document("d", "D", "2021-03-14", "«Гандзак: 12 мая было 340 погибших», — сказал сосед.\n", "ru")
    found = shared_quotation(one, other)
    assert found is not None and found.score == 0.5
    assert shared_quotation(one, turned) is None
    assert shared_quotation(one, neighbour) is None
