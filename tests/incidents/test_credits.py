"""Credit lines in many shapes and languages."""

import pytest

from tests.incidents.stories import document
from tutela.incidents.credits import credits_of, own_name

LINES = [
    ("Source: AFP. Reproduced in full.", ["AFP"]),
    ("(Basın taraması. Kaynak: Sabah. Metin gazeteye aittir.)", ["Sabah"]),
    ("Джерело: Укрінформ", ["Укрінформ"]),
    ("المصدر: رويترز", ["رويترز"]),
    ("Mənbə: Report", ["Report"]),
    ("Septembre 2025 · Source : Le Figaro · Résumé", ["Le Figaro"]),
    ("SANAA, June 12 (Reuters) - A blast shook the old town.", ["Reuters"]),
    ("PARÍS, 23 jun (Télam/AFP).- La Unesco dijo", ["Télam", "AFP"]),
    ("Женева/Париж (дпа) – Обектите", ["дпа"]),
    ("(Reuters/AFP)", ["Reuters", "AFP"]),
    ("dvv/fb (AFP, dpa, Reuters)", ["AFP", "dpa", "Reuters"]),
    ("First published by The Art Newspaper.", ["The Art Newspaper"]),
    ("Text by: RFI with AFP", ["AFP"]),
    ("The source of the river lies in the hills.", []),
    ("He said: the church (built in 1820) stood for long.", []),
    ("(With inputs from agencies.)", []),
]


@pytest.mark.parametrize(("line", "names"), LINES)
def test_a_credit_line_names_whose_report_it_is(line: str, names: list[str]) -> None:
    told = document("one", "Some Paper", "2020", f"A title\n\n{line}\n\nThe text goes on.")
    found = credits_of(told)
    assert [credit.name for credit in found] == names
    assert all(credit.words is not None and credit.words.stands_in(told.text) for credit in found)


def test_a_publisher_may_carry_the_credit_in_its_name() -> None:
    told = document("one", "Kyiv Post (Ukrinform)", "2020", "A text.")
    assert [(credit.name, credit.words) for credit in credits_of(told)] == [("Ukrinform", None)]
    assert own_name("Kyiv Post (Ukrinform)") == "Kyiv Post"
    assert own_name("Kyiv Post") == "Kyiv Post"
