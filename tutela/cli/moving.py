"""`tutela export-workspace`, `import-workspace`: a whole workspace as one file, and back."""

from pathlib import Path

import click

from tutela.cli.options import quiet_option
from tutela.cli.output import Bars, say

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("export-workspace")
@click.argument("workspace", type=FOLDER)
@click.argument("out", metavar="OUT.tar|OUT.zip", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="Who exports it; the ledger notes it. Else TUTELA_BY.")
@quiet_option
def export_workspace(workspace: Path, out: Path, by: str | None, quiet: bool) -> int:
    """Write all of WORKSPACE into one file: records, ledger and captured files, as private as they are.

    For a backup, or for another machine: `tutela import-workspace` takes it out there. The ledger notes the export
    first, and is the same here and there to the byte. Others may go on reading and writing meanwhile.
    """
    from tutela.settings import Settings
    from tutela.workspace import moving
    from tutela.workspace.moving.exporting import may_be_noted
    from tutela.workspace.workspace import Workspace

    person = by or Settings.from_environment().by or ""
    with Workspace.open(workspace) as opened, Bars(quiet) as bars:
        made = moving.export_workspace(opened, out, person, bars)
    say(f"{made.card.entries:,} ledger entries and {made.card.files:,} files written to {made.path}.")
    say(f"Newest hash: {made.card.head}")
    say(f"SHA-256 of the file: {made.sha256}")
    if not may_be_noted(workspace):
        say("The workspace cannot be written: its ledger does not note this export.", err=True)
    return 0


@click.command("import-workspace")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("workspace", type=FOLDER)
@quiet_option
def import_workspace(file: Path, workspace: Path, quiet: bool) -> int:
    """Take the workspace out of FILE, which `tutela export-workspace` wrote, to WORKSPACE.

    Everything is checked before it stands there: names, sizes, and all that `tutela verify` checks. Stopped halfway, it
    leaves nothing.
    """
    from tutela.workspace import moving

    with Bars(quiet) as bars:
        proved = moving.import_workspace(file, workspace, bars)
    say(f"{workspace}: {proved.entries:,} ledger entries, {proved.records:,} records, {proved.files:,} files checked.")
    say(f"Newest hash: {proved.head}; compare it with the one that the export told.")
    return 0
