"""Times with the precision they were given in: partial ISO dates and periods between them (EDTF in and out)."""

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass

from tutela.model.passages import Passage

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")

DAYS_KEPT = 1 << 14
"""Partial dates whose days are remembered: comparing texts asks for the same few over and over."""


@functools.lru_cache(maxsize=DAYS_KEPT)
def first_day(partial: str) -> dt.date:
    """The first day a partial date (YYYY, YYYY-MM, YYYY-MM-DD) can mean.

    Raises:
        ValueError: not a partial date, or no such day.
    """
    year, month, day = _parts(partial)
    return dt.date(year, month or 1, day or 1)


@functools.lru_cache(maxsize=DAYS_KEPT)
def last_day(partial: str) -> dt.date:
    """The last day a partial date can mean.

    Raises:
        ValueError: not a partial date, or no such day.
    """
    year, month, day = _parts(partial)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    match = PARTIAL_DATE.match(partial)
    if not match:
        raise ValueError(f"{partial!r} is no partial date (YYYY, YYYY-MM or YYYY-MM-DD)")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def day_in_words(partial: str) -> str:
    """A partial date as people write it.

    >>> [day_in_words(partial) for partial in ("2023-12-08", "2023-12", "2023")]
    ['8 December 2023', 'December 2023', '2023']
    """
    when = first_day(partial[:10])
    precision = partial[:10].count("-")
    return f"{when.day} {when:%B} {when.year}" if precision == 2 else f"{when:%B} {when.year}" if precision else partial


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as far as it is known: each bound a partial ISO date, or None where open or unknown.

    >>> war = Period("2020-09-27", "2020-11-09")
    >>> war.edtf()
    '2020-09-27/2020-11-09'
    >>> war.overlaps(Period.from_edtf("2020-11"))
    True
    """

    start: str | None
    end: str | None
    how: str = ""
    """How it was resolved, in words: "'on Thursday', before the document's date 2020-11-27"."""
    words: Passage | None = None

    def edtf(self) -> str:
        """The period in Extended Date/Time Format (ISO 8601-2): `2020-09-27/2020-11-09`, `2020-11`, `../2021`."""
        if self.start == self.end:
            return self.start or ""
        return f"{self.start or '..'}/{self.end or '..'}"

    @classmethod
    def from_edtf(cls, text: str, how: str = "") -> "Period":
        """Read level-0 EDTF dates and intervals.

        Raises:
            ValueError: a bound is no partial date.
        """
        start, slash, end = text.partition("/")
        bounds = [None if bound in ("", "..") else bound for bound in (start, end if slash else start)]
        for bound in bounds:
            if bound is not None:
                first_day(bound)
        return cls(bounds[0], bounds[1], how)

    def in_words(self) -> str:
        """The period as people write it.

        >>> Period("2020-09-27", "2020-11-09").in_words(), Period(None, "2021").in_words()
        ('27 September 2020 to 9 November 2020', 'not after 2021')
        """
        if self.start == self.end:
            return day_in_words(self.start) if self.start else "time not stated"
        if not self.start or not self.end:
            return f"not after {day_in_words(self.end)}" if self.end else f"{day_in_words(self.start or '')} or later"
        return f"{day_in_words(self.start)} to {day_in_words(self.end)}"

    def days(self) -> tuple[dt.date, dt.date]:
        """First and last day it can mean; an open bound reaches to the end of the calendar."""
        return (
            first_day(self.start) if self.start else dt.date.min,
            last_day(self.end) if self.end else dt.date.max,
        )

    def overlaps(self, other: "Period", slack_days: int = 0) -> bool:
        """Whether both can mean a common day, or days no more than `slack_days` apart."""
        (a, b), (c, d) = self.days(), other.days()
        return max(a, c).toordinal() - min(b, d).toordinal() <= slack_days
