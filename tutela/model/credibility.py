"""The Admiralty axes: how reliable a source is (A-F) and how credible a piece of information (1-6), judged apart.

Letters and figures are those of the system as NATO and police services use it; the words are ours. Both axes begin at
"cannot be judged": unknown is no middle value.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reliability(StrEnum):
    """How reliable a source is, whatever it says this time.

    >>> Reliability("B").in_words()
    'usually reliable'
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    def in_words(self) -> str:
        """What the letter means."""
        return _SOURCES[self]


class Credibility(StrEnum):
    """How credible a piece of information is, whoever says it.

    >>> Credibility("1").in_words()
    'confirmed by other independent sources'
    """

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNJUDGED = "6"

    def in_words(self) -> str:
        """What the figure means."""
        return _INFORMATION[self]


_SOURCES = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}
_INFORMATION = {
    Credibility.CONFIRMED: "confirmed by other independent sources",
    Credibility.PROBABLE: "probably true",
    Credibility.POSSIBLE: "possibly true",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.UNJUDGED: "truth cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """What people judged a source or a piece of information to be.

    >>> all(rating.grade in "ABCDEF123456" for rating in Workspace.open("case/workspace").case_file().ratings)
    True
    """

    record: str
    """Id of the incident (information), or of the claim whose source is rated."""
    grade: str
    """A letter A-F for a source, a figure 1-6 for information."""
    sentence: str
    """Who rated it so, and why."""
