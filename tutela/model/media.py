"""Pictures and videos that documents show, and what they are recognised by."""

from dataclasses import dataclass

from tutela.model.ids import record_id
from tutela.model.views import shown


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: the whole and cuts of it, each as a PDQ hash, so that a copy cut at its edges is known again."""

    hashes: tuple[str, ...]
    """PDQ hashes in 64 hexadecimal digits, that of the whole picture first."""
    quality: int
    """0 to 100, by PDQ: how much there is to see; a plain wall tells nothing."""
    at_s: float = 0.0
    """Seconds from the start of a video; 0 for a picture."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or video captured with a document.

    >>> Medium.of("doc_1", "bridge.jpg", "00", "image/jpeg", (Frame(("ff" * 32,), 90),))
    <Medium bridge.jpg of doc_1: image/jpeg, frames: 1>
    """

    id: str
    document: str
    name: str
    """Its path beside the document."""
    sha256: str
    media_type: str
    frames: tuple[Frame, ...] = ()
    problem: str = ""
    """What could not be done, in a sentence: a video without ffmpeg has no frames and says so."""

    @classmethod
    def of(
        cls, document: str, name: str, sha256: str, media_type: str, frames: tuple[Frame, ...] = (), problem: str = ""
    ) -> "Medium":
        """The medium with the id its content gives it."""
        content = {"document": document, "name": name, "sha256": sha256}
        return cls(record_id("med", content), document, name, sha256, media_type, frames, problem)

    def __repr__(self) -> str:
        told = f"frames: {len(self.frames)}" if self.frames else self.problem or "no frames"
        return f"<Medium {self.name} of {self.document}: {self.media_type}, {told}>"

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture or video that lies beside a publication."""

    path: str
    """Where to open it."""
    name: str
    """What the publication calls it."""
