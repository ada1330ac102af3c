"""The dossier of a workspace, written so that a reader never meets half of one."""

import shutil
import tempfile
from pathlib import Path

from tutela.model.errors import InputError
from tutela.publishing.dossier import files
from tutela.publishing.gate import release
from tutela.publishing.layers import layers
from tutela.sources.drafts import shown_path
from tutela.store.geopackage import write_geopackage
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
    folder = Path(folder)
    _check_target(folder)
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


def _check_target(folder: Path) -> None:
    """Writing replaces the folder as a whole, so a folder of anything else is left alone."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{shown_path(folder)} is a file.", "Name a folder for the dossier.")
    held = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    if held and not held >= MARKS:
        raise InputError(
            f"{shown_path(folder)} holds other things than a dossier and would be replaced.",
            "Name an empty or new folder.",
        )


def _put_in_place(fresh: Path, folder: Path) -> None:
    fresh.chmod(0o755)
    if folder.exists():
        # A folder cannot be swapped in one step: move the old one aside, inside the fresh one's place to be removed.
        old = fresh.with_name(f"{fresh.name}-old")
        folder.rename(old)
        for entry in old.iterdir():
            if not (fresh / entry.name).exists():
                entry.rename(fresh / entry.name)
        fresh.rename(folder)
        shutil.rmtree(old)
    else:
        fresh.rename(folder)
