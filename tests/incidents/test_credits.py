"""Credit lines in many shapes and languages."""

import pytest

from tests.incidents.stories import claims_of, document, gathered
from tutela.incidents.credits import credits_of, own_name
from tutela.model.incidents import EdgeKind

LINES = [
    ("Source: AFP. Reproduced in full.", ["AFP"]),
    ("(Basın taraması. Kaynak: Sabah. Metin gazeteye aittir.)", ["Sabah"]),
    ("Джерело: Укрінформ", ["Укрінформ"]),
    ("المصدر: رويترز", ["رويترز"]),
    ("Mənbə: Report", ["Report"]),
    ("Source: azernews.az", ["azernews.az"]),
    ("Kaynak: www.sabah.com.tr. Metin gazeteye aittir.", ["www.sabah.com.tr"]),
    ("Septembre 2025 · Source : Le Figaro · Résumé", ["Le Figaro"]),
    ("SANAA, June 12 (Reuters) - A blast shook the old town.", ["Reuters"]),
    ("PARÍS, 23 jun (Télam/AFP).- La Unesco dijo", ["Télam", "AFP"]),
    ("Женева/Париж (дпа) – Обектите", ["дпа"]),
    ("(Reuters/AFP)", ["Reuters", "AFP"]),
    ("dvv/fb (AFP, dpa, Reuters)", ["AFP", "dpa", "Reuters"]),
    ("First published by The Art Newspaper.", ["The Art Newspaper"]),
    ("Text by: RFI with AFP", ["AFP"]),
    ("H/T Hill Radio for the find.", ["Hill Radio"]),
    ("Look at this wall. h/t @hill_radio", ["hill_radio"]),
    ("Footage via Hill Radio.", ["Hill Radio"]),
    ("The wall lies in the nave (via Hill Radio).", ["Hill Radio"]),
    ("As Hill Radio reported, the nave burned.", ["Hill Radio"]),
    ("The nave burned, as first reported by Hill Radio.", ["Hill Radio"]),
    (
        "The shells came at night and left a hole as wide as a door in the northern wall of the nave, where the oldest "
        "of the carved stones had stood since the church was built, Hill Radio reports.",
        ["Hill Radio"],
    ),
    ("The video came via Telegram.", []),
    ("Footage via Telegram.", []),
    ("Images via Wikimedia Commons.", []),
    ("The picture was sent (via Telegram channels).", []),
    ("The convoy came via the Lachin road.", []),
    ("The convoy went home (via the Lachin road).", []),
    ("As the ministry reported, the nave burned.", []),
    ("As Armenia reported, the nave burned.", []),
    ("The shelling went on, he reports.", []),
    ("The court heard two reports.", []),
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


@pytest.mark.parametrize(("speakers", "kind"), [([], EdgeKind.CREDITS), (["Hill Radio"], EdgeKind.CITES)])
def test_a_name_in_a_sentence_is_credited_once(speakers: list[str], kind: EdgeKind) -> None:
    church = {"asset": "Church of Saint Oskan", "places": ["Shushi"]}
    told = document("one", "Hill Radio", "2020-10-09", "The Church of Saint Oskan in Shushi was hit.\n")
    text = "As Hill Radio reported, shells fell on the Church of Saint Oskan in Shushi.\n"
    again = document("two", "Morning Post", "2020-10-10", text)
    (incident,) = gathered(
        [(told, claims_of(told, church)), (again, claims_of(again, {**church, "attribution": speakers}))]
    )
    edges = [edge for edge in incident.chain if edge.kind in (EdgeKind.CREDITS, EdgeKind.CITES)]
    assert {(edge.kind, edge.evidence[0].exact) for edge in edges} == {(kind, "Hill Radio")}
