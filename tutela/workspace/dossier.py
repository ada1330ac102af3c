"""The dossier of a workspace, written so that a reader never meets half of one."""

from pathlib import Path

from tutela.publishing.dossier import files
from tutela.publishing.gate import release
from tutela.publishing.layers import layers
from tutela.store.geopackage import write_geopackage
from tutela.workspace.recordings import with_sheets
from tutela.workspace.result_folders import check_replaceable, replacing
from tutela.workspace.taking_in import Progress, no_progress
from tutela.workspace.workspace import Workspace

MARKS = {"index.html", "dossier.gpkg"}
"""What every dossier holds, whatever version wrote it."""
STEPS = 4
"""What writing a dossier is told to progress in: records gathered, released, written as files, as layers for a map."""


def write_dossier(workspace: Workspace, folder: Path | str, progress: Progress = no_progress) -> None:
    """Write what may leave the house into `folder`; a dossier that stands there is replaced as a whole.

    Other files beside an earlier dossier stay where they are.

    Raises:
        InputError: the folder holds something, and no dossier.

    >>> write_dossier(Workspace.open("case/workspace"), "copy/dossier")
    >>> sorted(file.name for file in Path("copy/dossier").iterdir())
    ['claims.csv', 'dossier.gpkg', 'incidents.geojson', 'index.html']
    """
    with replacing(Path(folder), "a dossier", MARKS, keep_others=True) as fresh:
        progress("dossier", 0, STEPS)
        case = with_sheets(workspace, workspace.case_file())
        progress("dossier", 1, STEPS)
        released = release(case)
        progress("dossier", 2, STEPS)
        for name, content in files(released).items():
            (fresh / name).write_bytes(content)
        progress("dossier", 3, STEPS)
        write_geopackage(fresh / "dossier.gpkg", layers(released), released.case.made_at)
    progress("dossier", STEPS, STEPS)


def check_dossier_folder(folder: Path) -> None:
    """See that a dossier may be written there, before much work is done for it.

    Raises:
        InputError: the folder holds something, and no dossier.
    """
    check_replaceable(folder, "a dossier", MARKS)
