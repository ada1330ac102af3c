"""Times as documents, posts and files state them, brought into an order as far as they go."""

import datetime as dt
import re

_DAY = re.compile(r"(\d{4})[-:](\d\d)[-:](\d\d)")
_CLOCK = re.compile(r"[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
YEARS = range(1990, 2200)
"""Cameras whose clock was never set say 1970, 1980 or year 0."""


def day_of(stated: str) -> dt.date | None:
    """The day that a stated time names, whatever its form; None where it names none that can be.

    >>> day_of("2021:05:03 09:00:00"), day_of("1620032400 (2021-05-03T09:00:00+00:00)"), day_of("0000:00:00")
    (datetime.date(2021, 5, 3), datetime.date(2021, 5, 3), None)
    """
    found = _DAY.search(stated)
    if not found:
        return None
    try:
        day = dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return day if day.year in YEARS else None


def order_of(stated: str) -> tuple[dt.datetime, bool]:
    """What to order a stated time by: its moment in UTC, and whether only its day is known, which comes later.

    A time without a zone is taken as it stands; its day may be off by one.
    """
    day = day_of(stated)
    if day is None:
        return dt.datetime.max, True
    moment = dt.datetime(day.year, day.month, day.day)
    found = _DAY.search(stated)
    clock = _CLOCK.match(stated, found.end()) if found else None
    if clock is None:
        return moment + dt.timedelta(hours=23, minutes=59, seconds=59), True
    hours, minutes, seconds = (int(part or 0) for part in clock.group(1, 2, 3))
    moment += dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return moment - _zone(clock[4] or ""), False


def _zone(text: str) -> dt.timedelta:
    if text in ("", "Z"):
        return dt.timedelta()
    digits = text[1:].replace(":", "")
    ahead = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return ahead if text[0] == "+" else -ahead


def days_between(earlier: str, later: str) -> int | None:
    """Days from one stated time to another; None where one of them names no day."""
    first, second = day_of(earlier), day_of(later)
    return (second - first).days if first and second else None
