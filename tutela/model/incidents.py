"""Incidents, the chains of publication behind them, and how many independent origins they rest on."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.claims import Harm
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.model.times import Period
from tutela.model.views import shown


class EdgeKind(StrEnum):
    """How one publication or source rests on another."""

    CITES = "cites"
    CREDITS = "credits"
    COPIES = "copies"
    REWRITES = "rewrites"
    TRANSLATES = "translates"
    EMBEDS = "embeds"


class OriginKind(StrEnum):
    """What kind of first-hand observer or record an origin is."""

    OFFICIAL = "official"
    WITNESS = "witness"
    REPORTER = "reporter"
    AGENCY = "agency"
    VIDEO = "video"
    PHOTO = "photo"
    SATELLITE = "satellite"
    INSPECTION = "inspection"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ChainEdge:
    """`source` rests on `target`: both are ids of documents or of origins.

    >>> edges = [edge for incident in Workspace.open("case/workspace").incidents() for edge in incident.chain]
    >>> any(edge.kind == "credits" and edge.evidence for edge in edges)
    True
    """

    source: str
    target: str
    kind: EdgeKind
    score: float
    reason: str
    evidence: tuple[Passage, ...] = ()
    """The passages that show it: in the source first, then in the target where it is a document."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The first-hand observer or record where information enters the world.

    >>> Origin("org_1", "Prosecutor General's Office", OriginKind.OFFICIAL).kind.value
    'official'
    >>> all(incident.origins for incident in Workspace.open("case/workspace").incidents())
    True
    """

    id: str
    label: str
    kind: OriginKind = OriginKind.UNKNOWN
    party: str = ""
    """The party it belongs to or is tied to; empty when unknown."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginCount:
    """How many independent origins, as an interval with its reasons.

    >>> print(OriginCount(1, 3))
    1 to 3
    """

    at_least: int
    at_most: int
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.at_least == self.at_most:
            return str(self.at_least)
        return f"{self.at_least} to {self.at_most}"


@dataclass(frozen=True, slots=True)
class ClaimOrigins:
    """Where one claim's information is taken to come from, best guess."""

    claim: str
    origins: tuple[str, ...]
    """Ids of origins."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One act or connected series of acts against one asset, with all that is said of it.

    >>> Incident("inc_1", "ast_1", ("clm_1", "clm_2"), ("clm_2",), (Harm.DAMAGED,), count=OriginCount(1, 2))
    <Incident inc_1: damaged said of ast_1; 2 claims, 1 of them denials; origins: 1 to 2>
    """

    id: str
    asset: str
    claims: tuple[str, ...]
    """Ids of all claims about it, those that deny it too."""
    denials: tuple[str, ...] = ()
    """Of these, the claims that deny the harm or the responsibility, or say the asset is intact."""
    harms: tuple[Harm, ...] = ()
    """Every harm told of it, gravest first."""
    period: Period | None = None
    origins: tuple[Origin, ...] = ()
    claim_origins: tuple[ClaimOrigins, ...] = ()
    count: OriginCount = OriginCount(0, 0)
    chain: tuple[ChainEdge, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Why these claims stand together."""
    aliases: tuple[str, ...] = ()
    """Ids it had before claims joined or left it."""

    def __repr__(self) -> str:
        said = ", ".join(self.harms) or "nothing"
        denied = f", {len(self.denials)} of them denials" if self.denials else ""
        told = f"{len(self.claims)} claims{denied}; origins: {self.count}"
        return f"<Incident {self.id}: {said} said of {self.asset}; {told}>"

    _repr_html_ = shown
