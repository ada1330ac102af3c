"""A whole workspace as one file, for a backup or another machine, and back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.store.refusals import refusals_told
from tutela.workspace.taking_in import Progress, no_progress

if TYPE_CHECKING:
    from tutela.store.archive import Packed
    from tutela.store.verify import Verification
    from tutela.workspace.workspace import Workspace


def export_workspace(
    workspace: "Workspace", out: Path | str, by: str = "", progress: Progress = no_progress
) -> "Packed":
    """Write a workspace, all of it, into one file: a .tar or a .zip, by its ending. It is as private as the workspace.

    The ledger first notes that it leaves, by whom and under which name, so that the copy says the same as what stays
    here, to the byte. A workspace that cannot be written is packed without the note.

    Raises:
        InputError: `out` has another ending, or stands there already.
        WorkspaceBusy: another process is writing.
        WorkspaceError: the disk refuses.

    >>> made = export_workspace(Workspace.open("case/workspace"), "case.tar", by="A. Reader")
    >>> proved = import_workspace("case.tar", "moved/workspace")
    >>> made.card.head == proved.head == Workspace.open("case/workspace").verify().head
    True
    """
    from tutela.store.archive import check_out, pack

    out = Path(out)
    check_out(out)
    with refusals_told(out):
        if may_be_noted(workspace.path):
            workspace._store.note("export", by=by, file=out.name)
        return pack(workspace.path, out, progress)


def may_be_noted(path: Path) -> bool:
    """Whether a workspace's ledger can take an entry."""
    return os.access(path, os.W_OK) and os.access(path / "workspace.gpkg", os.W_OK)


def import_workspace(archive: Path | str, workspace: Path | str, progress: Progress = no_progress) -> "Verification":
    """Take a workspace out of an exported file. It stands at `workspace` only once all of it was checked.

    Raises:
        WorkspaceExists: something stands at `workspace`.
        InputError: the file is no exported workspace, or what it holds does not verify.
        WorkspaceError: the disk refuses.
    """
    from tutela.store.archive import unpack

    with refusals_told(Path(workspace)):
        return unpack(Path(archive), Path(workspace), progress)
