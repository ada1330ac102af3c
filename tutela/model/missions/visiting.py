"""What a team brought home from a stop."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.geometry import Position
from tutela.model.rulings import State
from tutela.model.views import shown


class Outcome(StrEnum):
    """What came of a stop."""

    VISITED = "visited"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"


class Publishing(StrEnum):
    """What a consent may allow to publish of a visit (`Consent.may_publish`)."""

    CONDITION = "condition"
    """Grade, extent, effects, causes, threats, urgent measures."""
    PHOTOS = "photos"
    POSITION = "position"
    REPORT = "report"
    """What was written: notes, and what witnesses said."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a visit as it was captured: the file itself is kept untouched under its hash."""

    sha256: str
    name: str
    """What the form calls the file."""
    shows: str = ""
    taken: str = ""
    """When, as the file itself says (ISO 8601; with a zone only where the file gives one); empty where it does not."""
    position: Position | None = None
    """Where, as the file itself says."""
    device: str = ""
    notes: tuple[str, ...] = ()
    """What in the file contradicts the form, or could not be read, in sentences; nothing is left out for it."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One filled form as it came in, whatever brought it."""

    id: str
    """The form's own identifier (`uuid:...`), or one made of its answers."""
    file: str
    """The file or address it came from, for people."""
    answers: tuple[tuple[str, str], ...]
    """(question with the groups and repeats around it, answer), exactly as they came: `photos[1]/shows`."""
    fields: tuple[tuple[str, str], ...] = ()
    """(question, answer) of what a visit is made of; a position as `latitude longitude height accuracy`."""
    photos: tuple[tuple[str, str], ...] = ()
    """(file name, what it shows)."""
    witnesses: tuple[tuple[str, str], ...] = ()
    """(may be quoted: `yes` or anything else, what was said)."""
    row: int | None = None
    """Row of the file, as an editor shows it."""
    sha256: str = ""
    """Of the file, or of what the server sent."""

    def field(self, question: str) -> str:
        """The answer to a question; empty where there is none."""
        return dict(self.fields).get(question, "")


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

    pictures: tuple[Photo, ...] = ()
    """What is known of each photo."""
    may_publish: tuple[str, ...] = ()
    """What every consent covering the visit allows to publish, as they stood when it came in (see `Publishing`)."""
    not_published: tuple[str, ...] = ()
    """Why the rest may not be, in sentences."""
    remarks: tuple[str, ...] = ()
    """What of the form could not be used as it stands, in sentences."""
    by: str = ""
    """Who took it in here."""

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Observation:
    """What a visit says of its asset, and how far it is established."""

    visit: str
    asset: str
    at: str
    grade: int | None
    state: State
    """`field_confirmed` once two persons accepted the visit, `reported` until then."""
    sentence: str
    """Why, in words."""


class Comparison(StrEnum):
    """How what was seen stands to what had been claimed."""

    AGREES = "agrees"
    GRAVER = "graver"
    LIGHTER = "lighter"
    NOT_SEEN = "not_seen"
    """The claim tells of damage and the visit saw none."""
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Difference:
    """One claim beside one visit: what was said, what was seen."""

    visit: str
    incident: str
    claim: str
    comparison: Comparison
    grades: tuple[int, ...]
    """Grades that the claimed harm can mean; empty where it names none."""
    sentence: str
