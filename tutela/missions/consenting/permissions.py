"""When a team may be at a site: every party that must agree does, the site is open, and nothing endangers it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tutela.missions.areas import metres_to
from tutela.missions.consenting.hours import common_hours, joined_hours
from tutela.missions.consenting.parties import Agreements, holds, in_force, parties_to_agree, why_none_holds
from tutela.model.inventory import Asset
from tutela.model.missions import Hazard, Hours, Mission, Permission, Team

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What one party allows at one site on one day to one team."""

    hours: tuple[Hours, ...] = ()
    consents: tuple[str, ...] = ()
    equipment: frozenset[str] = frozenset()
    why_not: str = ""


def permission(
    mission: Mission, asset: Asset, team: Team, day: str, agreements: Agreements, within: Hours | None
) -> Permission:
    """When a team may be at an asset on a day, on whose consents, and what is missing where it may not.

    Args:
        within: daylight at the asset, or any other bound of that day; None where there is none.
    """
    missing = [("", why) for why in _obstacles(mission, asset, day)]
    missing += [] if within else [("", "the sun does not rise there on that day")]
    parties = parties_to_agree(mission, asset, day, agreements.same)
    if not parties:
        missing.append(("", "nobody is named whose consent it takes; name in the brief who administers the place"))
    allowed = {party: _allowed(party, asset, team, day, agreements) for party in parties}
    missing += [(party, one.why_not) for party, one in allowed.items() if one.why_not]
    hours = common_hours([within] if within else [], [Hours(mission.earliest, mission.latest)])
    hours = common_hours(hours, _opening(mission, asset) or hours)
    for one in allowed.values():
        hours = common_hours(hours, one.hours)
    if not missing and not hours:
        missing.append(("", "the hours agreed, the opening hours and daylight have no hour in common"))
    if missing:
        return Permission(asset.id, team.name, day, missing=tuple(missing))
    equipment = tuple(one for one in team.equipment if all(one in allow.equipment for allow in allowed.values()))
    consents = tuple(id_ for one in allowed.values() for id_ in one.consents)
    return Permission(asset.id, team.name, day, tuple(hours), consents, equipment)


def _allowed(party: str, asset: Asset, team: Team, day: str, agreements: Agreements) -> _Allowed:
    given = [one for one in agreements.consents if one.party == party]
    valid = [one for one in given if holds(one, asset, day, agreements)]
    if not valid:
        return _Allowed(why_not=why_none_holds(party, given, asset, day, agreements))
    people = {member.name for member in team.members}
    admitting = [one for one in valid if not one.persons or people <= set(one.persons)]
    if not admitting:
        unnamed = ", ".join(sorted(people - {name for one in valid for name in one.persons}))
        return _Allowed(why_not=f"{party}'s consent does not name {unnamed} of {team.name}")
    hours = joined_hours(one.hours or Hours(0, 24 * 60) for one in admitting)
    equipment = frozenset.intersection(*(frozenset(one.equipment) for one in admitting))
    return _Allowed(tuple(hours), tuple(one.id for one in admitting), equipment)


def _obstacles(mission: Mission, asset: Asset, day: str) -> list[str]:
    """Why nobody should be at an asset on a day, whoever agrees."""
    found = [f"it is closed on {one}" for one in _closed(mission, asset, day)]
    if asset.position is None:
        return [*found, "nobody knows where it stands"]
    return found + [f"it lies in {hazard.kind}: {hazard.name}" for hazard in hazards_at(mission.hazards, asset, day)]


def hazards_at(hazards: Iterable[Hazard], asset: Asset, day: str) -> list[Hazard]:
    """Hazards that reach an asset on a day, anywhere within the uncertainty of its position."""
    if asset.position is None:
        return []
    reach = asset.position.uncertainty_m or 0.0
    return [
        one for one in hazards if in_force(one.start, one.end, day) and metres_to(one.ring, asset.position) <= reach
    ]


def _closed(mission: Mission, asset: Asset, day: str) -> list[str]:
    weekday = WEEKDAYS[dt.date.fromisoformat(day).weekday()]
    return [
        one
        for wish in mission.wishes
        if wish.asset == asset.id
        for one in wish.closed
        if one.casefold() in (day, weekday)
    ]


def _opening(mission: Mission, asset: Asset) -> list[Hours]:
    return [hours for wish in mission.wishes if wish.asset == asset.id for hours in wish.opening]
