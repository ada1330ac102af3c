"""Why an asset matters: criteria, what is known of an asset under each, and the order that follows."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What an appraisal rests on."""

    REGISTER = "register"
    """Words of a register entry."""
    COMPUTED = "computed"
    """Counted over the inventory."""
    PERSON = "person"
    """What people assessed, with their reasons."""
    NOTHING = "not assessed"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One respect in which an asset can be significant."""

    id: str
    label: str
    question: str
    """What is asked of the asset."""
    weight: float
    """How much it counts unless a team says otherwise; 0 shows it without counting it."""
    basis: Basis
    """Where its values come from when nobody assesses it."""
    reference: str
    """Where the criterion comes from."""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What is known of an asset under one criterion."""

    criterion: str
    value: float | None
    """0 (none) to 1 (exceptional); None where nothing is known, which is not 0."""
    basis: Basis
    sentence: str
    """The evidence in words, or what is missing."""
    sources: tuple[str, ...] = ()
    """Ids of the register entries or rulings it rests on."""


@dataclass(frozen=True, slots=True)
class Significance:
    """All appraisals of one asset, and what they come to under given weights."""

    asset: str
    appraisals: tuple[Appraisal, ...]
    """One per criterion, in the order of the criteria."""
    score: float
    """Weighted share of all that is possible, 0 to 1; what is not assessed adds nothing."""
    highest: float
    """The same if everything not assessed turned out exceptional."""
    assessed: float
    """Share of the weight that was assessed at all, 0 to 1."""
    rank: int = 0
    """1 is first; equal scores share a rank."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How an asset's place in the order depends on the weights."""

    asset: str
    best: int
    worst: int
    """Best and worst rank over all weights tried."""
    share_in_top: float
    """Share of the weights tried under which it is among the first N."""


@dataclass(frozen=True, slots=True)
class Sway:
    """What one criterion does to the first N: who enters and leaves when it counts nothing, or twice."""

    criterion: str
    factor: float
    """0 or 2, times its weight."""
    enter: tuple[str, ...]
    leave: tuple[str, ...]
    """Ids of assets."""
