"""Planning a mission of a workspace: the plan, what another one would cost, and planning anew after a refusal."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from tutela.missions.candidates import sites_of
from tutela.missions.priority import balance_between
from tutela.missions.routes import Done, Effort, estimated_travel, faults_of, plan_mission
from tutela.missions.routes.travel import Router
from tutela.model.errors import InputError, UnknownRecord
from tutela.model.missions import Alternative, Mission, MissionSheet, Plan, Site
from tutela.store.stamp import utc_now
from tutela.workspace.missions.standing import mission_sheet
from tutela.workspace.runs import run_card
from tutela.workspace.workspace import Workspace

Told = Callable[[str, int, int], None]


def plan_of(
    workspace: Workspace,
    mission: Mission,
    effort: Effort | None = None,
    router: Callable[[MissionSheet], Router] | None = None,
    since: tuple[str, int] | None = None,
    alternatives: bool = True,
    progress: Told | None = None,
    today: str = "",
) -> MissionSheet:
    """Plan a mission within what was agreed until now, keep the plan, and lay alternatives beside it.

    Args:
        effort: how long to search for each plan.
        router: makes what gives travel times (`routers.router_from_table`); estimated from distances unless given.
        since: (day, minute) from which the last plan kept is planned anew; what lies before it stays.
        alternatives: whether to plan what one day or one team less would lose as well.
        progress: told (what, plans done, plans in all).
        today: the day from which time since last seen is counted.

    Raises:
        InputError: the brief names no team or no day.
        UnknownRecord: something is to be planned anew, and no plan was kept.
        SettingError: what planning needs is not installed.
    """
    if not mission.teams or not mission.days:
        missing = "team" if not mission.teams else "day"
        raise InputError(f"The brief of {mission.title!r} names no {missing}.", f"Add {missing}s and take it in again.")
    sheet = mission_sheet(workspace, mission, today, by_daylight=True)
    done = _done(workspace, mission, since) if since else None
    asked, travel = effort or Effort(), router(sheet) if router else None
    variants = _variants(mission) if alternatives and not since else []
    say = progress or (lambda what, number, all_: None)
    plans: list[Plan] = []
    for number, (name, variant) in enumerate([("", mission), *variants]):
        say("planning", number, 1 + len(variants))
        plans.append(_plan(variant, candidate_sites(sheet), travel, asked, done, name))
    say("planning", len(plans), len(plans))
    plan = replace(plans[0], made=utc_now())
    with workspace.batch(run_card({}), "missions") as batch:
        batch.replace(Plan, [plan], scope=f"{mission.id}:{plan.id}")
    return with_plan(sheet, plan, plans[1:])


def kept_plan(workspace: Workspace, mission: Mission) -> Plan:
    """The plan of a mission that was kept last.

    Raises:
        UnknownRecord: none was.
    """
    plans = [plan for plan in workspace.plans() if plan.mission == mission.id]
    if not plans:
        raise UnknownRecord(f"No plan of {mission.title!r} was kept.", "Make one: tutela mission plan")
    return max(plans, key=lambda plan: plan.made)


def with_plan(sheet: MissionSheet, plan: Plan, others: Sequence[Plan] = ()) -> MissionSheet:
    """A sheet with a plan, what other plans would lose and gain, and how its stops divide."""
    visited = {stop.asset for stop in plan.stops}
    return replace(
        sheet,
        plan=plan,
        alternatives=tuple(_beside(plan, other) for other in others),
        balance=balance_between(visited, list(sheet.assets.values())),
    )


def candidate_sites(sheet: MissionSheet) -> tuple[Site, ...]:
    """The candidates of a mission with their values and permissions."""
    values = {one.asset: one.score for one in sheet.priorities}
    return sites_of(sheet.mission, list(sheet.assets.values()), values, sheet.permissions)


def router_of(mission: Mission) -> Router:
    """The estimate by the speed and terrain of the brief."""
    return partial(estimated_travel, speed_kmh=mission.speed_kmh, terrain_factor=mission.terrain_factor)


def _plan(
    mission: Mission, sites: Sequence[Site], router: Router | None, effort: Effort, done: Done | None, name: str
) -> Plan:
    travel = router or router_of(mission)
    plan = plan_mission(mission, sites, travel, effort, done, name)
    faults = () if done else faults_of(plan, mission, sites, travel)
    # What a solver made is not believed: a plan that breaks a rule never leaves this function.
    assert not faults, faults
    return plan


def _variants(mission: Mission) -> list[tuple[str, Mission]]:
    """The same mission with less: one day, or each of its teams."""
    variants = []
    if len(mission.days) > 1:
        variants.append(("one day less", replace(mission, days=mission.days[:-1])))
    if len(mission.teams) > 1:
        variants += [
            (f"without {team.name}", replace(mission, teams=tuple(one for one in mission.teams if one != team)))
            for team in mission.teams
        ]
    return variants


def _beside(plan: Plan, other: Plan) -> Alternative:
    ours = [stop.asset for stop in plan.stops]
    theirs = [stop.asset for stop in other.stops]
    lost = tuple(one for one in ours if one not in theirs)
    return Alternative(other.name, other, lost, tuple(one for one in theirs if one not in ours))


def _done(workspace: Workspace, mission: Mission, since: tuple[str, int]) -> Done:
    day, minute = since
    plan = kept_plan(workspace, mission)
    stops = tuple(stop for stop in plan.stops if (stop.day, stop.arrive) < (day, minute))
    made = {(stop.team, stop.day, stop.order) for stop in stops}
    legs = tuple(leg for leg in plan.legs if (leg.team, leg.day, leg.order + 1) in made)
    return Done(day, minute, stops, legs)
