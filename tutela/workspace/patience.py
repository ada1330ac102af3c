"""How long one document may take: a text that a rule cannot get through must not hold up all others."""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE_S = 3_600.0
"""Seconds for one document. A usual one takes the reader some 0.05 s, and its time grows with its length (5 s for
100,000 letters of dense prose), so that only what will never end comes so far."""


class TookTooLong(RuntimeError):
    """The work on one item was broken off."""


def within(seconds: float, work: Callable[[Item], Result], item: Item) -> Result:
    """The result of `work` on an item.

    Python's own signals break it off, patterns that backtrack included; where there are none (outside a process' main
    thread, on Windows) it may take as long as it likes.

    Raises:
        TookTooLong: it did not end in time.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return work(item)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong(f"it did not end within {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(item)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
