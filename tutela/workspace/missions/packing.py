"""The field pack of a mission: forms, layers and book in one folder, and the same as one file."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.missions.crosswalk import GRADES, told_elsewhere
from tutela.missions.forms import wording
from tutela.missions.pack import mission_files
from tutela.model.casefile import CaseFile
from tutela.model.missions import Mission, MissionSheet
from tutela.publishing.book import mission_book
from tutela.publishing.gate import release
from tutela.publishing.last_known import earlier_views, last_known
from tutela.publishing.mission_release import private_sheet, released_sheet, unrestricted
from tutela.store.geopackage import write_geopackage
from tutela.store.stamp import SOFTWARE
from tutela.workspace.missions.planning import kept_plan, with_plan
from tutela.workspace.missions.standing import mission_sheet
from tutela.workspace.result_folders import check_replaceable, replacing
from tutela.workspace.taking_in import Progress, no_progress
from tutela.workspace.workspace import Workspace

MAP = "qfield/mission.gpkg"
STEPS = 4
"""What packing is told to progress in: what is known, forms, layers, book."""
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, so that the same pack gives the same bytes."""
README = """{title}
{notice}
odk/       Forms to fill in: visit_*.xml opens in ODK Collect, visit_*.xlsx is the same to read and change.
           stops.csv is the list they choose from: upload it to ODK Central as an attachment of each form, or copy
           it to the device, into the folder FORM-media beside the form.
qfield/    mission.qgs and mission.gpkg for QGIS and QField: stops, ways, hazards, consents, assets nearby;
           the layer of visits is filled in.
book.pdf   To print: routes day by day, each stop, what was agreed. The last page is the emergency page.

Plan {plan}, made {made}.
The wording of the forms in other languages than English is a draft: let a native speaker read it first.
{remarks}"""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was written."""

    folder: Path
    archive: Path
    """The same as a zip file, beside the folder."""
    files: tuple[str, ...]
    stops: int
    withheld: bool
    """Whether something was left out of it; how much is not said."""
    remarks: tuple[str, ...] = ()


def write_pack(
    workspace: Workspace,
    mission: Mission,
    folder: Path | str,
    with_restricted: bool = False,
    progress: Progress = no_progress,
) -> Pack:
    """Write the field pack of the plan kept last; a pack that stands there is replaced as a whole.

    Args:
        with_restricted: the team's private copy: withheld sites too, and a notice that says so before everything else.

    Raises:
        UnknownRecord: no plan was kept.
        InputError: the folder holds something else than a pack.
        SettingError: what forms or printing need is not installed.
    """
    folder = Path(folder)
    check_replaceable(folder, "a field pack", [MAP])
    progress("pack", 0, STEPS)
    whole = with_plan(mission_sheet(workspace, mission), kept_plan(workspace, mission))
    sheet = pack_sheet(workspace, whole, with_restricted)
    progress("pack", 1, STEPS)
    made = mission_files(sheet)
    progress("pack", 2, STEPS)
    with replacing(folder, "a field pack", [MAP]) as fresh:
        _write(fresh, {**made.files, "README.txt": _readme(sheet, made.remarks)})
        write_geopackage(fresh / MAP, made.layers, sheet.plan.made if sheet.plan else "")
        progress("pack", 3, STEPS)
        _write(fresh, {"book.pdf": mission_book(sheet, _grades(), SOFTWARE)})
        archive = _zipped(fresh, folder)
    progress("pack", STEPS, STEPS)
    names = tuple(sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()))
    stops = len(sheet.plan.stops) if sheet.plan else 0
    withheld = not with_restricted and len(sheet.assets) < len(whole.assets)
    return Pack(folder, archive, names, stops, withheld, made.remarks)


def pack_sheet(workspace: Workspace, sheet: MissionSheet, with_restricted: bool = False) -> MissionSheet:
    """A sheet as it may be packed, with what was last told of each asset and the views to take again."""
    case = workspace.case_file()
    if with_restricted:
        return _informed(private_sheet(sheet), unrestricted(case), workspace)
    return released_sheet(_informed(sheet, case, workspace), case)


def _informed(sheet: MissionSheet, case: CaseFile, workspace: Workspace) -> MissionSheet:
    released = release(case)
    return replace(sheet, last_known=last_known(released), views=earlier_views(released, workspace.media()))


def _grades() -> list[tuple[str, str, str]]:
    called = wording("en").lists["grades"]
    return [(str(grade), called[str(grade)], told_elsewhere(grade)) for grade in GRADES]


def _readme(sheet: MissionSheet, remarks: Sequence[str]) -> bytes:
    plan = sheet.plan
    told = {
        "title": sheet.mission.title,
        "notice": f"\n{sheet.notice}\n" if sheet.notice else "",
        "plan": plan.id if plan else "",
        "made": plan.made if plan else "",
        "remarks": "".join(f"{one}\n" for one in remarks),
    }
    return README.format(**told).encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _zipped(fresh: Path, folder: Path) -> Path:
    """The files of a folder as FOLDER.zip beside it."""
    archive = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zip_:
        for path in sorted(fresh.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(fresh).as_posix()}", ALWAYS)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                zip_.writestr(entry, path.read_bytes())
    return archive
