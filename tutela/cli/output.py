"""What commands print, and the codes they leave with."""

import json
import sys
from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click
from click.termui import progressbar

from tutela.model.problems import Problem, json_shown, one_line

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PROBLEMS_SHOWN = 20
"""More are counted, not listed: the whole list stands in the workspace."""


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
    return progressbar(range(total), length=total, label=f"{one_line(stage):<14}", file=sys.stderr)


def say(text: str, err: bool = False) -> None:
    """Print text for people: what a terminal would obey (escape sequences, marks that turn the order of letters about)
    is written out, since the words come out of publications. Line ends stay."""
    click.echo("\n".join(map(one_line, text.split("\n"))), err=err)


def print_json_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line: letters of every script as they are, what a terminal would obey as JSON escapes it."""
    for row in rows:
        click.echo(json_shown(json.dumps(row, ensure_ascii=False)))


def print_problems(problems: Iterable[Problem], quiet: bool = False) -> ExitCode:
    """Tell on standard error what was wrong with the input; the code says whether something was left out."""
    found = list(problems)
    for problem in found[:PROBLEMS_SHOWN] if not quiet else ():
        say(f"{'left out' if problem.dropped else 'note'}: {problem}", err=True)
    if len(found) > PROBLEMS_SHOWN and not quiet:
        click.echo(f"... and {len(found) - PROBLEMS_SHOWN} more", err=True)
    return ExitCode.SOME_LEFT_OUT if any(problem.dropped for problem in found) else ExitCode.DONE
