"""The likeness of every two of many claims at once: what `compare` says of each pair, added up for whole columns.

A case of three hundred thousand claims has millions of pairs; each of them as reasons with sentences would take hours.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutela.incidents.grouping.comparisons import (
    APART,
    FAMILIES,
    FAR_DAYS,
    MEANS_FAMILIES,
    NEWS_DAYS,
    OLD_DAYS,
    SLACK_DAYS,
    SLIP_DAYS,
    Telling,
    day_of_year,
    is_sharp,
    stated_times,
)
from tutela.incidents.weights import pair_weight, weight
from tutela.model.claims import AssetType, Certainty, Claim

Column = NDArray[np.int64]
Table = NDArray[np.float64]
ROWS = 256
"""Rows worked out at a time: what stands between a column and its sum stays small."""
NO_DAY = -1
HARMS = tuple(dict.fromkeys(FAMILIES.values()))
MEANS = {family: 1 << number for number, family in enumerate(dict.fromkeys(MEANS_FAMILIES.values()))}
TYPES = {kind: number for number, kind in enumerate(AssetType)}


def likenesses(tellings: Sequence[Telling], unlike: float) -> Table:
    """How surely every two of the claims are of one act (log-odds), symmetric; `unlike` for those about two assets."""
    columns = _Columns.of(tellings)
    found = np.empty((len(tellings), len(tellings)))
    for start in range(0, len(tellings), ROWS):
        rows = slice(start, start + ROWS)
        found[rows] = np.where(columns.asset[rows, None] == columns.asset, _block(columns, rows), unlike)
    _lay_over_copied(found, tellings, columns)
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    """The claims as numbers."""

    asset: Column
    document: Column
    family: Column
    type: Column
    means: Column
    """A bit for each family of means."""
    denied: NDArray[np.bool_]
    start: Column
    """Day number of the first day stated, NO_DAY where no time is stated."""
    end: Column
    sharp: NDArray[np.bool_]
    yearly: Column
    """Month and day where one day is stated, else NO_DAY."""
    published_start: Column
    published_end: Column

    @classmethod
    def of(cls, tellings: Sequence[Telling]) -> "_Columns":
        times = [_days(telling.claim.time.days() if telling.claim.time else None) for telling in tellings]
        published = [_days(telling.published.days() if telling.published else None) for telling in tellings]
        claims = [telling.claim for telling in tellings]
        return cls(
            asset=_numbered([telling.asset for telling in tellings]),
            document=_numbered([claim.document for claim in claims]),
            family=np.array([HARMS.index(FAMILIES[claim.harm]) for claim in claims], np.int64),
            type=np.array([TYPES[claim.asset_type] for claim in claims], np.int64),
            means=np.array([_bits(telling) for telling in tellings], np.int64),
            denied=np.array([claim.certainty == Certainty.DENIED for claim in claims], np.bool_),
            start=np.array([first for first, _ in times], np.int64),
            end=np.array([last for _, last in times], np.int64),
            sharp=np.array([claim.time is not None and is_sharp(claim.time) for claim in claims], np.bool_),
            yearly=_yearly(claims),
            published_start=np.array([first for first, _ in published], np.int64),
            published_end=np.array([last for _, last in published], np.int64),
        )


def _yearly(claims: Sequence[Claim]) -> Column:
    """Month and day as one number."""
    days = [day_of_year(claim.time) if claim.time else "" for claim in claims]
    return np.array([int(day.replace("-", "")) if day else NO_DAY for day in days], np.int64)


def _numbered(values: Sequence[str]) -> Column:
    """Equal values get equal numbers."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)


def _days(days: tuple[dt.date, dt.date] | None) -> tuple[int, int]:
    return (days[0].toordinal(), days[1].toordinal()) if days else (NO_DAY, NO_DAY)


def _bits(telling: Telling) -> int:
    found = 0
    for cue in telling.claim.means:
        found |= MEANS.get(MEANS_FAMILIES.get(cue.kind, ""), 0)
    return found


