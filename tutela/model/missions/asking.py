"""What a mission is, who is concerned, who was asked, and what was agreed."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.geometry import Position
from tutela.model.views import shown

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude in degrees (WGS 84) of a closed ring: the last vertex is the first."""


class Ground(StrEnum):
    """Why somebody is asked about an area: a statement with a source, no judgement on title."""

    ADMINISTERS = "administers"
    CLAIMS = "claims"
    HAS_FORCES = "has_forces"
    MEDIATES = "mediates"
    KEEPS_PEACE = "keeps_peace"
    HOSTS = "hosts"


CONSENTING = frozenset({Ground.ADMINISTERS, Ground.CLAIMS, Ground.HAS_FORCES})
"""Who is concerned on these grounds must agree; all others are consulted unless a ruling says otherwise."""


class Standing(StrEnum):
    """How far the consultation of a party has come."""

    PROPOSED = "proposed"
    UNDER_DISCUSSION = "under_discussion"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the ground: any of named assets, named places and a polygon; all empty means everywhere."""

    name: str = ""
    """A settlement, district or country, under any of its names; or a title for the polygon."""
    assets: tuple[str, ...] = ()
    """Ids of assets."""
    ring: Ring = ()

    @property
    def everywhere(self) -> bool:
        """Whether it limits nothing."""
        return not (self.name or self.assets or self.ring)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A text a mission rests on."""

    id: str
    """Key in the packaged table (`hague-1954`), or one of the team's own."""
    title: str
    reference: str
    """Where it can be read: treaty series, document number or address."""
    provision: str = ""
    """The article or paragraph relied on."""


@dataclass(frozen=True, slots=True)
class Concern:
    """That a party is concerned by an area for a time, and who says so."""

    party: str
    ground: Ground
    area: Area = Area()
    start: str = ""
    """ISO 8601 day, month or year; empty when unknown or since ever."""
    end: str = ""
    """Empty while it lasts."""
    source: str = ""
    consents: bool | None = None
    """Ruled by the team: must agree (True) or is only consulted (False); None leaves it to the ground."""

    @property
    def must_agree(self) -> bool:
        """Whether nothing is planned here without this party's consent."""
        return self.ground in CONSENTING if self.consents is None else self.consents


@dataclass(frozen=True, slots=True)
class Hazard:
    """Ground where no stop is planned: mines, a closure, fighting."""

    name: str
    kind: str
    """`mines`, `unexploded_ordnance`, `fighting`, `closure`, `landslide`, `other`."""
    ring: Ring
    start: str = ""
    end: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a team."""

    name: str
    role: str = ""
    organisation: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """Who travels together, with what, from where to where."""

    name: str
    members: tuple[Member, ...]
    start: Position
    end: Position
    equipment: tuple[str, ...] = ()
    """`camera`, `drone`, `laser_scanner`, `sampling`."""
    start_name: str = ""
    end_name: str = ""


def clock(minute: int) -> str:
    """Minutes after midnight as a time of day.

    >>> clock(485)
    '08:05'
    """
    return f"{minute // 60:02}:{minute % 60:02}"


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of a day in minutes after midnight, local time."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A past attempt to gain access, as a source tells it."""

    by: str
    asked: str
    """Whom it was asked of."""
    date: str
    outcome: str
    source: str
    area: Area = Area()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the team says of one site beforehand: must it be seen, when is it open, how long does it take."""

    asset: str
    must_see: bool = False
    value: float | None = None
    """In place of the computed priority, 0 to 1."""
    opening: tuple[Hours, ...] = ()
    """Empty: any hour of daylight."""
    closed: tuple[str, ...] = ()
    """Days (ISO 8601) or weekdays (`friday`) when it is closed."""
    service_min: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mission:
    """A planned field visit as its brief sets it out.

    >>> Mission("mis_1", "Preliminary mission", "to draw up an inventory of the most significant cultural assets").days
    ()
    """

    id: str
    title: str
    mandate: str
    """What it is to do, in the words of who gives the mandate."""
    given_by: str = ""
    legal_bases: tuple[LegalBasis, ...] = ()
    concerns: tuple[Concern, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    teams: tuple[Team, ...] = ()
    days: tuple[str, ...] = ()
    """Days in the field, ISO 8601, in order."""
    day_length_min: int = 600
    """Longest day of a team from leaving to coming back."""
    earliest: int = 6 * 60
    """Earliest departure, minutes after midnight, local time; daylight may set a later one at a site."""
    latest: int = 20 * 60
    utc_offset_min: int = 0
    """Local time of the mission, minutes east of UTC."""
    hazards: tuple[Hazard, ...] = ()
    wishes: tuple[Wish, ...] = ()
    languages: tuple[str, ...] = ("en",)
    """Languages of the forms, ISO 639-1, the team's first."""
    party_languages: tuple[tuple[str, str], ...] = ()
    """(party, ISO 639-1 code): in which language a letter to it is drafted; English for any other."""
    weights: tuple[tuple[str, float], ...] = ()
    """(factor, weight) of the priority, where the team sets its own."""
    emergency: tuple[tuple[str, str], ...] = ()
    """(what, number or place) for the emergency page."""
    speed_kmh: float = 40.0
    """Mean speed on the road."""
    terrain_factor: float = 1.4
    """Road length over great-circle length; 1.2 to 1.5 is usual, more in mountains."""

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Consultation:
    """One step in consulting a party; the latest one for an area is how it stands."""

    id: str
    mission: str
    party: str
    standing: Standing
    date: str
    """ISO 8601 day."""
    area: Area = Area()
    document: str = ""
    """Id of a captured document, or a reference to the letter."""
    note: str = ""
    by: str = ""
    """Who recorded it here."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a party permits: modelled on the permission document of ICCROM's field guidance.

    Within it a stop is agreed only where the area, the day, the hour, the persons and the equipment all are.
    """

    id: str
    mission: str
    party: str
    signed_by: str
    """Office and name of who signed."""
    given: str
    """Day of signature, ISO 8601."""
    start: str
    end: str
    """First and last day it covers; it has expired after that."""
    area: Area = Area()
    hours: Hours | None = None
    persons: tuple[str, ...] = ()
    """Names of those permitted; empty: the whole team as named in the brief."""
    equipment: tuple[str, ...] = ()
    """What may be used; what is not named may not."""
    may_publish: tuple[str, ...] = ()
    """`photos`, `condition`, `position`, `report`; what is not named stays unpublished."""
    conditions: tuple[str, ...] = ()
    """Further conditions in words: escort, notice given beforehand."""
    copy_name: str = ""
    copy_sha256: str = ""
    """Hash of the signed copy kept with the workspace; empty while none was captured."""
    by: str = ""
    """Who recorded it here."""
