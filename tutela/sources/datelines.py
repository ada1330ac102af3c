"""Dates of publication: as stated, in the furniture at the head of a text, in an address, in a file's name.

A year is never completed: "PARIS, November 20. /TASS/" dates nothing here.
"""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.sources.publishers import publisher_named

FIRST_YEAR, LAST_YEAR = 1450, 2199
"""Years a publication can carry: from printing on. 0001 and 9999 are what databases write for "no date"."""
HEAD_LINES = 12
"""Lines searched: in the reading corpus no date line stands below the eighth."""
HEAD_LETTERS = 1_500
FURNITURE_LENGTH = 140
"""Longest line taken for furniture (place, author, date, minutes to read) unless the date opens it."""
SHORT_REST = 60
"""Longest rest of a line that a date opens, for it to be furniture: "21.12.2020 Western Armenia"."""
EARLIEST_IN_TEXT = 1900
"""An older date at the head of a text is what the text is about."""

LONGEST_DATE = 200
"""A longer statement of a date is none: "Thursday, the 23rd of September 2021, at 10:30 UTC+04:00" has 58 letters."""
LONGEST_URL = 2_000
"""Letters of an address that are looked at; browsers and servers take no more than these."""

_NO_DATES = frozenset({"1970-01-01", "1900-01-01"})
"""What programs print for "no date": day nought of Unix and of spreadsheets."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date found in words."""

    value: str
    """Partial ISO date, or a date and time as stated."""
    start: int
    end: int
    ambiguous: bool = False
    """Day and month could be either way round, so only the year is given."""


@functools.cache
def _words(kind: str) -> tuple[str, ...]:
    table = yaml.safe_load(resources.files("tutela.sources").joinpath("datelines.yml").read_text("utf-8"))
    return tuple(sorted((str(word) for word in table[kind]), key=len, reverse=True))


@functools.cache
def _months() -> dict[str, int]:
    table = yaml.safe_load(resources.files("tutela.sources").joinpath("datelines.yml").read_text("utf-8"))
    return {word: int(number) for number, words in table["months"].items() for word in words}


_SOME_YEAR = re.compile(r"\d{4}")
"""All shapes below hold a year; most lines hold none, and are done with at once."""
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})"
_TIME = r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z| ?[+-]\d{2}:?\d{2})?))?"


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(word) for word in sorted(_months(), key=len, reverse=True))
    # "آذار/مارس": Arabic papers give the month by both its names.
    month = rf"(?P<month>{names})\b\.?(?:/\w+)?"
    shapes = (
        rf"{_YEAR}-(?P<month>\d{{2}})-{_DAY}(?!\d){_TIME}",
        rf"{_YEAR}[./](?P<month>\d{{1,2}})[./]{_DAY}(?!\d)",
        rf"{_DAY}\. ?(?P<month>\d{{1,2}})\. ?{_YEAR}(?!\d)",
        rf"(?P<either>\d{{1,2}}[/-]\d{{1,2}})[/-]{_YEAR}(?!\d)",
        rf"{_YEAR}年(?P<month>\d{{1,2}})月{_DAY}日",
        rf"{_DAY}(?:st|nd|rd|th|er|\.)?,?\s+(?:de |of )?{month},?\s+(?:de\s+)?{_YEAR}(?!\d)",
        rf"{month}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"{month},?\s+(?:de\s+)?{_YEAR}(?!\d)",
    )
    return tuple(re.compile(rf"(?<![\w-]){shape}", re.IGNORECASE) for shape in shapes)


def dates_in(text: str) -> list[PrintedDate]:
    """Full and partial dates in a few lines of text, in order; impossible ones are passed over."""
    plain = _western_digits(text)
    if not _SOME_YEAR.search(plain):
        return []
    spans: list[tuple[int, int]] = []
    found: list[PrintedDate] = []
    for pattern in _patterns():
        for match in pattern.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in spans):
                continue
            # An impossible day takes its words too: "31 February 2021" is not "February 2021".
            spans.append(match.span())
            if value := _value(match):
                found.append(
                    PrintedDate(value, *match.span(), bool(match.groupdict().get("either")) and len(value) < 10)
                )
    return sorted(found, key=lambda date: date.start)


