"""Why: a score is not finished without a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What one signal said of a result.

    >>> Reason("name", "'Juma Mosque' is a name of this asset", 0.9).score
    0.9
    """

    signal: str
    """Name of the signal, stable, for tables and tests: `name`, `place`, `credit_line`."""
    sentence: str
    """What was found, in words a reader can check."""
    score: float = 0.0
    """What it added (positive) or took away (negative); 0 for a remark."""
