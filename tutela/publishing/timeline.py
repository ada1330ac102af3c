"""The timeline: when incidents are said to have happened, as wide as sources leave it, and when that was published."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tutela.model.incidents import Incident
from tutela.model.times import Period, first_day, last_day
from tutela.publishing.contents import Contents, in_time
from tutela.publishing.masking import merged
from tutela.publishing.svg import Drawing, fitted
from tutela.publishing.wording import period, shown_name

LEFT = 250.0
WIDTH = 920.0
RIGHT = 14.0
TOP = 34.0
ROW = 30.0
"""Least height of a row; a name that needs three lines makes it higher."""
NAME_LEFT, NAME_SIZE, NAME_STEP, MOST_LINES = 44.0, 11.5, 13.0, 4
MOST_ROWS = 60
"""Incidents drawn, the best founded: with more the figure would be many pages long. All stand in the table."""
LEAST = 5.0
"""Least width of a bar, so that a day is seen on an axis of years."""
PRECISE_DAYS = 3
"""Up to this many days a period is drawn as a point in time, solid; longer ones are hatched: somewhere in it."""

LONG_DAYS = 550
"""Of a period longer than this only the ends need room: nobody can read a day out of its middle."""
GAPS = (180, 365, 730, 1461, 2922, 7305, 18262, 36525)
"""Days an empty stretch lasts at least to be cut out, and the cut drawn: the first of these that leaves few cuts."""
MOST_STRETCHES = 7
BREAK = 16.0
"""Width of a cut."""
LEAST_STRETCH = 44.0
"""Least width of a stretch: its year must be readable beneath it."""
MARK_WIDTHS = (34.0, 62.0, 84.0)
"""Room for the label of a year, a month, a day."""

Days = tuple[int, int]


def draw_timeline(held: Contents) -> Markup | None:
    """All incidents over one axis; None when no date is known at all."""
    shown = in_time(held.incidents[:MOST_ROWS])
    spans = [span for incident in shown for span in _spans(held, incident)]
    if not spans:
        return None
    rows = _rows(held, shown)
    bottom = rows[-1].top + rows[-1].height
    axis, picture = Axis(spans), Drawing("timeline", WIDTH, bottom + 30)
    _hatch(picture)
    _axis(picture, axis, rows)
    for row in rows:
        _row(picture, axis, held, row)
    said = "; ".join(f"{held.numbers[item.id]}: {period(item.period)}" for item in shown)
    return picture.render(
        "Timeline: when it is said to have happened and when it was published",
        f"{said}. Ticks below each bar are publication dates, lines where only the month or year is known.",
        "timeline",
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One incident's row: the name of its asset in lines, and where it stands."""

    incident: Incident
    label: str
    lines: tuple[str, ...]
    top: float

    @property
    def height(self) -> float:
        """As high as the name needs."""
        return max(ROW, NAME_STEP * len(self.lines) + 8)


