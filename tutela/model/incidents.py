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


class Interest(StrEnum):
    """How what an origin says stands to the interest of its own side.

    >>> Origin("org_1", "Ministry of Defence", OriginKind.OFFICIAL).interest.value
    'unknown'
    """

    AGAINST = "against"
    """It says that its own side did the harm, or denies harm that another side is blamed for."""
    WITH = "with"
    """It blames another side, or denies harm that its own side is blamed for."""
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
    interest: Interest = Interest.UNKNOWN
    """Whether it speaks against its own side's interest; the reason with the signal `interest` says why."""


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


class DriftKind(StrEnum):
    """What changed from one telling of an incident to another, in the order shown."""

    SHARE = "share"
    NUMBER = "number"
    BOUND = "bound"
    """The number stayed, "up to" turned "at least"."""
    HARM = "harm"
    DATE = "date"
    YEAR = "year"
    """The same day of another year."""
    HEDGE = "hedge"
    ACTOR = "actor"
    HEADLINE = "headline"
    """A headline says more than the text below it."""
    DISGUISE = "disguise"
    """Words written with letters of another script that look alike."""
    STAMP = "stamp"
    """A date of publication that cannot be."""


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed on the way from one text to another that rests on it, or inside one text.

    >>> drifts = [drift for incident in Workspace.open("case/workspace").incidents() for drift in incident.drift]
    >>> all(drift.sentence and drift.before.exact for drift in drifts)
    True
    """

    kind: DriftKind
    sentence: str
    was: str
    """As told before, in a few words: "at most 60 percent", "no share"."""
    became: str
    earlier: str
    """Id of the claim that tells it before."""
    later: str
    """Id of the claim that tells it after."""
    before: Passage
    """The words that tell it before; the whole quotation where nothing is said."""
    after: Passage
    edge: EdgeKind | None = None
    """How the later text rests on the earlier one; None for a change inside one text."""

    @property
    def documents(self) -> tuple[str, str]:
        """Ids of the earlier and the later text; one id twice for a change inside one text."""
        return self.before.document, self.after.document


@dataclass(frozen=True, slots=True)
class NearIncident:
    """Another incident about the same asset that may be this one: a person decides, by a ruling on both.

    >>> NearIncident("inc_2", -0.4, "clm_1", "clm_3").incident
    'inc_2'
    """

    incident: str
    score: float
    """How surely both are one (log-odds), a little below 0."""
    ours: str
    """Of this one's claims the one that is likest to one of the other's, and"""
    theirs: str
    """that other."""
    reasons: tuple[Reason, ...] = ()
    """What these two claims have in common, and what not."""


class Aspect(StrEnum):
    """In what those who tell of an incident contradict one another, in the order shown."""

    STANCE = "stance"
    """Who says that it happened, who denies it, who says that the asset stands unharmed."""
    SHARE = "share"
    NUMBER = "number"
    HARM = "harm"
    """The gravest that each tells of."""
    TIME = "time"
    CERTAINTY = "certainty"
    ACTOR = "actor"
    """Who is blamed."""


class Stance(StrEnum):
    """What is said of whether it happened."""

    SAID = "said"
    DENIED = "denied"
    UNHARMED = "unharmed"


@dataclass(frozen=True, slots=True)
class Version:
    """One way in which an aspect is told.

    >>> Version("destroyed", ("clm_1", "clm_3")).claims
    ('clm_1', 'clm_3')
    """

    value: str
    """What makes two tellings the same: a `Stance`, bounds (`60..`, `..60`), a harm, a time in EDTF, a certainty, the
    words for who is blamed (ending in `-` where that is denied); empty for documents that do not say."""
    claims: tuple[str, ...]
    """Of each document that tells it so the claim that does, by the day of publication."""
    words: tuple[Passage | None, ...] = ()
    """The words of each of these claims that tell it so; None where the whole quotation does."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An aspect in which documents on one incident differ, their versions side by side; which is right is not said.

    >>> told = [one for incident in Workspace.open("case/workspace").incidents() for one in incident.contradictions]
    >>> all(len(one.versions) > 1 or one.aspect == "stance" for one in told)
    True
    """

    aspect: Aspect
    versions: tuple[Version, ...]
    exclusive: bool | None = None
    """Of times, whether no day can lie in all of them; None for what cannot be weighed so."""


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
    drift: tuple[Drift, ...] = ()
    """What changed from text to text along the chain, by kind."""
    near: tuple[NearIncident, ...] = ()
    """Others that may be one with it."""
    contradictions: tuple[Contradiction, ...] = ()
    """In what its documents differ: who denies it, who blames whom, numbers, harms, times."""

    def __repr__(self) -> str:
        said = ", ".join(self.harms) or "nothing"
        denied = f", {len(self.denials)} of them denials" if self.denials else ""
        told = f"{len(self.claims)} claims{denied}; origins: {self.count}"
        return f"<Incident {self.id}: {said} said of {self.asset}; {told}>"

    _repr_html_ = shown
