"""Argument frames: which words of a sentence are the patient of a harm word, and by what construction."""

from tutela.reading.frames.reaching import clause_of, loose, ties
from tutela.reading.frames.roles import PATIENT, Role, Tie, Via
from tutela.reading.frames.verbs import is_passive

__all__ = ["PATIENT", "Role", "Tie", "Via", "clause_of", "is_passive", "loose", "ties"]
