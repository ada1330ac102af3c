"""`tutela mission`: the field mission that all concerned parties agree to."""

import click

from tutela.cli.mission.consulting import consent, new
from tutela.cli.mission.packing import pack
from tutela.cli.mission.planning import plan
from tutela.cli.mission.reporting import report
from tutela.cli.mission.returning import return_


@click.group()
def mission() -> None:
    """Prepare a field mission that all concerned parties agree to, and bring its results home.

    \b
    tutela mission new BRIEF       mandate, parties, teams, days (a YAML file)
    tutela mission consent [FILE]  what a party answered; without FILE: where every party stands
    tutela mission plan            who goes where when, within what was agreed
    tutela mission pack            forms, map and book for the field, to work offline
    tutela mission return SOURCE   what the teams bring home
    tutela mission report          what the mission found, as PDF and DOCX
    """


for command in (new, consent, plan, pack, return_, report):
    mission.add_command(command)
