"""By what construction a word is tied to a harm word."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token


class Role(StrEnum):
    """By what construction a noun is tied to a harm word."""

    OBJECT = "object"
    PASSIVE = "passive"
    SUBJECT = "subject"
    PARTICIPLE = "participle"
    RELATIVE = "relative"
    MODIFIED = "modified"
    COPULA = "copula"
    OF = "of"
    UPON = "upon"
    POSSESSOR = "possessor"
    COMPOUND = "compound"
    LOST_FROM = "lost_from"
    AGENT = "agent"
    PLACE = "place"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    TOPIC = "topic"
    """What was spoken of before; the sentence names no patient."""
    LISTED = "listed"
    """An item of a list whose intro tells the harm."""


PATIENT = frozenset(
    {Role.OBJECT, Role.PASSIVE, Role.SUBJECT, Role.PARTICIPLE, Role.RELATIVE, Role.MODIFIED, Role.COPULA, Role.OF,
     Role.UPON, Role.POSSESSOR, Role.COMPOUND, Role.LOST_FROM}
)  # fmt: skip


class Via(StrEnum):
    """How the patient was reached from the word that fills the frame."""

    DIRECT = "direct"
    CONJUNCT = "conjunct"
    WHOLE = "whole"
    APPOSITION = "apposition"
    EXAMPLE = "example"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Tie:
    """How one token is tied to a harm word."""

    role: Role
    via: Via
    shared: bool = False
    """The argument belongs to another verb of the coordination."""


Filler = tuple["Token", Role, bool]
"""What fills a frame, its role, and whether it belongs to another verb of the coordination."""
