import pytest
from parsed import scanned, sentence, wording, words

from tutela.model.claims import AssetType
from tutela.model.inventory import Asset, Name
from tutela.reading.candidates import KnownNames, MentionKind, mentions


def spans(text: str) -> list[str]:
    one = scanned(text)
    return [wording(text, one, at) for at, found in enumerate(one.mentions) if found.kind is not MentionKind.PRONOUN]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The dome of St Blaise was hit.", "dome of St Blaise"),
        ("A shell hit the Church of St George in the village.", "Church of St George"),
        ("Dozens of churches burned.", "Dozens of churches"),
        ("At least 65 of the 67 mosques were razed.", "65 of the 67 mosques"),
        ("Hundreds of monasteries, churches and shrines were lost.", "Hundreds of monasteries, churches and shrines"),
        ("The memorial to the victims of the war was smashed.", "memorial to the victims of the war"),
        ("The cross-stones were broken.", "cross-stones"),
        ("They stole the painting 'Night over Sarvan' from a flat.", "painting 'Night over Sarvan'"),
        ("They profaned the cemeteries belonging to the villagers.", "cemeteries belonging to the villagers"),
    ],
)
def test_a_mention_spans_the_full_name_or_description(text: str, span: str) -> None:
    assert span in spans(text)


def test_a_noun_before_a_person_only_modifies() -> None:
    one = scanned("The museum director spoke.")
    assert [found.modifier for found in one.mentions] == [True]


def test_types_come_from_the_head() -> None:
    kinds = {found.type for found in scanned("The monastery and the old bridge were hit.").mentions}
    assert kinds == {AssetType.MONASTERY, AssetType.BRIDGE}


def test_a_part_is_of_the_type_of_its_whole() -> None:
    (found,) = [m for m in scanned("A shell fell in the yard of the theatre.").mentions if m.part]
    assert found.type is AssetType.THEATRE


def test_a_group_of_several_kinds_is_heritage() -> None:
    found = next(m for m in scanned("Churches and mosques were shelled.").mentions if m.plural)
    assert found.type is AssetType.HERITAGE


def test_names_of_the_inventory_are_mentions_with_its_type() -> None:
    asset = Asset("ast_1", (Name("Kara Tepe"),), AssetType.ARCHAEOLOGICAL_SITE)
    parse = sentence("Looters dug at Kara Tepe.").parse
    found = mentions(parse, words(), KnownNames.of([asset]))
    assert [(m.first, m.last, m.type) for m in found if m.named] == [(3, 4, AssetType.ARCHAEOLOGICAL_SITE)]
