"""Merging registers: pairs of assets weighed, what is one thing, what is a part, and why."""

from tutela.inventory.merging.joining import conflicts, conflicts_told, merged
from tutela.inventory.merging.keys import match_keys
from tutela.inventory.merging.matching import match_assets

__all__ = ["conflicts", "conflicts_told", "match_assets", "match_keys", "merged"]
