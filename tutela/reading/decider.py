"""The decider: a table of weights over the grammar's signals, learned once and kept as data.

Logistic regression over (mention, harm) pairs, trained by `scripts/train_reader.py`, exported as plain numbers: reading
needs no training library, and every score can be taken apart into the signals that made it.
"""

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from tutela.reading.signals import Signals


@dataclass(frozen=True, slots=True)
class Decider:
    """Weights of the signals and the scores from which a pair counts."""

    intercept: float
    weights: Mapping[str, float]
    draft: float
    """From this score a pair becomes a draft claim."""
    near: float
    """From this score on it is shown as a near miss."""

    def score(self, signals: Signals) -> float:
        """How likely the text says it: between 0 and 1, calibrated on held-out stories."""
        total = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in sorted(signals.items()))
        return 1 / (1 + math.exp(-total))

    def strongest(self, signals: Signals, count: int = 3) -> list[tuple[str, float]]:
        """The signals that moved the score most, with what each added or took away."""
        moves = [(name, self.weights.get(name, 0.0) * value) for name, value in signals.items()]
        return sorted(moves, key=lambda move: (-abs(move[1]), move[0]))[:count]


@functools.cache
def decider(language: str = "en") -> Decider | None:
    """The packaged decider of a language; None where there is none, and the grammar decides alone."""
    file = resources.files("tutela.reading").joinpath("weights", f"{language}.json")
    if not file.is_file():
        return None
    data = json.loads(file.read_text("utf-8"))
    return Decider(data["intercept"], data["weights"], data["draft"], data["near"])
