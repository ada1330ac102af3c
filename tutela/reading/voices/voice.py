"""A voice: one place where a sentence names somebody who says something."""

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How a voice speaks of the harm."""

    SAYS = "says"
    DENIES = "denies"
    FINDS = "finds"
    ACCUSES = "accuses"


@dataclass(frozen=True, slots=True)
class Voice:
    """One place where a sentence names a speaker; numbers are tokens of the parse."""

    head: int
    """The head word of the speaker's name."""
    verb: int
    """The reporting verb, or the word that brings the speaker in ("according")."""
    manner: Manner = Manner.SAYS
    told: int | None = None
    """Head word of whom it was told to ("told AFP")."""
    nearer: bool = False
    """Whether it is somebody quoted by the clause's own subject ("citing X")."""
    closes: int | None = None
    """Where the name begins, for a voice that closes its sentence: all before it is said by them."""
