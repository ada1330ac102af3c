"""Missions of a workspace: briefs, who was asked and agreed, which sites first, letters still to be sent."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.missions.briefs import consent_from_text, consultation_from_text, mission_from_brief
from tutela.missions.consenting import Agreements, Column, consent_board, missing_consents, permission
from tutela.missions.letters import Letter, letters_to
from tutela.missions.priority import Known, factor_weights, priorities
from tutela.model.casefile import CaseFile, Standing
from tutela.model.errors import InputError, UnknownRecord, UnreadableFile
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.missions import (
    Area,
    Consent,
    Consultation,
    Hours,
    Mission,
    Permission,
    Priority,
    Visit,
)
from tutela.sources.drafts import shown_path
from tutela.workspace.gazetteers import gazetteer_of
from tutela.workspace.runs import run_card
from tutela.workspace.significance import in_order
from tutela.workspace.workspace import Workspace

STAGE = "missions"
WHOLE_DAY = Hours(0, 24 * 60)


def new_mission(workspace: Workspace, brief: Path | str) -> Mission:
    """Take in the brief of a mission; one of the same title takes the place of the brief before.

    Raises:
        UnreadableFile: the brief cannot be opened.
        InputError: fields of it cannot be used, or name sites that the inventory does not have.
    """
    path = Path(brief)
    mission = mission_from_brief(_text(path), shown_path(path))
    factor_weights(mission.weights)
    mission = _with_asset_ids(mission, _ids(workspace.effective().inventory), shown_path(path))
    with workspace.batch(run_card({}), STAGE) as batch:
        batch.keep(path.read_bytes(), of=mission.id, path=shown_path(path))
        batch.replace(Mission, [mission], scope=mission.id)
    return mission


def missions_of(workspace: Workspace) -> tuple[Mission, ...]:
    """The missions of a workspace as their briefs stand now."""
    return workspace.missions()


def mission_named(workspace: Workspace, name: str = "") -> Mission:
    """The mission of this id or title; the only one where none is named.

    Raises:
        UnknownRecord: there is none, or none is named and there are several.
    """
    all_ = workspace.missions()
    found = [one for one in all_ if name in (one.id, one.title)] if name else list(all_)
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{one.id} ({one.title})" for one in all_)
    if not all_:
        raise UnknownRecord("This workspace has no mission.", "Make one: tutela mission new BRIEF")
    raise UnknownRecord(f"No single mission is meant by {name!r}." if name else "There are several missions.", listed)


def record_consent(
    workspace: Workspace, mission: Mission, paper: Path | str, by: str, copy: Path | str | None = None
) -> Consent | Consultation:
    """Write down what a party answered: a consent (`signed_by`), or a step on the way to one (`standing`).

    Args:
        paper: a YAML file, see docs/missions.md.
        by: who records it.
        copy: the signed paper itself, kept by its SHA-256.

    Raises:
        UnreadableFile: a file cannot be opened.
        InputError: fields cannot be used, or name a party the brief does not, or sites the inventory does not have.
    """
    path, signed = Path(paper), Path(copy) if copy else None
    text, name = _text(path), shown_path(path)
    content = _bytes(signed) if signed else b""
    answer: Consent | Consultation
    if _is_step(text):
        answer = consultation_from_text(text, mission.id, name, by)
    else:
        answer = consent_from_text(text, mission.id, name, by)
    _check_party(mission, answer.party, name)
    ids = _ids(workspace.effective().inventory)
    answer = replace(answer, area=_area_with_ids(answer.area, ids, name))
    if signed and isinstance(answer, Consent):
        answer = replace(answer, copy_name=signed.name, copy_sha256=hashlib.sha256(content).hexdigest())
    with workspace.batch(run_card({}), STAGE) as batch:
        if signed:
            batch.keep(content, of=answer.id, path=shown_path(signed))
        # A consent recorded before the signed paper came is the same consent with its copy.
        batch.replace(type(answer), [answer], scope=answer.id)
    return answer


def agreements_of(workspace: Workspace, mission: Mission) -> Agreements:
    """What is recorded of consulting the parties of a mission."""
    gazetteer = gazetteer_of(workspace)
    return Agreements(
        [one for one in workspace.consents() if one.mission == mission.id],
        [one for one in workspace.consultations() if one.mission == mission.id],
        gazetteer.same,
    )


@dataclass(frozen=True, slots=True)
class MissionView:
    """A mission as it stands: the sites that concern it, the board of consents, and what should be seen first."""

    mission: Mission
    assets: Mapping[str, Asset]
    board: tuple[Column, ...]
    missing: tuple[tuple[str, tuple[Asset, ...]], ...]
    priorities: tuple[Priority, ...]
    permissions: Mapping[str, tuple[Permission, ...]]
    """Asset -> one per team and day."""
    restricted: frozenset[str]
    """Ids of assets that nothing may leave the house about."""


def mission_view(workspace: Workspace, mission: Mission, today: str = "") -> MissionView:
    """How a mission stands now.

    Args:
        today: the day from which time since last seen is counted; by this machine's clock unless given.
    """
    case, agreements = workspace.case_file(), agreements_of(workspace, mission)
    assets = [asset for asset in candidate_assets(case) if asset.position is not None]
    permitted = {asset.id: _permissions(mission, asset, agreements) for asset in assets}
    known = _known(case, assets, workspace.visits(), permitted)
    day = today or dt.datetime.now(dt.UTC).date().isoformat()
    return MissionView(
        mission,
        {asset.id: asset for asset in assets},
        consent_board(mission, assets, agreements),
        missing_consents(mission, assets, agreements),
        priorities(known, day, factor_weights(mission.weights)),
        permitted,
        case.restricted,
    )


def candidate_assets(case: CaseFile) -> list[Asset]:
    """Assets that a mission can go to: those of the inventory, not what publications alone describe."""
    return [asset for asset in case.assets if not asset.described]


def draft_letters(view: MissionView) -> tuple[tuple[Letter, ...], int]:
    """Letters to every party whose consent is missing, in its languages; and how many withheld sites they leave out.

    A letter leaves the house: a site that is withheld is asked about in another way, by people.
    """
    letters: list[Letter] = []
    withheld: set[str] = set()
    for party, assets in view.missing:
        withheld |= {asset.id for asset in assets} & view.restricted
        told = [asset for asset in assets if asset.id not in view.restricted]
        letters += letters_to(view.mission, party, told) if told else ()
    return tuple(letters), len(withheld)


def write_letters(letters: Sequence[Letter], folder: Path) -> list[Path]:
    """Write drafts as text files, one per party and language; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for letter in letters:
        # A party's name may hold what no file name may.
        name = "".join(sign if sign.isalnum() else "-" for sign in letter.party)
        path = folder / f"{name}.{letter.language}.txt"
        path.write_text(f"{letter.subject}\n\n{letter.text}", "utf-8")
        written.append(path)
    return written


