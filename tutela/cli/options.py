"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tutela.model.errors import SettingError
from tutela.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

EXISTING = click.Path(path_type=Path, readable=False)
"""A path given to read. Whether it can be read shows when it is: one that cannot is left out, the others are read."""


def quiet_option(command: Command) -> Command:
    """`--quiet`: no progress bars, no remarks; errors still show."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress bars and no remarks.")(command)


PROBLEMS_HINT = "--problems FILE writes the whole list."


def problems_option(command: Command) -> Command:
    """`--problems`: where the whole list of problems goes, for commands that keep nothing."""
    return click.option(
        "--problems",
        "listed",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write what was wrong with the input to FILE, one line for each problem.",
    )(command)


def form_option(command: Command) -> Command:
    """`--format`: for people or for programs."""
    return click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)(
        command
    )


def map_option(command: Command) -> Command:
    """`--map`: what columns of the registers mean."""
    return click.option(
        "--map",
        "columns",
        metavar="COLUMN=FIELD",
        multiple=True,
        help="What a column of the registers means, where its name does not say (Bezeichnung=name:de). Repeatable.",
    )(command)


def inventory_option(command: Command) -> Command:
    """`--inventory` and `--map`: the registers, and what their columns mean."""
    return click.option(
        "--inventory",
        "registers",
        metavar="REGISTER",
        type=EXISTING,
        multiple=True,
        help="A heritage register: CSV, XLSX, GeoJSON or GeoPackage. Repeatable.",
    )(map_option(command))


def gazetteer_option(command: Command) -> Command:
    """`--gazetteer`: lists of places to know besides the packaged ones."""
    return click.option(
        "--gazetteer",
        "gazetteers",
        metavar="FILE",
        type=EXISTING,
        multiple=True,
        help="Places to know besides the packaged ones: Who's On First, GeoNames, or a workspace's gazetteer.db. "
        "Repeatable.",
    )(command)


def workspace_option(command: Command) -> Command:
    """`--workspace`, else TUTELA_WORKSPACE."""
    return click.option(
        "--workspace", type=click.Path(path_type=Path), help="The workspace folder; else TUTELA_WORKSPACE."
    )(command)


AS_OF = "tutela.as_of"
"""Under which name a command's context holds what --as-of gave."""


def as_of_option(command: Command) -> Command:
    """`--as-of`, for commands that only look; `tutela.cli.opening` heeds it."""

    def keep(context: click.Context, _: click.Parameter, given: str | None) -> None:
        context.meta[AS_OF] = given

    return click.option(
        "--as-of",
        metavar="MOMENT",
        expose_value=False,
        callback=keep,
        help="As known at the end of a date in UTC (2020-11-27), at a time (2020-11-27T18:00Z), or with a ledger entry "
        "(entry:12, or its hash).",
    )(command)


def reading_option(command: Command) -> Command:
    """`--workspace` and `--as-of`, for commands that only look; `opened_workspace` heeds both."""
    return as_of_option(workspace_option(command))


def column_map(pairs: tuple[str, ...]) -> dict[str, str]:
    """COLUMN=FIELD pairs as a dict.

    Raises:
        click.BadParameter: a pair has no `=`.
    """
    for pair in pairs:
        if "=" not in pair:
            raise click.BadParameter(
                f"{pair!r} has no '='; write COLUMN=FIELD, as in Bezeichnung=name:de", param_hint="--map"
            )
    # A column may hold '=' itself, a field never does.
    return {column: field for column, _, field in (pair.rpartition("=") for pair in pairs)}


def chosen_workspace(given: Path | None) -> Path:
    """The workspace named on the command line or in TUTELA_WORKSPACE.

    Raises:
        SettingError: neither names one.
    """
    chosen = given or Settings.from_environment().workspace
    if chosen is None:
        raise SettingError("no workspace is named.", "Give --workspace PATH or set TUTELA_WORKSPACE.")
    return chosen
