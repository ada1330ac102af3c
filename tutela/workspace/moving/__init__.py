"""A workspace on the move: exported as one file, imported, and joined with one that diverged from it."""

from tutela.workspace.moving.exporting import export_workspace, import_workspace
from tutela.workspace.moving.joining import merge_workspaces

__all__ = ["export_workspace", "import_workspace", "merge_workspaces"]
