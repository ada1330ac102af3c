"""What teams bring home: forms become visits, photos tell of themselves, and claims are laid beside what was seen."""

from tutela.missions.returns.comparing import differences
from tutela.missions.returns.permissions import Publishable, publishable
from tutela.missions.returns.photos import photo_notes
from tutela.missions.returns.visits import Ground, local_day, not_reached, read_visit

__all__ = [
    "Ground",
    "Publishable",
    "differences",
    "local_day",
    "not_reached",
    "photo_notes",
    "publishable",
    "read_visit",
]
