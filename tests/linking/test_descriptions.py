"""What the words for an asset say."""

import pytest

from tutela.linking.descriptions import describe, number_in
from tutela.model.claims import AssetType

T = AssetType
TEXT = "The old church and the Ghazanchetsots Cathedral stood. The al-Nuri mosque fell. Part of the haul is gone. Small objects were lost."


@pytest.mark.parametrize(
    ("words", "kind", "language", "many", "part"),
    [
        ("Ghazanchetsots Cathedral", T.CHURCH, "en", False, False),
        ("dozens of churches", T.CHURCH, "en", True, False),
        ("88 religious sites", T.HERITAGE, "en", True, False),
        ("Armenian heritage", T.HERITAGE, "en", True, False),
        ("Kanach Zham", T.HERITAGE, "en", False, False),
        ("15 музеїв", T.MUSEUM, "uk", True, False),
        ("несколько мечетей", T.MOSQUE, "ru", True, False),
        ("17th-century church", T.CHURCH, "en", False, False),
        ("dome of the mosque", T.MOSQUE, "en", False, True),
        ("قبة المسجد", T.MOSQUE, "ar", False, True),
        ("minarete inclinado", T.MOSQUE, "es", False, True),
        ("Bamiyan Buddhas", T.MONUMENT, "en", False, False),
        ("Dschuma-Moschee", T.MOSQUE, "de", False, False),
        ("moschee di Sarajevo", T.MOSQUE, "it", True, False),
        ("Great Dam of Marib", T.ARCHAEOLOGICAL_SITE, "en", False, False),
        ("museum of antiquities", T.MUSEUM, "en", False, False),
        ("museum to a thinker two countries call their own", T.MUSEUM, "en", False, False),
        ("متحف الآثار", T.MUSEUM, "ar", False, False),
        ("عدد من متاحف العاصمة", T.MUSEUM, "ar", True, False),
    ],
)
def test_one_many_or_part(words: str, kind: AssetType, language: str, many: bool, part: bool) -> None:
    told = describe(words, kind, TEXT, language)
    assert (told.many, told.part) == (many, part)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Ghazanchetsots Cathedral", True),
        ("old church", False),
        ("Part of the haul", False),
        ("Small objects", False),
        ("al-Nuri mosque", True),
    ],
)
def test_a_name_is_a_capital_that_the_sentence_does_not_explain(words: str, named: bool) -> None:
    told = describe(words, T.CHURCH, TEXT, "en", TEXT.index(words))
    assert bool(told.name) is named


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("152 sitios", 152.0),
        ("1,456 monuments", 1456.0),
        ("church of 1820", None),
        ("15th-century tomb", None),
        ("church", None),
    ],
)
def test_counts(words: str, number: float | None) -> None:
    assert number_in(words) == number


def test_a_word_that_opens_a_sentence_is_a_name_beside_a_kind_with_a_capital() -> None:
    text = "Devic Monastery burned. Historic monastery burned."
    assert describe("Devic Monastery", T.MONASTERY, text, "en", 0).name == {"devic"}
    assert not describe("Historic monastery", T.MONASTERY, text, "en", text.index("Historic")).name


def test_a_quality_written_small_is_no_name_and_a_dedication_is_one() -> None:
    text = "The white statue and the church of st. george fell."
    assert not describe("white statue", T.MONUMENT, text, "en").name
    assert describe("church of st. george", T.CHURCH, text, "en").name == {"word:george"}


@pytest.mark.parametrize(
    ("words", "language", "name"), [("Dschuma-Moschee", "de", "word:friday"), ("Tchornobyl", "fr", "chornobyl")]
)
def test_names_are_read_as_their_language_spells_them(words: str, language: str, name: str) -> None:
    assert name in describe(words, T.MOSQUE, words, language).name