def _rows(held: Contents, shown: Sequence[Incident]) -> list[Row]:
    rows: list[Row] = []
    for incident in shown:
        label = shown_name(held.assets.get(incident.asset))
        lines = fitted(label, LEFT - NAME_LEFT - 14, NAME_SIZE, MOST_LINES)
        rows.append(Row(incident, label, tuple(lines), rows[-1].top + rows[-1].height if rows else TOP))
    return rows


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days shown without a break, and where they stand on the page."""

    first: int
    last: int
    left: float
    width: float

    def x(self, day: int) -> float:
        """Where a day falls; at the near end when it lies outside."""
        share = (day - self.first) / max(1, self.last - self.first)
        return self.left + self.width * min(1.0, max(0.0, share))


class Axis:
    """Days on the page: empty stretches cut out, and each stretch as wide as much is told in it."""

    def __init__(self, spans: Sequence[Days]) -> None:
        needed = [part for span in spans for part in _needed(span)]
        shown = _shown(needed)
        told = [sum(first <= part[0] <= last for part in needed) for first, last in shown]
        room = WIDTH - LEFT - RIGHT - BREAK * (len(shown) - 1) - LEAST_STRETCH * len(shown)
        self.stretches: list[Stretch] = []
        left = LEFT
        for (first, last), number in zip(shown, told, strict=True):
            width = LEAST_STRETCH + room * number / sum(told)
            self.stretches.append(Stretch(first, last, left, width))
            left += width + BREAK

    @property
    def first(self) -> int:
        """First day shown."""
        return self.stretches[0].first

    @property
    def last(self) -> int:
        """Last day shown."""
        return self.stretches[-1].last

    def x(self, day: int) -> float:
        """Where a day falls; beside the break when it was cut out."""
        return next((stretch.x(day) for stretch in self.stretches if day <= stretch.last), WIDTH - RIGHT)

    def breaks(self) -> list[float]:
        """Where days were cut out."""
        return [stretch.left - BREAK / 2 for stretch in self.stretches[1:]]

    def marks(self) -> list[tuple[int, str]]:
        """Days to mark, with their labels: years, months or days, as each stretch has room."""
        return [mark for stretch in self.stretches for mark in _marks(stretch)]


def _needed(span: Days) -> list[Days]:
    """The days a span needs to be drawn: all of a short one, both ends of a long one."""
    first, last = span
    return [span] if last - first <= LONG_DAYS else [(first, first), (last, last)]


def _shown(needed: Sequence[Days]) -> list[Days]:
    """The days to show: those needed with a little room, joined over gaps until few cuts remain."""
    for gap in GAPS:
        pad = max(4, gap // 24)
        joined = merged([(first - gap // 2, last + gap // 2) for first, last in needed])
        if len(joined) <= MOST_STRETCHES:
            break
    latest = dt.date.max.toordinal()
    return [(max(1, first + gap // 2 - pad), min(last - gap // 2 + pad, latest)) for first, last in joined]


def _marks(stretch: Stretch) -> list[tuple[int, str]]:
    """Marks with room for their labels; months name their year, days the whole date."""
    start, end = dt.date.fromordinal(stretch.first), dt.date.fromordinal(stretch.last)
    days = stretch.last - stretch.first
    years, months, single = (max(1, int(stretch.width // room)) for room in MARK_WIDTHS)
    if days > 2 * 366:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 2000, 10000) if days / 366 / step <= years)
        found = range(-(-(start.year + 1) // step) * step, end.year + 1, step)
        return [(dt.date(year, 1, 1).toordinal(), str(year)) for year in found] or [_middle(stretch)]
    if stretch.width < 2 * MARK_WIDTHS[1]:
        return [_middle(stretch)]
    if days > 70:
        step = next(step for step in (1, 2, 3, 4, 6, 12, 24) if days / 30 / step <= months)
        return _months(start, end, step) or [_middle(stretch)]
    step = max(1, -(-days // single))
    found = range(stretch.first + step, stretch.last - step // 2, step)
    return [(day, f"{dt.date.fromordinal(day):%-d %b %Y}") for day in found] or [_middle(stretch)]


def _middle(stretch: Stretch) -> tuple[int, str]:
    """A mark for a stretch too short for a round date."""
    day = (stretch.first + stretch.last) // 2
    return day, str(dt.date.fromordinal(day).year)


def _months(start: dt.date, end: dt.date, step: int) -> list[tuple[int, str]]:
    found = []
    for index in range(start.year * 12 + start.month, end.year * 12 + end.month):
        year, month = divmod(index, 12)
        if month % step == 0:
            day = dt.date(year, month + 1, 1)
            found.append((day.toordinal(), f"{day:%b %Y}"))
    return found


def _bounds(time: Period | None) -> tuple[int | None, int | None]:
    if time is None:
        return None, None
    return (
        first_day(time.start).toordinal() if time.start else None,
        last_day(time.end).toordinal() if time.end else None,
    )


def _published(held: Contents, incident: Incident) -> list[Days]:
    """First and last day each document may have been published on, where it says."""
    found = []
    for name in dict.fromkeys(claim.document for claim in held.claims_of(incident)):
        stated = held.documents[name].day or ""
        try:
            found.append((first_day(stated).toordinal(), last_day(stated).toordinal()))
        except ValueError:
            continue
    return found


def _spans(held: Contents, incident: Incident) -> list[Days]:
    """The days an incident's row needs: its period, or the bound that is known, and its publications."""
    start, end = _bounds(incident.period)
    known = [(start or end or 0, end or start or 0)] if start or end else []
    return known + _published(held, incident)


