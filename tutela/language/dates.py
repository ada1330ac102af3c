"""When a text says something was: dates and their like as intervals, never more precise than the words.

A missing year is the latest in which the date does not begin after the document's date ("nearest past"); with no
reference it stays unresolved. The clock is never asked. Patterns and words come from the language packs.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutela.language.calendar_spans import Moment, earlier, later, nearest_past
from tutela.language.date_rules import Reading, read
from tutela.language.date_words import DateWords, date_words
from tutela.model.times import Period, last_day

BARE_RULES = frozenset({"month_or_year", "bare_season"})
FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(1[0-2]|0[1-9])(?:\2(3[01]|[12]\d|0[1-9]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """An expression of time in a text, and what it can mean."""

    start: int
    end: int
    text: str
    period: Period
    """Partial ISO bounds, None where open, unknown or unresolved."""
    kind: str
    """`day`, `month`, `year`, `season`, `decade`, `century`, `range`, `since`, `until`, `before`, `after`, `relative`,
    `vague`."""
    how: str
    """How it was resolved, in words."""
    construction: bool = False
    """It tells when something was made (a century, "built in 1868"), rather than when something befell it."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A pattern's match, read."""

    start: int
    end: int
    reading: Reading


def find_dates(text: str, reference: str | None, language: str = "en", offset: int = 0) -> list[FoundDate]:
    """The expressions of time in a text, in order; `offset` is added to all offsets.

    `reference` is the document's date (partial ISO), None when unknown. A language without a date pack gives nothing
    but dates in digits.

    Raises:
        ValueError: the reference is no partial ISO date.
    """
    words = date_words(language) or date_words("und")
    assert words is not None
    day = last_day(reference) if reference else None
    spans = _joined(text, _longest(text, words), words)
    return [_found(text, span, day, reference, words, offset) for span in spans]


def date_in_file_name(name: str) -> str | None:
    """The date a file's name holds, as partial ISO: `2020-11-27_armenpress`, `20201127`, `report-2020-11`."""
    for match in FILE_DATE.finditer(name):
        year, separator, month, day = match.groups()
        moment = Moment(int(year), int(month), int(day) if day else None)
        if moment.possible and (day or separator):
            return moment.bounds()[0]
    return None


def _longest(text: str, words: DateWords) -> list[_Span]:
    """Of overlapping matches the leftmost, of these the longest, of these the first rule's."""
    hits = [
        (match.start(), -match.end(), order, rule, match)
        for order, (rule, pattern) in enumerate(words.rules)
        for match in pattern.finditer(text)
    ]
    spans: list[_Span] = []
    reached = 0
    for start, end, _, rule, match in sorted(hits, key=lambda hit: hit[:3]):
        if start < reached or not _stands(text, match, rule, words):
            continue
        reading = read(rule, match.groupdict(), words)
        if reading:
            spans.append(_Span(start, -end, reading))
            reached = -end
    return spans


def _stands(text: str, match: re.Match[str], rule: str, words: DateWords) -> bool:
    """Whether the words around let a match be a date: "in May" is one, "may" and "2020 soldiers" are none."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 20]
    named = match.groupdict()
    if words.not_before.match(after) or words.cues["not_after"].search(before):
        return False
    bare = rule in BARE_RULES and sum(value is not None for value in named.values()) == 1
    return not bare or bool(words.cues["bare_after"].search(before))


def _joined(text: str, spans: Sequence[_Span], words: DateWords) -> list[_Span]:
    """Neighbouring dates made one range where the words between say so."""
    found: list[_Span] = []
    for span in spans:
        if found and _are_range(text, found[-1], span, words):
            first = found.pop()
            reading = Reading("range", first.reading.first, span.reading.last)
            found.append(_Span(first.start, span.end, reading))
        else:
            found.append(span)
    return found


def _are_range(text: str, left: _Span, right: _Span, words: DateWords) -> bool:
    if not (left.reading.joinable and right.reading.joinable):
        return False
    between = text[left.end : right.start]
    before = text[max(0, left.start - 30) : left.start]
    if words.conjunction.fullmatch(between):
        return bool(words.cues["between"].search(before))
    return bool(words.joiner.fullmatch(between)) and len(between) < 20


def _found(
    text: str, span: _Span, day: dt.date | None, reference: str | None, words: DateWords, offset: int
) -> FoundDate:
    before = text[max(0, span.start - 40) : span.start]
    reading = span.reading.after_cue(_cue(before, words))
    exact = text[span.start : span.end]
    start, end, why = _resolved(reading, day, reference)
    how = f"“{exact}”: {why}"
    construction = reading.kind == "century" or bool(words.cues["construction"].search(before))
    period = Period(start, end, how)
    return FoundDate(span.start + offset, span.end + offset, exact, period, reading.kind, how, construction)


def _cue(before: str, words: DateWords) -> str:
    """The word before a date that opens an interval: since, until, before, after, by, night of."""
    cues = ("since", "until", "before", "after", "by", "night_of")
    return next((cue for cue in cues if words.cues[cue].search(before)), "")


def _resolved(reading: Reading, day: dt.date | None, reference: str | None) -> tuple[str | None, str | None, str]:
    """Bounds and the reason for them."""
    if reading.vague:
        if reading.past and reference:
            return None, reference, f"vague; not after the document's date {reference}"
        return None, None, "vague; no dates can be given"
    if reading.relative:
        if day is None or reference is None:
            return None, None, "relative to the document's date, which is unknown"
        start, end, why = reading.relative(day)
        return start, end, f"{why} the document's date {reference}"
    return _calendar(reading, day, reference)


def _calendar(reading: Reading, day: dt.date | None, reference: str | None) -> tuple[str | None, str | None, str]:
    dated = _with_years(reading, day)
    if dated is None:
        return None, None, "no year is stated and the document's date is unknown"
    first, last = dated
    why = "as stated"
    if reading.lacks_year:
        why = f"no year is stated; the nearest past before the document's date {reference}"
    if reading.lacks_year and reading.first.year != reading.last.year:
        why = "the year is that of the other end"
    start, end = reading.opened(first.bounds()[0], last.bounds()[1], reference)
    return start, end, why


def _with_years(reading: Reading, day: dt.date | None) -> tuple[Moment, Moment] | None:
    """Both ends with their years, from each other or from the reference."""
    first, last = reading.first, reading.last
    if last.year is None and first.year is not None:
        return first, later(last, first)
    if last.year is None:
        dated = nearest_past(first, day) if day else None
        return (dated, later(last, dated)) if dated else None
    return (first if first.year is not None else earlier(first, last)), last
