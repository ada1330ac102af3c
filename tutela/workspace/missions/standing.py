"""How a mission of a workspace stands: who agreed to what, and what should be seen first."""

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tutela.missions.consenting import Agreements, consent_board, missing_consents, permission
from tutela.missions.priority import Known, factor_weights, priorities
from tutela.missions.routes.daylight import WHOLE_DAY, daylight
from tutela.model.casefile import CaseFile, Standing
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.missions import Hours, Mission, MissionSheet, Permission, Visit
from tutela.workspace.gazetteers import gazetteer_of
from tutela.workspace.significance import in_order
from tutela.workspace.workspace import Workspace


def agreements_of(workspace: Workspace, mission: Mission) -> Agreements:
    """What is recorded of consulting the parties of a mission."""
    # The same few names are compared for every asset, team and day.
    same = functools.cache(gazetteer_of(workspace).same)
    return Agreements(
        [one for one in workspace.consents() if one.mission == mission.id],
        [one for one in workspace.consultations() if one.mission == mission.id],
        same,
    )


def mission_sheet(workspace: Workspace, mission: Mission, today: str = "", by_daylight: bool = False) -> MissionSheet:
    """How a mission stands now.

    Args:
        today: the day from which time since last seen is counted; by this machine's clock unless given, or the day
            that the workspace is shown as of.
        by_daylight: whether permissions are kept to daylight at each site.

    Raises:
        SettingError: what knows the sun is not installed.
    """
    case, agreements = workspace.case_file(), agreements_of(workspace, mission)
    assets = [asset for asset in candidate_assets(case) if asset.position is not None]
    permitted = {asset.id: _permissions(mission, asset, agreements, by_daylight) for asset in assets}
    known = _known(case, assets, workspace.visits(), permitted)
    shown = workspace.as_of.day if workspace.as_of else ""
    day = today or shown or dt.datetime.now(dt.UTC).date().isoformat()
    return MissionSheet(
        mission,
        {asset.id: asset for asset in assets},
        consent_board(mission, assets, agreements),
        tuple(
            (party, tuple(one.id for one in lacking))
            for party, lacking in missing_consents(mission, assets, agreements)
        ),
        priorities(known, day, factor_weights(mission.weights)),
        permitted,
        case.restricted,
        notice=case.notice,
    )


def candidate_assets(case: CaseFile) -> list[Asset]:
    """Assets that a mission can go to: those of the inventory, not what publications alone describe."""
    return [asset for asset in case.assets if not asset.described]


def _permissions(mission: Mission, asset: Asset, agreements: Agreements, by_daylight: bool) -> tuple[Permission, ...]:
    light: dict[str, Hours | None] = dict.fromkeys(mission.days, WHOLE_DAY)
    if by_daylight and asset.position:
        light = {day: daylight(asset.position, day, mission.utc_offset_min) for day in mission.days}
    return tuple(
        permission(mission, asset, team, day, agreements, light[day]) for day in mission.days for team in mission.teams
    )


def _known(
    case: CaseFile, assets: Sequence[Asset], visits: Sequence[Visit], permitted: Mapping[str, Sequence[Permission]]
) -> list[Known]:
    significances = {one.asset: one for one in in_order(assets, case.rulings)}
    standings = {one.incident: one for one in case.standings}
    told: dict[str, list[tuple[Incident, Standing]]] = defaultdict(list)
    for incident in case.incidents:
        if incident.id in standings:
            told[incident.asset].append((incident, standings[incident.id]))
    return [
        Known(
            asset,
            significances.get(asset.id),
            tuple(told[asset.id]),
            tuple(visit for visit in visits if visit.asset in (asset.id, *asset.absorbed)),
            _share(permitted[asset.id]),
        )
        for asset in assets
    ]


def _share(permissions: Sequence[Permission]) -> float | None:
    return sum(bool(one.hours) for one in permissions) / len(permissions) if permissions else None
