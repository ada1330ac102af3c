"""The mission book: what a team carries on paper, as PDF/A. The template is `typst/book.typ`."""

import json
from collections.abc import Iterable, Sequence
from importlib import resources

from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name
from tutela.model.missions import (
    Consent,
    Consultation,
    Leg,
    MissionSheet,
    Outing,
    PartyStanding,
    Stop,
    Team,
    clock,
    outings,
)
from tutela.publishing.route_map import route_map, stop_number
from tutela.publishing.typesetting import Json, typeset
from tutela.publishing.wording import position_said, stated_day, word

NOTHING_TOLD = "Nothing is recorded of its condition."
MAP_STYLE = """<style>
text { font-family: "Noto Sans", "DejaVu Sans"; fill: #1a1d21 }
.ground { fill: #fbfaf6 } .frame { fill: none; stroke: #6b6f76 } .grid { stroke: #dddcd5 }
.degree { font-size: 10.5px; fill: #5b6068 } .scale-dark { fill: #1a1d21 }
.scale-light { fill: #ffffff; stroke: #1a1d21 }
.site { fill: #1b4a72; stroke: #ffffff; stroke-width: 1.5 } .site-name { font-weight: 600 }
.place-name { fill: #6b5a2e } .unvisited { fill: #8b8f96 } .base { fill: #ffffff; stroke: #1b4a72; stroke-width: 2.4 }
.way { fill: none; stroke: #1b4a72; stroke-width: 1.8 } .warned { stroke: #9b2226 }
.hazard { fill: #9b2226; fill-opacity: 0.16; stroke: #9b2226; stroke-width: 1.2 }
.leader { stroke: #8b8f96; stroke-width: 0.8 }
</style>"""
"""The figure's classes in the colours of print; the page's style sheet, with its variables, is no part of a picture."""

Grades = Sequence[tuple[str, str, str]]
"""(grade, what it is called, what other scales call it)."""


def mission_book(sheet: MissionSheet, grades: Grades = (), made_with: str = "", system_fonts: bool = True) -> bytes:
    """The book as PDF/A-2b; the sheet is printed as it is, so give one that may leave the house.

    Args:
        sheet: a mission with its plan.
        grades: the table of damage grades for its last pages.
        made_with: name and version of the software.

    Raises:
        SettingError: typst is not installed.
    """
    template = resources.files("tutela.publishing").joinpath("typst", "book.typ").read_text("utf-8")
    days = outings(sheet.plan) if sheet.plan else ()
    maps = {f"map-{number}.svg": _map(sheet, one, number) for number, one in enumerate(days, 1)}
    data = json.dumps(book_data(sheet, grades, made_with)).encode()
    made = sheet.plan.made if sheet.plan else ""
    return typeset(template, {"data.json": data, **maps}, made, system_fonts)


def _map(sheet: MissionSheet, outing: Outing, number: int) -> bytes:
    figure = str(route_map(sheet, outing.day, outing.team, f"map-{number}"))
    head, _, rest = figure.partition(">")
    return f"{head}>{MAP_STYLE}{rest}".encode()


def book_data(sheet: MissionSheet, grades: Grades, made_with: str) -> Json:
    """All that the template prints, as JSON."""
    mission, plan = sheet.mission, sheet.plan
    return {
        "title": mission.title,
        "notice": sheet.notice,
        "mandate": mission.mandate,
        "given_by": mission.given_by,
        "bases": [_said(basis.title, basis.provision, basis.reference) for basis in mission.legal_bases],
        "attempts": [
            f"{one.date}: {one.by} asked {one.asked}; {one.outcome} ({one.source})" for one in mission.attempts
        ],
        "days": [stated_day(day) for day in mission.days],
        "plan": plan.id if plan else "",
        "made": plan.made if plan else "",
        "warnings": list(plan.warnings) if plan else [],
        "made_with": made_with,
        "board": [_party(one) for one in sheet.board],
        "teams": [_team(team) for team in mission.teams],
        "hazards": [
            {
                "name": one.name,
                "kind": one.kind.replace("_", " "),
                "time": _stretch(one.start, one.end),
                "source": one.source,
            }
            for one in mission.hazards
        ],
        "outings": [_outing(sheet, one, number) for number, one in enumerate(outings(plan), 1)] if plan else [],
        "emergency": [list(one) for one in mission.emergency],
        "grades": [list(one) for one in grades],
    }


