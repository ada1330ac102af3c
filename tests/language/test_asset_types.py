"""Type words of registers."""

import pytest

from tutela.language.asset_types import asset_type, most_exact, nearest_type
from tutela.model.claims import AssetType


@pytest.mark.parametrize("kind", AssetType)
def test_every_type_is_a_word_for_itself(kind: AssetType) -> None:
    assert asset_type(kind.value) is kind


@pytest.mark.parametrize(
    ("words", "key", "kind"),
    [
        ("Мечеть", "", AssetType.MOSQUE),
        ("Մատուռ", "", AssetType.CHURCH),
        ("Türbə", "", AssetType.SHRINE),
        ("قلعة", "", AssetType.FORTIFICATION),
        ("Église", "", AssetType.CHURCH),
        ("Poslovni objekat, muzej", "", AssetType.MUSEUM),
        ("muslim", "religion", AssetType.MOSQUE),
        ("muslim", "", None),
        ("yes", "building", AssetType.HERITAGE),
        ("thingamajig", "", None),
    ],
)
def test_words_of_many_languages(words: str, key: str, kind: AssetType | None) -> None:
    assert asset_type(words, key) is kind


def test_the_exact_type_wins_and_order_decides_among_equals() -> None:
    assert most_exact([AssetType.MONUMENT, AssetType.MOSQUE, AssetType.CHURCH]) is AssetType.MOSQUE
    assert most_exact([AssetType.HERITAGE, AssetType.MONUMENT]) is AssetType.MONUMENT
    assert most_exact([]) is AssetType.HERITAGE


def test_a_slip_is_offered_its_word() -> None:
    assert nearest_type("chirch") == ("church", AssetType.CHURCH)
    assert nearest_type("thingamajig") is None
