"""Recordings that documents refer to: media taken for them, where they were seen, what speaks for and against."""

from tutela.incidents.authenticity.evidence import Evidence
from tutela.incidents.authenticity.sheets import sheets_of

__all__ = ["Evidence", "sheets_of"]
