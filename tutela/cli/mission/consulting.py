"""`tutela mission new|consent`: the brief, and what the parties answer."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.opening import opened_workspace
from tutela.cli.options import workspace_option
from tutela.cli.output import say

if TYPE_CHECKING:
    from tutela.model.missions import MissionSheet
    from tutela.workspace.workspace import Workspace

FILE = click.Path(path_type=Path, dir_okay=False)
FIRST = 20
"""Sites listed by priority unless more are asked for."""


def mission_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--mission`: which one, where a workspace has several."""
    return click.option(
        "--mission", "name", metavar="MISSION", default="", help="Its title or id, if there are several."
    )(command)


@click.command()
@click.argument("brief", type=FILE)
@workspace_option
def new(brief: Path, workspace: Path | None) -> int:
    """Take in the BRIEF of a mission: mandate, legal bases, parties concerned, teams, days, hazards (a YAML file).

    A brief of the same title takes the place of the one before; what parties answered stays.
    """
    from tutela.workspace.missions import mission_sheet, new_mission, suggested_concerns

    opened = opened_workspace(workspace)
    mission = new_mission(opened, brief)
    view = mission_sheet(opened, mission)
    say(f"{mission.id}  {mission.title}")
    say(f"{len(mission.teams)} teams, {len(mission.days)} days, {len(view.assets)} sites of known position.")
    statements = [one for one in suggested_concerns(opened, view) if not one.named]
    if statements:
        say(
            "The gazetteer holds these statements on who administers the places. None is taken over; the brief decides:"
        )
        for one in statements:
            say(f"  {one.sentence}")
    say(f"{len(view.missing)} parties have not agreed to every site that concerns them. Next: tutela mission consent")
    return 0


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--copy", type=FILE, help="The signed paper itself (PDF, picture); it is kept by its hash.")
@click.option("--by", metavar="NAME", help="Who records it; else TUTELA_BY.")
@click.option(
    "--letters",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write drafts of letters to the parties whose consent is missing.",
)
@mission_option
@workspace_option
def consent(
    file: Path | None, copy: Path | None, by: str | None, letters: Path | None, name: str, workspace: Path | None
) -> int:
    """Record what a party answered (FILE, YAML: a consent or a step of consulting); then show where every party stands.

    Nothing is planned at any place or hour that a concerned party has not agreed to. A signed paper that comes later:
    record the same FILE again with --copy.
    """
    from tutela.settings import Settings
    from tutela.workspace.missions import mission_named, mission_sheet, record_consent
    from tutela.workspace.missions.words import board_text

    opened = opened_workspace(workspace)
    mission = mission_named(opened, name)
    if copy and not file:
        raise click.UsageError("--copy needs the FILE that says what was signed.")
    if file:
        person = by or Settings.from_environment().by
        if not person:
            raise click.UsageError("Who records it? Give --by NAME or set TUTELA_BY.")
        answer = record_consent(opened, mission, file, person, copy)
        say(f"{answer.id}  {answer.party}\n")
    view = mission_sheet(opened, mission)
    say(board_text(view, FIRST))
    if letters:
        _write_letters(opened, view, letters)
    return 0


def _write_letters(opened: "Workspace", view: "MissionSheet", folder: Path) -> None:
    from tutela.workspace.missions import draft_letters, write_letters

    letters, withheld = draft_letters(opened, view)
    for path in write_letters(letters, folder):
        say(f"written: {path}")
    if withheld:
        say(f"{withheld} withheld sites are left out of the letters; ask about them in another way.")
