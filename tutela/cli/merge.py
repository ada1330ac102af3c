"""`tutela merge`: registers that overlap -> assets that each stand for one thing, with reasons."""

from pathlib import Path

import click

from tutela.cli.options import EXISTING, column_map, quiet_option, workspace_option
from tutela.cli.output import print_json_lines, print_problems, say


@click.command()
@click.argument("registers", metavar="[REGISTER]...", type=EXISTING, nargs=-1)
@click.option(
    "--map",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="What a column of the registers means, where its name does not say (Bezeichnung=name:de). Repeatable.",
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@workspace_option
@quiet_option
def merge(registers: tuple[Path, ...], columns: tuple[str, ...], form: str, workspace: Path | None, quiet: bool) -> int:
    """Merge registers: find the rows that are one thing, within each and across all, and say why.

    With REGISTER files nothing is stored. Without, the inventory of the workspace is merged: what was found is kept,
    and `tutela rule ASSET same|different --with ASSET` confirms or splits.
    """
    from tutela.workspace.merging import merge_files, merged_as_json, merged_as_text

    found = merge_files(registers, column_map(columns))
    if form == "jsonl":
        print_json_lines(merged_as_json(found))
    else:
        say(merged_as_text(found))
    return print_problems(found.problems, quiet)
