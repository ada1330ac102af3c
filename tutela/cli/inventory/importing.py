"""`tutela inventory import`: registers into a workspace."""

from pathlib import Path

import click

from tutela.cli.options import EXISTING, chosen_workspace, column_map, map_option, quiet_option, workspace_option
from tutela.cli.output import Bars, print_problems, say


@click.command("import")
@click.argument("registers", metavar="REGISTERS...", type=EXISTING, nargs=-1, required=True)
@map_option
@click.option(
    "--card",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The card of the register, where it is not NAME.card.yml beside it.",
)
@workspace_option
@quiet_option
def import_registers(
    registers: tuple[Path, ...], columns: tuple[str, ...], card: Path | None, workspace: Path | None, quiet: bool
) -> int:
    """Read heritage registers into a workspace; one is made where there is none.

    A register given again replaces what it said before; rulings stay. Each register keeps its card (publisher, whose
    side, licence, date): write it beside the file as NAME.card.yml.
    """
    from tutela.workspace.registers import import_registers as into

    with Bars(quiet) as bars:
        imported = into(chosen_workspace(workspace), registers, column_map(columns), card=card, progress=bars)
    code = print_problems(imported.problems, quiet)
    if not quiet:
        say(imported.summary())
    return code
