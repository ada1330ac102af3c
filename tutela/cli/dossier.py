"""`tutela dossier`: what may leave the house, of today or of an earlier moment."""

from pathlib import Path

import click

from tutela.cli.opening import opened_workspace
from tutela.cli.options import quiet_option, reading_option
from tutela.cli.output import Bars, say


@click.command()
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where it is written."
)
@reading_option
@quiet_option
def dossier(out: Path, workspace: Path | None, quiet: bool) -> int:
    """Write the dossier of a workspace into DIR; `tutela run` does it too.

    With --as-of it holds what was known then, and says so before anything else. What was recorded is shown as it stood;
    what is worked out from it (states, counts, redaction) today's software works out.
    """
    from tutela.workspace.dossier import write_dossier

    with Bars(quiet) as bars:
        write_dossier(opened_workspace(workspace), out, bars)
    say(f"written: {out / 'index.html'}")
    return 0
