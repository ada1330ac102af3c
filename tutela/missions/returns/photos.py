"""What a photo says of itself beside what the form says: contradictions are noted, and nothing is left out for them."""

import datetime as dt

from tutela.model.geometry import Position

HOURS_APART = 6
"""A stop takes three hours at most (`service.yml`), clocks of cameras keep the hour of home: beyond that, another
occasion is likelier."""
METRES_APART = 1000.0
"""Photos are taken from the surroundings of a site too, and receivers stray by hundreds of metres between buildings."""


def photo_notes(
    taken: str, place: Position | None, at: str, where: Position | None, offset_min: int
) -> tuple[str, ...]:
    """What in a photo's own record contradicts the form, in sentences.

    Args:
        taken: when, as the photo says (ISO 8601); without a zone it is taken for local time.
        at: when the visit was, as the form says.
        where: where the visit was; the asset's own position where the form gives none.
        offset_min: local time of the mission, minutes east of UTC.

    >>> photo_notes("2026-05-01T10:00:00", None, "2026-05-04T10:00", None, 240)
    ('its own record gives 2026-05-01T10:00:00, 3 days from the time of the visit',)
    """
    found = [_time_note(taken, at, offset_min)] if taken else []
    found += [_place_note(place, where)] if place and where else []
    return tuple(note for note in found if note)


def _time_note(taken: str, at: str, offset_min: int) -> str:
    apart = abs(in_zone(taken, offset_min) - in_zone(at, offset_min))
    if apart <= dt.timedelta(hours=HOURS_APART):
        return ""
    hours = apart.total_seconds() / 3600
    said = f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} hours"
    return f"its own record gives {taken}, {said} from the time of the visit"


def _place_note(place: Position, where: Position) -> str:
    apart = place.distance_m(where)
    if apart <= METRES_APART + (place.uncertainty_m or 0) + (where.uncertainty_m or 0):
        return ""
    return f"its own record gives a place {apart / 1000:.1f} km from that of the visit"


def in_zone(text: str, offset_min: int) -> dt.datetime:
    """A time with its zone, that of the mission where it states none.

    Raises:
        ValueError: it is no time.
    """
    when = dt.datetime.fromisoformat(text)
    zone = dt.timezone(dt.timedelta(minutes=offset_min))
    return when if when.tzinfo else when.replace(tzinfo=zone)
