"""A plan: stops, ways and what is left out, from sites that may be visited and teams that have so many days."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from tutela.missions.areas import crosses
from tutela.missions.consenting import in_force
from tutela.missions.routes.orienteering import Effort, Errand, Made, Tour, best_tours
from tutela.missions.routes.travel import Router, Travel
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.missions import Hours, LeftOut, Leg, Mission, Permission, Plan, Site, Stop, Team
from tutela.model.records import to_json

SHOWN_REASONS = 3
"""Different reasons told of a site that is left out."""


@dataclass(frozen=True, slots=True)
class Done:
    """How far a plan was carried out when the rest is planned anew."""

    day: str
    minute: int
    """Nothing begins before this day and minute (after midnight, local time)."""
    stops: tuple[Stop, ...]
    """Stops made or begun until then; they stay as they are."""
    legs: tuple[Leg, ...] = ()
    """The ways to them."""


@dataclass(frozen=True, slots=True)
class _Outing:
    """One team on one day, with where and when it can start."""

    team: Team
    day: str
    start: Position
    earliest: int
    longest: int


def plan_mission(
    mission: Mission,
    sites: Sequence[Site],
    router: Router,
    effort: Effort | None = None,
    done: Done | None = None,
    name: str = "",
) -> Plan:
    """Who goes where when, for the most value that fits.

    Stops lie in hours that every concerned party agreed to, in daylight and opening hours, outside hazards; a team
    leaves and comes back within the mission's hours and its longest day. Of equal plans the one with less travel is
    taken.

    Args:
        sites: candidates with the permissions of every team and day.
        router: gives travel times between positions.
        effort: how long to search; 10 s unless said.
        done: what was already carried out; that stays, and the rest is planned anew.
    """
    left = [site for site in sites if done is None or site.asset not in {stop.asset for stop in done.stops}]
    outings = _outings(mission, done, sites)
    positions = [*(site.position for site in left), *(one.start for one in outings), *(one.team.end for one in outings)]
    travel = router(positions)
    tours = _tours(outings, len(left), mission)
    errands = [_errand(site, number, outings) for number, site in enumerate(left)]
    made = best_tours(errands, tours, travel.minutes, effort or Effort())
    stops = list(done.stops) if done else []
    legs = list(done.legs) if done else []
    for outing, tour, taken in zip(outings, tours, made, strict=True):
        before = sum(stop.team == outing.team.name and stop.day == outing.day for stop in stops)
        stops += [_stop(outing, left[one.errand], one, before + order) for order, one in enumerate(taken, 1)]
        legs += _legs(mission, outing, tour, taken, positions, travel, before)
    visited = {stop.asset for stop in stops}
    left_out = tuple(
        _left_out(site, tours, errands[n], travel) for n, site in enumerate(left) if site.asset not in visited
    )
    value = round(sum(site.value for site in sites if site.asset in visited), 9)
    content = {"mission": mission.id, "stops": [to_json(stop) for stop in stops], "name": name}
    return Plan(
        record_id("pln", content),
        mission.id,
        tuple(stops),
        tuple(legs),
        left_out,
        value,
        (f"Travel times: {travel.source}.",),
        name=name,
    )


def _outings(mission: Mission, done: Done | None, sites: Sequence[Site]) -> list[_Outing]:
    outings = []
    for day in mission.days:
        if done and day < done.day:
            continue
        for team in mission.teams:
            if done and day == done.day:
                outings.append(_rest_of_day(mission, team, done, sites))
            else:
                outings.append(_Outing(team, day, team.start, mission.earliest, mission.day_length_min))
    return outings


def _rest_of_day(mission: Mission, team: Team, done: Done, sites: Sequence[Site]) -> _Outing:
    """What a team has left of the day on which the rest is planned anew: from its last stop, within the same day."""
    made = [stop for stop in done.stops if stop.team == team.name and stop.day == done.day]
    earliest = max(mission.earliest, done.minute)
    if not made:
        return _Outing(team, done.day, team.start, earliest, mission.day_length_min)
    last = max(made, key=lambda stop: stop.leave)
    where = next((site.position for site in sites if site.asset == last.asset), team.start)
    earliest = max(earliest, last.leave)
    # The way to its first stop is not known any more: it left at the latest when that stop began.
    spent = earliest - min(stop.arrive for stop in made)
    return _Outing(team, done.day, where, earliest, max(0, mission.day_length_min - spent))


def _tours(outings: Sequence[_Outing], sites: int, mission: Mission) -> list[Tour]:
    many = len(outings)
    return [
        Tour(sites + n, sites + many + n, one.earliest, max(one.earliest, mission.latest), one.longest)
        for n, one in enumerate(outings)
    ]


def _errand(site: Site, place: int, outings: Sequence[_Outing]) -> Errand:
    hours = {(one.team, one.day): one.hours for one in site.permissions}
    windows = tuple(
        tuple((one.start, one.end) for one in hours.get((outing.team.name, outing.day), ())) for outing in outings
    )
    return Errand(place, site.value, site.service_min, windows, site.must_see)


def _stop(outing: _Outing, site: Site, made: Made, order: int) -> Stop:
    permission = next(one for one in site.permissions if (one.team, one.day) == (outing.team.name, outing.day))
    packed = [one for one in outing.team.equipment if one not in permission.equipment]
    reasons = [f"agreed for {_hours(permission.hours)}", f"worth {site.value:.2f} of 1"]
    reasons += ["must be seen, says the brief"] if site.must_see else []
    reasons += [f"not permitted there, stays packed: {', '.join(packed)}"] if packed else []
    return Stop(
        outing.team.name,
        outing.day,
        order,
        site.asset,
        made.begin,
        made.end,
        permission.consents,
        permission.equipment,
        tuple(reasons),
    )


def _hours(hours: Sequence[Hours]) -> str:
    return ", ".join(str(one) for one in hours)


def _legs(
    mission: Mission,
    outing: _Outing,
    tour: Tour,
    taken: Sequence[Made],
    positions: Sequence[Position],
    travel: Travel,
    before: int,
) -> list[Leg]:
    if not taken:
        return []
    rows = [tour.start, *(one.errand for one in taken), tour.end]
    legs = []
    for order, (one, other) in enumerate(itertools.pairwise(rows), before):
        start, end = positions[one], positions[other]
        warnings = tuple(
            f"passes {hazard.kind}: {hazard.name} ({hazard.source or 'no source given'})"
            for hazard in mission.hazards
            if in_force(hazard.start, hazard.end, outing.day) and crosses(hazard.ring, start, end)
        )
        path = ((start.lon, start.lat), (end.lon, end.lat))
        minutes, km = int(travel.minutes[one, other]), round(float(travel.km[one, other]), 3)
        legs.append(Leg(outing.team.name, outing.day, order, minutes, km, path, warnings))
    return legs


def _left_out(site: Site, tours: Sequence[Tour], errand: Errand, travel: Travel) -> LeftOut:
    permitted = [one for one in site.permissions if one.hours]
    if not permitted:
        said = dict.fromkeys(sentence for one in site.permissions for _, sentence in one.missing)
        parties = dict.fromkeys(party for one in site.permissions for party, _ in one.missing if party)
        reason = "; ".join(list(said)[:SHOWN_REASONS]) or "no team has a day on which it could go there"
        return LeftOut(site.asset, reason, tuple(parties))
    ways = [
        int(travel.minutes[tour.start, errand.place] + travel.minutes[errand.place, tour.end]) + site.service_min
        for tour, windows in zip(tours, errand.windows, strict=True)
        if windows
    ]
    if ways and min(ways) > max(tour.longest for tour in tours):
        return LeftOut(site.asset, f"too far: there, a visit and back take {min(ways) / 60:.1f} h")
    if not _long_enough(permitted, site.service_min):
        return LeftOut(site.asset, f"the hours agreed are shorter than the {site.service_min} minutes of a visit")
    return LeftOut(site.asset, "agreed, but other sites are worth more in the days there are")


def _long_enough(permitted: Sequence[Permission], service_min: int) -> bool:
    return any(hours.end - hours.start >= service_min for one in permitted for hours in one.hours)
