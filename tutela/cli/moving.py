"""`tutela export-workspace`, `import-workspace`, `merge-workspaces`: a whole workspace on the move."""

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


@click.command("merge-workspaces")
@click.argument("one", type=FOLDER)
@click.argument("other", type=FOLDER)
@click.option("--out", required=True, type=FOLDER, help="The workspace to make.")
@quiet_option
def merge_workspaces(one: Path, other: Path, out: Path, quiet: bool) -> int:
    """Join ONE and OTHER, workspaces of one investigation that people went on with apart, into a third.

    Neither is changed, and which is named first does not matter. Both ledgers are kept and verify, with all signatures;
    records are those of both. Where both changed the same, or rulings contradict, it is listed with what stands now:
    what is right, a person decides. Registers that overlap are another matter: `tutela merge`.
    """
    from tutela.workspace import moving
    from tutela.workspace.pipeline import regather
    from tutela.workspace.workspace import Workspace

    with Bars(quiet) as bars:
        joined = moving.merge_workspaces(one, other, out, bars)
        with Workspace.open(out) as opened:
            if opened.claims() and opened.needs_gathering():
                regather(opened, bars)
    for conflict in joined.conflicts:
        say(f"conflict: {conflict.said} {conflict.done}\n    {conflict.remedy}")
    if joined.branch:
        say(f"{out}: the ledger of {joined.trunk} goes on; {joined.branch:,} entries of the other, behind entry "
            f"{joined.forked:,}, are kept beside it.")  # fmt: skip
    else:
        say(f"{out}: a copy of {joined.trunk}; the other has nothing of its own.")
    say(f"{joined.added:,} records added, {joined.withdrawn:,} superseded, {len(joined.conflicts):,} conflicts.")
    return 0
