"""`tutela mission pack`: what a team takes along."""

from pathlib import Path

import click

from tutela.cli.mission.consulting import mission_option
from tutela.cli.opening import opened_workspace
from tutela.cli.options import quiet_option, workspace_option
from tutela.cli.output import Bars, say


@click.command()
@click.option("--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.option("--with-restricted", is_flag=True, help="The team's private copy: withheld sites too; it says so.")
@mission_option
@workspace_option
@quiet_option
def pack(out: Path, with_restricted: bool, name: str, workspace: Path | None, quiet: bool) -> int:
    """Write the field pack of the plan kept last into FOLDER and FOLDER.zip: all of it works offline.

    Forms for ODK by kind of asset in the languages of the brief, the list of stops, a project for QGIS and QField, and
    a book to print. Withheld sites are not in it.
    """
    from tutela.workspace.missions import mission_named, write_pack

    opened = opened_workspace(workspace)
    mission = mission_named(opened, name)
    with Bars(quiet) as bars:
        made = write_pack(opened, mission, out, with_restricted, bars)
    for file in made.files:
        say(f"written: {made.folder / file}")
    say(f"written: {made.archive}")
    say(f"{made.stops} stops.")
    for remark in made.remarks:
        say(remark)
    if made.withheld:
        say("Withheld sites are left out; --with-restricted makes the team's private copy.")
    return 0
