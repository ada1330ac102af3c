"""The criteria of significance and a team's weights for them, as data."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

from tutela.model.errors import InputError
from tutela.model.significance import Basis, Criterion

HEAVIEST = 100.0
"""Largest weight taken: a heavier one makes all others nothing, which setting them to 0 says more openly."""


@dataclass(frozen=True, slots=True)
class Designation:
    """Words of a designation, and what they say under which criterion."""

    criterion: str
    value: float
    said: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Scales:
    """What words and years are worth."""

    grades: Mapping[str, float]
    age_steps: tuple[tuple[int, float], ...]
    """(built before this year, value), oldest first."""
    designations: tuple[Designation, ...]


def _data(name: str) -> dict[str, list[dict[str, object]]]:
    text = resources.files("tutela.inventory.significance").joinpath(name).read_text("utf-8")
    loaded: dict[str, list[dict[str, object]]] = yaml.safe_load(text)
    return loaded


@functools.cache
def criteria() -> tuple[Criterion, ...]:
    """All criteria in the order they are shown.

    >>> [criterion.id for criterion in criteria()][:2]
    ['world_heritage', 'enhanced_protection']
    """
    return tuple(
        Criterion(
            str(one["id"]),
            str(one["label"]),
            str(one["question"]),
            float(str(one["weight"])),
            Basis(str(one["basis"])),
            str(one["reference"]),
        )
        for one in _data("criteria.yml")["criteria"]
    )


@functools.cache
def scales() -> Scales:
    """Grades, steps of age and words of designations."""
    data: dict[str, object] = dict(_data("criteria.yml"))
    grades, steps, designations = data["grades"], data["age_steps"], data["designations"]
    assert isinstance(grades, dict) and isinstance(steps, list) and isinstance(designations, list)
    return Scales(
        {str(word): float(value) for word, value in grades.items()},
        tuple((int(year), float(value)) for year, value in steps),
        tuple(
            Designation(one["criterion"], float(one["value"]), one["said"], re.compile(one["words"]))
            for one in designations
        ),
    )


def grade_of(words: str) -> float:
    """What a person answers, as a value: a grade (`considerable`, `yes`) or a number from 0 to 1.

    Raises:
        InputError: it is neither.

    >>> grade_of("considerable"), grade_of("0.4")
    (0.75, 0.4)
    """
    grades = scales().grades
    plain = words.strip().casefold()
    try:
        value = grades[plain] if plain in grades else float(plain)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise InputError(f"{words!r} is no grade.", f"Give a number from 0 to 1, or one of: {', '.join(grades)}.")
    return value


def weights_from(changes: Mapping[str, float]) -> dict[str, float]:
    """The weight of every criterion, with a team's changes.

    Raises:
        InputError: there is no such criterion, a weight is none, or nothing counts any more.

    >>> weights_from({"age": 2})["age"]
    2.0
    """
    weights = {criterion.id: criterion.weight for criterion in criteria()}
    for name, weight in changes.items():
        if name not in weights:
            raise InputError(f"There is no criterion {name!r}.", f"There are: {', '.join(weights)}.")
        if not 0 <= weight <= HEAVIEST:
            raise InputError(f"{weight:g} is no weight for {name}.", f"Give a number from 0 to {HEAVIEST:g}.")
        weights[name] = float(weight)
    if not any(weights.values()):
        raise InputError("All criteria weigh 0, so that nothing counts.", "Give at least one a weight above 0.")
    return weights


def weights_in(path: Path) -> dict[str, float]:
    """A team's weights from a YAML file, `criterion: weight` a line.

    Raises:
        InputError: the file cannot be read or holds something else.
    """
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
        return {str(name): float(weight) for name, weight in found.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError, ValueError) as error:
        raise InputError(
            f"{path} holds no weights ({error}).", "Write one criterion a line, as in 'age: 2'."
        ) from error
