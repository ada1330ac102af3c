"""Moments of the calendar and the stretch of days they can mean."""

import calendar
import dataclasses
import datetime as dt
from dataclasses import dataclass

from tutela.model.times import first_day, last_day

MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31)}
MONTH_PARTS |= {
    "week 1": (1, 7),
    "week 2": (8, 14),
    "week 3": (15, 21),
    "week 4": (22, 28),
    "weeks 1-2": (1, 14),
    "weeks 3-4": (15, 31),
    "last week": (22, 31),
}
"""Part of a month -> days. Thirds of a month are how the corpus' annotators read "early" and "late"."""
YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12)}
"""Part of a year -> months."""
DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "first half": (0, 4), "second half": (5, 9)}
"""Part of a decade -> years."""
WINTER = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year of the calendar as far as it was said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    season: int | None = None
    """First month of the season."""

    @property
    def possible(self) -> bool:
        """Whether the calendar holds such a day (29 February counts when no year is known)."""
        if self.month is None or self.day is None:
            return True
        return self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    def of_year(self, year: int) -> "Moment":
        """The same moment in a year."""
        return dataclasses.replace(self, year=year)

    def bounds(self) -> tuple[str, str]:
        """Partial ISO dates of the first and the last part of the calendar it can mean; the year must be known."""
        assert self.year is not None
        if self.season is not None:
            return _season(self.year, self.season, self.part)
        if self.month is None:
            return _parts_of_year(self.year, self.part)
        if self.day is None:
            return _parts_of_month(self.year, self.month, self.part)
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        return day, day


def _parts_of_year(year: int, part: str) -> tuple[str, str]:
    if not part:
        return f"{year:04}", f"{year:04}"
    first, last = YEAR_PARTS.get(part, (1, 12))
    return f"{year:04}-{first:02}", f"{year:04}-{last:02}"


def _parts_of_month(year: int, month: int, part: str) -> tuple[str, str]:
    stem = f"{year:04}-{month:02}"
    if not part:
        return stem, stem
    first, last = MONTH_PARTS[part]
    return f"{stem}-{first:02}", f"{stem}-{min(last, calendar.monthrange(year, month)[1]):02}"


def _season(year: int, first: int, part: str) -> tuple[str, str]:
    """Seasons of the northern half of the earth; "winter 2014" may be the one before or after."""
    if first == WINTER:
        return f"{year - 1:04}-12", f"{year + 1:04}-02"
    if part in ("early", "mid", "late"):
        month = first + ("early", "mid", "late").index(part)
        return f"{year:04}-{month:02}", f"{year:04}-{month:02}"
    return f"{year:04}-{first:02}", f"{year:04}-{first + 2:02}"


def nearest_past(moment: Moment, reference: dt.date) -> Moment | None:
    """The moment in the latest year in which it does not begin after the reference; None when the calendar has none."""
    for year in range(reference.year, reference.year - 9, -1):
        dated = moment.of_year(year)
        if dated.possible and first_day(dated.bounds()[0]) <= reference:
            return dated
    return None


def earlier(moment: Moment, following: Moment) -> Moment:
    """The moment in the latest year in which it does not begin after the one that follows."""
    end = last_day(following.bounds()[1])
    return nearest_past(moment, end) or moment


def later(moment: Moment, before: Moment) -> Moment:
    """The moment in the first year in which it does not end before the one it follows."""
    start = first_day(before.bounds()[0])
    dated = moment.of_year(start.year)
    return dated if last_day(dated.bounds()[1]) >= start else moment.of_year(start.year + 1)


def months_before(day: dt.date, months: int) -> dt.date:
    """The first day of the month so many months before."""
    index = day.year * 12 + day.month - 1 - months
    return dt.date(index // 12, index % 12 + 1, 1)


def unit_span(day: dt.date, unit: str, back: int) -> tuple[str, str]:
    """The week, month, year... so many units before the one that holds the day, as partial ISO dates."""
    if unit == "day":
        return (day - dt.timedelta(back)).isoformat(), (day - dt.timedelta(back)).isoformat()
    if unit in ("week", "fortnight"):
        size = 7 if unit == "week" else 14
        monday = day - dt.timedelta(day.weekday() + size * back)
        return monday.isoformat(), (monday + dt.timedelta(size - 1)).isoformat()
    if unit == "month":
        month = months_before(day, back).isoformat()[:7]
        return month, month
    if unit == "year":
        return f"{day.year - back:04}", f"{day.year - back:04}"
    decade = day.year // 10 * 10 - 10 * back
    return f"{decade:04}", f"{decade + 9:04}"


def part_of(span: tuple[str, str], part: str) -> tuple[str, str]:
    """A part of a year or month; other spans stay whole, since "early this week" is said of any of its days."""
    start, end = span
    if start != end:
        return span
    numbers = [int(number) for number in start.split("-")]
    return Moment(numbers[0], numbers[1] if len(numbers) > 1 else None, None, part).bounds()
