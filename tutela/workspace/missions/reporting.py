"""The report of a mission, from the records of a workspace: what may leave the house, as PDF and DOCX."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.missions.consenting import Agreements, permission
from tutela.missions.crosswalk import GRADES, told_elsewhere
from tutela.missions.forms import wording
from tutela.missions.priority import balance_between
from tutela.missions.returns import Publishable, differences, local_day, not_reached, publishable
from tutela.missions.returns.photos import in_zone
from tutela.missions.routes.daylight import WHOLE_DAY
from tutela.model.casefile import CaseFile
from tutela.model.errors import InputError, UnknownRecord
from tutela.model.inventory import Asset
from tutela.model.missions import Difference, Mission, MissionSheet, Outcome, Visit
from tutela.model.rulings import Ruling, Verdict
from tutela.publishing.gate import release
from tutela.publishing.masking import MASK
from tutela.publishing.mission_release import released_sheet
from tutela.publishing.mission_report import ReportSheet, Seen, as_docx, as_pdf, opened, report_blocks
from tutela.publishing.withholding import withheld_in
from tutela.publishing.wording import counted
from tutela.review.force import in_force
from tutela.review.visits import SEEN, observation, rejected
from tutela.sources.submissions import small_photo
from tutela.store.files import FileStore
from tutela.store.stamp import SOFTWARE
from tutela.workspace.missions.planning import kept_plan, with_plan
from tutela.workspace.missions.recording import asset_ids
from tutela.workspace.missions.returning import claims_said, visits_of
from tutela.workspace.missions.standing import agreements_of, mission_sheet
from tutela.workspace.workspace import Workspace

FILES = "files"


@dataclass(frozen=True, slots=True)
class _House:
    """What the report is drawn from before anything has passed the gate."""

    mission: Mission
    assets: Mapping[str, Asset]
    """Those that may be told of."""
    agreements: Agreements
    rulings: Sequence[Ruling]
    mask: Callable[[str], str]


def write_report(workspace: Workspace, mission: Mission, folder: Path | str) -> tuple[Path, ...]:
    """Write `mission-report.pdf` and `mission-report.docx` into a folder; one state gives the same bytes.

    Raises:
        InputError: no form of this mission came back.
        SettingError: what printing needs is not installed.
    """
    report = report_sheet(workspace, mission)
    blocks, sheet = report_blocks(report), report.sheet
    title = f"{sheet.mission.title}: report"
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for ending, printed in (("pdf", as_pdf), ("docx", as_docx)):
        path = out / f"mission-report.{ending}"
        path.write_bytes(printed(blocks, report.photos, title, sheet.notice, report.state_at))
        written.append(path)
    return tuple(written)


def report_sheet(workspace: Workspace, mission: Mission) -> ReportSheet:
    """All that the report tells, through the gate: no withheld site, nothing that a consent does not name.

    Raises:
        InputError: no form of this mission came back.
    """
    case = workspace.case_file()
    visits = _visits(workspace, mission, case)
    if not visits:
        raise InputError(f"Nobody has brought anything home from {mission.title!r}.", "First: tutela mission return")
    released, withheld = release(case).case, withheld_in(case)
    shown = {asset.id for asset in released.assets} - withheld.assets
    sheet = released_sheet(_planned(workspace, mission), case)
    assets = {id_: asset for id_, asset in sheet.assets.items() if id_ in shown}
    sheet = replace(sheet, assets=assets)
    refused = rejected(in_force(workspace.rulings()))

    def mask(words: str) -> str:
        return MASK if " " in words and withheld.sites.spans(words) else withheld.words.mask(words)

    house = _House(mission, assets, agreements_of(workspace, mission), in_force(workspace.rulings()), mask)
    told = [visit for visit in visits if visit.asset in assets and visit.id not in refused]
    seen = _seen(house, released, told, visits)
    return ReportSheet(
        replace(sheet, balance=balance_between({one.visit.asset for one in seen}, list(assets.values()))),
        seen,
        tuple((asset, mask(why)) for asset, why in not_reached(sheet.plan, told) if asset in assets),
        not_reached(None, _turned_away(told, mask)),
        sum(visit.id in refused and visit.asset in assets for visit in visits),
        tuple((str(grade), wording("en").lists["grades"][str(grade)], told_elsewhere(grade)) for grade in GRADES),
        wording("en").lists,
        _photos(workspace, seen),
        SOFTWARE,
        case.ledger.head if case.ledger else "",
        _newest(workspace),
        tuple(mask(said) for said in _outside_hours(house, told)),
    )


def _visits(workspace: Workspace, mission: Mission, case: CaseFile) -> tuple[Visit, ...]:
    """The mission's visits, each at the asset that its own is today."""
    ids = asset_ids(case.assets)
    return tuple(replace(visit, asset=ids.get(visit.asset, visit.asset)) for visit in visits_of(workspace, mission))


