"""A workspace on the move: exported as one file, imported, and joined with one that diverged from it."""

from tutela.workspace.moving.exporting import export_workspace, import_workspace

__all__ = ["export_workspace", "import_workspace"]
