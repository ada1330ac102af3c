"""Mentions of assets in a parsed sentence: generous, since what is no candidate can be no claim."""

from tutela.reading.candidates.finding import mentions
from tutela.reading.candidates.known_names import KnownNames
from tutela.reading.candidates.mention import SILENT, Mention, MentionKind

__all__ = ["SILENT", "KnownNames", "Mention", "MentionKind", "mentions"]
