"""Dates of publication."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.sources.datelines import file_name_date, head_date, stated_date, url_date


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("date 2021-05-03 The chapel stands.", "2021-05-03"),
        ("Published 3 May 2021", "2021-05-03"),
        ("By Staff Writer on May 3, 2021", "2021-05-03"),
        ("3 May 2021 | Culture", "2021-05-03"),
        ("03.05.2021 10:40", "2021-05-03"),
        ("3 мая 2021 г., 10:40", "2021-05-03"),
        ("3 травня 2021 р.", "2021-05-03"),
        ("THE HAGUE, 3 May 2021 (Agency) - The court spoke.", "2021-05-03"),
        ("Le 3 mai 2021", "2021-05-03"),
        ("3 mai 2021", "2021-05-03"),
        ("٣ مايو ٢٠٢١", "2021-05-03"),
        ("3 آذار/مارس 2021", "2021-03-03"),
        ("2021年5月3日", "2021-05-03"),
        ("Society | May 2021", "2021-05"),
        ("PARIS, May 3. /AGENCY/. The body spoke.", None),
        ("The chapel was hit on 3 May 2021, the mayor told reporters on Monday.", None),
        ("1 January 1970", None),
        ("31 February 2021", None),
    ],
)
def test_date_lines_count_and_prose_does_not(line: str, value: str | None) -> None:
    found = head_date(f"Chapel hit\n\n{line}\n\nThe chapel stands.")
    assert (found.value if found else None) == value


def test_a_headline_is_about_its_date() -> None:
    assert head_date("The earthquake of 3 May 2021\n\nThe chapel stands.") is None


@given(st.text(max_size=200))
def test_any_text_gives_a_date_that_stands_in_it_or_none(text: str) -> None:
    found = head_date(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@given(st.dates(min_value=dt.date(1900, 1, 2), max_value=dt.date(2199, 1, 1)))
def test_every_day_is_read_back_from_its_forms(day: dt.date) -> None:
    iso = str(day)
    found = stated_date(iso)
    assert found is not None and found.value == iso
    assert file_name_date(f"chapel-{iso}.txt") == iso


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("report_2021-05-03_v2.txt", "2021-05-03"),
        ("20210503-chapel.html", "2021-05-03"),
        ("2021-05.txt", "2021-05"),
        ("chapel-2021-05-03-2021-06-04.txt", None),
        ("scan-99999999.txt", None),
        ("chapel.txt", None),
    ],
)
def test_dates_in_file_names(name: str, value: str | None) -> None:
    assert file_name_date(name) == value


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://example.org/2021/05/03/chapel", ("2021-05-03", "2021/05/03")),
        ("https://example.org/news/2021/5/chapel", ("2021-05", "2021/5")),
        ("https://example.org/news/20210503/x", ("2021-05-03", "20210503")),
        ("https://example.org/2021/99/03/chapel", None),
        ("https://example.org/chapel", None),
    ],
)
def test_dates_in_addresses(url: str, found: tuple[str, str] | None) -> None:
    assert url_date(url) == found
