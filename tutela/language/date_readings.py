"""What an expression of time says before a year or the document's date is filled in, and the words it is read from."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tutela.language.calendar_spans import Moment
from tutela.language.date_words import DateWords
from tutela.model.times import first_day, last_day

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
    """Counted from another time of the text: from the date before it where `relative` says how."""
    counts: str = "day"
    """The unit that is counted from there: the date before must be told as precisely."""
    same_year: bool = False
    """Its year is said to be that of the date before it in the text."""
    cue: str = ""

    @property
    def joinable(self) -> bool:
        """Whether it may be one end of a range."""
        return not (self.vague or self.elsewhere) and self.relative is None and self.kind not in ("range", "century")

    def ends_before(self, other: "Reading") -> bool:
        """Whether it surely ends before the other begins: then the two are no range."""
        if self.last.year is None or other.first.year is None:
            return False
        return last_day(self.last.bounds()[1]) < first_day(other.first.bounds()[0])

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
            or (self.relative is not None and cue not in ("since", "night_to"))
            or self.kind == "range"
        ):
            return self
        if self.relative is not None and cue == "night_to":
            return dataclasses.replace(self, relative=_from_the_evening(self.relative))
        if self.relative is not None:
            return dataclasses.replace(self, kind="since", relative=_up_to_reference(self.relative))
        kind = {"by": "until", "night_of": "range", "night_to": "range", "week_of": "range"}.get(cue, cue)
        return dataclasses.replace(self, kind=kind, cue=cue)

    def opened(self, start: str, end: str, reference: str | None) -> tuple[str | None, str | None]:
        """The bounds, opened on the side the cue leaves open."""
        if self.cue == "since":
            return start, _unless_before(start, reference)
        if self.cue in ("until", "by"):
            return None, end
        if self.cue == "before":
            return None, start
        if self.cue == "after":
            return end, _unless_before(end, reference)
        if self.cue in RUNS_ON and len(end) == len("2020-11-09"):
            return start, (dt.date.fromisoformat(end) + dt.timedelta(RUNS_ON[self.cue])).isoformat()
        if self.cue == "night_to" and len(start) == len("2020-11-09"):
            return (dt.date.fromisoformat(start) - dt.timedelta(1)).isoformat(), end
        return start, end


def _unless_before(start: str, reference: str | None) -> str | None:
    """The document's date as an end; None where it lies before the start, of things to come."""
    return reference if reference is not None and last_day(reference) >= first_day(start) else None


def _up_to_reference(relative: Relative) -> Relative:
    def since(day: dt.date) -> tuple[str, str, str]:
        start, end, why = relative(day)
        return start, day.isoformat() if first_day(start) <= day else end, f"from then on, {why}"

    return since


def _from_the_evening(relative: Relative) -> Relative:
    """The night that leads to a day begins on the day before ("в ночь на вторник")."""

    def night(day: dt.date) -> tuple[str, str, str]:
        start, end, why = relative(day)
        return (first_day(start) - dt.timedelta(1)).isoformat(), end, f"the night that leads to {why}"

    return night


def digits_of(groups: Groups, *names: str) -> int | None:
    """The number in the first of the groups that holds digits."""
    for name in names:
        digits = "".join(filter(str.isdigit, groups.get(name) or ""))
        if digits:
            return int(digits)
    return None


def word_value(groups: Groups, name: str, words: DateWords, kind: str = "") -> int | None:
    """What the word of a placeholder stands for."""
    value = groups.get(name)
    return int(words.value(kind or name, value)) if value else None


def part_value(groups: Groups, words: DateWords) -> str:
    """The part of a month or year, empty when none is named."""
    part = groups.get("part")
    return str(words.value("part", part)) if part else ""


def count_value(groups: Groups, words: DateWords) -> int:
    """How many units are counted; one where no number stands ("неделю назад")."""
    if "n" not in groups:
        return 1
    number = (groups["n"] or "").replace(",", "")
    return int(number) if number.isdigit() else int(words.value("number", number))


def unit_value(groups: Groups, words: DateWords) -> str:
    """Which unit is counted."""
    kind = "units" if "units" in groups else "unit"
    return str(words.value(kind, groups[kind] or ""))
