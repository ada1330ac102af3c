"""The case file: everything one investigation holds at one moment, rulings laid over machine records."""

from dataclasses import dataclass, field

from tutela.model.claims import Claim, Recording, Statement
from tutela.model.credibility import Rating
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Place, Register
from tutela.model.links import Link
from tutela.model.recordings import RecordingSheet
from tutela.model.rulings import Ruling, State


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an incident stands and why."""

    incident: str
    state: State
    sentence: str
    """Why, in words: "two independent origins; nobody denies it"."""
    disputed: bool = False
    unknowns: tuple[str, ...] = ()
    """What is not known of it, in sentences."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What two persons found of a recording's authenticity."""

    recording: str
    value: str
    """`not_assessed` until two persons agree on `authentic`, `not_authentic` or `inconclusive`."""
    sentence: str


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """What the ledger proves of this moment."""

    entries: int
    head: str
    """Hash of the newest entry."""
    strength: str
    """consistent, signed or anchored."""
    stamped: str = ""
    """When an authority last stamped a signed checkpoint of it, ISO 8601 by its clock; empty where none did."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What publishing is given: records of one workspace at one moment.

    >>> case = Workspace.open("case/workspace").case_file()
    >>> case.title, len(case.documents), case.restricted == frozenset()
    ('Ten articles', 10, False)
    >>> [standing.state.value for standing in case.standings if standing.disputed][:1]
    ['disputed']
    """

    title: str
    made_at: str
    """ISO 8601 with zone."""
    software: str
    documents: tuple[Document, ...]
    publishers: tuple[Publisher, ...]
    registers: tuple[Register, ...]
    assets: tuple[Asset, ...]
    places: tuple[Place, ...]
    claims: tuple[Claim, ...]
    """As corrected by rulings; rejected claims are left out."""
    statements: tuple[Statement, ...]
    recordings: tuple[Recording, ...]
    links: tuple[Link, ...]
    incidents: tuple[Incident, ...]
    standings: tuple[Standing, ...]
    rulings: tuple[Ruling, ...]
    captured_at: dict[str, str] = field(default_factory=dict)
    """Document id -> when it was captured here."""
    restricted: frozenset[str] = frozenset()
    """Ids of assets ruled or registered as restricted."""
    restricted_persons: frozenset[str] = frozenset()
    """Names of persons to withhold."""
    ledger: LedgerSummary | None = None
    assessments: tuple[Assessment, ...] = ()
    """One for each recording."""
    made_with: tuple[tuple[str, str], ...] = ()
    """What decided, beside the software, what was read: (setting, value)."""
    notice: str = ""
    """What every output has to say of the whole case before anything else ("Training material ..."); mostly nothing."""
    sheets: tuple[RecordingSheet, ...] = ()
    """What is known of recordings, where it was looked up: for a dossier, one for each recording."""
    ratings: tuple[Rating, ...] = ()
    """What people rated: incidents (1-6) and the sources of claims (A-F); what nobody rated is 6 and F."""
