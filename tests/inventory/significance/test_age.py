import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.inventory.significance.age import oldest_year


@pytest.mark.parametrize(
    ("built", "year"),
    [
        ("9th-13th centuries; main building 1214", 900),
        ("first mentioned 976; renovated 17th century", 976),
        ("1st century BC to 14th century", -1),
        ("5th millennium BC to 18th century", -4001),
        ("Late Bronze to Early Iron Age", -1000),
        ("1683-1684 (inscription AH 1095)", 1683),
        ("h. 1307 (1889)", 1889),
        ("1920s", 1929),
        ("XII əsr", 1200),
        ("XIV–XVI вв.", 1400),
        ("II пол. XVIII ст.", 1800),
        ("конец XIX века", 1900),
        ("1980-е", 1989),
        ("17-րդ դար", 1700),
        ("القرن 12", 1200),
        ("12. Jh.", 1200),
        ("XVIe siècle", 1600),
        ("MÖ 3. yüzyıl", -201),
        ("19. yy", 1900),
        ("2nd millennium BC", -1001),
        ("medieval", 1500),
    ],
)
def test_the_oldest_part_is_never_older_than_the_words_allow(built: str, year: int) -> None:
    assert oldest_year(built) == year


@pytest.mark.parametrize("built", ["", "unknown", "by tradition very old", "inventory no. 342", "houses 12 and 14"])
def test_what_states_no_date_gives_none(built: str) -> None:
    assert oldest_year(built) is None


@given(st.text(max_size=60))
def test_any_text_is_read(built: str) -> None:
    year = oldest_year(built)
    assert year is None or -1_000_000 < year < 10_000
