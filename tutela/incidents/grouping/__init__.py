"""Claims about one asset into incidents: one act or connected series of acts each."""

from tutela.incidents.grouping.acts import Near, group_claims, grouped
from tutela.incidents.grouping.comparisons import FAMILIES, SHARP_DAYS, Telling, compare, likeness

__all__ = ["FAMILIES", "SHARP_DAYS", "Near", "Telling", "compare", "group_claims", "grouped", "likeness"]
