import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.times import Period, first_day, last_day

partial_dates = (
    st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: str(day)[:4])
)


@given(partial_dates)
def test_a_partial_date_spans_its_own_days(partial):
    assert first_day(partial) <= last_day(partial)
    assert str(first_day(partial)).startswith(partial)
    assert str(last_day(partial)).startswith(partial)


@given(st.none() | partial_dates, st.none() | partial_dates)
def test_edtf_round_trip(start, end):
    period = Period(start, end)
    assert Period.from_edtf(period.edtf()) == period


@given(partial_dates, partial_dates, partial_dates, partial_dates)
def test_overlap_is_mutual(a, b, c, d):
    one, other = Period(a, b), Period(c, d)
    assert one.overlaps(other) == other.overlaps(one)


def test_months_end_where_the_calendar_says():
    assert last_day("2020-02") == dt.date(2020, 2, 29)


@pytest.mark.parametrize("text", ["2020-13", "20-01-01", "2020-1-1", "2023-02-30", "yesterday", ""])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        first_day(text)


def test_touching_periods_overlap_only_with_slack():
    one, other = Period("2020-09-27", "2020-11-09"), Period("2020-11-10", "2020-11")
    assert not one.overlaps(other)
    assert one.overlaps(other, slack_days=1)
