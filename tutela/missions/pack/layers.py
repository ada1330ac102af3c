"""The layers of mission.gpkg: stops, ways, hazards, what consents cover, assets nearby, and visits to be filled in."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from string import Template

from tutela.missions.areas import area_label
from tutela.missions.forms import Asked, FormKind, answer_lists, form_kind, form_kinds, questions
from tutela.missions.forms.wording import Wording
from tutela.missions.pack.stops import NOTHING_TOLD, all_names, permitted, planned, stop_ids
from tutela.model.inventory import Asset
from tutela.model.layers import ColumnKind, GeometryKind, Layer, Row
from tutela.model.missions import Leg, MissionSheet, Ring, Stop, clock

VISITS = "visits"
NEARBY_M = 5_000.0
"""Assets this near a stop are shown beside it: what can be seen from the way, or named by those one meets."""
TEXT, INTEGER, REAL = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.REAL
STOP_COLOUR, WAY_COLOUR, HAZARD_COLOUR, CONSENT_COLOUR, NEARBY_COLOUR, VISIT_COLOUR = (
    "155,34,38", "27,74,114", "208,0,0", "45,106,79", "107,94,46", "106,76,147",
)  # fmt: skip

Columns = tuple[tuple[str, ColumnKind], ...]


def mission_layers(sheet: MissionSheet, words: Wording) -> tuple[Layer, ...]:
    """The layers, those drawn beneath first.

    Args:
        words: language of the lists of answers.
    """
    return (
        _consents(sheet),
        _hazards(sheet),
        _nearby(sheet),
        _legs(sheet),
        _stops(sheet),
        _visits(sheet),
        _choices(words),
    )


def planned_kinds(sheet: MissionSheet) -> tuple[FormKind, ...]:
    """The kinds of forms that the stops of the plan need."""
    met = {form_kind(sheet.assets[stop.asset].type).id for stop in planned(sheet)}
    return tuple(kind for id_, kind in form_kinds().items() if id_ in met)


def _style(name: str, colour: str, label: str = "", shape: str = "circle", size: str = "3") -> str:
    text = resources.files("tutela.missions.pack").joinpath("styles", f"{name}.qml").read_text("utf-8")
    return Template(text).substitute(colour=colour, label=label, shape=shape, size=size)


def _columns(names: Iterable[str], integers: Iterable[str] = (), reals: Iterable[str] = ()) -> Columns:
    whole, broken = set(integers), set(reals)
    return tuple((name, INTEGER if name in whole else REAL if name in broken else TEXT) for name in names)


def _point(asset: Asset) -> tuple[tuple[float, float], ...] | None:
    return ((asset.position.lon, asset.position.lat),) if asset.position else None


def _stops(sheet: MissionSheet) -> Layer:
    names = (
        "stop", "asset", "number", "name", "names", "kind", "form", "team", "day", "order", "arrive", "leave",
        "uncertainty_m", "known", "permitted", "reasons", "notice",
    )  # fmt: skip
    rows = [Row(_stop(stop, id_, sheet), _point(sheet.assets[stop.asset])) for stop, id_ in stop_ids(sheet).items()]
    columns = _columns(names, ("order",), ("uncertainty_m",))
    said = "Planned stops with what is known of each and what is permitted there."
    return Layer("stops", "Stops", said, columns, rows, GeometryKind.POINT, _style("point", STOP_COLOUR, "number"))


def _stop(stop: Stop, id_: str, sheet: MissionSheet) -> tuple[str | int | float | None, ...]:
    asset = sheet.assets[stop.asset]
    return (
        id_, asset.id, f"{stop.day[5:]} {stop.order} {asset.label}", asset.label, all_names(asset), asset.type.value,
        form_kind(asset.type).id, stop.team, stop.day, stop.order, clock(stop.arrive), clock(stop.leave),
        asset.position.uncertainty_m if asset.position else None, sheet.last_known.get(asset.id, NOTHING_TOLD),
        permitted(stop, sheet), "; ".join(stop.reasons), sheet.notice,
    )  # fmt: skip


def _legs(sheet: MissionSheet) -> Layer:
    columns = _columns(("team", "day", "order", "minutes", "km", "warnings"), ("order", "minutes"), ("km",))
    rows = [Row(_leg(leg), leg.path if len(leg.path) > 1 else None) for leg in (sheet.plan.legs if sheet.plan else ())]
    said = "Ways between stops: straight lines unless a router gave their course."
    return Layer("legs", "Ways", said, columns, rows, GeometryKind.LINE, _style("line", WAY_COLOUR))


def _leg(leg: Leg) -> tuple[str | int | float, ...]:
    return leg.team, leg.day, leg.order, leg.minutes, leg.km, "; ".join(leg.warnings)


def _hazards(sheet: MissionSheet) -> Layer:
    rows = [Row((one.name, one.kind, one.start, one.end, one.source), _ring(one.ring)) for one in sheet.mission.hazards]
    columns = _columns(("name", "kind", "start", "end", "source"))
    style = _style("polygon", HAZARD_COLOUR, "name", shape="b_diagonal")
    return Layer("hazards", "Hazards", "Ground to keep out of.", columns, rows, GeometryKind.POLYGON, style)


def _consents(sheet: MissionSheet) -> Layer:
    used = {consent for stop in planned(sheet) for consent in stop.consents}
    rows = [
        Row(
            (
                one.party, given.signed_by, area_label(given.area), given.start, given.end, str(given.hours or ""),
                ", ".join(given.persons), ", ".join(given.equipment), ", ".join(given.may_publish),
                "; ".join(given.conditions),
            ),
            _ring(given.area.ring),
        )
        for one in sheet.board
        for given in one.consents
        if given.id in used
    ]  # fmt: skip
    names = (
        "party", "signed_by", "area", "start", "end", "hours", "persons", "equipment", "may_publish", "conditions"
    )  # fmt: skip
    said = "What the consents that stops rest on cover; one without a polygon is for the area named."
    style = _style("polygon", CONSENT_COLOUR, "party", shape="no")
    return Layer("consent_areas", "Consents", said, _columns(names), rows, GeometryKind.POLYGON, style)


def _ring(ring: Ring) -> Ring | None:
    """A ring counter-clockwise, as GeoPackage wants its outer rings."""
    if not ring:
        return None
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))
    return ring if area > 0 else ring[::-1]


def _nearby(sheet: MissionSheet) -> Layer:
    visited = {stop.asset for stop in planned(sheet)}
    stops = [sheet.assets[asset] for asset in visited]
    rows = [
        Row((asset.id, asset.label, all_names(asset), asset.type.value, asset.position.uncertainty_m), _point(asset))
        for asset in sheet.assets.values()
        if asset.id not in visited and asset.position and _is_near(asset, stops)
    ]
    columns = _columns(("asset", "name", "names", "kind", "uncertainty_m"), reals=("uncertainty_m",))
    said = f"Other assets of the inventory within {NEARBY_M / 1000:g} km of a stop; no stop of this plan."
    style = _style("point", NEARBY_COLOUR, "name", shape="square", size="2")
    return Layer("assets_nearby", "Assets nearby", said, columns, rows, GeometryKind.POINT, style)


def _is_near(asset: Asset, stops: Sequence[Asset]) -> bool:
    return any(
        asset.position and stop.position and asset.position.distance_m(stop.position) <= NEARBY_M for stop in stops
    )


def visit_fields(sheet: MissionSheet) -> Mapping[str, str]:
    """Columns of the layer of visits -> the question type of the forms (`text`, `integer`, `select_one grades`).

    A photo is asked for only where a camera is permitted at one of the stops at least.
    """
    fields = {"asset": "stop", "team": "text"}
    for kind in planned_kinds(sheet) or tuple(form_kinds().values()):
        for question in questions(Asked(kind)):
            if question.worded and question.name not in UNFIT and question.type.split()[0] in FITTING:
                fields.setdefault(question.name, question.type)
    fields |= {"quoted": "select_one yes_no", "statement": "text"}
    return fields | ({"photo": "image"} if any("camera" in stop.equipment for stop in planned(sheet)) else {})


FITTING = ("text", "integer", "dateTime", "select_one", "select_multiple")
UNFIT = ("statement", "quoted", "named", "witness", "stop", "photo", "shows", "view", "earlier")
"""What a repeat of the forms holds, which one row of a table cannot."""


def _visits(sheet: MissionSheet) -> Layer:
    fields = visit_fields(sheet)
    columns = _columns(fields, [name for name, type_ in fields.items() if type_ == "integer"])
    said = "To be filled in on the way, as the forms are; a statement only where the witness agreed to be quoted."
    style = _style("point", VISIT_COLOUR, "outcome", shape="triangle", size="4")
    return Layer(VISITS, "Visits", said, columns, (), GeometryKind.POINT, style)


def _choices(words: Wording) -> Layer:
    rows = [
        Row((name, code, words.lists.get(name, {}).get(code, code)))
        for name, codes in answer_lists().items()
        for code in codes
    ]
    return Layer("choices", "Answers", "Lists of answers for visits.", _columns(("list", "code", "label")), rows)
