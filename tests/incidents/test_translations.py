"""Texts of two languages with the same figures in the same order."""

from tests.incidents.stories import claims_of, document, gathered
from tutela.incidents.facts import InOrder, Rarity, in_order
from tutela.model.documents import Document
from tutela.model.incidents import EdgeKind

ENGLISH = "On 12 March 2021 guns hit Saint Oskan Church in Shushi: 1,456 stones fell, 38 men and 17 boys came.\n"
GERMAN = (
    "Am 12. März 2021 trafen Geschütze die Kirche Saint Oskan in Shushi: 1.456 Steine fielen, 38 Männer, 17 Jungen.\n"
)
OTHER = "Am 17. Mai fielen 38 Steine der Kirche Saint Oskan in Shushi; 1.456 Menschen kamen, 12 im Jahr 2021.\n"


def translated(one: Document, other: Document) -> InOrder | None:
    return in_order(one, other, Rarity([one, other]))


def test_the_same_figures_in_order_are_shown_as_each_writes_them() -> None:
    one, other = document("a", "A", "2021-03-13", ENGLISH), document("b", "B", "2021-03-14", GERMAN, "de")
    found = translated(one, other)
    assert found is not None and found.share == 1.0
    assert [(a.exact, b.exact) for a, b in found.pairs][2] == ("1,456", "1.456")


def test_other_order_and_other_figures_tell_of_no_translation() -> None:
    one = document("a", "A", "2021-03-13", ENGLISH)
    assert translated(one, document("b", "B", "2021-03-14", OTHER, "de")) is None
    assert translated(one, document("b", "B", "2021-03-14", "Im Jahr 2021 kamen 38.\n", "de")) is None


def test_the_chain_draws_the_later_text_to_the_earlier() -> None:
    first, second = document("a", "A", "2021-03-13", ENGLISH), document("b", "B", "2021-03-14", GERMAN, "de")
    day = {"start": "2021-03-12", "end": "2021-03-12", "places": ["Shushi"]}
    stories = [
        (first, claims_of(first, {"asset": "Saint Oskan Church", **day})),
        (second, claims_of(second, {"asset": "Kirche Saint Oskan", **day})),
    ]
    (incident,) = gathered(stories)
    (edge,) = [edge for edge in incident.chain if edge.kind is EdgeKind.TRANSLATES]
    assert (edge.source, edge.target) == (second.id, first.id)
    assert edge.evidence[0].stands_in(second.text) and edge.evidence[1].stands_in(first.text)


def test_numbers_of_any_length_are_compared_and_tables_in_part() -> None:
    long = "9" * 5_000
    one = document("a", "A", "2021-03-13", f"{ENGLISH} {long} " + "10 " * 2_000)
    other = document("b", "B", "2021-03-14", f"{GERMAN} {long} " + "10 " * 2_000, "de")
    found = translated(one, other)
    assert found is not None and found.share == 1.0
    assert long in {words.exact for words, _ in found.pairs}
