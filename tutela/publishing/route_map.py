"""The map of a mission: sites, numbered stops, ways by the line of their team, and hazards; no borders."""

from collections.abc import Sequence

from markupsafe import Markup

from tutela.model.geometry import Position
from tutela.model.inventory import Asset
from tutela.model.missions import Hazard, MissionSheet, Stop, Team
from tutela.publishing.ground import FRAME, Sheet, graticule, scale_bar, view_of
from tutela.publishing.svg import Drawing, number, wrapped
from tutela.publishing.wording import shown_name

DASHES = ("", "9 4", "2 4", "12 4 2 4", "6 3 2 3 2 3")
"""How the ways of the first teams are drawn, so that they can be told apart without colour."""
LABEL_WIDTHS = (190.0, 120.0)
"""Widths (pixels) a name is wrapped to, until it finds room."""
LABELLED = 16
"""Up to this many stops bear names on the map; more bear numbers only."""


def stop_number(stop: Stop, sheet: MissionSheet) -> str:
    """What a stop is called on maps and lists: the day of the mission, a letter for the team, and its order.

    >>> from tutela.model.missions import Mission, Plan
    >>> teams = (Team("North", (), Position(0, 0), Position(0, 0)), Team("South", (), Position(0, 0), Position(0, 0)))
    >>> mission = Mission("mis_1", "M", "to see", teams=teams, days=("2026-05-04", "2026-05-05"))
    >>> stop_number(Stop("South", "2026-05-05", 3, "ast_1", 600, 660), MissionSheet(mission, {}, (), (), (), {}))
    '2B3'
    """
    mission = sheet.mission
    day = mission.days.index(stop.day) + 1 if stop.day in mission.days else 0
    teams = [team.name for team in mission.teams]
    letter = _letter(teams.index(stop.team)) if len(teams) > 1 and stop.team in teams else "."
    return f"{day}{letter}{stop.order}"


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"({place + 1})"


def route_map(sheet: MissionSheet, day: str = "", team: str = "", id_: str = "routes") -> Markup:
    """A map of the plan, or of one day or team of it; withheld assets are not on it.

    Args:
        sheet: a mission with its plan.
        day: only this day (ISO 8601).
        team: only this team.
        id_: of the picture, where a page holds several.
    """
    stops = _stops(sheet, day, team)
    teams = [one for one in sheet.mission.teams if not team or one.name == team]
    others = [] if day or team else _unvisited(sheet)
    # What is not visited lies on the map where it falls on it: far sites would leave no room for the routes.
    positions = [asset.position for asset in _assets(sheet, stops) or others if asset.position]
    positions += [position for one in teams for position in (one.start, one.end)]
    if not positions:
        return Markup("")
    view = view_of(positions)
    picture = Drawing(id_, view.width + 2 * FRAME, view.height + FRAME + 6)
    drawn = Sheet(view, picture, crowded=len(stops) > LABELLED)
    graticule(drawn)
    scale_bar(drawn)
    for hazard in sheet.mission.hazards:
        _hazard(drawn, hazard)
    for asset in others:
        _dot(drawn, asset)
    for place, one in enumerate(sheet.mission.teams):
        if one in teams:
            _ways(drawn, sheet, one, DASHES[place % len(DASHES)], day)
    _bases(drawn, teams)
    for stop in stops:
        _stop(drawn, sheet, stop)
    for stop in stops:
        _label(drawn, sheet, stop)
    return picture.render("Map of the plan", _described(sheet, stops, teams), "map route-map")


def line_of(sheet: MissionSheet, team: str) -> Markup:
    """A short piece of the line that a team's ways are drawn in, for a legend."""
    place = [one.name for one in sheet.mission.teams].index(team)
    dash = f' stroke-dasharray="{DASHES[place % len(DASHES)]}"' if DASHES[place % len(DASHES)] else ""
    line = f'<line x1="0" y1="5" x2="44" y2="5" class="way"{dash}/>'
    return Markup(f'<svg width="44" height="10" class="route-map" aria-hidden="true">{line}</svg>')


def _stops(sheet: MissionSheet, day: str, team: str) -> list[Stop]:
    plan = sheet.plan.stops if sheet.plan else ()
    return [
        stop
        for stop in plan
        if (not day or stop.day == day)
        and (not team or stop.team == team)
        and stop.asset in sheet.assets
        and stop.asset not in sheet.restricted
    ]


