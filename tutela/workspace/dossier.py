"""The dossier of a workspace, written so that a reader never meets half of one."""

import shutil
import tempfile
from pathlib import Path

from tutela.publishing.dossier import files
from tutela.publishing.gate import release
from tutela.publishing.layers import layers
from tutela.store.geopackage import write_geopackage
from tutela.workspace.taking_in import Progress, no_progress
from tutela.workspace.workspace import Workspace

STEPS = 4
"""What writing a dossier is told to progress in: records gathered, released, written as files, as layers for a map."""


def write_dossier(workspace: Workspace, folder: Path | str, progress: Progress = no_progress) -> None:
    """Write what may leave the house into `folder`; a dossier that stands there is replaced as a whole.

    >>> write_dossier(Workspace.open("case/workspace"), "copy/dossier")
    >>> sorted(file.name for file in Path("copy/dossier").iterdir())
    ['claims.csv', 'dossier.gpkg', 'incidents.geojson', 'index.html']
    """
    folder = Path(folder)
    progress("dossier", 0, STEPS)
    case = workspace.case_file()
    progress("dossier", 1, STEPS)
    released = release(case)
    progress("dossier", 2, STEPS)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files(released).items():
            (fresh / name).write_bytes(content)
        progress("dossier", 3, STEPS)
        write_geopackage(fresh / "dossier.gpkg", layers(released), released.case.made_at)
        _put_in_place(fresh, folder)
        progress("dossier", STEPS, STEPS)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put_in_place(fresh: Path, folder: Path) -> None:
    fresh.chmod(0o755)
    if folder.exists():
        # A folder cannot be swapped in one step: move the old one aside, inside the fresh one's place to be removed.
        old = fresh.with_name(f"{fresh.name}-old")
        folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old)
    else:
        fresh.rename(folder)
