"""What documents say: claims of harm, other statements, recordings. Values of the lists follow the annotation guide."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.passages import Passage, quoted
from tutela.model.reasons import Reason
from tutela.model.times import Period
from tutela.model.views import shown


class Harm(StrEnum):
    """What an asset is said to have suffered, to face, or to have been spared.

    >>> Harm("looted") is Harm.LOOTED
    True
    >>> any(claim.harm is Harm.DAMAGED for claim in Workspace.open("case/workspace").claims())
    True
    """

    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    DESECRATED = "desecrated"
    LOOTED = "looted"
    TRAFFICKED = "trafficked"
    ALTERED = "altered"
    DENIED = "denied"
    OCCUPIED = "occupied"
    THREATENED = "threatened"
    INTACT = "intact"


class Means(StrEnum):
    """By what the harm was done."""

    ARTILLERY = "artillery"
    AIRSTRIKE = "airstrike"
    MISSILE = "missile"
    DRONE = "drone"
    EXPLOSIVES = "explosives"
    GUNFIRE = "gunfire"
    FIRE = "fire"
    BULLDOZING = "bulldozing"
    CONSTRUCTION = "construction"
    VANDALISM = "vandalism"
    GRAFFITI = "graffiti"
    THEFT = "theft"
    ILLEGAL_EXCAVATION = "illegal_excavation"
    VEHICLE = "vehicle"
    MILITARY_USE = "military_use"
    NEGLECT = "neglect"
    OTHER = "other"


class AssetType(StrEnum):
    """What kind of thing an asset is."""

    CHURCH = "church"
    MONASTERY = "monastery"
    MOSQUE = "mosque"
    SYNAGOGUE = "synagogue"
    TEMPLE = "temple"
    SHRINE = "shrine"
    CEMETERY = "cemetery"
    GRAVE = "grave"
    CARVED_STONE = "carved_stone"
    MONUMENT = "monument"
    ARCHAEOLOGICAL_SITE = "archaeological_site"
    MUSEUM = "museum"
    LIBRARY = "library"
    ARCHIVE = "archive"
    HISTORIC_BUILDING = "historic_building"
    HISTORIC_DISTRICT = "historic_district"
    FORTIFICATION = "fortification"
    BRIDGE = "bridge"
    THEATRE = "theatre"
    SCHOOL = "school"
    ARTWORK = "artwork"
    COLLECTION = "collection"
    HERITAGE = "heritage"


class Certainty(StrEnum):
    """How surely the source says it.

    >>> [claim.certainty is Certainty.DENIED for claim in read_files("articles/cathedral-5-apa-denial.txt").claims]
    [True]
    """

    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"


class EvidenceKind(StrEnum):
    """What the text cites for a claim."""

    VIDEO = "video"
    PHOTO = "photo"
    SATELLITE = "satellite"
    WITNESS = "witness"
    INSPECTION = "inspection"
    DOCUMENT = "document"
    OFFICIAL_STATEMENT = "official_statement"


class SpeakerKind(StrEnum):
    """What kind of source a claim is attributed to."""

    OFFICIAL = "official"
    AGENCY = "agency"
    OUTLET = "outlet"
    WITNESS = "witness"
    VIDEO = "video"
    IMAGERY = "imagery"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


COUNTS_UNSEEN = 0.8
"""Score from which a claim may count without a look: eight in ten such are right. Below it a claim is a draft."""


class Support(StrEnum):
    """Which readers found the claim."""

    BOTH = "both"
    ONE = "one"
    SAME_SENTENCE = "same_sentence"
    MODEL = "model"
    """A language model alone: nothing it says counts before a person has accepted it."""


class StatementKind(StrEnum):
    """What a source says that is no claim of harm but matters."""

    OFFER = "offer"
    CONSENT = "consent"
    REFUSAL = "refusal"
    DEMAND = "demand"
    PLAN = "plan"
    AUTHENTICITY = "authenticity"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class MeansCue:
    """A means and the words that name it."""

    kind: Means
    words: Passage


@dataclass(frozen=True, slots=True)
class EvidenceCue:
    """A kind of evidence and the words that cite it."""

    kind: EvidenceKind
    words: Passage


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of an attribution chain."""

    words: Passage
    kind: SpeakerKind = SpeakerKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, or how much, as far as the text goes: `at_least` and `at_most` bound it."""

    at_least: float | None
    at_most: float | None
    words: Passage
    unit: str = "count"
    """`count` or `percent`."""

    def in_words(self) -> str:
        """Its bounds as people write them; empty where it has none ("dozens").

        >>> Quantity(60.0, None, Passage("doc_1", 0, 2, "60"), "percent").in_words()
        'at least 60 percent'
        """
        low, high, unit = self.at_least, self.at_most, " percent" if self.unit == "percent" else ""
        if low is None or high is None:
            bound = low if high is None else high
            return "" if bound is None else f"at {'most' if low is None else 'least'} {bound:g}{unit}"
        return f"{low:g}{unit}" if low == high else f"{low:g} to {high:g}{unit}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that one asset, or one described group, suffered, faces or was spared harm, as told by one source.

    >>> words = Passage("doc_1", 0, 19, "The church was hit.")
    >>> Claim("clm_1", "doc_1", words, (words,), Passage("doc_1", 4, 10, "church"), AssetType.CHURCH, Harm.DAMAGED)
    <Claim clm_1: damaged, asserted, of “church” in doc_1: “The church was hit.”>
    """

    id: str
    document: str
    quote: Passage
    """The best passage; every telling is in `passages`."""
    passages: tuple[Passage, ...]
    asset: Passage
    """The full name or description, the fullest the document gives."""
    asset_type: AssetType
    harm: Harm
    harm_words: Passage | None = None
    mention: Passage | None = None
    """The words for the asset inside the quote, where these are fewer than `asset` ("the building")."""
    places: tuple[Passage, ...] = ()
    means: tuple[MeansCue, ...] = ()
    time: Period | None = None
    actor: Passage | None = None
    attribution: tuple[Speaker, ...] = ()
    """Nearest speaker first, then who relays it; empty when the document says it in its own voice."""
    certainty: Certainty = Certainty.ASSERTED
    certainty_cue: Passage | None = None
    evidence: tuple[EvidenceCue, ...] = ()
    count: Quantity | None = None
    extent: Quantity | None = None
    support: Support = Support.ONE
    score: float = 0.0
    """How many of ten claims of this score were right where it was measured, over ten."""
    reasons: tuple[Reason, ...] = ()

    def __repr__(self) -> str:
        of = f"{self.harm}, {self.certainty}, of {quoted(self.asset.exact)}"
        return f"<Claim {self.id}: {of} in {self.document}: {quoted(self.quote.exact)}>"

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class SetAside:
    """A harm word that a guard took out before anything was weighed: told to whoever asks why, never kept."""

    quote: Passage
    words: Passage
    why: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says that is no claim of harm but matters.

    >>> Statement("stm_1", "doc_1", StatementKind.OFFER, Passage("doc_1", 0, 17, "We offer to help."))
    <Statement stm_1: offer in doc_1: “We offer to help.”>
    """

    id: str
    document: str
    kind: StatementKind
    quote: Passage
    source: tuple[Speaker, ...] = ()
    about: tuple[Passage, ...] = ()
    """What it is about: the mission offered, the recording doubted, the names that are said to be one."""
    condition: Passage | None = None
    """On what condition ("with the agreement of all concerned parties")."""
    notes: tuple[Passage, ...] = ()
    """What else the text says of it: past attempts, dates."""
    reasons: tuple[Reason, ...] = ()
    actor: Passage | None = None
    """Who offers, consents, refuses, demands or plans, as the text tells it; often not who says so."""
    passages: tuple[Passage, ...] = ()
    """Every telling of it in the document."""

    def __repr__(self) -> str:
        return f"<Statement {self.id}: {self.kind} in {self.document}: {quoted(self.quote.exact)}>"

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says what of a recording; `aspect` is `shows`, `place`, `time`, `supports`, `doubts`."""

    aspect: str
    quote: Passage
    source: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Recording:
    """A photo, video or satellite image a document refers to. Authenticity is a ruling, "not assessed" until then.

    >>> Recording("rec_1", "doc_1", EvidenceKind.VIDEO, Passage("doc_1", 0, 15, "A video appears"))
    <Recording rec_1: video in doc_1: “A video appears”>
    """

    id: str
    document: str
    kind: EvidenceKind
    quote: Passage
    relays: tuple[Speaker, ...] = ()
    """Where it is said to have appeared, first upload first."""
    sayings: tuple[Saying, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def __repr__(self) -> str:
        return f"<Recording {self.id}: {self.kind} in {self.document}: {quoted(self.quote.exact)}>"

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one document.

    >>> [(document, reading)] = read_files("articles/cathedral-5-apa-denial.txt").readings
    >>> reading.document == document.id
    True
    >>> [claim.harm.value for claim in reading.claims], len(reading.recordings)
    (['damaged'], 0)
    """

    document: str
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    recordings: tuple[Recording, ...] = ()

    _repr_html_ = shown
