"""Briefs, consents and steps of consulting, taken into a workspace."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tutela.missions.briefs import consent_from_text, consultation_from_text, mission_from_brief
from tutela.missions.priority import factor_weights
from tutela.model.errors import InputError, UnknownRecord, UnreadableFile
from tutela.model.inventory import Asset
from tutela.model.missions import Area, Consent, Consultation, Mission
from tutela.sources.drafts import shown_path
from tutela.workspace.runs import run_card
from tutela.workspace.workspace import Workspace

STAGE = "missions"


def new_mission(workspace: Workspace, brief: Path | str) -> Mission:
    """Take in the brief of a mission; one of the same title takes the place of the brief before.

    Raises:
        UnreadableFile: the brief cannot be opened.
        InputError: fields of it cannot be used, or name sites that the inventory does not have.
    """
    path = Path(brief)
    mission = mission_from_brief(_text(path), shown_path(path))
    factor_weights(mission.weights)
    mission = _with_asset_ids(mission, asset_ids(workspace.effective().inventory), shown_path(path))
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
    ids = asset_ids(workspace.effective().inventory)
    answer = replace(answer, area=_area_with_ids(answer.area, ids, name))
    if signed and isinstance(answer, Consent):
        answer = replace(answer, copy_name=signed.name, copy_sha256=hashlib.sha256(content).hexdigest())
    with workspace.batch(run_card({}), STAGE) as batch:
        if signed:
            batch.keep(content, of=answer.id, path=shown_path(signed))
        # A consent recorded before the signed paper came is the same consent with its copy.
        batch.replace(type(answer), [answer], scope=answer.id)
    return answer


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


def asset_ids(assets: Sequence[Asset]) -> dict[str, str]:
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
