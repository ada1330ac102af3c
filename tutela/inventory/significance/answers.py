"""What people decide about significance: answers under criteria, and how much each criterion counts."""

from collections.abc import Sequence

from tutela.inventory.significance.criteria import grade_of, weights_from
from tutela.model.errors import InputError, RulingRefused
from tutela.model.rulings import Ruling, Verdict


def kept_weights(rulings: Sequence[Ruling]) -> tuple[dict[str, float], str]:
    """The weights people set, the latest for each criterion, and who set the last of them and why."""
    weights: dict[str, float] = {}
    said = ""
    for ruling in rulings:
        if ruling.verdict is Verdict.WEIGH:
            weights |= {criterion: float(weight) for criterion, weight in ruling.sets}
            said = f"{ruling.by}, {ruling.at[:10]}: {ruling.reason}"
    return weights, said


def check_answers(verdict: Verdict, sets: Sequence[tuple[str, str]]) -> None:
    """See that a ruling on significance names criteria there are, and grades or weights that can be.

    Raises:
        RulingRefused: it does not.
    """
    try:
        if verdict is Verdict.WEIGH:
            weights_from({name: _number(value) for name, value in sets})
        elif verdict is Verdict.ASSESS:
            for name, answer in sets:
                weights_from({name: 1.0})
                grade_of(answer)
    except InputError as error:
        raise RulingRefused(error.message, error.remedy) from error


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise InputError(f"{value!r} is no weight.", "Give a number, as in age=2.") from None
