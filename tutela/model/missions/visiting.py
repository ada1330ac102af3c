"""What a team brought home from a stop."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.geometry import Position
from tutela.model.views import shown


class Outcome(StrEnum):
    """What came of a stop."""

    VISITED = "visited"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Visit:
    """What a team brought home from a stop, or why it did not get there.

    It becomes an observation of the asset; only a second person's ruling makes it field-confirmed.
    """

    id: str
    mission: str
    asset: str
    team: str
    at: str
    """When, ISO 8601."""
    observer: str
    outcome: Outcome
    grade: int | None = None
    """Damage grade 0 to 5; None where it could not be judged."""
    extent: str = ""
    effects: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    """Urgent measures the team asks for."""
    photos: tuple[str, ...] = ()
    """Hashes (SHA-256) of captured photos."""
    statements: tuple[str, ...] = ()
    """What witnesses said who consented to be quoted."""
    position: Position | None = None
    notes: str = ""
    reason: str = ""
    """Why it was not reached, or only in part."""
    submission: str = ""
    """Identifier of the form as it came in."""
    source: str = ""
    """Hash (SHA-256) of the file it was read from."""
    answers: tuple[tuple[str, str], ...] = ()
    """(question, answer) exactly as they came, also what no field above holds."""

    _repr_html_ = shown
