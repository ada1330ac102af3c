"""When a text says something was: dates and their like as intervals, never more precise than the words.

A missing year is the latest in which the date does not begin after the document's date ("nearest past"). Where that
date is a bare year or unknown, it is the year of the date stated before it in the same text; else it stays
unresolved. The clock is never asked. Patterns and words come from the language packs.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutela.language.calendar_spans import Moment, earlier, later, nearest_past
from tutela.language.date_readings import Reading
from tutela.language.date_rules import read
from tutela.language.date_words import DateWords, date_words
from tutela.model.times import Period, first_day, last_day

PLAIN_DIGITS = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९")}
"""Arabic, Persian and Devanagari digits as the patterns write them."""
BARE_RULES = frozenset({"month_or_year"})
YEAR_GIVERS = frozenset({"day", "month", "year", "season", "range", "since"})
PRECISE_ENOUGH = {"month": len("2020-11"), "year": len("2020"), "decade": len("2020")}
"""Letters that a date must be told in for so many months or years to be counted from it; for days all of them."""
SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+[A-Z“\"(\[]|\n")
"""Where the date before no longer gives the year to the next."""
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
class _Reference:
    """What dates without a year or counted back are reckoned from."""

    text: str | None
    day: dt.date | None
    """The last day the document's date can mean; None when it is unknown or no more than a year."""
    stated_year: int | None = None
    """The year of the latest date the text states in full."""
    same_sentence: bool = False
    """Whether that date stands in the same sentence."""
    told: str | None = None
    """The day, month or year of the date told before in the text."""

    @classmethod
    def of(cls, reference: str | None) -> "_Reference":
        if reference is None:
            return cls(None, None)
        day = last_day(reference)
        return cls(reference, day if len(reference) > len("2020") else None)


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
    plain = text.translate(PLAIN_DIGITS)
    spans = _joined(plain, _longest(plain, words), words)
    found = _resolve_all(plain, spans, _Reference.of(reference), words, offset)
    return [dataclasses.replace(one, text=text[one.start - offset : one.end - offset]) for one in found]


def _resolve_all(
    text: str, spans: Sequence[_Span], reference: "_Reference", words: DateWords, offset: int
) -> Iterator[FoundDate]:
    """Each date resolved, with the year of the latest stated one at hand for those that lean on it."""
    stated: int | None = None
    told: str | None = None
    year_at = 0
    for span in spans:
        beside = SENTENCE_END.search(text, year_at, span.start) is None
        known = dataclasses.replace(reference, stated_year=stated, same_sentence=beside, told=told)
        found = _found(text, span, known, words, offset)
        yield found
        if span.reading.kind in YEAR_GIVERS and span.reading.last.year and not _aside(text, span, found):
            stated, year_at = span.reading.last.year, span.end
        if found.period.start and found.period.start == found.period.end and not found.construction:
            told = found.period.start


def _aside(text: str, span: _Span, found: FoundDate) -> bool:
    """Whether a date tells when something was made, as one alone in brackets does: it gives no year to others."""
    alone = text[span.start - 1 : span.start] == "(" and text[span.end : span.end + 1] == ")"
    return found.construction or (alone and span.reading.kind == "year")


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
    hits = [(match.start(), -match.end(), order, rule, match) for order, rule, match in words.matches(text)]
    spans: list[_Span] = []
    reached = 0
    for start, end, _, rule, match in sorted(hits, key=lambda hit: hit[:3]):
        if start < reached or not _stands(text, match, rule, words):
            continue
        reading = read(rule, match.groupdict(), words)
        reached = -end  # of a day that does not exist ("31 February 2020") no part is a date either
        if reading:
            spans.append(_Span(start, -end, reading))
    return spans


