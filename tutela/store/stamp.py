"""What an entry is stamped with: when, and by which software. Light, so that opening nothing loads no database."""

import datetime as dt
from collections.abc import Callable

from tutela import __version__

SOFTWARE = f"tutela {__version__}"

Clock = Callable[[], str]


def utc_now() -> str:
    """This machine's clock in UTC, to the millisecond, as GeoPackage writes times."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
