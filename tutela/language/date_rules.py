"""What the rules named in the date packs mean: a pattern's words -> moments of the calendar or days counted back."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tutela.language.calendar_spans import DECADE_PARTS, WINTER, Moment, part_of, unit_span
from tutela.language.date_words import DateWords

LONGEST_COUNT = 150
"""What is counted back further ("1,400 years ago") is a round number of history, told of building rather than harm."""
RUNS_ON = {"night_of": 1, "week_of": 6}
"""Cue -> days that what it opens lasts beyond the day named."""
UNSAID = Moment()
"""Neither year, month nor day."""
Groups = Mapping[str, str | None]
Relative = Callable[[dt.date], tuple[str, str, str]]
"""Document's day -> first and last day, and the reason up to "... the document's date"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says before a year or a reference is filled in."""

    kind: str
    first: Moment = UNSAID
    last: Moment = UNSAID
    relative: Relative | None = None
    vague: bool = False
    past: bool = False
    """Vague, but surely not after the document."""
    made: bool = False
    """It tells of when something was made."""
    elsewhere: bool = False
    """Counted from another time of the text."""
    same_year: bool = False
    """Its year is said to be that of the date before it in the text."""
    cue: str = ""

    @property
    def joinable(self) -> bool:
        """Whether it may be one end of a range."""
        return not (self.vague or self.elsewhere) and self.relative is None and self.kind not in ("range", "century")

    @property
    def lacks_year(self) -> bool:
        """Whether one end comes without its year."""
        return self.first.year is None or self.last.year is None

    def after_cue(self, cue: str) -> "Reading":
        """The reading after a word like "since"; such words say nothing of vague times and counted days."""
        if (
            not cue
            or self.vague
            or self.elsewhere
            or (self.relative is not None and cue != "since")
            or self.kind == "range"
        ):
            return self
        if self.relative is not None:
            return dataclasses.replace(self, kind="since", relative=_up_to_reference(self.relative))
        kind = {"by": "until", "night_of": "range", "week_of": "range"}.get(cue, cue)
        return dataclasses.replace(self, kind=kind, cue=cue)

    def opened(self, start: str, end: str, reference: str | None) -> tuple[str | None, str | None]:
        """The bounds, opened on the side the cue leaves open."""
        if self.cue == "since":
            return start, reference
        if self.cue in ("until", "by"):
            return None, end
        if self.cue == "before":
            return None, start
        if self.cue == "after":
            return end, reference
        if self.cue in RUNS_ON and len(end) == len("2020-11-09"):
            return start, (dt.date.fromisoformat(end) + dt.timedelta(RUNS_ON[self.cue])).isoformat()
        return start, end


def _up_to_reference(relative: Relative) -> Relative:
    def since(day: dt.date) -> tuple[str, str, str]:
        start, _, why = relative(day)
        return start, day.isoformat(), f"from then on, {why}"

    return since


def read(rule: str, groups: Groups, words: DateWords) -> Reading | None:
    """The reading of a match; None when the calendar holds no such day."""
    reading = RULES[rule](groups, words)
    possible = reading is not None and reading.first.possible and reading.last.possible
    return reading if possible else None


def _number(groups: Groups, *names: str) -> int | None:
    for name in names:
        digits = "".join(filter(str.isdigit, groups.get(name) or ""))
        if digits:
            return int(digits)
    return None


def _word(groups: Groups, name: str, words: DateWords, kind: str = "") -> int | None:
    value = groups.get(name)
    return int(words.value(kind or name, value)) if value else None


def _part(groups: Groups, words: DateWords) -> str:
    part = groups.get("part")
    return str(words.value("part", part)) if part else ""


def _count(groups: Groups, words: DateWords) -> int:
    number = (groups["n"] or "").replace(",", "")
    return int(number) if number.isdigit() else int(words.value("number", number))


def _unit(groups: Groups, words: DateWords) -> str:
    kind = "units" if "units" in groups else "unit"
    return str(words.value(kind, groups[kind] or ""))


def _day(groups: Groups, words: DateWords) -> Reading:
    month = _word(groups, "month", words) or _number(groups, "month_number")
    moment = Moment(_number(groups, "year"), month, _number(groups, "day", "day_number"))
    return Reading("day", moment, moment)


