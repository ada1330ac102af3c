"""The files of a field pack that need no store and no printer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutela.missions.forms import Asked, build_form, form_kind, wordings_for
from tutela.missions.pack.layers import mission_layers, planned_kinds, visit_fields
from tutela.missions.pack.project import project
from tutela.missions.pack.stops import planned, stops_csv, views_csv
from tutela.model.layers import Layer
from tutela.model.missions import MissionSheet


@dataclass(frozen=True, slots=True)
class MissionFiles:
    """What goes into a pack, by path inside it, and the layers that a store writes as mission.gpkg."""

    files: Mapping[str, bytes]
    layers: Sequence[Layer]
    remarks: tuple[str, ...] = ()
    """What the team has to know of the pack, in sentences: a language without wording."""


def mission_files(sheet: MissionSheet, validate: bool = False) -> MissionFiles:
    """Forms with their lists in `odk/`, the project for QGIS and QField in `qfield/`.

    Args:
        validate: whether ODK Validate checks every form; needs Java.

    Raises:
        SettingError: what forms need is not installed.
    """
    wordings, lacking = wordings_for(sheet.mission.languages)
    files = {"odk/stops.csv": stops_csv(sheet)}
    views = any(sheet.views.get(stop.asset) for stop in planned(sheet))
    if views:
        files["odk/earlier_views.csv"] = views_csv(sheet)
    made = "".join(sign for sign in (sheet.plan.made if sheet.plan else "")[:19] if sign.isdigit()) or "1"
    for asked in _asked(sheet, views):
        form = build_form(asked, wordings, sheet.mission.title, made, sheet.notice, validate)
        files |= {f"odk/{form.name}.xlsx": form.xlsx, f"odk/{form.name}.xml": form.xform.encode()}
    layers = mission_layers(sheet, wordings[0])
    fields = visit_fields(sheet)
    files["qfield/mission.qgs"] = project(sheet.mission.title, layers, fields, wordings[0])
    return MissionFiles(files, layers, tuple(f"No forms are worded in {code}; English stands in." for code in lacking))


def _asked(sheet: MissionSheet, views: bool) -> list[Asked]:
    """One form for each kind of asset that the plan goes to, with photos where a camera is permitted at any of them."""
    with_camera = {form_kind(sheet.assets[one.asset].type) for one in planned(sheet) if "camera" in one.equipment}
    return [Asked(kind, kind in with_camera, views, bool(sheet.notice)) for kind in planned_kinds(sheet)]
