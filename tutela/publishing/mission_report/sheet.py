"""All that a mission report is made of, and the gate that a visit passes before it stands in one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tutela.model.missions import Difference, MissionSheet, Observation, Publishing, Visit


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit as it may be told, with what is said of it."""

    visit: Visit
    allowed: frozenset[str]
    """What may be published (values of `Publishing`)."""
    withheld: tuple[str, ...]
    """Why the rest may not, in sentences."""
    observation: Observation | None = None
    """None where nothing was observed, or its condition may not be published."""
    accepted: tuple[str, ...] = ()
    """Who accepted it."""
    differences: tuple[Difference, ...] = ()
    before: str = ""
    """What grade was told of the site before, and by whom."""


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """What a mission report tells: everything in it has passed the gate."""

    sheet: MissionSheet
    """Of assets, consents and steps; withheld ones left out."""
    seen: tuple[Seen, ...]
    not_seen: tuple[tuple[str, str], ...]
    """(asset, why), attributed."""
    turned_away: tuple[tuple[str, str], ...]
    """(asset, who writes when that access was refused); part of `not_seen`."""
    rejected: int
    """Visits that a ruling rejected."""
    grades: tuple[tuple[str, str, str], ...]
    """(grade, what it means, what other scales call it)."""
    words: Mapping[str, Mapping[str, str]]
    """List of answers -> code -> what it says in English."""
    photos: Mapping[str, bytes] = field(default_factory=dict)
    """SHA-256 of an original -> a small JPEG that says nothing of itself."""
    software: str = ""
    state: str = ""
    """Hash of the ledger's newest entry."""
    state_at: str = ""
    """When it was written: the report of one state is the same whenever it is made."""
    hours_kept: tuple[str, ...] = ()
    """Visits that lay outside the days and hours agreed, in sentences."""


def opened(visit: Visit, allowed: frozenset[str], mask: Callable[[str], str]) -> Visit:
    """A visit with only what may be published; names that are withheld are masked in every text of it."""
    shown = replace(visit, reason=mask(visit.reason), observer=mask(visit.observer), answers=(), remarks=())
    if Publishing.CONDITION not in allowed:
        shown = replace(shown, grade=None, extent="", effects=(), causes=(), threats=(), urgent=())
    if Publishing.PHOTOS not in allowed:
        shown = replace(shown, photos=(), pictures=())
    if Publishing.POSITION not in allowed:
        shown = replace(shown, position=None)
    if Publishing.REPORT not in allowed:
        shown = replace(shown, notes="", statements=())
    return replace(
        shown,
        notes=mask(shown.notes),
        statements=tuple(map(mask, shown.statements)),
        effects=tuple(map(mask, shown.effects)),
        causes=tuple(map(mask, shown.causes)),
        threats=tuple(map(mask, shown.threats)),
        urgent=tuple(map(mask, shown.urgent)),
        pictures=tuple(replace(one, shows=mask(one.shows)) for one in shown.pictures),
    )
