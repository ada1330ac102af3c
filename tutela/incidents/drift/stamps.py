"""Dates of publication that cannot be: the zero of a computer's clock, a day before what the text tells of."""

import datetime as dt
from collections.abc import Iterator

from tutela.incidents.drift.accounts import Account, Told, changed
from tutela.model.claims import Harm
from tutela.model.incidents import Drift, DriftKind
from tutela.model.tellings import best_dated
from tutela.model.times import PARTIAL_DATE, day_in_words, first_day, last_day

ZERO_DAYS = frozenset(
    {"1969-12-31", "1970-01-01", "1899-12-30", "1900-01-01", "1904-01-01", "1601-01-01", "0001-01-01"}
)
"""Days that programs write where they know none: zero of Unix time (the last day of 1969 west of Greenwich), of
spreadsheets, of classic Mac OS, of Windows, of .NET."""

SOON_DAYS = 60
"""Days after an event within which most reports of it appear."""


def stamp_drift(account: Account) -> Iterator[Drift]:
    """A date of publication that says nothing of when the text appeared, with the words that show it."""
    stated = account.document.day or ""
    # A threat may lie ahead of whoever tells of it.
    telling = [claim for claim in account.telling if claim.harm is not Harm.THREATENED]
    if not PARTIAL_DATE.match(stated) or not telling:
        return
    told = best_dated(telling)
    claim, time = told if told else (telling[0], None)
    dated = Told("", time.in_words() if time else "no time told", claim, time.words if time else None)
    stamped = Told(stated, f"published {day_in_words(stated)}", claim)
    if stated in ZERO_DAYS:
        sentence = f"published {day_in_words(stated)}, as it says: the day programs write where they know none"
        yield changed(DriftKind.STAMP, sentence, dated, stamped)
    elif time and time.start and last_day(stated) < _soonest(time.start):
        year = "; only the year differs" if _only_year(stated, time.start) else ""
        sentence = f"published {day_in_words(stated)}, as it says, before what it tells of ({dated.said}){year}"
        yield changed(DriftKind.STAMP, sentence, dated, stamped)


def _soonest(start: str) -> dt.date:
    """The first day meant, less one: where it is evening already, the day before may stand over the text."""
    day = first_day(start)
    return day - dt.timedelta(days=1) if day > dt.date.min else day


def _only_year(stated: str, start: str) -> bool:
    """Whether a text dated a year or more too early would be dated soon after the event with that year put right."""
    day = first_day(start)
    try:
        put_right = first_day(stated).replace(year=day.year)
    except ValueError:
        return False
    return first_day(stated).year != day.year and 0 <= (put_right - day).days <= SOON_DAYS
