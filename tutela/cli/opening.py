"""Opening the workspace that a command looks into."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.options import AS_OF, chosen_workspace
from tutela.cli.output import say

if TYPE_CHECKING:
    from tutela.workspace.workspace import Workspace


def as_known(path: Path) -> "Workspace":
    """The workspace at a path, as of when `--as-of` wants it."""
    from tutela.workspace.workspace import Workspace

    return Workspace.open(path, as_of=click.get_current_context().meta.get(AS_OF))


def opened_workspace(workspace: Path | None, form: str = "text") -> "Workspace":
    """The workspace named, as of when it is wanted, and on paper for people what has to be said of all of it first."""
    opened = as_known(chosen_workspace(workspace))
    if opened.notice and form == "text":
        say(f"{opened.notice}\n")
    return opened
