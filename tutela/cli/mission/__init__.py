"""`tutela mission`: the field mission that all concerned parties agree to."""

import click

from tutela.cli.mission.consulting import consent, new
from tutela.cli.mission.planning import plan


@click.group()
def mission() -> None:
    """Prepare a field mission that all concerned parties agree to, and bring its results home.

    \b
    tutela mission new BRIEF       mandate, parties, teams, days (a YAML file)
    tutela mission consent [FILE]  what a party answered; without FILE: where every party stands
    tutela mission plan            who goes where when, within what was agreed
    """


for command in (new, consent, plan):
    mission.add_command(command)
