"""What commands print, and the codes they leave with."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click
from click.termui import progressbar

from tutela.model.problems import Problem, json_shown, one_line

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PROBLEMS_SHOWN = 20
"""Of more problems than this each kind is told once, and of more kinds as many; all stand in the whole list."""
VALUES = re.compile(r"'(?:[^'\\]|\\.)*'|\d[\d,.]*")
"""What differs between problems of one kind: quoted values and numbers."""


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    SOME_LEFT_OUT = 1
    WRONG_USE = 2
    FAILED = 3
    FAULTS_FOUND = 4
    STOPPED = 130


class Bars:
    """Progress bars on standard error, one per stage; silent where nobody looks."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._stage = ""
        self._bar: ProgressBar[int] | None = None
        self._at = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` items of `stage` are done."""
        if self._quiet:
            return
        if stage != self._stage:
            self.close()
            self._stage, self._at = stage, 0
            self._bar = _bar(stage, total)
        if self._bar is not None:
            # How many there are in all may show only as work goes on.
            self._bar.length = total
            self._bar.update(done - self._at)
        self._at = done

    def close(self) -> None:
        """End the bar that is open."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _bar(stage: str, total: int) -> "ProgressBar[int]":
    return progressbar(range(total), length=total, label=f"{one_line(stage):<14}", file=sys.stderr, show_pos=True)


def say(text: str, err: bool = False) -> None:
    """Print text for people: what a terminal would obey (escape sequences, marks that turn the order of letters about)
    is written out, since the words come out of publications. Line ends stay."""
    click.echo("\n".join(map(one_line, text.split("\n"))), err=err)


def print_json_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line: letters of every script as they are, what a terminal would obey as JSON escapes it."""
    for row in rows:
        click.echo(json_shown(json.dumps(row, ensure_ascii=False)))


def print_problems(
    problems: Iterable[Problem], quiet: bool = False, listed: Path | None = None, remedy: str = ""
) -> ExitCode:
    """Tell on standard error what was wrong with the input; the code says whether something was left out.

    Args:
        listed: where the whole list stands.
        remedy: how to have it listed, where it is not.

    Where there are many, and the whole list is or can be had, each kind of problem is told once, with the first file
    it was found in and how many more there are; else every one is told.
    """
    found = list(problems)
    if not quiet and len(found) > PROBLEMS_SHOWN and (listed or remedy):
        kinds = problems_by_kind(found)
        for alike in kinds[:PROBLEMS_SHOWN]:
            say("\n".join(_told(alike)), err=True)
        whole = f"The whole list: {listed}" if listed else remedy
        say(f"{len(found):,} problems of {len(kinds):,} kinds. {whole}", err=True)
    elif not quiet:
        for problem in found:
            say("\n".join(_told([problem])), err=True)
    elif lost := sum(problem.dropped for problem in found):
        # Whoever wants no remarks must still learn that something is missing.
        say(f"{lost:,} left out; without --quiet each is told, with its remedy.", err=True)
    return ExitCode.SOME_LEFT_OUT if any(problem.dropped for problem in found) else ExitCode.DONE


def problems_by_kind(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Problems that differ in nothing but their place and the values they name together; first what was left out."""
    kinds: dict[tuple[bool, str, str], list[Problem]] = {}
    for problem in problems:
        kind = (not problem.dropped, VALUES.sub("…", problem.message), VALUES.sub("…", problem.remedy))
        kinds.setdefault(kind, []).append(problem)
    return [kinds[kind] for kind in sorted(kinds, key=lambda kind: kind[0])]


def _told(alike: Sequence[Problem]) -> Iterator[str]:
    first = alike[0]
    yield f"{'left out' if first.dropped else 'note'}: {first}"
    files = len({problem.file for problem in alike}) - 1
    if len(alike) > 1:
        yield f"    and {len(alike) - 1:,} more like it" + (f", in {files:,} other files" if files else "")


def write_problems(problems: Iterable[Problem], path: Path) -> None:
    """Write every problem on a line of its own."""
    path.write_text("".join(f"{problem}\n" for problem in problems), "utf-8")