def _assets(sheet: MissionSheet, stops: Sequence[Stop]) -> list[Asset]:
    return [sheet.assets[stop.asset] for stop in stops]


def _unvisited(sheet: MissionSheet) -> list[Asset]:
    visited = {stop.asset for stop in sheet.plan.stops} if sheet.plan else set()
    return [one for one in sheet.assets.values() if one.id not in visited and one.id not in sheet.restricted]


def _hazard(drawn: Sheet, hazard: Hazard) -> None:
    points = [drawn.view.at(Position(lat, lon)) for lon, lat in hazard.ring]
    drawn.picture.open("g", f"{hazard.kind}: {hazard.name}")
    path = " ".join(
        f"{number(_within(x, drawn.view.width))},{number(_within(y, drawn.view.height))}" for x, y in points
    )
    drawn.picture.add("polygon", points=path, class_="hazard")
    drawn.picture.close("g")


def _within(value: float, extent: float) -> float:
    """A coordinate no farther out than the frame: a hazard may reach beyond the map."""
    return min(max(value, FRAME), FRAME + extent)


def _dot(drawn: Sheet, asset: Asset) -> None:
    if asset.position is None or not drawn.view.shows(asset.position):
        return
    x, y = drawn.view.at(asset.position)
    drawn.picture.open("g", shown_name(asset))
    drawn.picture.add("circle", cx=x, cy=y, r=2.5, class_="unvisited")
    drawn.picture.close("g")


def _ways(drawn: Sheet, sheet: MissionSheet, team: Team, dash: str, day: str) -> None:
    """Ways as straight lines from stop to stop; those to and from withheld sites are left out."""
    plan = sheet.plan
    for leg in plan.legs if plan else ():
        if leg.team != team.name or (day and leg.day != day) or _touches_withheld(sheet, leg.team, leg.day, leg.order):
            continue
        points = [drawn.view.at(Position(lat, lon)) for lon, lat in leg.path]
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        drawn.picture.add(
            "polyline", points=path, class_="way warned" if leg.warnings else "way", stroke_dasharray=dash
        )


def _touches_withheld(sheet: MissionSheet, team: str, day: str, order: int) -> bool:
    """A leg goes from the stop of its order to the next."""
    stops = sheet.plan.stops if sheet.plan else ()
    ends = {stop.asset for stop in stops if (stop.team, stop.day) == (team, day) and stop.order in (order, order + 1)}
    return bool(ends & sheet.restricted)


def _bases(drawn: Sheet, teams: Sequence[Team]) -> None:
    for position in dict.fromkeys(position for team in teams for position in (team.start, team.end)):
        x, y = drawn.view.at(position)
        drawn.picture.add("rect", x=x - 5, y=y - 5, width=10, height=10, class_="base")
        drawn.taken.append((x - 7, y - 7, x + 7, y + 7))


def _stop(drawn: Sheet, sheet: MissionSheet, stop: Stop) -> None:
    asset = sheet.assets[stop.asset]
    if asset.position is None:
        return
    x, y = drawn.view.at(asset.position)
    drawn.picture.open("a", f"{stop_number(stop, sheet)} {shown_name(asset)}", href=f"#{asset.id}")
    drawn.picture.add("circle", cx=x, cy=y, r=5.5, class_="site")
    drawn.picture.close("a")
    drawn.taken.append((x - 7, y - 7, x + 7, y + 7))


def _label(drawn: Sheet, sheet: MissionSheet, stop: Stop) -> None:
    asset = sheet.assets[stop.asset]
    if asset.position is None:
        return
    x, y = drawn.view.at(asset.position)
    called = stop_number(stop, sheet)
    ways = (
        [] if drawn.crowded else [wrapped(f"{called} {shown_name(asset)}".split(), width, 12) for width in LABEL_WIDTHS]
    )
    for lines in (*ways, [called]):
        if drawn.label(x, y, lines, 12, "site-name"):
            return


def _described(sheet: MissionSheet, stops: Sequence[Stop], teams: Sequence[Team]) -> str:
    listed = "; ".join(f"{stop_number(stop, sheet)}: {shown_name(sheet.assets[stop.asset])}" for stop in stops)
    return (
        f"Stops of {', '.join(team.name for team in teams)}: {listed or 'none'}. Numbers say the day, the team and the "
        "order. Lines are straight from stop to stop, not roads. No borders are drawn."
    )