def _month_or_year(groups: Groups, words: DateWords) -> Reading:
    month = _word(groups, "month", words)
    moment = Moment(_number(groups, "year"), month, None, _part(groups, words))
    return Reading("month" if month else "year", moment, moment)


def _day_range(groups: Groups, words: DateWords) -> Reading:
    last = Moment(_number(groups, "year"), _word(groups, "month2", words, "month"), _number(groups, "day2"))
    month = _word(groups, "month", words) or last.month
    same_year = last.year if last.month is not None and month is not None and month <= last.month else None
    return Reading("range", Moment(same_year, month, _number(groups, "day")), last)


def _month_range(groups: Groups, words: DateWords) -> Reading:
    last = Moment(_number(groups, "year"), _word(groups, "month2", words, "month"))
    month = _word(groups, "month", words)
    same_year = last.year if month is not None and last.month is not None and month <= last.month else None
    return Reading("range", Moment(same_year, month), last)


def _year_range(groups: Groups, words: DateWords) -> Reading | None:
    first = _number(groups, "year")
    last = _number(groups, "year2")
    if first is None:
        return None
    if last is None:
        last = first // 100 * 100 + (_number(groups, "short_year") or 0)
    return Reading("range", Moment(first), Moment(last)) if first < last else None


def _season(groups: Groups, words: DateWords) -> Reading:
    moment = Moment(_number(groups, "year"), None, None, _part(groups, words), _word(groups, "season", words))
    return Reading("season", moment, moment)


def _winter_over_new_year(groups: Groups, words: DateWords) -> Reading | None:
    years = _year_range(groups, words)
    first = _word(groups, "season", words)
    if years is None or years.first.year is None or first != WINTER:
        return None
    return Reading("season", Moment(years.first.year, WINTER), Moment(years.first.year + 1, 2))


def _weekend(groups: Groups, words: DateWords) -> Reading:
    def relative(day: dt.date) -> tuple[str, str, str]:
        saturday = day - dt.timedelta((day.weekday() + 2) % 7)
        return saturday.isoformat(), (saturday + dt.timedelta(1)).isoformat(), "the latest weekend that began up to"

    return Reading("relative", relative=relative)


def _decade(groups: Groups, words: DateWords) -> Reading:
    decade = _number(groups, "decade_digits") or 0
    # "The 1900s" may be ten years or a hundred.
    first, last = DECADE_PARTS.get(_part(groups, words), (0, 99 if decade % 100 == 0 else 9))
    return Reading("decade", Moment(decade + first), Moment(decade + last))


def _century(groups: Groups, words: DateWords) -> Reading:
    number = _number(groups, "century_number") or _word(groups, "century", words) or 1
    until = _number(groups, "century_number2") or number
    first, last = (number - 1) * 100 + 1, until * 100
    thirds = {"early": (0, 66), "mid": (33, 33), "late": (66, 0), "first half": (0, 50), "second half": (50, 0)}
    after, before = thirds.get(_part(groups, words), (0, 0))
    return Reading("century", Moment(first + after), Moment(last - before))


def _weekday_back(least: int) -> Callable[[Groups, DateWords], Reading]:
    def rule(groups: Groups, words: DateWords) -> Reading:
        weekday = _word(groups, "weekday", words)
        assert weekday is not None

        def relative(day: dt.date) -> tuple[str, str, str]:
            back = (day.weekday() - weekday) % 7
            found = (day - dt.timedelta(back if back >= least else back + 7)).isoformat()
            return found, found, "the nearest such day before" if least else "the nearest such day up to"

        return Reading("relative", relative=relative)

    return rule


def _next_weekday(groups: Groups, words: DateWords) -> Reading:
    weekday = _word(groups, "weekday", words)
    assert weekday is not None

    def relative(day: dt.date) -> tuple[str, str, str]:
        found = (day + dt.timedelta((weekday - day.weekday() - 1) % 7 + 1)).isoformat()
        return found, found, "the next such day after"

    return Reading("relative", relative=relative)


