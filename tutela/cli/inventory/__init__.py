"""`tutela inventory`: the inventory of a workspace."""

import click

from tutela.cli.inventory.exchanging import export, pull
from tutela.cli.inventory.importing import import_registers
from tutela.cli.inventory.ranking import rank
from tutela.cli.inventory.showing import list_assets, search, show


@click.group()
def inventory() -> None:
    """Draw up the inventory: import registers, look through them, rank what matters most, edit on a map.

    \b
    tutela inventory import REGISTERS...   registers into the workspace (then: tutela merge)
    tutela inventory list | search | show  look through it
    tutela inventory rank                  what matters most, with reasons and how sure the order is
    tutela inventory export | pull         out to QGIS and back, every edit a ruling
    """


for command in (import_registers, list_assets, show, search, rank, export, pull):
    inventory.add_command(command)
