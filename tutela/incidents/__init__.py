"""Claims and links to incidents: one act against one asset, with its origins counted and its publication chain
drawn."""

from tutela.incidents.gathering import gather_incidents

__all__ = ["gather_incidents"]
