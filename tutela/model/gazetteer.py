"""Gazetteers too large to hand over, what is asked of them, and what a name in a text came to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tutela.model.geometry import Position
from tutela.model.inventory import Administration, Place, Register
from tutela.model.reasons import Reason

GAZETTEER = "gazetteer"
"""The format of a gazetteer's card begins so: a card is kept as a register's, since it is a list somebody keeps."""


def is_gazetteer(register: Register) -> bool:
    """Whether a card is that of a gazetteer, not of a register of heritage."""
    return register.format.startswith(GAZETTEER)


class PlaceIndex(Protocol):
    """Places in numbers too large for memory, asked by name."""

    def named(self, written: str) -> Iterable[Place]:
        """The places that bear a name, given in small letters or folded; rows found to be one place come as one."""
        ...

    def knows(self, written: str) -> bool:
        """Whether any place bears a name, given in small letters or folded."""
        ...

    def longest(self, first: str) -> int:
        """How many words the longest name has that begins with this word; 0 where no name of several words does."""
        ...

    def get(self, place: str) -> Place | None:
        """The place of this id, an older one too."""
        ...


@dataclass(frozen=True, slots=True)
class SamePlace:
    """Two rows of gazetteers taken to be one place, and why. Both rows stay."""

    one: str
    other: str
    score: float
    """Log-odds (natural): above 0 rather yes than no."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Administered:
    """One row of a table of administrations: whom it is about, as written, and what is said."""

    place: str
    """Id of a place (`scp-001`, `wof:421174129`, `geonames:...`) or a name of it."""
    statement: Administration
    country: str = ""
    """Tells places of one name apart."""


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known about where a name stands. Every field may be left empty."""

    beside: tuple[str, ...] = ()
    """Other place names of the same text, as written; countries and regions among them."""
    within: tuple[str, ...] = ()
    """Names of larger places that the text or a register sets it in ("Hadrut, Nagorno-Karabakh")."""
    near: tuple[Position, ...] = ()
    """Where the asset stands that is told of with it."""
    area: tuple[float, float, float, float] | None = None
    """West, south, east, north of the conflict's area, in degrees."""
    countries: frozenset[str] = frozenset()
    """ISO codes of the countries that the case is about."""
    as_area: bool = False
    """The text calls it a district or region."""


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place that a name may mean here."""

    place: Place
    score: float
    """Log-odds against the other candidates (natural); only differences mean anything."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which place a name means in its context, or which ones it may mean."""

    name: str
    candidates: tuple[PlaceCandidate, ...]
    """Likeliest first; empty where the gazetteer does not know the name."""
    margin: float
    """By how much the first must lead the second to be taken for the one meant."""

    @property
    def place(self) -> Place | None:
        """The place meant; None where no place bears the name or several remain."""
        return None if self.ambiguous or not self.candidates else self.candidates[0].place

    @property
    def ambiguous(self) -> bool:
        """Whether several places remain."""
        return len(self.remaining) > 1

    @property
    def remaining(self) -> tuple[Place, ...]:
        """The places that stay possible: the first and those too close to it to be told from it."""
        if not self.candidates:
            return ()
        least = self.candidates[0].score - self.margin
        return tuple(one.place for one in self.candidates if one.score >= least)