def _block(columns: _Columns, rows: slice) -> Table:
    """Likeness of some rows to all, in the order in which `compare` adds up, so that both give the same number."""
    total = _harms()[columns.family[rows, None], columns.family]
    total = total + _times(columns, rows)
    total += _means(columns, rows)
    total += _either(columns.type[rows, None] == columns.type, "same_kind", "other_kind")
    total += _either(columns.document[rows, None] == columns.document, "one_document", "two_documents")
    total += _either(columns.denied[rows, None] | columns.denied, "denial", "no_denial")
    total += weight("incident", "not_copied")
    found: Table = weight("incident", "bias") + total
    return found


def _either(holds: NDArray[np.bool_], yes: str, no: str) -> Table:
    return np.where(holds, weight("incident", yes), weight("incident", no))


def _harms() -> Table:
    same = weight("incident", "same_family")
    return np.array([[same if one == other else pair_weight(one, other) for other in HARMS] for one in HARMS])


def _times(columns: _Columns, rows: slice) -> Table:
    def say(signal: str) -> float:
        return weight("incident", signal)

    start, end = columns.start, columns.end
    dated = start != NO_DAY
    both, mixed = dated[rows, None] & dated, dated[rows, None] ^ dated
    gap = np.maximum(start[rows, None], start) - np.minimum(end[rows, None], end)
    sharp = columns.sharp[rows, None] & columns.sharp
    near = np.where(sharp, say("time_same_day"), say("time_overlap"))
    apart = np.where(sharp & (gap > SLIP_DAYS), say("time_two_days"), say("time_apart"))
    stated = np.where(gap > FAR_DAYS, say("time_far"), np.where(gap > SLACK_DAYS, apart, near))
    yearly = (columns.yearly[rows, None] == columns.yearly) & (columns.yearly != NO_DAY) & (gap > 0)
    stated = np.where(yearly, say("time_other_year"), stated)
    return np.where(both, stated, np.where(mixed, _one_dated(columns, rows), _none_dated(columns, rows)))


def _one_dated(columns: _Columns, rows: slice) -> Table:
    """Where one of two states a time: how long after it the other appeared."""
    ours = (columns.start[rows, None] != NO_DAY) & np.ones_like(columns.start, np.bool_)
    first = np.where(ours, columns.start[rows, None], columns.start)
    last = np.where(ours, columns.end[rows, None], columns.end)
    published = np.where(ours, columns.published_end, columns.published_end[rows, None])
    gap = published - last
    after = np.where(gap > NEWS_DAYS, weight("incident", "time_later"), weight("incident", "time_recent"))
    early = published < first - SLACK_DAYS
    told = np.where(early, weight("incident", "time_before"), after)
    told = np.where(gap > OLD_DAYS, weight("incident", "time_old"), told)
    return np.where(published == NO_DAY, weight("incident", "time_open"), told)


def _none_dated(columns: _Columns, rows: slice) -> Table:
    """Where neither states a time: whether they appeared at one time."""
    start, end = columns.published_start, columns.published_end
    gap = np.maximum(start[rows, None], start) - np.minimum(end[rows, None], end)
    told = _either(gap <= NEWS_DAYS, "time_one_news", "time_two_news")
    known = (start[rows, None] != NO_DAY) & (start != NO_DAY)
    return np.where(known, told, weight("incident", "time_open"))


def _means(columns: _Columns, rows: slice) -> Table:
    ours, theirs = columns.means[rows, None], columns.means
    told = _either((ours & theirs) != 0, "means_same", "means_differ")
    return np.where((ours != 0) & (theirs != 0), told, weight("incident", "means_open"))


def _lay_over_copied(found: Table, tellings: Sequence[Telling], columns: _Columns) -> None:
    """Add what a copied passage says, where two claims stand in one; there are few such pairs."""
    place = {telling.claim.id: index for index, telling in enumerate(tellings)}
    pairs = {(at, place[other]) for at, telling in enumerate(tellings) for other in telling.aligned if other in place}
    more = weight("incident", "copied") - weight("incident", "not_copied")
    for a, b in {(min(pair), max(pair)) for pair in pairs}:
        if columns.asset[a] == columns.asset[b]:
            slip = _slip(tellings[a], tellings[b])
            found[a, b] += more + slip
            found[b, a] += more + slip


def _slip(one: Telling, other: Telling) -> float:
    """What is taken back where times that do not meet stand in copied words."""
    apart = stated_times(one, other).signal
    return weight("incident", "time_slip") - weight("incident", apart) if apart in APART else 0.0
