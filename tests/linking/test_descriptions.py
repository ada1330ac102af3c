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
        ("15 музеїв", T.MUSEUM, "uk", True, False),
        ("несколько мечетей", T.MOSQUE, "ru", True, False),
        ("17th-century church", T.CHURCH, "en", False, False),
        ("dome of the mosque", T.MOSQUE, "en", False, True),
        ("قبة المسجد", T.MOSQUE, "ar", False, True),
        ("minarete inclinado", T.MOSQUE, "es", False, True),
        ("Bamiyan Buddhas", T.MONUMENT, "en", False, False),
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