def _said(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _stretch(start: str, end: str) -> str:
    return " to ".join(part for part in (start, end) if part) or "no time given"


def _party(one: PartyStanding) -> Json:
    return {
        "party": one.party,
        "role": "must agree" if one.must_agree else "is consulted",
        "agreed": f"{len(one.agreed)} of {len(one.sites)}",
        "grounds": list(one.grounds),
        "steps": [_step(step) for step in sorted(one.steps, key=lambda step: step.date)],
        "consents": [_consent(one.party, consent) for consent in one.consents],
    }


def _step(step: Consultation) -> str:
    return f"{step.date}: {step.standing.replace('_', ' ')}" + (f"; {step.note}" if step.note else "")


def _consent(party: str, one: Consent) -> dict[str, Json]:
    return {
        "party": party,
        "signed_by": one.signed_by,
        "given": one.given,
        "days": f"{one.start} to {one.end}",
        "hours": str(one.hours or "any hour"),
        "persons": ", ".join(one.persons) or "the whole team",
        "equipment": ", ".join(one.equipment) or "none",
        "publish": ", ".join(one.may_publish) or "nothing",
        "conditions": "; ".join(one.conditions),
        "copy": f"{one.copy_name}, SHA-256 {one.copy_sha256[:16]}" if one.copy_sha256 else "no signed copy captured",
    }


def _team(team: Team) -> Json:
    return {
        "name": team.name,
        "members": [_said(one.name, one.role, one.organisation, one.contact) for one in team.members],
        "equipment": ", ".join(team.equipment) or "none",
        "start": _base(team.start_name, team.start),
        "end": _base(team.end_name, team.end),
    }


def _base(name: str, position: Position) -> str:
    return _said(name, f"{position.lat:.5f}, {position.lon:.5f}")


def _outing(sheet: MissionSheet, outing: Outing, number: int) -> Json:
    back = outing.back
    minutes, km = outing.length
    return {
        "day": stated_day(outing.day),
        "team": outing.team,
        "map": f"map-{number}.svg",
        "length": f"{len(outing.steps)} stops, {km:.0f} km, {minutes} min on the way",
        "back": _way(back) if back else "",
        "stops": [_stop(sheet, stop, leg) for leg, stop in outing.steps],
    }


def _way(leg: Leg | None) -> str:
    if leg is None:
        return ""
    return "; ".join([f"{leg.minutes} min, {leg.km:.1f} km", *leg.warnings])


def _stop(sheet: MissionSheet, stop: Stop, leg: Leg | None) -> Json:
    asset = sheet.assets[stop.asset]
    team = next((one for one in sheet.mission.teams if one.name == stop.team), None)
    packed = [one for one in (team.equipment if team else ()) if one not in stop.equipment]
    return {
        "number": stop_number(stop, sheet),
        "time": f"{clock(stop.arrive)} to {clock(stop.leave)}",
        "way": _way(leg),
        "label": asset.label,
        "id": asset.id,
        "names": [_name(name) for name in _once(asset.names)],
        "kind": word("asset_type", asset.type),
        "places": _places(asset),
        "position": position_said(asset.position),
        "coordinates": f"{asset.position.lat:.5f}, {asset.position.lon:.5f}" if asset.position else "",
        "known": sheet.last_known.get(asset.id, NOTHING_TOLD),
        "views": list(sheet.views.get(asset.id, ())),
        "reasons": "; ".join(stop.reasons),
        "consents": [
            _consent(one.party, given) for one in sheet.board for given in one.consents if given.id in stop.consents
        ],
        "equipment": ", ".join(stop.equipment) or "none",
        "packed": ", ".join(packed),
    }


def _once(names: Iterable[Name]) -> list[Name]:
    return list({name.text: name for name in names}.values())


def _name(name: Name) -> Json:
    return {"text": name.text, "of": _said(name.language, name.kind.value, name.used_by)}


def _places(asset: Asset) -> str:
    return " · ".join(dict.fromkeys(name.text for name in (*asset.settlements, *asset.districts)))
