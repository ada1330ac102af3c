"""Harm whose day is counted from that of another event: "on Saturday .., a day after the tomb was blown up"."""

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tutela.language.date_words import date_words
from tutela.language.dates import FoundDate
from tutela.model.times import Period
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.event_dates import all_dates_of

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

COUNTED = re.compile(r"(?P<n>\w+) (?P<unit>days?|nights?|weeks?) (?P<side>after|before)", re.IGNORECASE)
DAYS = {"day": 1, "night": 1, "week": 7}
DAY = len("2020-11-27")


def counted_day(context: Context) -> FoundDate | None:
    """The day of a harm told as so many days before or after what the sentence's main clause tells.

    None unless the harm stands in that clause and what it is counted from has a day: one of the sentence, else that of
    the document ("this comes a day after ..").
    """
    dates = all_dates_of(context)
    for found in dates:
        match = COUNTED.fullmatch(found.text)
        clause = _clause(context, found) if match else None
        if match is None or clause is None or not _tells(clause, context.harm):
            continue
        base = next((one.period.start for one in dates if _outside(context, one, clause)), None)
        if base is None and match["side"].lower() == "after":
            base = context.document.day
        if base is not None and len(base) == DAY:
            return _moved(found, base, match)
    return None


def _clause(context: Context, found: FoundDate) -> "Token | None":
    """The verb of the clause that "a day after" opens."""
    word = next(
        (token for token, end in zip(context.parse, context.sentence.ends, strict=True) if end == found.end), None
    )
    return word.head if word is not None and word.dep_ == "mark" and word.head.pos_ in {"VERB", "AUX"} else None


def _tells(clause: "Token", harm: "Token") -> bool:
    """Whether a clause tells the harm itself, not that somebody told of it."""
    pack = cues("reporting")
    reports = any(clause.lemma_ in pack[name] for name in ("verbs", "finding", "accusing", "denying"))
    return clause == harm or (clause.is_ancestor(harm) and not reports)


def _outside(context: Context, date: FoundDate, clause: "Token") -> bool:
    """Whether a date told to the day stands outside a clause."""
    start, end = date.period.start, date.period.end
    if start is None or start != end or len(start) != DAY:
        return False
    at = next((n for n, offset in enumerate(context.sentence.starts) if date.start <= offset < date.end), None)
    return at is not None and not clause.is_ancestor(context.parse[at])


def _moved(found: FoundDate, base: str, match: re.Match[str]) -> FoundDate | None:
    words = date_words("en")
    assert words is not None
    number = match["n"].lower()
    if not (number.isdigit() or number in words.words["number"]):
        return None
    count = int(number) if number.isdigit() else int(words.value("number", number))
    days = count * DAYS[match["unit"].lower().rstrip("s")]
    # The harm came first where something else came "a day after" it.
    moved = dt.date.fromisoformat(base) + dt.timedelta(-days if match["side"].lower() == "after" else days)
    how = f"“{found.text}”: counted from {base}"
    return replace(found, period=Period(moved.isoformat(), moved.isoformat(), how), how=how)
