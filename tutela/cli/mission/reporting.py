"""`tutela mission report`: what the mission found, for those who sent it and those who agreed to it."""

from pathlib import Path

import click

from tutela.cli.mission.consulting import mission_option
from tutela.cli.opening import opened_workspace
from tutela.cli.options import reading_option
from tutela.cli.output import say


@click.command()
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where it is written."
)
@mission_option
@reading_option
def report(out: Path, name: str, workspace: Path | None) -> int:
    """Write the report of a mission into DIR, as PDF and DOCX.

    Urgent measures first; the inventory drawn up; each site with its grade before and as seen, and every claim beside
    it; what was refused; conditions; balance. Only what every concerned party allows to publish, and nothing withheld.
    """
    from tutela.workspace.missions import mission_named
    from tutela.workspace.missions.reporting import write_report

    opened = opened_workspace(workspace)
    for path in write_report(opened, mission_named(opened, name), out):
        say(f"written: {path}")
    return 0