def _hatch(picture: Drawing) -> None:
    picture.open("defs")
    picture.open("pattern", id="hatch", width=5, height=5, patternUnits="userSpaceOnUse", patternTransform="rotate(45)")
    picture.add("rect", width=5, height=5, class_="hatch-ground")
    picture.add("line", x1=0, y1=0, x2=0, y2=5, class_="hatch-line")
    picture.close("pattern")
    picture.close("defs")


def _axis(picture: Drawing, axis: Axis, rows: Sequence[Row]) -> None:
    bottom = rows[-1].top + rows[-1].height
    for row in rows[::2]:
        picture.add("rect", x=0, y=row.top, width=WIDTH, height=row.height, class_="band")
    for x in axis.breaks():
        picture.add("rect", x=x - 5, y=TOP - 4, width=10, height=bottom - TOP + 8, class_="cut")
        for side in (-5, 5):
            picture.add("line", x1=x + side, y1=TOP - 4, x2=x + side, y2=bottom + 4, class_="cut-edge")
    for day, label in axis.marks():
        x = axis.x(day)
        picture.add("line", x1=x, y1=TOP - 6, x2=x, y2=bottom + 6, class_="grid")
        for y in (TOP - 12, bottom + 20):
            picture.add("text", label, x=x, y=y, class_="degree", text_anchor="middle")


def _row(picture: Drawing, axis: Axis, held: Contents, row: Row) -> None:
    incident, number = row.incident, held.numbers[row.incident.id]
    middle = row.top + row.height / 2
    picture.open("a", f"{number} {row.label}: {period(incident.period)}", href=f"#{incident.id}")
    picture.add("text", number, x=8, y=middle + 4, class_="row-number")
    first = middle + 4 - NAME_STEP * (len(row.lines) - 1) / 2
    picture.lines(NAME_LEFT, first, row.lines, NAME_STEP, class_="row-name")
    picture.close("a")
    top = middle - ROW / 2
    _bar(picture, axis, incident.period, top + 6)
    for day, end in _published(held, incident):
        left, right = axis.x(day), max(axis.x(end), axis.x(day) + LEAST)
        if day == end:
            picture.add("line", x1=left, y1=top + 19, x2=left, y2=top + 27, class_="published")
        else:
            picture.add("line", x1=left, y1=top + 23, x2=right, y2=top + 23, class_="published")


def _bar(picture: Drawing, axis: Axis, time: Period | None, y: float) -> None:
    start, end = _bounds(time)
    if start is None and end is None:
        picture.add("text", "time not stated", x=LEFT + 6, y=y + 9, class_="unknown")
        return
    left, right = axis.x(start or axis.first), axis.x((end or axis.last) + 1)
    if right - left < LEAST:
        left, right = (left + right - LEAST) / 2, (left + right + LEAST) / 2
    exact = start is not None and end is not None and end - start < PRECISE_DAYS
    picture.add("rect", x=left, y=y, width=right - left, height=10, class_="exact" if exact else "vague")
    if start is None:
        picture.add("path", d=_arrow(left, y, -1), class_="open-end")
    if end is None:
        picture.add("path", d=_arrow(right, y, 1), class_="open-end")


def _arrow(x: float, y: float, side: int) -> str:
    return f"M{x:.1f} {y - 1:.1f}l{7 * side} 6l{-7 * side} 6z"
