"""Routes: which team goes where on which day, for as much as can be seen within what was agreed."""

from tutela.missions.routes.checking import faults_of
from tutela.missions.routes.daylight import daylight
from tutela.missions.routes.orienteering import Effort, Errand, Tour, best_tours
from tutela.missions.routes.planning import Done, plan_mission
from tutela.missions.routes.travel import Travel, estimated_travel

__all__ = [
    "Done",
    "Effort",
    "Errand",
    "Tour",
    "Travel",
    "best_tours",
    "daylight",
    "estimated_travel",
    "faults_of",
    "plan_mission",
]
