import subprocess

import pytest

from tutela.sources.capture import clock
from tutela.sources.capture.clock import clock_difference, clock_standing
from tutela.sources.fetching import Exchange

AT = "2026-01-05T10:00:00.000Z"


def answered(*headers: tuple[str, str], took_s: float = 1.0) -> Exchange:
    return Exchange("http://a.example/", "192.0.2.1", AT, b"", b"", 200, "OK", headers, b"", took_s=took_s)


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ((), ""),
        ((("Date", "Mon, 05 Jan 2026 10:00:03 GMT"),), ""),
        ((("Date", "Mon, 05 Jan 2026 11:00:01 GMT"),), "the server's clock is 3,600 s ahead of this machine's"),
        ((("date", "Mon, 05 Jan 2026 09:59:00 GMT"),), "the server's clock is 60 s behind this machine's"),
        ((("Date", "Mon, 05 Jan 2026 09:59:00 GMT"), ("Age", "60")), ""),
        ((("Date", "Mon, 05 Jan 2026 10:00:00 GMT"), ("Age", "nonsense")), ""),
        ((("Date", "yesterday"),), ""),
        ((("Date", "Mon, 05 Jan 99999 10:00:00 GMT"),), ""),
        ((("Date", "Mon, 05 Jan 2026 12:00:01 +0200"),), ""),
    ],
)
def test_a_server_whose_clock_lies_off_is_told(headers, told):
    assert clock_difference(answered(*headers)) == told


def test_a_slow_answer_is_no_difference():
    assert clock_difference(answered(("Date", "Mon, 05 Jan 2026 10:00:50 GMT"), took_s=55.0)) == ""


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder for programs of our own, which alone are found."""
    monkeypatch.setenv("PATH", f"{tmp_path}")

    def make(name: str, prints: str, code: int = 0) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{prints}'\nexit {code}\n")
        (tmp_path / name).chmod(0o755)

    return make


def test_whether_the_clock_is_kept_right_is_asked_of_the_system(programs):
    assert clock_standing() == "this machine's clock; whether it is kept right was not checked"
    programs("chronyc", "System time     : 0.000012 seconds fast of NTP time")
    assert clock_standing() == "this machine's clock; chrony says: 0.000012 seconds fast of NTP time"
    programs("timedatectl", "no")
    assert clock_standing() == "this machine's clock; systemd says that it is not synchronised"
    programs("timedatectl", "yes")
    assert clock_standing() == "this machine's clock; systemd says that it is synchronised"


def test_a_program_that_fails_tells_nothing(programs, monkeypatch):
    programs("timedatectl", "yes", code=1)
    assert clock_standing().endswith("was not checked")
    programs("timedatectl", "yes")
    monkeypatch.setattr(clock.subprocess, "run", _slow)
    assert clock_standing().endswith("was not checked")


def _slow(*_, **__):
    raise subprocess.TimeoutExpired("timedatectl", 5)
