"""Two workspaces of one investigation that people went on with apart, made one again."""

from pathlib import Path
from typing import TYPE_CHECKING

from tutela.store.refusals import refusals_told
from tutela.workspace.taking_in import Progress, no_progress

if TYPE_CHECKING:
    from tutela.store.joining import Joined


def merge_workspaces(one: Path | str, other: Path | str, out: Path | str, progress: Progress = no_progress) -> "Joined":
    """Make a workspace at `out` of two that began as one and went on apart; neither is changed.

    One ledger goes on: that of the workspace which went on first, whichever is named first. The other's is kept beside
    it to the byte. Its records come in with one entry; on what both changed, `conflicts` says what stands. Incidents
    are not gathered anew: `regather` does.

    Raises:
        WorkspaceExists: something stands at `out`.
        InputError: the two do not begin as one, or one of them does not verify.
        WorkspaceError: the disk refuses.

    >>> made = export_workspace(Workspace.open("case/workspace"), "for-a-colleague.tar")
    >>> _ = import_workspace("for-a-colleague.tar", "theirs/workspace")
    >>> claim = Workspace.open("case/workspace").claims()[0].id
    >>> _ = Workspace.open("case/workspace").rule(claim, "accept", by="A. Reader", reason="stands so")
    >>> _ = Workspace.open("theirs/workspace").rule(claim, "reject", by="B. Reader", reason="another church")
    >>> joined = merge_workspaces("case/workspace", "theirs/workspace", "joined/workspace")
    >>> [conflict.kind for conflict in joined.conflicts], Workspace.open("joined/workspace").verify().faults
    (['rulings'], ())
    """
    from tutela.store.joining import join

    with refusals_told(Path(out)):
        return join(Path(one), Path(other), Path(out), progress)
