"""Columns by their names."""

import pytest

from tutela.model.errors import InputError
from tutela.sources.columns import check_overrides, field_of, language_code


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Name", "name"),
        ("NAME_EN", "name:en"),
        ("name:sr-Latn", "name:sr-Latn"),
        ("alt_name:mk", "other_names:mk"),
        ("English name ", "name:en"),
        ("Name (Armenian)", "name:hy"),
        ("Назва", "name"),
        ("Назва (українська)", "name:uk"),
        ("Անուն", "name"),
        ("Adı", "name"),
        ("ADI", "name"),
        ("İl", "district"),
        ("اسم", "name"),
        ("Широта", "lat"),
        ("Enlem", "lat"),
        ("itemLabel.value", "name"),
        ("item.value", "wikidata"),
        ("coordinate_precision_m", "precision_m"),
        ("building", "type:building"),
        ("wof_id", "identifier:whosonfirst"),
        ("name:etymology", ""),
        ("name_norm", ""),
        ("colour", ""),
        ("", ""),
    ],
)
def test_columns_in_several_languages(column: str, field: str) -> None:
    assert field_of(column) == field


@pytest.mark.parametrize("given", [{"Bezeichnug": "name:de"}, {"Bezeichnung": "nome"}, {"Bezeichnung": "lat:de"}])
def test_an_override_that_cannot_be_says_what_could(given: dict[str, str]) -> None:
    with pytest.raises(InputError) as error:
        check_overrides(given, ["Bezeichnung", "lat"])
    assert "Bezeichnung" in error.value.remedy or "name" in error.value.remedy


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("eng", "en"),
        ("Armenian", "hy"),
        ("azərbaycanca", "az"),
        ("sw", "sw"),
        ("und", ""),
        ("", ""),
    ],
)
def test_languages_by_code_and_name(word: str, code: str) -> None:
    assert language_code(word) == code
