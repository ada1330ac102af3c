"""Tutela: the inventory of cultural assets in a conflict zone, and a watch over it."""

__version__ = "0.1.0"