def _western_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, -1) >= 0 else c for c in text)


def _value(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    if either := parts.get("either"):
        return _either_way(year, *map(int, re.split("[/-]", either)))
    month = parts["month"].casefold()
    number = int(month) if month.isdigit() else _months().get(month, _months().get(parts["month"], 0))
    day = parts.get("day")
    if not day:
        return f"{year:04}-{number:02}"
    if not _exists(year, number, int(day)):
        return ""
    time = parts.get("time")
    return f"{year:04}-{number:02}-{int(day):02}" + (f"T{time.replace(' ', '')}" if time else "")


def _either_way(year: int, first: int, second: int) -> str:
    """Day and month in the order that exists; where both orders do, the year is all that is certain."""
    day_first, month_first = _exists(year, second, first), _exists(year, first, second)
    if day_first and month_first and first != second:
        return f"{year:04}"
    if day_first:
        return f"{year:04}-{second:02}-{first:02}"
    return f"{year:04}-{first:02}-{second:02}" if month_first else ""


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


_STATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?P<time>[T ].+)?)?)?\Z")


def stated_date(value: str) -> PrintedDate | None:
    """A date given as data: a partial ISO date, a date and time (kept as stated), or one date in words.

    None when it is no date a publication can carry.
    """
    value = value.strip()
    if len(value) > LONGEST_DATE:
        return None
    value = _western_digits(value)
    match = _STATED.match(value)
    if match:
        valid = _is_real(match) and (not match["time"] or _is_moment(value))
        return PrintedDate(value, 0, len(value)) if valid else None
    if re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return _only(dates_in(value))


def _only(found: list[PrintedDate]) -> PrintedDate | None:
    return found[0] if len(found) == 1 else None


def _is_real(match: re.Match[str]) -> bool:
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    return year is not None and FIRST_YEAR <= year <= LAST_YEAR and _exists(year, month or 1, day or 1)


def _is_moment(value: str) -> bool:
    try:
        dt.datetime.fromisoformat(value.replace(" +", "+"))
    except ValueError:
        return False
    return True


def head_date(text: str) -> PrintedDate | None:
    """The date a text carries as furniture: on a line of its own, after a cue ("Published"), or in a date line.

    A date inside prose or in the headline is what the text speaks of and is passed over. The first full date wins,
    else the first month and year.
    """
    found = [date for line, start, first in _head_lines(text) for date in _furniture(line, start, first)]
    full = [date for date in found if len(date.value) >= 10]
    return next(iter(full or found), None)


def head_dates(text: str) -> Iterator[tuple[str, PrintedDate]]:
    """Each line at a text's head that carries a date as furniture, with that date at its place in the line."""
    for line, _, first in _head_lines(text):
        for date in _furniture(line, 0, first):
            yield line, date


def _head_lines(text: str) -> Iterator[tuple[str, int, bool]]:
    start, seen = 0, 0
    for line in text[:HEAD_LETTERS].splitlines(keepends=True):
        if line.strip():
            yield line, start, not seen
            seen += 1
        start += len(line)
        if seen == HEAD_LINES:
            return


def _furniture(line: str, start: int, first: bool) -> Iterator[PrintedDate]:
    for date in dates_in(line):
        if date.value not in _NO_DATES and int(date.value[:4]) >= EARLIEST_IN_TEXT and _is_furniture(line, date, first):
            yield PrintedDate(date.value, start + date.start, start + date.end, date.ambiguous)


@functools.cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = "|".join(re.escape(word) for word in _words("cues") if word != "on")
    days = "|".join(re.escape(word) for word in _words("weekdays"))
    clock = r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
    after_cue = rf"(?:\b(?:{cues})\b[\s:]*(?:(?:on|at)\s+)?(?:{clock}[,\s]*)?(?:(?:{days})\.?,?\s*)?)\Z"
    opening = rf"\W*(?:(?:{clock})[,\s|]*)?(?:(?:{days})\.?,?\s*)?\Z"
    return re.compile(after_cue, re.IGNORECASE), re.compile(opening, re.IGNORECASE)


