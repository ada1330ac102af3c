"""Opening the workspace that a command looks into."""

from pathlib import Path
from typing import TYPE_CHECKING

from tutela.cli.options import chosen_workspace
from tutela.cli.output import say

if TYPE_CHECKING:
    from tutela.workspace.workspace import Workspace


def opened_workspace(workspace: Path | None, form: str = "text") -> "Workspace":
    """The workspace named, and on paper for people what has to be said of all of it before anything else."""
    from tutela.workspace.workspace import Workspace

    opened = Workspace.open(chosen_workspace(workspace))
    if opened.notice and form == "text":
        say(f"{opened.notice}\n")
    return opened
