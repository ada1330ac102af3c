"""The rules of the date packs that count from the document's date: "on Thursday", "last month", "two weeks ago"."""

import dataclasses
import datetime as dt
from collections.abc import Callable

from tutela.language.calendar_spans import Moment, part_of, unit_span
from tutela.language.date_readings import Groups, Reading, count_value, digits_of, part_value, unit_value, word_value
from tutela.language.date_words import DateWords

LONGEST_COUNT = 150
"""What is counted back further ("1,400 years ago") is a round number of history, told of building rather than harm."""


def weekend(groups: Groups, words: DateWords) -> Reading:
    """The latest weekend."""

    def relative(day: dt.date) -> tuple[str, str, str]:
        saturday = day - dt.timedelta((day.weekday() + 2) % 7)
        return saturday.isoformat(), (saturday + dt.timedelta(1)).isoformat(), "the latest weekend that began up to"

    return Reading("relative", relative=relative)


def weekday_back(least: int) -> Callable[[Groups, DateWords], Reading]:
    """A weekday at least so many days before the document."""

    def rule(groups: Groups, words: DateWords) -> Reading:
        weekday = word_value(groups, "weekday", words)
        assert weekday is not None

        def relative(day: dt.date) -> tuple[str, str, str]:
            back = (day.weekday() - weekday) % 7
            found = (day - dt.timedelta(back if back >= least else back + 7)).isoformat()
            return found, found, "the nearest such day before" if least else "the nearest such day up to"

        return Reading("relative", relative=relative)

    return rule


def next_weekday(groups: Groups, words: DateWords) -> Reading:
    """The next such weekday."""
    weekday = word_value(groups, "weekday", words)
    assert weekday is not None

    def relative(day: dt.date) -> tuple[str, str, str]:
        found = (day + dt.timedelta((weekday - day.weekday() - 1) % 7 + 1)).isoformat()
        return found, found, "the next such day after"

    return Reading("relative", relative=relative)


def days_back(first: int, last: int, why: str) -> Callable[[Groups, DateWords], Reading]:
    """Days counted back: from the first to the last."""

    def relative(day: dt.date) -> tuple[str, str, str]:
        return (day - dt.timedelta(first)).isoformat(), (day - dt.timedelta(last)).isoformat(), why

    return lambda groups, words: Reading("relative", relative=relative)


def this_unit(groups: Groups, words: DateWords) -> Reading:
    """The running week, month..."""
    unit = unit_value(groups, words)

    def relative(day: dt.date) -> tuple[str, str, str]:
        return unit_span(day, unit, 0)[0], day.isoformat(), f"from the {unit}'s beginning up to"

    return Reading("relative", relative=relative)


def unit_back(back: int) -> Callable[[Groups, DateWords], Reading]:
    """A whole week, month... so many back."""

    def rule(groups: Groups, words: DateWords) -> Reading:
        unit = unit_value(groups, words)
        side = "before" if back > 0 else "after"

        def relative(day: dt.date) -> tuple[str, str, str]:
            return *unit_span(day, unit, back), f"the {unit} {side} that of"

        return Reading("relative", relative=relative)

    return rule


def part_unit(back: int) -> Callable[[Groups, DateWords], Reading]:
    """A part of the month or year so many back."""

    def rule(groups: Groups, words: DateWords) -> Reading:
        unit, part = unit_value(groups, words), part_value(groups, words)

        def relative(day: dt.date) -> tuple[str, str, str]:
            start, end = part_of(unit_span(day, unit, back), part)
            side = "before that of" if back else "of"
            return start, end, f"{part} in the {unit} {side}"

        return Reading("relative", relative=relative)

    return rule


def of_year(back: int) -> Callable[[Groups, DateWords], Reading]:
    """A day, month or season of the year so many back ("в декабре прошлого года")."""

    def rule(groups: Groups, words: DateWords) -> Reading:
        month, season = word_value(groups, "month", words), word_value(groups, "season", words)
        moment = Moment(None, month, digits_of(groups, "day"), part_value(groups, words), season)

        def relative(day: dt.date) -> tuple[str, str, str]:
            dated = moment.of_year(day.year - back)
            dated = dated if dated.possible else dataclasses.replace(dated, day=None)
            return *dated.bounds(), "in the year before that of" if back else "in the year of"

        return Reading("relative", relative=relative)

    return rule


def ago(groups: Groups, words: DateWords) -> Reading:
    """So many units before the document."""
    count, unit = count_value(groups, words), unit_value(groups, words)
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


def years_ago_today(groups: Groups, words: DateWords) -> Reading:
    """The same day so many years before the document; of other units their whole span."""
    if unit_value(groups, words) != "year" or count_value(groups, words) > LONGEST_COUNT:
        return ago(groups, words)
    moment = count_value(groups, words)

    def relative(day: dt.date) -> tuple[str, str, str]:
        dated = Moment(day.year - moment, day.month, day.day)
        dated = dated if dated.possible else dataclasses.replace(dated, day=None)
        return *dated.bounds(), f"{moment} years to the day before"

    return Reading("relative", relative=relative)


def last_n_units(groups: Groups, words: DateWords) -> Reading:
    """The units up to the document."""
    count, unit = count_value(groups, words), unit_value(groups, words)
    if count > LONGEST_COUNT:
        return Reading("vague", vague=True, made=True)

    def relative(day: dt.date) -> tuple[str, str, str]:
        days = {"week": 7, "fortnight": 14, "day": 1}.get(unit)
        start = (day - dt.timedelta(days * count)).isoformat() if days else unit_span(day, unit, count)[0]
        return start, day.isoformat(), f"the {count} {unit}s up to"

    return Reading("relative", relative=relative)


def counted(forward: int) -> Callable[[Groups, DateWords], Reading]:
    """So many units before or after the date told before ("two days earlier", "a month later")."""

    def rule(groups: Groups, words: DateWords) -> Reading:
        return _from_there(count_value(groups, words) * forward, unit_value(groups, words))

    return rule


def beside_it(forward: int) -> Callable[[Groups, DateWords], Reading]:
    """The unit of the date told before, or the next to it ("the same day", "the following year")."""

    def rule(groups: Groups, words: DateWords) -> Reading:
        return _from_there(forward, unit_value(groups, words) if groups.get("units") or groups.get("unit") else "day")

    return rule


def _from_there(forward: int, unit: str) -> Reading:
    def relative(day: dt.date) -> tuple[str, str, str]:
        why = f"{abs(forward)} {unit}{'s' * (abs(forward) != 1)} {'before' if forward < 0 else 'after'}"
        if unit in ("week", "fortnight"):
            found = (day + dt.timedelta((7 if unit == "week" else 14) * forward)).isoformat()
            return found, found, why
        return *unit_span(day, unit, -forward), why if forward else f"the same {unit} as"

    return Reading("relative", relative=relative, elsewhere=True, counts=unit)
