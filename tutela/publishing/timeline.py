"""The timeline: when incidents are said to have happened, as wide as sources leave it, and when that was published."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tutela.model.incidents import Incident
from tutela.model.times import Period, first_day, last_day
from tutela.publishing.contents import Contents
from tutela.publishing.masking import merged
from tutela.publishing.svg import Drawing, shortened
from tutela.publishing.wording import period, shown_name

LEFT = 236.0
WIDTH = 920.0
RIGHT = 14.0
TOP = 34.0
ROW = 30.0
LEAST = 5.0
"""Least width of a bar, so that a day is seen on an axis of years."""
PRECISE_DAYS = 3
"""Up to this many days a period is drawn as a point in time, solid; longer ones are hatched: somewhere in it."""

EMPTY = 0.2
"""An empty stretch longer than this share of all that is told is cut out, and the cut drawn."""
BREAK = 30.0
"""Width of a cut."""

Days = tuple[int, int]


def draw_timeline(held: Contents) -> Markup | None:
    """All incidents over one axis; None when no date is known at all."""
    spans = [span for incident in held.incidents for span in _spans(held, incident)]
    if not spans:
        return None
    axis = Axis(_shown(spans))
    picture = Drawing("timeline", WIDTH, TOP + ROW * len(held.incidents) + 30)
    _hatch(picture)
    _axis(picture, axis, len(held.incidents))
    for row, incident in enumerate(held.incidents):
        _row(picture, axis, held, incident, TOP + row * ROW)
    said = "; ".join(f"{held.numbers[item.id]}: {period(item.period)}" for item in held.incidents)
    return picture.render(
        "Timeline: when it is said to have happened and when it was published",
        f"{said}. Ticks below each bar are publication dates, lines where only the month or year is known.",
        "timeline",
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days shown without a break, and where they begin on the page."""

    first: int
    last: int
    left: float


class Axis:
    """Days on the page, empty stretches cut out."""

    def __init__(self, shown: Sequence[Days]) -> None:
        self.days = sum(last - first for first, last in shown)
        room = WIDTH - LEFT - RIGHT - BREAK * (len(shown) - 1)
        self.scale = room / self.days
        self.stretches: list[Stretch] = []
        left = LEFT
        for first, last in shown:
            self.stretches.append(Stretch(first, last, left))
            left += (last - first) * self.scale + BREAK

    @property
    def first(self) -> int:
        """First day shown."""
        return self.stretches[0].first

    @property
    def last(self) -> int:
        """Last day shown."""
        return self.stretches[-1].last

    def x(self, day: int) -> float:
        """Where a day falls; in the break when it was cut out."""
        for stretch in self.stretches:
            if day <= stretch.last:
                return stretch.left + max(0, day - stretch.first) * self.scale
        return WIDTH - RIGHT

    def breaks(self) -> list[float]:
        """Where days were cut out."""
        return [stretch.left - BREAK / 2 for stretch in self.stretches[1:]]

    def marks(self) -> list[tuple[int, str]]:
        """Days to mark, with their labels: years, months or days, as the axis is long."""
        return [mark for stretch in self.stretches for mark in _marks(stretch, self.days)]


def _shown(spans: Sequence[Days]) -> list[Days]:
    """The days to show: all, without the empty stretches that would take more than `EMPTY` of the axis."""
    pad = max(4, (max(last for _, last in spans) - min(first for first, _ in spans)) // 120)
    joined: list[Days] = []
    whole = sum(last - first for first, last in merged(spans)) + 2 * pad * len(merged(spans))
    for first, last in merged([(max(1, first - pad), last + pad) for first, last in spans]):
        if joined and first - joined[-1][1] < EMPTY * max(whole, pad * 8):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return [(first, min(last, dt.date.max.toordinal())) for first, last in joined]


def _marks(stretch: Stretch, days: int) -> list[tuple[int, str]]:
    start, end = dt.date.fromordinal(stretch.first), dt.date.fromordinal(stretch.last)
    if days > 2 * 366:
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 2000) if days / 366 / step <= 9)
        years = range(-(-(start.year + 1) // step) * step, end.year + 1, step)
        return [(dt.date(year, 1, 1).toordinal(), str(year)) for year in years] or [_middle(stretch)]
    if days > 70:
        return _months(start, end, 1 if days < 240 else 3) or [_middle(stretch)]
    step = max(1, days // 8)
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


def _axis(picture: Drawing, axis: Axis, rows: int) -> None:
    bottom = TOP + rows * ROW
    for row in range(0, rows, 2):
        picture.add("rect", x=0, y=TOP + row * ROW, width=WIDTH, height=ROW, class_="band")
    for x in axis.breaks():
        picture.add("rect", x=x - 5, y=TOP - 4, width=10, height=rows * ROW + 8, class_="cut")
        for side in (-5, 5):
            picture.add("line", x1=x + side, y1=TOP - 4, x2=x + side, y2=bottom + 4, class_="cut-edge")
    for day, label in axis.marks():
        x = axis.x(day)
        picture.add("line", x1=x, y1=TOP - 6, x2=x, y2=bottom + 6, class_="grid")
        for y in (TOP - 12, bottom + 20):
            picture.add("text", label, x=x, y=y, class_="degree", text_anchor="middle")


def _row(picture: Drawing, axis: Axis, held: Contents, incident: Incident, top: float) -> None:
    asset = held.assets.get(incident.asset)
    number = held.numbers[incident.id]
    label = shown_name(asset)
    picture.open("a", f"{number} {label}: {period(incident.period)}", href=f"#{incident.id}")
    picture.add("text", number, x=8, y=top + 19, class_="row-number")
    picture.add("text", shortened(label, LEFT - 62, 11.5), x=44, y=top + 19, class_="row-name")
    picture.close("a")
    _bar(picture, axis, incident.period, top + 6)
    for first, last in _published(held, incident):
        left, right = axis.x(first), max(axis.x(last), axis.x(first) + LEAST)
        if first == last:
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
