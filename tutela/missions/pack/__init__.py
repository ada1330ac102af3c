"""What a team takes along: forms, the list of stops, and layers for QField; the book is `publishing`'s."""

from tutela.missions.pack.files import MissionFiles, mission_files
from tutela.missions.pack.layers import mission_layers, visit_fields
from tutela.missions.pack.stops import planned, stops_csv, views_csv

__all__ = [
    "MissionFiles",
    "mission_files",
    "mission_layers",
    "planned",
    "stops_csv",
    "views_csv",
    "visit_fields",
]
