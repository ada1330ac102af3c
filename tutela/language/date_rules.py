"""What the rules named in the date packs mean: a pattern's words -> moments of the calendar or days counted back."""

import dataclasses
from collections.abc import Callable

from tutela.language import date_counting
from tutela.language.calendar_spans import DECADE_PARTS, WINTER, Moment
from tutela.language.date_readings import Groups, Reading, digits_of, part_value, word_value
from tutela.language.date_words import DateWords


def read(rule: str, groups: Groups, words: DateWords) -> Reading | None:
    """The reading of a match; None when the calendar holds no such day."""
    reading = RULES[rule](groups, words)
    possible = reading is not None and reading.first.possible and reading.last.possible
    return reading if possible else None


def _day(groups: Groups, words: DateWords) -> Reading:
    month = word_value(groups, "month", words) or digits_of(groups, "month_number")
    moment = Moment(digits_of(groups, "year"), month, digits_of(groups, "day", "day_number"))
    return Reading("day", moment, moment)


def _feast(groups: Groups, words: DateWords) -> Reading:
    month, day = str(words.value("feast", groups["feast"] or "")).split("-")
    moment = Moment(digits_of(groups, "year"), int(month), int(day))
    return Reading("day", moment, moment)


def _month_or_year(groups: Groups, words: DateWords) -> Reading:
    month = word_value(groups, "month", words)
    moment = Moment(digits_of(groups, "year"), month, None, part_value(groups, words))
    return Reading("month" if month else "year", moment, moment)


def _day_range(groups: Groups, words: DateWords) -> Reading:
    last = Moment(digits_of(groups, "year"), word_value(groups, "month2", words, "month"), digits_of(groups, "day2"))
    month = word_value(groups, "month", words) or last.month
    same_year = last.year if last.month is not None and month is not None and month <= last.month else None
    return Reading("range", Moment(same_year, month, digits_of(groups, "day")), last)


def _month_range(groups: Groups, words: DateWords) -> Reading:
    last = Moment(digits_of(groups, "year"), word_value(groups, "month2", words, "month"))
    month = word_value(groups, "month", words)
    same_year = last.year if month is not None and last.month is not None and month <= last.month else None
    return Reading("range", Moment(same_year, month), last)


def _year_range(groups: Groups, words: DateWords) -> Reading | None:
    first = digits_of(groups, "year")
    last = digits_of(groups, "year2")
    if first is None:
        return None
    if last is None:
        last = first // 100 * 100 + (digits_of(groups, "short_year") or 0)
    return Reading("range", Moment(first), Moment(last)) if first < last else None


def _season(groups: Groups, words: DateWords) -> Reading:
    moment = Moment(
        digits_of(groups, "year"), None, None, part_value(groups, words), word_value(groups, "season", words)
    )
    return Reading("season", moment, moment)


def _winter_over_new_year(groups: Groups, words: DateWords) -> Reading | None:
    years = _year_range(groups, words)
    first = word_value(groups, "season", words)
    if years is None or years.first.year is None or first != WINTER:
        return None
    return Reading("season", Moment(years.first.year, WINTER), Moment(years.first.year + 1, 2))


def _decade(groups: Groups, words: DateWords) -> Reading:
    decade = digits_of(groups, "decade_digits") or 1900 + (word_value(groups, "decade", words) or 0)
    # "The 1900s" may be ten years or a hundred.
    first, last = DECADE_PARTS.get(part_value(groups, words), (0, 99 if decade % 100 == 0 else 9))
    return Reading("decade", Moment(decade + first), Moment(decade + last))


def _century(groups: Groups, words: DateWords) -> Reading:
    number = digits_of(groups, "century_number") or word_value(groups, "century", words) or 1
    until = digits_of(groups, "century_number2") or word_value(groups, "century2", words, "century") or number
    first, last = (number - 1) * 100 + 1, until * 100
    thirds = {"early": (0, 66), "mid": (33, 33), "late": (66, 0), "first half": (0, 50), "second half": (50, 0)}
    after, before = thirds.get(part_value(groups, words), (0, 0))
    return Reading("century", Moment(first + after), Moment(last - before))


def _named_war(groups: Groups, words: DateWords) -> Reading:
    first, last = str(words.value("war", groups["war"] or "")).split("-")
    return Reading("range", Moment(int(first)), Moment(int(last)))


RULES: dict[str, Callable[[Groups, DateWords], Reading | None]] = {
    "day": _day,
    "feast": _feast,
    "month_or_year": _month_or_year,
    "day_range": _day_range,
    "month_range": _month_range,
    "weekend": date_counting.weekend,
    "winter_over_new_year": _winter_over_new_year,
    "year_range": _year_range,
    "season": _season,
    "bare_season": _season,
    "decade": _decade,
    "century": _century,
    "weekday": date_counting.weekday_back(0),
    "last_weekday": date_counting.weekday_back(1),
    "next_weekday": date_counting.next_weekday,
    "days_back_0": date_counting.days_back(0, 0, "the day of"),
    "days_back_1": date_counting.days_back(1, 1, "the day before"),
    "days_back_2": date_counting.days_back(2, 2, "two days before"),
    "night": date_counting.days_back(1, 0, "the night before"),
    "this_unit": date_counting.this_unit,
    "part_this_unit": date_counting.part_unit(0),
    "part_last_unit": date_counting.part_unit(1),
    "of_this_year": date_counting.of_year(0),
    "of_last_year": date_counting.of_year(1),
    "last_unit": date_counting.unit_back(1),
    "next_unit": date_counting.unit_back(-1),
    "ago": date_counting.ago,
    "years_ago_today": date_counting.years_ago_today,
    "past_unit": date_counting.last_n_units,
    "before_christ": lambda groups, words: Reading("century", vague=True, made=True),
    "last_n_units": date_counting.last_n_units,
    "vague_past": lambda groups, words: Reading("vague", vague=True, past=True),
    "counted_from_elsewhere": lambda groups, words: Reading("relative", elsewhere=True),
    "counted_earlier": date_counting.counted(-1),
    "counted_later": date_counting.counted(1),
    "unit_before_it": date_counting.beside_it(-1),
    "unit_of_it": date_counting.beside_it(0),
    "unit_after_it": date_counting.beside_it(1),
    "season_of_it": lambda groups, words: dataclasses.replace(_season(groups, words), same_year=True),
    "named_war": _named_war,
    "same_year": lambda groups, words: dataclasses.replace(_day(groups, words), same_year=True),
    "vague": lambda groups, words: Reading("vague", vague=True),
    "named_year": _month_or_year,
}
