"""The decider: a table of weights over the grammar's signals, learned once and kept as data.

Logistic regression over (mention, harm) pairs, trained by `scripts/train_reader.py`, exported as plain numbers: reading
needs no training library, and every score can be taken apart into the signals that made it.
"""

import functools
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    together: Mapping[str, float] = field(default_factory=dict)
    """Weights of the second look, its intercept under "" (`reading.together`); empty where there is none."""
    calibration: Sequence[tuple[float, float]] = ()
    """(score, share of claims of that score that were right on held-out stories), rising."""

    def score(self, signals: Signals) -> float:
        """How strongly the signals speak for it, between 0 and 1: what pairs are compared by."""
        known = self.weights
        total = self.intercept + math.fsum(known[name] * value for name, value in signals.items() if name in known)
        return 1 / (1 + math.exp(-total))

    def score_together(self, signals: Signals) -> float:
        """How strongly all that a document tells speaks for one claim-to-be, between 0 and 1."""
        known = self.together
        total = known[""] + math.fsum(known[name] * value for name, value in signals.items() if name in known)
        return 1 / (1 + math.exp(-total))

    def right(self, score: float) -> float:
        """How many of ten claims of this score are right, over ten: measured on held-out stories, straight between."""
        for (low, share), (high, next_share) in itertools.pairwise(self.calibration):
            if score <= high:
                return share + (next_share - share) * (score - low) / (high - low)
        return self.calibration[-1][1] if self.calibration else score

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
    points = tuple((float(score), float(share)) for score, share in data.get("calibration", ()))
    return Decider(data["intercept"], data["weights"], data["draft"], data["near"], data.get("together", {}), points)
