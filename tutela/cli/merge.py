"""`tutela merge`: registers that overlap -> assets that each stand for one thing, with reasons."""

from pathlib import Path

import click

from tutela.cli.options import (
    EXISTING,
    chosen_workspace,
    column_map,
    form_option,
    map_option,
    quiet_option,
    workspace_option,
)
from tutela.cli.output import print_json_lines, print_problems, say


@click.command()
@click.argument("registers", metavar="[REGISTER]...", type=EXISTING, nargs=-1)
@map_option
@form_option
@workspace_option
@quiet_option
def merge(registers: tuple[Path, ...], columns: tuple[str, ...], form: str, workspace: Path | None, quiet: bool) -> int:
    """Merge registers: find the rows that are one thing, within each and across all, and say why.

    With REGISTER files nothing is stored. Without them the inventory of the workspace is merged, with what people ruled
    laid over, and stays so: `tutela rule ASSET same|different --with ASSET` confirms or splits, `tutela rule RULING
    undo` takes it back. A pair that somebody split never comes together again by itself.
    """
    from tutela.workspace.merging import merge_files, merge_workspace, merged_as_json, merged_as_text
    from tutela.workspace.pipeline import regather
    from tutela.workspace.workspace import Workspace

    if registers and workspace:
        raise click.UsageError("Give registers or a workspace, not both.")
    if registers:
        found = merge_files(registers, column_map(columns))
    else:
        with Workspace.open(chosen_workspace(workspace)) as opened:
            found = merge_workspace(opened)
            if opened.claims() and opened.needs_gathering():
                regather(opened)
    if form == "jsonl":
        print_json_lines(merged_as_json(found))
    else:
        say(merged_as_text(found))
    return print_problems(found.problems, quiet)