_CLOCK = r"\d{1,2}[:.h]\d{2}"
_END = re.compile(
    # "г.", "р.", "թ." after a year; then the line's end, a separator, a time of day, or a new element after a stop.
    # "-ci il": the Azerbaijani year of a date.
    rf"(?:-c[iıuü] il)?\s*(?:(?:г|р|թ|m)\.?(?=\W|\Z)|жж?\.)?\s*(?:\Z|[|·•–—(\[/:]|-\s|,?\s*(?:at\s+)?{_CLOCK}"
    rf"|[.,]\s*(?:\Z|[/(–—-]|{_CLOCK}|[^\W\d_a-zа-я][^\W\d_a-zа-я]))"
)
_DELIMITED = re.compile(r"[|·•–—(\[:]\s*\Z|\s-\s*\Z|[.,]\s*\Z")
_PLACE = re.compile(r"[^.!?\n]{2,40}[,.\-–—(]\s*(?:\w+\.?,\s*)?\Z")


_SHOUTED_PLACE = re.compile(r"\W*[^\W\d_a-zа-яё]{4,}[^.!?:\n]{0,30},\s*\Z")
"""The opening of a date line: a place in capitals, perhaps its country, a comma."""
_STOP = re.compile(r"\s*[.,–—:-]")
_NEXT_ELEMENT = re.compile(r"(?:-c[iıuü] il)?[.,]\s*([^.,:–—\n]{2,40}?)\s*(?:[.,:–—\n]|\Z)")


def element_after(line: str, date: PrintedDate) -> str:
    """What follows a date before the next mark: `Armenpress` in "YEREVAN, November 22, 2020. Armenpress."."""
    match = _NEXT_ELEMENT.match(line[date.end :])
    return match[1] if match else ""


def _is_furniture(line: str, date: PrintedDate, first: bool) -> bool:
    before, after = line[: date.start], line[date.end :]
    if (_SHOUTED_PLACE.match(before) and _STOP.match(after)) or (
        _DELIMITED.search(before or ".") and publisher_named(element_after(line, date))
    ):
        return True
    cue, opening = _before()
    if cue.search(before):
        return True
    ends = bool(_END.match(after))
    if opening.match(before):
        return ends or (not first and len(after) <= SHORT_REST and not _is_prose(line))
    if first or not ends:
        return False
    if len(line.strip()) <= FURNITURE_LENGTH and not _is_prose(line):
        return bool(_DELIMITED.search(before)) or not after.strip() or bool(re.search(r"\bon\s+\Z", before))
    return bool(_PLACE.fullmatch(before))


def _is_prose(line: str) -> bool:
    return line.rstrip().endswith((".", "!", "?", "…", "»", "”")) and len(line.split()) > 8


_NAME_DATE = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)|(?<!\d)(\d{4})[-_](\d{2})(?![-_]?\d)")


def file_name_date(name: str) -> str | None:
    """The date in a file's name (`2020-11-27`, `20201127`, `2020_11`), when there is just one."""
    found = set()
    for year, month, day, other_year, other_month in _NAME_DATE.findall(name):
        whole = f"{year}-{month}-{day}" if year else f"{other_year}-{other_month}"
        if int(whole[:4]) >= EARLIEST_IN_TEXT and stated_date(whole):
            found.add(whole)
    return found.pop() if len(found) == 1 else None


_PATH_DATE = re.compile(r"/(\d{4})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-]|\Z|\?)|/(\d{4})(\d{2})(\d{2})(?!\d)")


def url_date(url: str) -> tuple[str, str] | None:
    """The date in an address's path and the words of it (`/2020/11/27/`)."""
    match = _PATH_DATE.search(re.sub(r"\A\w+://[^/]*", "", url[:LONGEST_URL]))
    if not match:
        return None
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
    value = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return (value, match[0].strip("/")) if int(year) >= EARLIEST_IN_TEXT and stated_date(value) else None