def _permissions(mission: Mission, asset: Asset, agreements: Agreements) -> tuple[Permission, ...]:
    return tuple(
        permission(mission, asset, team, day, agreements, WHOLE_DAY) for day in mission.days for team in mission.teams
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


# -- reading what people wrote -----------------------------------------------------------------------------------------


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{shown_path(path)} is no text in UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise UnreadableFile(f"{shown_path(path)} cannot be opened ({error.strerror}).", "Check the path.") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{shown_path(path)} cannot be opened ({error.strerror}).", "Check the path.") from error


def _is_step(text: str) -> bool:
    return any(line.lstrip().startswith("standing:") for line in text.splitlines())


def _check_party(mission: Mission, party: str, name: str) -> None:
    parties = list(dict.fromkeys(concern.party for concern in mission.concerns))
    if party not in parties:
        listed = ", ".join(parties) or "none"
        raise InputError(
            f"{name}: {party!r} is no party of this mission.", f"The brief names: {listed}. Write it the same way."
        )


def _ids(assets: Sequence[Asset]) -> dict[str, str]:
    """What people may call an asset by -> its id: its own and earlier ids, and the keys its registers give it."""
    keys: dict[str, set[str]] = defaultdict(set)
    for asset in assets:
        for key in (asset.id, *asset.absorbed, *(value for _, value in asset.identifiers)):
            keys[key].add(asset.id)
    return {key: next(iter(ids)) for key, ids in keys.items() if len(ids) == 1}


def _with_asset_ids(mission: Mission, ids: Mapping[str, str], name: str) -> Mission:
    wanted = [wish.asset for wish in mission.wishes]
    areas = [*(one.area for one in mission.concerns), *(one.area for one in mission.attempts)]
    wanted += [asset for area in areas for asset in area.assets]
    _check_sites(wanted, ids, name)
    return replace(
        mission,
        wishes=tuple(replace(wish, asset=ids[wish.asset]) for wish in mission.wishes),
        concerns=tuple(replace(one, area=_area_with_ids(one.area, ids, name)) for one in mission.concerns),
        attempts=tuple(replace(one, area=_area_with_ids(one.area, ids, name)) for one in mission.attempts),
    )


def _area_with_ids(area: Area, ids: Mapping[str, str], name: str) -> Area:
    _check_sites(area.assets, ids, name)
    return replace(area, assets=tuple(ids[asset] for asset in area.assets))


def _check_sites(wanted: Sequence[str], ids: Mapping[str, str], name: str) -> None:
    unknown = [asset for asset in dict.fromkeys(wanted) if asset not in ids]
    if unknown:
        raise InputError(
            f"{name}: the inventory has no single asset {', '.join(unknown)}.",
            "Name an asset by its id or by the key its register gives it: tutela inventory list.",
        )
