"""Planted stories: invented incidents told by invented papers, of which it is known who took what from whom."""

from tests.incidents.planted.planting import Planted, PlantedEdge, plant

__all__ = ["Planted", "PlantedEdge", "plant"]