def _days_back(first: int, last: int, why: str) -> Callable[[Groups, DateWords], Reading]:
    def relative(day: dt.date) -> tuple[str, str, str]:
        return (day - dt.timedelta(first)).isoformat(), (day - dt.timedelta(last)).isoformat(), why

    return lambda groups, words: Reading("relative", relative=relative)


def _this_unit(groups: Groups, words: DateWords) -> Reading:
    unit = _unit(groups, words)

    def relative(day: dt.date) -> tuple[str, str, str]:
        return unit_span(day, unit, 0)[0], day.isoformat(), f"from the {unit}'s beginning up to"

    return Reading("relative", relative=relative)


def _unit_back(back: int) -> Callable[[Groups, DateWords], Reading]:
    def rule(groups: Groups, words: DateWords) -> Reading:
        unit = _unit(groups, words)
        side = "before" if back > 0 else "after"

        def relative(day: dt.date) -> tuple[str, str, str]:
            return *unit_span(day, unit, back), f"the {unit} {side} that of"

        return Reading("relative", relative=relative)

    return rule


def _part_unit(back: int) -> Callable[[Groups, DateWords], Reading]:
    def rule(groups: Groups, words: DateWords) -> Reading:
        unit, part = _unit(groups, words), _part(groups, words)

        def relative(day: dt.date) -> tuple[str, str, str]:
            start, end = part_of(unit_span(day, unit, back), part)
            side = "before that of" if back else "of"
            return start, end, f"{part} in the {unit} {side}"

        return Reading("relative", relative=relative)

    return rule


def _ago(groups: Groups, words: DateWords) -> Reading:
    count, unit = _count(groups, words), _unit(groups, words)
    if count > LONGEST_COUNT:
        return Reading("vague", vague=True, made=True)

    def relative(day: dt.date) -> tuple[str, str, str]:
        why = f"{count} {unit}{'s' * (count > 1)}, told in whole {unit}s, before"
        if unit in ("week", "fortnight"):
            size = 7 if unit == "week" else 14
            middle, slack = day - dt.timedelta(size * count), dt.timedelta(size // 2)
            return (middle - slack).isoformat(), (middle + slack).isoformat(), why
        return *unit_span(day, unit, count), why

    return Reading("relative", relative=relative)


def _last_n_units(groups: Groups, words: DateWords) -> Reading:
    count, unit = _count(groups, words) if "n" in groups else 1, _unit(groups, words)
    if count > LONGEST_COUNT:
        return Reading("vague", vague=True, made=True)

    def relative(day: dt.date) -> tuple[str, str, str]:
        days = {"week": 7, "fortnight": 14, "day": 1}.get(unit)
        start = (day - dt.timedelta(days * count)).isoformat() if days else unit_span(day, unit, count)[0]
        return start, day.isoformat(), f"the {count} {unit}s up to"

    return Reading("relative", relative=relative)


RULES: dict[str, Callable[[Groups, DateWords], Reading | None]] = {
    "day": _day,
    "month_or_year": _month_or_year,
    "day_range": _day_range,
    "month_range": _month_range,
    "weekend": _weekend,
    "winter_over_new_year": _winter_over_new_year,
    "year_range": _year_range,
    "season": _season,
    "bare_season": _season,
    "decade": _decade,
    "century": _century,
    "weekday": _weekday_back(0),
    "last_weekday": _weekday_back(1),
    "next_weekday": _next_weekday,
    "days_back_0": _days_back(0, 0, "the day of"),
    "days_back_1": _days_back(1, 1, "the day before"),
    "night": _days_back(1, 0, "the night before"),
    "this_unit": _this_unit,
    "part_this_unit": _part_unit(0),
    "part_last_unit": _part_unit(1),
    "last_unit": _unit_back(1),
    "next_unit": _unit_back(-1),
    "ago": _ago,
    "past_unit": _last_n_units,
    "before_christ": lambda groups, words: Reading("century", vague=True, made=True),
    "last_n_units": _last_n_units,
    "vague_past": lambda groups, words: Reading("vague", vague=True, past=True),
    "counted_from_elsewhere": lambda groups, words: Reading("relative", elsewhere=True),
    "same_year": lambda groups, words: dataclasses.replace(_day(groups, words), same_year=True),
    "vague": lambda groups, words: Reading("vague", vague=True),
    "named_year": _month_or_year,
}