def _planned(workspace: Workspace, mission: Mission) -> MissionSheet:
    sheet = mission_sheet(workspace, mission)
    try:
        return with_plan(sheet, kept_plan(workspace, mission))
    except UnknownRecord:
        return sheet


def _turned_away(visits: Sequence[Visit], mask: Callable[[str], str]) -> list[Visit]:
    return [replace(one, reason=mask(one.reason)) for one in visits if one.outcome is Outcome.REFUSED]


def _newest(workspace: Workspace) -> str:
    """When the newest entry of the ledger was written."""
    with workspace._store.reading() as reader:
        return max((entry.at for entry in reader.entries()), default="")


def _seen(house: _House, released: CaseFile, told: Sequence[Visit], all_: Sequence[Visit]) -> tuple[Seen, ...]:
    reached = [visit for visit in told if visit.outcome in SEEN]
    claims = {claim.id: claim for claim in released.claims}
    compared = differences(reached, released.incidents, claims, claims_said(released))
    return tuple(
        _one(house, visit, [one for one in compared if one.visit == visit.id], _earlier(visit, all_))
        for visit in reached
    )


def _one(house: _House, visit: Visit, compared: Sequence[Difference], earlier: Sequence[Visit]) -> Seen:
    may = _publishable(house, visit)
    condition = "condition" in may.allowed
    return Seen(
        opened(visit, may.allowed, house.mask),
        may.allowed,
        tuple(f"{kind} ({'; '.join(why)})" for kind, why in may.reasons.items()),
        observation(visit, house.rulings) if condition else None,
        tuple(map(house.mask, _accepted(visit, house.rulings))) if condition else (),
        tuple(compared) if condition else (),
        _before(compared, earlier, house),
    )


def _publishable(house: _House, visit: Visit) -> Publishable:
    return publishable(house.mission, house.assets[visit.asset], local_day(visit.at, house.mission), house.agreements)


def _accepted(visit: Visit, rulings: Sequence[Ruling]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.by for one in rulings if one.record == visit.id and one.verdict is Verdict.ACCEPT))


def _earlier(visit: Visit, all_: Sequence[Visit]) -> list[Visit]:
    return [
        one
        for one in all_
        if one.asset == visit.asset and one.id != visit.id and one.outcome in SEEN and one.at < visit.at
    ]


def _before(compared: Sequence[Difference], earlier: Sequence[Visit], house: _House) -> str:
    """What grade was told of a site before: by the last visit that may be told of, and by claims."""
    graded = [one for one in earlier if one.grade is not None and "condition" in _publishable(house, one).allowed]
    parts = [f"{graded[-1].grade}, graded on {graded[-1].at[:10]}"] if graded else []
    claimed = Counter(one.grades for one in compared if one.grades)
    parts += [f"claimed {_span(grades)} ({counted(number, 'claim')})" for grades, number in sorted(claimed.items())]
    return "; ".join(parts) or "nothing graded or claimed"


def _span(grades: Sequence[int]) -> str:
    return str(grades[0]) if len(grades) == 1 else f"{grades[0]} to {grades[-1]}"


def _photos(workspace: Workspace, seen: Sequence[Seen]) -> dict[str, bytes]:
    """A small copy of every photo that may be published and can be drawn."""
    store = FileStore(workspace.path / FILES)
    found = {}
    for sha256 in dict.fromkeys(sha256 for one in seen for sha256 in one.visit.photos):
        small = small_photo(store.path(sha256).read_bytes()) if store.path(sha256).exists() else None
        if small:
            found[sha256] = small
    return found


def _outside_hours(house: _House, visits: Sequence[Visit]) -> list[str]:
    """Visits of which the form says that they lay outside the days and hours permitted, in sentences."""
    said = [_hours_said(house, visit) for visit in visits if visit.outcome is not Outcome.NOT_REACHED]
    return [one for one in said if one]


def _hours_said(house: _House, visit: Visit) -> str:
    who = visit.observer or "an observer not named"
    team = next((one for one in house.mission.teams if one.name == visit.team), None)
    if team is None:
        return f"The form of {who} of {visit.at[:10]} names no team of the brief: its hours cannot be checked."
    asset, day = house.assets[visit.asset], local_day(visit.at, house.mission)
    given = permission(house.mission, asset, team, day, house.agreements, WHOLE_DAY)
    if any(hours.start <= _minute(visit, house.mission) <= hours.end for hours in given.hours):
        return ""
    permitted = f"the hours permitted there are {', '.join(map(str, given.hours))}"
    why = "; ".join(sentence for _, sentence in given.missing) or permitted
    return f"The form of {who} puts the visit to {asset.label} at {visit.at}; {why}."


def _minute(visit: Visit, mission: Mission) -> int:
    zone = dt.timezone(dt.timedelta(minutes=mission.utc_offset_min))
    at = in_zone(visit.at, mission.utc_offset_min).astimezone(zone)
    return at.hour * 60 + at.minute
