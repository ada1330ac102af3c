"""A claim with what counting origins needs to know of it."""

from dataclasses import dataclass

from tutela.incidents.voices import Voice
from tutela.model.claims import Claim, EvidenceKind
from tutela.model.documents import Document
from tutela.model.media import Medium
from tutela.model.passages import Passage
from tutela.model.times import PARTIAL_DATE, Period

SEEN = frozenset({EvidenceKind.VIDEO, EvidenceKind.PHOTO, EvidenceKind.SATELLITE, EvidenceKind.INSPECTION})
"""Evidence that is an observation of its own."""
SAME_NEWS = 5
"""Days within which documents carry one piece of news."""
SAME_SEASON = 90
"""Days within which they may still repeat it."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A claim with what counting origins needs to know of it; one is another only if it is the same object."""

    claim: Claim
    speakers: tuple[Voice, ...]
    """Who says it, nearest first, then who relays it."""
    publisher: Voice
    credited: tuple[Voice, ...] = ()
    """Whom the document credits as a whole."""
    credit_words: tuple[Passage | None, ...] = ()
    """Where each credit stands; None when it is part of the publisher's name."""
    copied: frozenset[str] = frozenset()
    """Claims of other documents that stand in the same copied passage."""
    quoting: frozenset[str] = frozenset()
    """Claims of other documents that are told with the same quotation."""
    translated: frozenset[str] = frozenset()
    """Documents that give the same figures and names in the same order in another language."""
    erring: frozenset[str] = frozenset()
    """Documents that share an error which most others do not make."""
    elsewhere: tuple[Voice, ...] = ()
    """Everybody the document names as a source, of whatever claim."""
    text: Document | None = None
    """The document, for what its text shows as a whole."""
    published: Period | None = None
    """When the document appeared, as far as its date can be read."""
    media: tuple[Medium, ...] = ()
    """The pictures and videos that the document shows."""

    @property
    def nearest(self) -> Voice | None:
        """Whose words they are."""
        return self.speakers[0] if self.speakers else None

    @property
    def observed(self) -> frozenset[EvidenceKind]:
        """Observations the text cites."""
        return frozenset(cue.kind for cue in self.claim.evidence) & SEEN


def day_of(document: Document) -> Period | None:
    """When a document appeared, as far as its date can be read."""
    day = document.day
    return Period(day, day) if day and PARTIAL_DATE.match(day) else None
