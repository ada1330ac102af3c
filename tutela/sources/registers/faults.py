"""Faults of a register, gathered while its rows go by: what is said of many rows is said once, with the rows."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tutela.model.problems import Problem

SINGLY = 4
"""Faults of one kind that are told row by row; more are told as one, with the rows."""
ROWS_TOLD = 30
"""Rows, or runs of rows, named in one message."""
MOST_KINDS = 1_000
"""Kinds of faults kept apart; what a text says in a thousand ways is one kind of fault."""

_PARTICULAR = re.compile(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"|[-+]?\d[\d.,]*")
"""What differs between faults of one kind: quoted values and numbers."""


@dataclass(slots=True)
class _Kind:
    """Faults of one kind."""

    first: list[Problem] = field(default_factory=list)
    rows: "array[int]" = field(default_factory=lambda: array("q"))


class Faults:
    """Gathers problems and gives them back in the order of the rows, those of one kind together."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str | None, bool], _Kind] = {}

    def add(self, problem: Problem, *, alone: bool = False) -> None:
        """One fault; one that is `alone` speaks of all its rows already."""
        message = problem.message if alone else _PARTICULAR.sub("…", problem.message)
        key = (message, problem.column, problem.dropped)
        if key not in self._kinds and len(self._kinds) >= MOST_KINDS:
            key = ("", None, problem.dropped)
        kind = self._kinds.setdefault(key, _Kind())
        kind.rows.append(problem.row or 0)
        if len(kind.first) < SINGLY:
            kind.first.append(problem)

    def __iter__(self) -> Iterator[Problem]:
        problems = [problem for kind in self._kinds.values() for problem in _told(kind)]
        return iter(sorted(problems, key=lambda problem: problem.row or 0))


def _told(kind: _Kind) -> list[Problem]:
    if len(kind.rows) <= SINGLY:
        return kind.first
    first = min(kind.first, key=lambda problem: problem.row or 0)
    message = f"{first.message} The like stands in {len(kind.rows):,} rows: {rows_in_words(kind.rows)}."
    return [replace(first, message=message)]


def rows_in_words(rows: Sequence[int]) -> str:
    """Rows as runs: `2-14, 20 and 31 more`.

    >>> rows_in_words([5, 2, 3, 4, 9])
    '2-5, 9'
    """
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    told = [f"{first}-{last}" if last > first else str(first) for first, last in runs[:ROWS_TOLD]]
    left = sum(last - first + 1 for first, last in runs[ROWS_TOLD:])
    return ", ".join(told) + (f" and {left:,} more" if left else "")


class Words:
    """Words that are not known, with the rows they stand in."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._uses: Counter[str] = Counter()

    def add(self, words: str, row: int) -> None:
        """One use of unknown words."""
        if words in self._rows or len(self._rows) < MOST_KINDS:
            self._rows.setdefault(words, row)
            self._uses[words] += 1

    def most_used(self, most: int) -> list[tuple[str, int, int]]:
        """(words, first row, uses), the most used first."""
        ranked = sorted(self._uses, key=lambda words: (-self._uses[words], self._rows[words]))
        return [(words, self._rows[words], self._uses[words]) for words in ranked[:most]]

    def rest(self, told: int) -> tuple[int, int]:
        """How many further words there are beyond those told, and in how many rows."""
        uses = sorted(self._uses.values(), reverse=True)[told:]
        return len(uses), sum(uses)
