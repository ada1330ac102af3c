"""Whose clock tells the time of a capture, and what is known of its being right."""

import datetime as dt
import shutil
import subprocess
from email.utils import parsedate_to_datetime

from tutela.sources.fetching import Exchange

PATIENCE_S = 5.0
MOST_APART_S = 5.0
"""Seconds between a server's clock and ours that are told: HTTP states whole seconds, and answers take some."""


def clock_standing() -> str:
    """Whether this machine's clock is kept right by the network, as far as it says so itself.

    systemd (`timedatectl`) and chrony (`chronyc`) are asked; elsewhere it was not checked.
    """
    if told := _systemd():
        return f"this machine's clock; {told}"
    if told := _chrony():
        return f"this machine's clock; {told}"
    return "this machine's clock; whether it is kept right was not checked"


def _systemd() -> str:
    told = _said("timedatectl", "show", "--property=NTPSynchronized", "--value").strip()
    return {"yes": "systemd says that it is synchronised", "no": "systemd says that it is not synchronised"}.get(
        told, ""
    )


def _chrony() -> str:
    for line in _said("chronyc", "-n", "tracking").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "System time":
            return f"chrony says: {value.strip()}"
    return ""


def _said(*command: str) -> str:
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run([program, *command[1:]], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout if done.returncode == 0 else ""


def clock_difference(exchange: Exchange) -> str:
    """How far the clock of a server lies off ours, in a sentence; empty where they agree or it states none.

    A page out of a cache bears the time when it was made there, and its age in seconds since.
    """
    stated = _parsed(exchange.header("date"))
    if stated is None:
        return ""
    age = exchange.header("age").strip()
    told = stated + dt.timedelta(seconds=int(age)) if age.isdigit() and len(age) < 10 else stated
    began = dt.datetime.fromisoformat(exchange.at)
    ended = began + dt.timedelta(seconds=exchange.took_s)
    if told < began - dt.timedelta(seconds=MOST_APART_S):
        return f"the server's clock is {_span(began - told)} behind this machine's"
    if told > ended + dt.timedelta(seconds=MOST_APART_S):
        return f"the server's clock is {_span(told - ended)} ahead of this machine's"
    return ""


def _parsed(date: str) -> dt.datetime | None:
    try:
        parsed = parsedate_to_datetime(date)
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _span(difference: dt.timedelta) -> str:
    return f"{difference.total_seconds():,.0f} s"
