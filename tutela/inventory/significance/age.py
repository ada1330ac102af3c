"""How old an asset is said to be: the oldest part stated, never older than the words allow."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ORDINAL = r"(?:st|nd|rd|th|\.|-?[еоeyi]\w{0,2}|er|e|ème|-րդ|-ci|-cı|-cu|-cü|-ე)"
_NUMBER = rf"(?:\d{{1,2}}{_ORDINAL}?|[ivxl]{{1,6}}(?:e|ème|-[йигм]\w{{0,2}})?)"
_BETWEEN = r"\s*(?:-|–|—|/|to|and|до|и|və|ve|bis|und|et|или|or)\s*"
_YEAR = re.compile(r"(?<![\d.,])(?<!no\. )(?<!№ )(?<!№)(\d{3,4})(?![\d.,]*\d)", re.IGNORECASE)
_OF_ANOTHER_ERA = re.compile(
    r"(?<!\w)(?:a\.?h\.?|h\.|хиджр\w*|hicr[iî])\s*\d+|\d+\s*(?:a\.?h\.?(?!\w)|هـ|г\. ?х\.)", re.IGNORECASE
)
"""Years of the Hijra: registers that give them mostly give the common year beside."""


@dataclass(frozen=True, slots=True)
class _Words:
    century: re.Pattern[str]
    century_after: re.Pattern[str]
    millennium: re.Pattern[str]
    before_christ: re.Pattern[str]
    before_christ_ahead: re.Pattern[str]
    decade: re.Pattern[str]
    periods: tuple[tuple[re.Pattern[str], int], ...]


@functools.cache
def _words() -> _Words:
    text = resources.files("tutela.inventory.significance").joinpath("ages.yml").read_text("utf-8")
    data = yaml.safe_load(text)
    pair = rf"(?<!\w)({_NUMBER})(?:{_BETWEEN}{_NUMBER})*"
    ends = r"(?!\w)"
    return _Words(
        re.compile(rf"{pair}[\s-]*(?:{'|'.join(data['centuries'])}){ends}", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(data['centuries_before'])})\s+({_NUMBER})(?!\w)", re.IGNORECASE),
        re.compile(rf"{pair}\s*(?:{'|'.join(data['millennia'])}){ends}", re.IGNORECASE),
        re.compile(rf"\s*(?:{'|'.join(data['before_christ'])})", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{'|'.join(data['before_christ_ahead'])})\s*\Z", re.IGNORECASE),
        re.compile(rf"(?<!\d)(\d{{3}}0)(?:{'|'.join(data['decades'])})"),
        tuple((re.compile(words, re.IGNORECASE), int(year)) for words, year in data["periods"]),
    )


def oldest_year(built: str) -> int | None:
    """The year by which the oldest part that is stated stood, negative before Christ; None where no date is stated.

    >>> oldest_year("9th-13th centuries; main building 1214"), oldest_year("5th millennium BC to 18th century")
    (900, -4001)
    >>> oldest_year("XII əsr"), oldest_year("1216-1238"), oldest_year("by tradition old")
    (1200, 1216, None)
    """
    return min(_years(_OF_ANOTHER_ERA.sub(" ", built)), default=None)


def _years(built: str) -> Iterator[int]:
    words, rest = _words(), built
    for pattern, length in ((words.millennium, 1000), (words.century, 100), (words.century_after, 100)):
        for match in pattern.finditer(rest):
            yield _last_year(_number(match[1]), length, _before_christ(rest, match))
        rest = pattern.sub(" ", rest)
    for match in words.decade.finditer(rest):
        yield int(match[1]) + 9
    rest = words.decade.sub(" ", rest)
    for match in _YEAR.finditer(rest):
        yield -int(match[1]) if _before_christ(rest, match) else int(match[1])
    yield from (year for pattern, year in words.periods if pattern.search(rest))


def _before_christ(text: str, date: re.Match[str]) -> bool:
    """Whether an era before Christ stands beside a date, after it or (Turkish, German "v. Chr.") before it."""
    era = _words().before_christ
    return (
        era.match(text, date.end()) is not None or _words().before_christ_ahead.search(text[: date.start()]) is not None
    )


def _number(words: str) -> int:
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits[0])
    letters = re.match("[ivxl]+", words.casefold())
    values = [_ROMAN[letter] for letter in (letters[0] if letters else "")]
    return sum(-one if one < max(values[at + 1 :], default=0) else one for at, one in enumerate(values))


def _last_year(number: int, length: int, before: bool) -> int:
    """The last year of a century or millennium: 1300 of the 13th, 101 BC of the 2nd before Christ."""
    return -((number - 1) * length + 1) if before else number * length
