"""`tutela inventory import`: registers into a workspace."""

from pathlib import Path

import click

from tutela.cli.options import EXISTING, chosen_workspace, column_map, quiet_option, workspace_option
from tutela.cli.output import Bars, print_problems


@click.command("import")
@click.argument("registers", metavar="REGISTERS...", type=EXISTING, nargs=-1, required=True)
@click.option(
    "--map",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="What a column means, where its name does not say (Bezeichnung=name:de). Repeatable.",
)
@workspace_option
@quiet_option
def import_registers(registers: tuple[Path, ...], columns: tuple[str, ...], workspace: Path | None, quiet: bool) -> int:
    """Read heritage registers into a workspace; one is made where there is none.

    A register given again replaces what it said before; rulings stay. Each register keeps its card (publisher, whose
    side, licence, date): write it beside the file as NAME.card.yml.
    """
    from tutela.workspace.registers import import_registers as into

    with Bars(quiet) as bars:
        imported = into(chosen_workspace(workspace), registers, column_map(columns), progress=bars)
    code = print_problems(imported.problems, quiet)
    if not quiet:
        click.echo(imported.summary())
    return code
