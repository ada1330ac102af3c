"""`tutela inventory export|pull`: out to a map program and back."""

from pathlib import Path

import click

from tutela.cli.opening import opened_workspace
from tutela.cli.options import chosen_workspace, quiet_option, reading_option, workspace_option
from tutela.cli.output import print_problems, say


@click.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The GeoPackage to write.")
@click.option("--with-restricted", is_flag=True, help="Withheld assets too: the file is then as private as they are.")
@reading_option
def export(out: Path, with_restricted: bool, workspace: Path | None) -> int:
    """Write the inventory as a GeoPackage that opens styled in QGIS, to be edited there.

    It is a working copy for the team, no publication: it has not passed the gate that a dossier passes.
    """
    from tutela.workspace.exchange import export_inventory

    made = export_inventory(opened_workspace(workspace), out, with_restricted=with_restricted)
    say(f"{made.assets} assets written to {made.path}.")
    if made.withheld:
        say(f"{made.withheld} withheld left out; --with-restricted writes them too.")
    say(f"Edit it, then: tutela inventory pull {made.path} --by NAME")
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="Who made the edits; else TUTELA_BY.")
@click.option("--reason", metavar="TEXT", default="", help="Why, in words that stand in the dossier.")
@workspace_option
@quiet_option
def pull(file: Path, by: str | None, reason: str, workspace: Path | None, quiet: bool) -> int:
    """Take over the edits of FILE, an exported copy: each changed asset becomes a ruling with who and when.

    Points drawn anew become assets. Nothing is deleted, no name removed; what was changed here since is left to you.
    """
    from tutela.settings import Settings
    from tutela.workspace.exchange import pull_inventory
    from tutela.workspace.workspace import Workspace

    person = by or Settings.from_environment().by
    if not person:
        raise click.UsageError("Who made the edits? Give --by NAME or set TUTELA_BY.")
    pulled = pull_inventory(Workspace.open(chosen_workspace(workspace)), file, by=person, reason=reason)
    for ruling in pulled.rulings if not quiet else ():
        what = "; ".join(f"{field} = {value}" for field, value in ruling.sets) or str(ruling.verdict)
        say(f"{ruling.id}  {ruling.record}  {what}")
    code = print_problems(pulled.problems, quiet)
    if not quiet:
        say(f"{len(pulled.rulings)} rulings, {len(pulled.added)} new assets, {pulled.unchanged} unchanged.")
    return code
