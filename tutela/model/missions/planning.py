"""Where a team may go when, what should be seen first, and the plan made of both."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutela.model.geometry import Position
from tutela.model.inventory import Asset
from tutela.model.missions.asking import Consent, Consultation, Hours, Mission
from tutela.model.reasons import Reason
from tutela.model.views import shown


@dataclass(frozen=True, slots=True)
class Permission:
    """When one team may be at one site on one day: every party that must agree does, and the site is open."""

    asset: str
    team: str
    day: str
    hours: tuple[Hours, ...] = ()
    """Stretches in which a stop may lie, in order; empty where it may not."""
    consents: tuple[str, ...] = ()
    """Ids of the consents it rests on, one or more per party."""
    equipment: tuple[str, ...] = ()
    """What of the team's equipment every party permits."""
    missing: tuple[tuple[str, str], ...] = ()
    """(party, what is missing in a sentence); the party is empty where nobody's consent is at fault."""


@dataclass(frozen=True, slots=True)
class Priority:
    """Why a site should be seen before another: every factor with its value, weight and sentence."""

    asset: str
    score: float
    """0 to 1: the weighted mean of the factors that are known."""
    factors: tuple[Reason, ...]
    """Signal, sentence and value (0 to 1) of each factor."""
    rank: int = 0
    """Sites that tie share a rank."""
    unknown: tuple[str, ...] = ()
    """Factors nothing is known about; they count for nothing either way."""


@dataclass(frozen=True, slots=True)
class Site:
    """A candidate for a stop: what planning needs to know of an asset."""

    asset: str
    label: str
    position: Position
    value: float
    """What seeing it is worth, 0 to 1."""
    service_min: int
    must_see: bool = False
    permissions: tuple[Permission, ...] = ()
    """One per day and team; those without hours say what is missing."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A planned visit: which team, which day, from when to when."""

    team: str
    day: str
    order: int
    """1 for the first stop of the day."""
    asset: str
    arrive: int
    """Minutes after midnight, local time."""
    leave: int
    consents: tuple[str, ...] = ()
    """Ids of the consents that cover it, one or more per party that must agree."""
    equipment: tuple[str, ...] = ()
    """What every party permits there; the rest of the team's equipment stays packed."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """The way between two stops, or from and to where a team starts and ends."""

    team: str
    day: str
    order: int
    """0 for the way to the first stop."""
    minutes: int
    km: float
    path: tuple[tuple[float, float], ...] = ()
    """Longitude and latitude of its points."""
    warnings: tuple[str, ...] = ()
    """Hazards it passes, conditions on the way."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A site that is in no stop, and why."""

    asset: str
    reason: str
    missing: tuple[str, ...] = ()
    """Parties whose consent is missing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes where when; made from one state of consents, and worth what its stops are worth."""

    id: str
    mission: str
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    left_out: tuple[LeftOut, ...]
    value: float
    warnings: tuple[str, ...] = ()
    made: str = ""
    """When, ISO 8601 with zone; no part of the id."""
    name: str = ""
    """What sets it apart from its alternatives (`one day less`)."""

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Outing:
    """One team on one day."""

    day: str
    team: str
    steps: tuple[tuple[Leg | None, Stop], ...]
    """Each stop with the way to it."""
    back: Leg | None

    @property
    def length(self) -> tuple[int, float]:
        """Minutes and kilometres on the way."""
        legs = [leg for leg, _ in self.steps if leg] + ([self.back] if self.back else [])
        return sum(leg.minutes for leg in legs), sum(leg.km for leg in legs)


def outings(plan: Plan) -> tuple[Outing, ...]:
    """The plan by day and team, stops in order with the ways between them."""
    legs = {(leg.team, leg.day, leg.order): leg for leg in plan.legs}
    found = []
    for day, team in sorted({(stop.day, stop.team) for stop in plan.stops}):
        stops = sorted((one for one in plan.stops if (one.day, one.team) == (day, team)), key=lambda one: one.order)
        steps = tuple((legs.get((team, day, stop.order - 1)), stop) for stop in stops)
        found.append(Outing(day, team, steps, legs.get((team, day, stops[-1].order))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """Where one party stands: what it is asked, what it said, what it signed."""

    party: str
    grounds: tuple[str, ...]
    """Why it is asked, with the source of each statement."""
    must_agree: bool
    sites: tuple[str, ...]
    """Ids of the assets that concern it."""
    agreed: tuple[str, ...]
    """Ids of those it has agreed to for at least one day of the mission."""
    steps: tuple[Consultation, ...]
    consents: tuple[Consent, ...]
    unsigned: tuple[str, ...]
    """Ids of consents of which no signed copy was captured."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one community's heritage was chosen; the community is as registers state it."""

    community: str
    """Empty where no register says."""
    chosen: int
    candidates: int

    @property
    def sentence(self) -> str:
        """The share in words."""
        return f"{self.community or 'not stated'}: {self.chosen} of {self.candidates} candidates chosen"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan beside the one proposed, and what changes with it."""

    name: str
    """What is different: `one day less`."""
    plan: Plan
    lost: tuple[str, ...]
    """Ids of assets that the proposed plan visits and this one does not."""
    gained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissionSheet:
    """A mission as it stands, all that a page or a book about it needs; rulings laid over the inventory."""

    mission: Mission
    assets: Mapping[str, Asset]
    """Candidates of known position, by id."""
    board: tuple[PartyStanding, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    """(party, ids of the assets it has agreed to on no day)."""
    priorities: tuple[Priority, ...]
    permissions: Mapping[str, tuple[Permission, ...]]
    """Asset -> one per team and day."""
    restricted: frozenset[str] = frozenset()
    """Ids of assets that nothing may leave the house about."""
    plan: Plan | None = None
    alternatives: tuple[Alternative, ...] = ()
    balance: tuple[Share, ...] = ()
    """How the plan's stops divide between communities' heritage."""
    last_known: Mapping[str, str] = field(default_factory=dict)
    """Asset -> its state as it was last told, in one sentence with its source."""
    views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Asset -> captured pictures that are said to show it, to be taken again from where they were taken."""
    notice: str = ""
    """What every output has to say first."""