def _stands(text: str, match: re.Match[str], rule: str, words: DateWords) -> bool:
    """Whether the words around let a match be a date: "in May" is one, "may" and "2020 soldiers" are none."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 20]
    named = match.groupdict()
    # What makes a number of a bare year ("2020 soldiers") says nothing against a month with its day or year.
    whole = bool(named.get("month")) and bool(named.get("year") or named.get("day"))
    if (words.not_before.match(after) and not whole) or words.cues["not_after"].search(before):
        return False
    if rule == "bare_season":
        return bool(words.cues["season_after"].search(before))
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
    if not (left.reading.joinable and right.reading.joinable) or right.reading.ends_before(left.reading):
        return False
    between = text[left.end : right.start]
    before = text[max(0, left.start - 30) : left.start]
    if words.conjunction.fullmatch(between):
        return bool(words.cues["between"].search(before))
    return bool(words.joiner.fullmatch(between)) and len(between) < 20


def _found(text: str, span: _Span, reference: _Reference, words: DateWords, offset: int) -> FoundDate:
    before, behind = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    reading = span.reading.after_cue(_cue(before, words) or _cue_behind(behind, words))
    exact = text[span.start : span.end]
    start, end, why = _resolved(reading, reference)
    how = f"“{exact}”: {why}"
    told = words.cues["construction"].search(before) or words.cues_behind["construction"].match(behind)
    construction = reading.made or reading.kind == "century" or bool(told)
    period = Period(start, end, how)
    return FoundDate(span.start + offset, span.end + offset, exact, period, reading.kind, how, construction)


def _cue(before: str, words: DateWords) -> str:
    """The word before a date that opens an interval: since, until, before, after, by, night of, night to."""
    cues = ("since", "until", "before", "after", "by", "week_of", "night_of", "night_to")
    return next((cue for cue in cues if words.cues[cue].search(before)), "")


def _cue_behind(behind: str, words: DateWords) -> str:
    """The same where it stands behind the date: "10 Kasım'dan sonra"."""
    return next((cue for cue in ("since", "until", "before", "after") if words.cues_behind[cue].match(behind)), "")


def _resolved(reading: Reading, reference: _Reference) -> tuple[str | None, str | None, str]:
    """Bounds and the reason for them."""
    if reading.elsewhere:
        return _counted(reading, reference)
    if reading.vague and reading.past and reference.text:
        return None, reference.text, f"vague; not after the document's date {reference.text}"
    if reading.vague:
        return None, None, "vague; no dates can be given"
    if reading.relative is None:
        return _calendar(reading, reference)
    if reference.day is None:
        return None, None, f"relative to the document's date, which is {reference.text or 'unknown'}"
    start, end, why = reading.relative(reference.day)
    return start, end, f"{why} the document's date {reference.text}"


def _counted(reading: Reading, reference: _Reference) -> tuple[str | None, str | None, str]:
    """Bounds of what is counted from the date before it in the text; none where that is not told precisely enough."""
    told = reference.told
    if reading.relative is None or told is None or len(told) < PRECISE_ENOUGH.get(reading.counts, len("2020-11-09")):
        return None, None, "counted from another time in the text"
    start, end, why = reading.relative(first_day(told))
    return start, end, f"{why} the date before it in the text, {told}"


def _calendar(reading: Reading, reference: _Reference) -> tuple[str | None, str | None, str]:
    """Bounds of a date of the calendar, its missing years filled in."""
    first, last, why = _with_years(reading, reference)
    if first.year is None or last.year is None:
        return None, None, why
    start, end = reading.opened(first.bounds()[0], last.bounds()[1], reference.text)
    if start and end and first_day(start) > last_day(end):
        return None, None, "it ends before it begins"
    return start, end, why


def _with_years(reading: Reading, reference: _Reference) -> tuple[Moment, Moment, str]:
    """Both ends with their years, from each other or from the reference, and where these come from."""
    first, last = reading.first, reading.last
    if not reading.lacks_year:
        return first, last, "as stated"
    if last.year is None and first.year is not None:
        return first, later(last, first), "the year is that of the other end"
    if last.year is not None:
        return earlier(first, last), last, "the year is that of the other end"
    year = reference.stated_year
    if reference.day and year and reference.same_sentence and year < reference.day.year and not reading.same_year:
        dated = first.of_year(year)
        why = f"no year is stated; that of the date before it in the sentence, {year}"
    elif reference.day and not reading.same_year:
        dated = nearest_past(first, reference.day) or first
        why = f"no year is stated; the nearest past before the document's date {reference.text}"
    elif reference.stated_year:
        dated = first.of_year(reference.stated_year)
        why = f"no year is stated; that of the date before it in the text, {reference.stated_year}"
    else:
        return first, last, f"no year is stated and the document's date is {reference.text or 'unknown'}"
    return (dated, later(last, dated), why) if dated.possible and dated.year else (first, last, "no such day")
