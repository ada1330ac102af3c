"""When it is told to have happened: another time, another year, a stretch narrowed or widened."""

from collections.abc import Iterator

from tutela.incidents.drift.accounts import Account, Told, changed
from tutela.model.incidents import Drift, DriftKind, EdgeKind
from tutela.model.tellings import best_dated
from tutela.model.times import Period


def date_drift(earlier: Account, later: Account, edge: EdgeKind) -> Iterator[Drift]:
    """What became of the narrowest time told; a time left out is no change of what is told."""
    ours, theirs = best_dated(earlier.telling), best_dated(later.telling)
    if ours is None or theirs is None:
        return
    (_, was), (_, is_now) = ours, theirs
    if was.edtf() == is_now.edtf():
        return
    kind, verb = _change(was, is_now)
    before, after = (Told(time.edtf(), time.in_words(), claim, time.words) for claim, time in (ours, theirs))
    yield changed(kind, f"{before.said} {verb} {after.said}", before, after, edge)


def _change(was: Period, is_now: Period) -> tuple[DriftKind, str]:
    if _another_year(was, is_now):
        return DriftKind.YEAR, "became the same day of another year,"
    (a, b), (c, d) = was.days(), is_now.days()
    if a <= c and d <= b:
        return DriftKind.DATE, "was narrowed to"
    if c <= a and b <= d:
        return DriftKind.DATE, "was widened to"
    return DriftKind.DATE, "became"


def _another_year(was: Period, is_now: Period) -> bool:
    """Whether both give one day or month, of two years."""
    parts = [(time.start or "", time.end or "") for time in (was, is_now)]
    days = [tuple(bound[4:] for bound in bounds) for bounds in parts]
    return days[0] == days[1] and all(days[0]) and parts[0][0][:4] != parts[1][0][:4]
