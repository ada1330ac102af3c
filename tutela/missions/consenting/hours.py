"""Stretches of a day: joined, and what they have in common."""

from collections.abc import Iterable

from tutela.model.missions import Hours


def joined_hours(hours: Iterable[Hours]) -> list[Hours]:
    """Stretches that touch made one, in order.

    >>> [str(one) for one in joined_hours([Hours(600, 720), Hours(540, 610)])]
    ['09:00-12:00']
    """
    joined: list[Hours] = []
    for one in sorted(hours, key=lambda hours: (hours.start, hours.end)):
        if joined and one.start <= joined[-1].end:
            joined[-1] = Hours(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return joined


def common_hours(some: Iterable[Hours], others: Iterable[Hours]) -> list[Hours]:
    """What two sets of stretches have in common, in order."""
    pairs = [(one, other) for one in some for other in others]
    met = [Hours(max(one.start, other.start), min(one.end, other.end)) for one, other in pairs if _touch(one, other)]
    return joined_hours(met)


def _touch(one: Hours, other: Hours) -> bool:
    return max(one.start, other.start) < min(one.end, other.end)
