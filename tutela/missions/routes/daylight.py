"""When it is light at a site: from sunrise to sunset, in the mission's local time."""

import datetime as dt

from tutela.model.errors import SettingError
from tutela.model.geometry import Position
from tutela.model.missions import Hours

WHOLE_DAY = Hours(0, 24 * 60)


def daylight(position: Position, day: str, utc_offset_min: int) -> Hours | None:
    """Sunrise to sunset in minutes after midnight of local time; None where the sun does not rise.

    Where it does not set the whole day is light.

    Raises:
        SettingError: astral, which knows the sun, is not installed.

    >>> str(daylight(Position(39.75, 46.75), "2026-06-21", 4 * 60))
    '05:25-20:24'
    """
    try:
        from astral import Observer
        from astral.sun import elevation, sunrise, sunset
    except ImportError as error:
        raise SettingError("planning by daylight needs astral.", "Install it: pip install 'tutela[mission]'") from error
    zone = dt.timezone(dt.timedelta(minutes=utc_offset_min))
    on, observer = dt.date.fromisoformat(day), Observer(position.lat, position.lon)
    try:
        rise, set_ = sunrise(observer, on, tzinfo=zone), sunset(observer, on, tzinfo=zone)
    except ValueError:
        noon = dt.datetime.combine(on, dt.time(12), zone) - dt.timedelta(hours=position.lon / 15 - utc_offset_min / 60)
        return WHOLE_DAY if elevation(observer, noon) > 0 else None
    start, end = _minutes(rise, on, zone), _minutes(set_, on, zone)
    return Hours(start, end) if start < end else WHOLE_DAY


def _minutes(at: dt.datetime, day: dt.date, zone: dt.timezone) -> int:
    since = at - dt.datetime.combine(day, dt.time(), zone)
    return min(24 * 60, max(0, round(since.total_seconds() / 60)))
