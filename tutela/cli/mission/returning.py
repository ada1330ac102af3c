"""`tutela mission return`: what teams bring home."""

from contextlib import ExitStack
from pathlib import Path

import click

from tutela.cli.mission.consulting import mission_option
from tutela.cli.opening import opened_workspace
from tutela.cli.options import EXISTING, PROBLEMS_HINT, problems_option, quiet_option, workspace_option
from tutela.cli.output import Bars, print_problems, say, write_problems


@click.command(name="return")
@click.argument("sources", metavar="SOURCE...", nargs=-1, type=EXISTING)
@click.option("--by", metavar="NAME", help="Who takes them in; else TUTELA_BY.")
@click.option("--central", metavar="URL", help="Fetch them from an ODK Central server as well.")
@click.option("--project", type=int, help="With --central: number of the project.")
@click.option("--form", metavar="ID", multiple=True, help="With --central: id of the form. Repeatable.")
@click.option("--allow-private", is_flag=True, help="The server may be this machine or stand in a private network.")
@mission_option
@problems_option
@workspace_option
@quiet_option
def return_(
    sources: tuple[Path, ...],
    by: str | None,
    central: str | None,
    project: int | None,
    form: tuple[str, ...],
    allow_private: bool,
    name: str,
    listed: Path | None,
    workspace: Path | None,
    quiet: bool,
) -> int:
    """Take in filled forms: ODK's export (CSV or JSON, a zip archive or folder with media), the field pack's GeoPackage
    with its layer `visits`, or an ODK Central server.

    Photos are kept untouched by their hash. What a form contradicts is told, and stops no other form. A visit counts as
    confirmed in the field once two persons accept it: `tutela rule VISIT accept`.

    Central's account: TUTELA_CENTRAL_EMAIL and TUTELA_CENTRAL_PASSWORD.
    """
    from tutela.settings import Settings
    from tutela.workspace.missions import mission_named
    from tutela.workspace.missions.central import from_central
    from tutela.workspace.missions.return_words import homecoming_text
    from tutela.workspace.missions.returning import bring_home, read_sources

    if not sources and not central:
        raise click.UsageError("Nothing to take in: name a SOURCE or a server with --central.")
    if central and (project is None or not form):
        raise click.UsageError("--central needs --project and --form.")
    opened = opened_workspace(workspace)
    mission = mission_named(opened, name)
    person = by or Settings.from_environment().by
    if not person:
        raise click.UsageError("Who takes them in? Give --by NAME or set TUTELA_BY.")
    read, problems = read_sources(sources)
    with ExitStack() as stack, Bars(quiet) as bars:
        if central and project is not None:
            read += tuple(stack.enter_context(from_central(central, project, one, allow_private)) for one in form)
        found = bring_home(opened, mission, read, person, bars)
    say(homecoming_text(opened, mission, found))
    told = (*problems, *found.problems)
    if listed:
        write_problems(told, listed)
    return print_problems(told, quiet, listed, PROBLEMS_HINT)
