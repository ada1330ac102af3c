"""What an authority's time tells of the clock that a checkpoint was signed by."""

from datetime import datetime

LEAST_S = 1.0
"""Seconds that are worth a word: clocks kept by a time server differ by less."""


def clock_said(signed: str, stamped: str, received: str) -> str:
    """How the clock of whoever signed stands to an authority's, in a sentence; empty where the times cannot be read.

    A checkpoint is signed before it is stamped, and the stamp comes home after. So a signing later than the stamp shows
    a clock that is ahead, an arrival earlier than it one that is behind, each by at least the difference.

    Args:
        signed: when it was signed, by the signer's clock, ISO 8601.
        stamped: when it was stamped, by the authority's.
        received: when the stamp came in, by this machine's.

    >>> clock_said("2026-01-05T10:00:00.000Z", "2026-01-05T10:00:02Z", "2026-01-05T10:00:03.000Z")
    "The signer's clock said 2 s before the stamp; nothing shows it wrong."
    >>> clock_said("2026-01-05T10:10:00.000Z", "2026-01-05T10:00:02Z", "2026-01-05T10:10:02.000Z")
    "DOUBT: the signer's clock was at least 598 s ahead of the authority's."
    >>> clock_said("2026-01-05T09:00:00.000Z", "2026-01-05T10:00:00Z", "2026-01-05T09:00:02.000Z")
    "DOUBT: this machine's clock was at least 3,598 s behind the authority's."
    """
    try:
        before, at, after = (datetime.fromisoformat(one) for one in (signed, stamped, received))
        ahead, behind = (before - at).total_seconds(), (at - after).total_seconds()
    except (ValueError, TypeError):
        return ""
    if ahead >= LEAST_S:
        return f"DOUBT: the signer's clock was at least {ahead:,.0f} s ahead of the authority's."
    if behind >= LEAST_S:
        return f"DOUBT: this machine's clock was at least {behind:,.0f} s behind the authority's."
    return f"The signer's clock said {max(-ahead, 0):,.0f} s before the stamp; nothing shows it wrong."
