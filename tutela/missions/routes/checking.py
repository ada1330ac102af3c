"""A plan looked through once more, by the rules alone: what a solver made is not believed."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tutela.missions.areas import inside
from tutela.missions.consenting import in_force
from tutela.missions.routes.travel import Router
from tutela.model.missions import Mission, Plan, Site, Stop, Team


def faults_of(plan: Plan, mission: Mission, sites: Sequence[Site], router: Router) -> tuple[str, ...]:
    """What a plan breaks: consent, hours, time for the way, day length, hazard; empty where it keeps every rule."""
    by_asset = {site.asset: site for site in sites}
    faults = [
        f"{asset} is visited {times} times"
        for asset, times in Counter(stop.asset for stop in plan.stops).items()
        if times > 1
    ]
    outings: dict[tuple[str, str], list[Stop]] = defaultdict(list)
    for stop in plan.stops:
        faults += _stop_faults(stop, by_asset.get(stop.asset), mission)
        outings[stop.team, stop.day].append(stop)
    teams = {team.name: team for team in mission.teams}
    for (team, day), stops in outings.items():
        in_order = sorted(stops, key=lambda stop: stop.order)
        faults += [f"{team}, {day}: {fault}" for fault in _day_faults(in_order, teams[team], by_asset, mission, router)]
    return tuple(faults)


def _stop_faults(stop: Stop, site: Site | None, mission: Mission) -> Iterator[str]:
    if site is None:
        yield f"{stop.asset} is no candidate"
        return
    permission = next((one for one in site.permissions if (one.team, one.day) == (stop.team, stop.day)), None)
    hours = permission.hours if permission else ()
    if not any(one.start <= stop.arrive and stop.leave <= one.end for one in hours):
        yield f"{stop.asset} is visited when not everybody agreed"
    if permission and set(stop.consents) != set(permission.consents):
        yield f"{stop.asset} rests on other consents"
    if permission and not set(stop.equipment) <= set(permission.equipment):
        yield f"{stop.asset} uses more than is permitted"
    if stop.leave - stop.arrive < site.service_min:
        yield f"{stop.asset} is left too soon"
    for hazard in mission.hazards:
        if in_force(hazard.start, hazard.end, stop.day) and inside(hazard.ring, site.position):
            yield f"{stop.asset} lies in {hazard.name}"


def _day_faults(
    stops: Sequence[Stop], team: Team, sites: Mapping[str, Site], mission: Mission, router: Router
) -> Iterator[str]:
    known = [stop for stop in stops if stop.asset in sites]
    if not known:
        return
    positions = [team.start, *(sites[stop.asset].position for stop in known), team.end]
    minutes = router(positions).minutes
    for number, (one, other) in enumerate(itertools.pairwise(known), 1):
        if one.leave + int(minutes[number, number + 1]) > other.arrive:
            yield f"no time for the way from {one.asset} to {other.asset}"
    leaving = known[0].arrive - int(minutes[0, 1])
    back = known[-1].leave + int(minutes[len(known), len(known) + 1])
    if leaving < mission.earliest or back > mission.latest:
        yield "leaves before or comes back after the mission's hours"
    if back - leaving > mission.day_length_min:
        yield f"takes {back - leaving} minutes, more than {mission.day_length_min}"
