"""What is known here of a recording that documents refer to: files taken for it, where it was seen, what speaks for and
against it. All of it is found anew from the records; whether the recording is authentic is for two people to rule.
"""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.model.views import shown


class Bearing(StrEnum):
    """Which way an indication points; none of them decides."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"
    """To be known by whoever judges, and pointing neither way."""


@dataclass(frozen=True, slots=True)
class MediumMatch:
    """A captured picture or video that is taken for the recording, and why."""

    medium: str
    """Id of the picture or video."""
    name: str
    score: float
    """0 to 1: how much speaks for it; no share of right ones."""
    reasons: tuple[Reason, ...]
    document: str = ""
    """Id of the document that shows it, where one does."""
    item: str = ""
    """Id of the captured item it came in with."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place where the recording, or the same picture, was seen."""

    at: str
    """When, as it is stated there: ISO 8601 with its zone where one is given; empty where nothing is."""
    what: str
    """What the time is that of: `posted`, `published`, `captured by the archive`."""
    where: str
    """Account on platform, publisher, or address."""
    medium: str
    document: str = ""
    item: str = ""
    relays: str = ""
    """Account or address it was forwarded from, as given there."""
    upload: bool = False
    """Whether something was put before the public there; a capture shows only that it was there by then."""


@dataclass(frozen=True, slots=True)
class Indication:
    """One thing that speaks for or against a recording, with what it rests on."""

    signal: str
    """`metadata_date`, `earlier_appearance`, `c2pa`, `software`, `small_copy`, `stated`, `digest`, `position`."""
    bearing: Bearing
    sentence: str
    document: str = ""
    item: str = ""
    words: Passage | None = None
    """The passage in which a source supports or doubts it."""
    private: bool = False
    """Whether it stays in the house: it tells or hints at where something was taken."""


@dataclass(frozen=True, slots=True)
class RecordingSheet:
    """All that is known here of one recording."""

    recording: str
    matches: tuple[MediumMatch, ...] = ()
    """The likeliest first."""
    appearances: tuple[Appearance, ...] = ()
    """The earliest first, those without a time last."""
    indications: tuple[Indication, ...] = ()

    @property
    def first(self) -> Appearance | None:
        """The first upload known here; the world may hold earlier ones."""
        return next((one for one in self.appearances if one.upload and one.at), None)

    def __repr__(self) -> str:
        return f"<RecordingSheet {self.recording}: media: {len(self.matches)}, seen: {len(self.appearances)}>"

    _repr_html_ = shown
