"""The date grammar: expressions a newsroom writes, each with what it may be taken to mean and nothing more."""

import datetime as dt

import pytest
from date_tables import table, told
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.date_words import date_words
from tutela.language.dates import date_in_file_name, find_dates

PUBLISHED = "2020-11-27"  # a Friday

NONE = (None, None)

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
on Thursday | 2020-11-26 | 2020-11-26 | relative
on Friday | 2020-11-27 | 2020-11-27 | relative
Saturday night | 2020-11-21 | 2020-11-21 | relative
Monday morning | 2020-11-23 | 2020-11-23 | relative
last Friday | 2020-11-20 | 2020-11-20 | relative
this past Sunday | 2020-11-22 | 2020-11-22 | relative
next Monday | 2020-11-30 | 2020-11-30 | relative
since Tuesday | 2020-11-24 | 2020-11-27 | since
today | 2020-11-27 | 2020-11-27 | relative
this morning | 2020-11-27 | 2020-11-27 | relative
yesterday | 2020-11-26 | 2020-11-26 | relative
overnight | 2020-11-26 | 2020-11-27 | relative
last night | 2020-11-26 | 2020-11-27 | relative
this week | 2020-11-23 | 2020-11-27 | relative
earlier this week | 2020-11-23 | 2020-11-27 | relative
earlier this month | 2020-11 | 2020-11-27 | relative
this year | 2020 | 2020-11-27 | relative
last week | 2020-11-16 | 2020-11-22 | relative
last month | 2020-10 | 2020-10 | relative
last year | 2019 | 2019 | relative
next month | 2020-12 | 2020-12 | relative
early last month | 2020-10-01 | 2020-10-10 | relative
late last year | 2019-09 | 2019-12 | relative
early this year | 2020-01 | 2020-04 | relative
three days ago | 2020-11-24 | 2020-11-24 | relative
two weeks ago | 2020-11-10 | 2020-11-16 | relative
a week ago | 2020-11-17 | 2020-11-23 | relative
two months ago | 2020-09 | 2020-09 | relative
about ten years ago | 2010 | 2010 | relative
30 years ago | 1990 | 1990 | relative
two decades ago | 2000 | 2009 | relative
forty years ago today | 1980-11-27 | 1980-11-27 | relative
two months ago today | 2020-09 | 2020-09 | relative
on 14 March last year | 2019-03-14 | 2019-03-14 | relative
in late March of last year | 2019-03-21 | 2019-03-31 | relative
in August this year | 2020-08 | 2020-08 | relative
on Christmas Eve | 2019-12-24 | 2019-12-24 | day
on New Year's Day 1944 | 1944-01-01 | 1944-01-01 | day
in the past two weeks | 2020-11-13 | 2020-11-27 | relative
over the last three months | 2020-08 | 2020-11-27 | relative
during the past five years | 2015 | 2020-11-27 | relative
in recent days | - | 2020-11-27 | vague
in recent weeks | - | 2020-11-27 | vague
recently | - | 2020-11-27 | vague
a few days ago | - | 2020-11-27 | vague
several months ago | - | 2020-11-27 | vague
decades ago | - | 2020-11-27 | vague
in Soviet times | - | - | vague
the Soviet decades | - | - | vague
during the Soviet era | - | - | vague
in antiquity | - | - | vague
a day earlier | - | - | relative
two weeks later | - | - | relative
the following day | - | - | relative
the same week | - | - | relative
on November 9 | 2020-11-09 | 2020-11-09 | day
on 9 November | 2020-11-09 | 2020-11-09 | day
on Nov. 9 | 2020-11-09 | 2020-11-09 | day
on the 9th of November | 2020-11-09 | 2020-11-09 | day
on December 24 | 2019-12-24 | 2019-12-24 | day
on November 27 | 2020-11-27 | 2020-11-27 | day
on November 28 | 2019-11-28 | 2019-11-28 | day
on 29 February | 2020-02-29 | 2020-02-29 | day
(21 June) | 2020-06-21 | 2020-06-21 | day
on Monday, November 9 | 2020-11-09 | 2020-11-09 | day
Monday 9 November | 2020-11-09 | 2020-11-09 | day
on SEPTEMBER 27 | 2020-09-27 | 2020-09-27 | day
9 November 2020 | 2020-11-09 | 2020-11-09 | day
November 9, 2020 | 2020-11-09 | 2020-11-09 | day
November 9 2020 | 2020-11-09 | 2020-11-09 | day
9th November, 2020 | 2020-11-09 | 2020-11-09 | day
Nov. 9, 2020 | 2020-11-09 | 2020-11-09 | day
Sept. 27, 2020 | 2020-09-27 | 2020-09-27 | day
Friday, November 27, 2020 | 2020-11-27 | 2020-11-27 | day
Friday 27 November 2020 | 2020-11-27 | 2020-11-27 | day
2020-11-09 | 2020-11-09 | 2020-11-09 | day
09.11.2020 | 2020-11-09 | 2020-11-09 | day
2020/11/09 | 2020-11-09 | 2020-11-09 | day
the 4th of May 1992 | 1992-05-04 | 1992-05-04 | day
15 August 2099 | 2099-08-15 | 2099-08-15 | day
the night of 21 June | 2020-06-21 | 2020-06-22 | range
on the night of 25 August 1992 | 1992-08-25 | 1992-08-26 | range
in June | 2020-06 | 2020-06 | month
in December | 2019-12 | 2019-12 | month
in May | 2020-05 | 2020-05 | month
since March | 2020-03 | 2020-11-27 | since
in June 2014 | 2014-06 | 2014-06 | month
June 2014 | 2014-06 | 2014-06 | month
June, 2014 | 2014-06 | 2014-06 | month
in June of 2014 | 2014-06 | 2014-06 | month
late October | 2020-10-21 | 2020-10-31 | month
in late October | 2020-10-21 | 2020-10-31 | month
late February 2012 | 2012-02-21 | 2012-02-29 | month
in early March | 2020-03-01 | 2020-03-10 | month
at the end of February | 2020-02-21 | 2020-02-29 | month
at the beginning of October 2020 | 2020-10-01 | 2020-10-10 | month
mid-July | 2020-07-11 | 2020-07-20 | month
in mid July 2014 | 2014-07-11 | 2014-07-20 | month
in the middle of July | 2020-07-11 | 2020-07-20 | month
in the first half of September | 2020-09-01 | 2020-09-15 | month
in the second half of 2015 | 2015-07 | 2015-12 | year
in 2012 | 2012 | 2012 | year
(1992) | 1992 | 1992 | year
by 1992 | - | 1992 | until
before 1988 | - | 1988 | before
after 2003 | 2003 | 2020-11-27 | after
until 1994 | - | 1994 | until
since 2003 | 2003 | 2020-11-27 | since
since 24 February | 2020-02-24 | 2020-11-27 | since
since late September | 2020-09-21 | 2020-11-27 | since
before November 9 | - | 2020-11-09 | before
early 2015 | 2015-01 | 2015-04 | year
in late 1991 | 1991-09 | 1991-12 | year
mid-2016 | 2016-05 | 2016-08 | year
at the end of 2005 | 2005-09 | 2005-12 | year
during the 2020 hostilities | 2020 | 2020 | year
the 2016 clashes | 2016 | 2016 | year
the 1948 war | 1948 | 1948 | year
in the summer of 2014 | 2014-06 | 2014-08 | season
spring 2022 | 2022-03 | 2022-05 | season
in the spring of 1999 | 1999-03 | 1999-05 | season
autumn of 1993 | 1993-09 | 1993-11 | season
early summer 2015 | 2015-06 | 2015-06 | season
in winter 2014 | 2013-12 | 2015-02 | season
in the summer | 2020-06 | 2020-08 | season
last summer | 2020-06 | 2020-08 | season
in the 1990s | 1990 | 1999 | decade
the early 1990s | 1990 | 1993 | decade
the late 1980s | 1987 | 1989 | decade
in the mid-1990s | 1994 | 1996 | decade
in the 1900s | 1900 | 1999 | decade
the 19th century | 1801 | 1900 | century
the 12th-century | 1101 | 1200 | century
the nineteenth century | 1801 | 1900 | century
the sixth century BC | - | - | century
in 256 B.C. | - | - | century
in the last week of September | 2020-09-22 | 2020-09-30 | month
in the second week of March | 2020-03-08 | 2020-03-14 | month
over the past year | 2019 | 2020-11-27 | relative
since spring | 2020-03 | 2020-11-27 | since
over the summer | 2020-06 | 2020-08 | season
days ago | - | 2020-11-27 | vague
more than 1,400 years ago | - | - | vague
on December 10 and 11 | 2019-12-10 | 2019-12-11 | range
the 1991 shelling | 1991 | 1991 | year
in March and April 2015 | 2015-03 | 2015-04 | range
in July/August 2015 | 2015-07 | 2015-08 | range
the winter of 2015-16 | 2015-12 | 2016-02 | season
over the weekend | 2020-11-21 | 2020-11-22 | relative
in the week of 5 October | 2020-10-05 | 2020-10-11 | range
in the first two weeks of October | 2020-10-01 | 2020-10-14 | month
as early as 1991 | 1991 | 1991 | year
the years 2011 to 2018 | 2011 | 2018 | range
on December 30 and 31 | 2019-12-30 | 2019-12-31 | range
the 12th-13th centuries | 1101 | 1300 | century
in the late 19th century | 1867 | 1900 | century
between 28 December 2023 and 4 April 2024 | 2023-12-28 | 2024-04-04 | range
from September 27 to November 9, 2020 | 2020-09-27 | 2020-11-09 | range
from 27 September to 9 November | 2020-09-27 | 2020-11-09 | range
27 September – 9 November 2020 | 2020-09-27 | 2020-11-09 | range
from December 10 to January 5, 2016 | 2015-12-10 | 2016-01-05 | range
between December 2019 and February | 2019-12 | 2020-02 | range
between March and July 2022 | 2022-03 | 2022-07 | range
from March through July 2019 | 2019-03 | 2019-07 | range
between 2014 and 2017 | 2014 | 2017 | range
from 2014 to 2017 | 2014 | 2017 | range
1992-1994 | 1992 | 1994 | range
1992–94 | 1992 | 1994 | range
22-23 October 2024 | 2024-10-22 | 2024-10-23 | range
22 to 23 October 2024 | 2024-10-22 | 2024-10-23 | range
October 22-23, 2024 | 2024-10-22 | 2024-10-23 | range
on 5 and 6 May 2015 | 2015-05-05 | 2015-05-06 | range
on 5-6 May | 2020-05-05 | 2020-05-06 | range
from 30 September to 2 October 2020 | 2020-09-30 | 2020-10-02 | range
from May 2014 until June 2017 | 2014-05 | 2017-06 | range
between late 2013 and early 2014 | 2013-09 | 2014-04 | range
"""

TABLE = table(EXPRESSIONS)


def test_table_is_as_large_as_promised() -> None:
    assert len(TABLE) >= 120


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"It happened {expression}, they said.", PUBLISHED, "en") == [(start, end, kind)]


@pytest.mark.parametrize("expression", [row[0] for row in TABLE])
def test_offsets_and_reasons(expression: str) -> None:
    text = f"It happened {expression}, they said."
    (date,) = find_dates(text, PUBLISHED, offset=1000)
    assert text[date.start - 1000 : date.end - 1000] == date.text
    assert date.text in date.how
    assert date.period.how == date.how


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town.",
        "May the dead rest.",
        "The Friday Mosque was hit.",
        "Good Friday prayers were held.",
        "The Sunday Times reported it.",
        "Some 2020 soldiers and 1500 houses were counted.",
        "It cost 1200 dollars and weighs 2000 kg.",
        "Resolution 2199 of the Security Council",
        "the fall of the city",
        "since the fall of the city",
        "to this day",
        "in his last years",
        "the week was long",
        "Article 31 and page 12",
        "31 February 2020",
        "Room 101, version 3.11.2",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED)] == []


@pytest.mark.parametrize(
    "expression", ["on Thursday", "last month", "9 November", "in June", "late October", "from 3 to 5 May", "overnight"]
)
def test_nothing_is_taken_from_the_clock(expression: str) -> None:
    (date,) = find_dates(f"It fell {expression}.", None)
    assert (date.period.start, date.period.end) == NONE
    assert "unknown" in date.how


def test_year_only_reference_leans_on_the_text() -> None:
    dates = find_dates("In the spring of 1999 it stood. It burned on 13 June.", "2007")
    assert [(d.period.start, d.period.end) for d in dates] == [("1999-03", "1999-05"), ("1999-06-13", "1999-06-13")]


def test_year_only_reference_alone_leaves_it_open() -> None:
    (date,) = find_dates("It burned on 13 June.", "2007")
    assert (date.period.start, date.period.end) == NONE


def test_of_the_same_year() -> None:
    dates = find_dates("Hit on 12 June 2015; on 21 May of the same year two raids came.", "2018-11")
    assert dates[1].period.start == "2015-05-21"


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("The church was built in 1868.", True),
        ("a chapel dating from 1654", True),
        ("the 12th-century basilica", True),
        ("It was destroyed in 2012.", False),
        ("It burned in the 1990s.", False),
    ],
)
def test_construction(text: str, construction: bool) -> None:
    (date,) = find_dates(text, PUBLISHED)
    assert date.construction is construction


def test_several_in_order() -> None:
    text = "On November 9 they signed; in 2012 it stood; since March 2018 it has been shut."
    dates = find_dates(text, PUBLISHED)
    assert [date.text for date in dates] == ["November 9", "2012", "March 2018"]


def test_other_languages_have_dates_in_digits() -> None:
    (date,) = find_dates("Եկեղեցին ավերվել է 09.11.2020-ին:", PUBLISHED, "hy")
    assert date.period.start == "2020-11-09"


def test_bad_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="no partial date"):
        find_dates("in June", "June 2020")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_stated_days_come_back(day: dt.date) -> None:
    for form in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}"):
        (date,) = find_dates(f"on {form} it fell", PUBLISHED)
        assert (date.period.start, date.period.end) == (day.isoformat(), day.isoformat())


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)), st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)))
def test_a_missing_year_never_leads_past_the_document(day: dt.date, published: dt.date) -> None:
    (date,) = find_dates(f"on {day.day} {day:%B} it fell", published.isoformat())
    assert date.period.start is not None
    found = dt.date.fromisoformat(date.period.start)
    assert found <= published
    assert (found.month, found.day) == (day.month, day.day)
    assert (published - found).days < 366 or (day.month, day.day) == (2, 29)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    reached = 0
    for date in find_dates(text, PUBLISHED):
        assert reached <= date.start < date.end <= len(text)
        date.period.days()
        reached = date.end


def test_what_runs_backwards_is_no_range() -> None:
    assert [date.text for date in find_dates("from 2017 to 1992", PUBLISHED)] == ["2017", "1992"]
    assert [date.period.end for date in find_dates("since 24 February 2022", PUBLISHED)] == [None]


@given(
    st.lists(st.sampled_from([row[0] for row in TABLE]), min_size=1, max_size=4),
    st.sampled_from([" ", ", ", " to ", " and ", "-", " until ", " since "]),
    st.one_of(
        st.none(), st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)).map(str), st.just("2015"), st.just("2015-06")
    ),
)
def test_no_period_ends_before_it_begins(parts: list[str], joiner: str, reference: str | None) -> None:
    for date in find_dates(joiner.join(parts), reference):
        first, last = date.period.days()
        assert first <= last, date


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2020-11-27_armenpress", "2020-11-27"),
        ("20201127 report", "2020-11-27"),
        ("report_2020_11", "2020-11"),
        ("news-2020.11.27-v2", "2020-11-27"),
        ("IMG_4482", None),
        ("202011", None),
        ("2020-13-45", None),
        ("document-20209999", None),
        ("plain", None),
    ],
)
def test_date_in_file_name(name: str, day: str | None) -> None:
    assert date_in_file_name(name) == day


@pytest.mark.parametrize(
    ("text", "start"),
    [("In December 2005 soldiers came", "2005-12"), ("On 5 May 2019 people came", "2019-05-05"), ("On 5 May soldiers came", "2020-05-05")],
)  # fmt: skip
def test_a_month_with_its_day_or_year_stands_before_any_word(text: str, start: str) -> None:
    assert [found.period.start for found in find_dates(text, "2020-11-27") if found.period] == [start]


def test_a_number_before_what_it_counts_is_no_year() -> None:
    assert find_dates("2020 soldiers came", "2020-11-27") == []


def _words_of(language):
    words = date_words(language)
    told = {word for table in words.words.values() for word in table}
    return sorted(told | {"1", "27", "10th", "2020", "1990s", "2020-11-27", "27.11.2020", "the", "of", ",", "-"})


@pytest.mark.parametrize("language", ["en", "pl", "ru", "uk", "und"])
@given(data=st.data())
def test_passing_over_words_that_begin_no_date_loses_none(language, data):
    words = date_words(language)
    written = st.tuples(st.sampled_from(_words_of(language)), st.sampled_from([" ", " ", "", "\n", "-", " (", "ё"]))
    text = "".join(word.title() if len(word) % 2 else word for pair in data.draw(st.lists(written)) for word in pair)
    everywhere = {
        (number, match.span()) for number, (_, pattern) in enumerate(words.rules) for match in pattern.finditer(text)
    }
    assert {(number, match.span()) for number, _, match in words.matches(text)} == everywhere


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Hit on 9 November 1993. The following day it fell.", ("1993-11-10", "1993-11-10")),
        ("Hit on 9 November 1993; two days earlier it stood.", ("1993-11-07", "1993-11-07")),
        ("Hit in November 1993. The same year it fell.", ("1993", "1993")),
        ("Hit in 1993. The following day it fell.", (None, None)),
        ("Hit in spring 2015, and bombed again in May.", ("2015-05", "2015-05")),
        ("Hit in May 2015. It was bombed again in March.", ("2018-03", "2018-03")),
        ("Hit in June 2014 and blown up that July.", ("2014-07", "2014-07")),
    ],
)
def test_english_dates_that_lean_on_the_one_before(text, last):
    period = find_dates(text, "2018-11-02")[-1].period
    assert (period.start, period.end) == last
