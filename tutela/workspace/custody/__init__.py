"""How one captured thing was kept: every touch in order, and its bytes of today."""

from tutela.workspace.custody.report import custody_of, write_custody

__all__ = ["custody_of", "write_custody"]
