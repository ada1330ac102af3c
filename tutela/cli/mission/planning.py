"""`tutela mission plan`: who goes where when."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.mission.consulting import mission_option
from tutela.cli.opening import opened_workspace
from tutela.cli.options import quiet_option, workspace_option
from tutela.cli.output import Bars, say

if TYPE_CHECKING:
    from tutela.missions.routes.travel import Router
    from tutela.model.missions import MissionSheet

SEARCHES = 2
"""Searches side by side, where no exact repetition is asked for."""


@click.command()
@click.option("--seconds", default=10.0, show_default=True, help="How long to search for each plan.")
@click.option("--iterations", type=int, help="Search so many steps instead: the same plan on every machine.")
@click.option("--since", metavar="TIME", help="Plan anew from here on (2026-05-05T10:30); what was before stays.")
@click.option("--no-alternatives", is_flag=True, help="Only the plan; not what one day or team less would lose.")
@click.option(
    "--router",
    metavar="ADDRESS",
    help="Ask OSRM (http://host:5000) or Valhalla (valhalla+http://host:8002) for travel times; positions go there.",
)
@click.option(
    "--travel",
    metavar="TABLE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Travel times you bring: CSV with from, to, minutes and perhaps km.",
)
@click.option("--page", type=click.Path(path_type=Path, dir_okay=False), help="Write the plan page (HTML) as well.")
@mission_option
@workspace_option
@quiet_option
def plan(
    seconds: float,
    iterations: int | None,
    since: str | None,
    no_alternatives: bool,
    router: str | None,
    travel: Path | None,
    page: Path | None,
    name: str,
    workspace: Path | None,
    quiet: bool,
) -> int:
    """Plan stops and routes for the most that can be seen, and keep the plan.

    Only sites and hours that every concerned party agreed to, in daylight and opening hours, outside hazards. What is
    left out says why; alternatives say what they would lose.
    """
    from tutela.missions.routes import Effort
    from tutela.workspace.missions import mission_named, plan_of
    from tutela.workspace.missions.page import write_page
    from tutela.workspace.missions.plan_words import plan_text

    opened = opened_workspace(workspace)
    mission = mission_named(opened, name)
    with Bars(quiet) as bars:
        sheet = plan_of(
            opened,
            mission,
            Effort(seconds, iterations, searches=1 if iterations else SEARCHES),
            router=_router(router, travel),
            since=_moment(since) if since else None,
            alternatives=not no_alternatives,
            progress=bars,
        )
    say(plan_text(sheet))
    if page:
        say(f"\nwritten: {write_page(opened, sheet, page)}")
    return 0


def _router(address: str | None, table: Path | None) -> "Callable[[MissionSheet], Router] | None":
    from functools import partial

    from tutela.workspace.missions.routers import router_at, router_from_table

    if address and table:
        raise click.UsageError("Give --router or --travel, not both.")
    if address:
        asked = router_at(address)
        return lambda sheet: asked
    return partial(router_from_table, table) if table else None


def _moment(text: str) -> tuple[str, int]:
    import datetime as dt

    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no time; write 2026-05-05T10:30", param_hint="--since") from None
    return at.date().isoformat(), at.hour * 60 + at.minute
