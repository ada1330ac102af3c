"""Statements of the gazetteer on who administers a mission's places: shown to people, never assumed by the program."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tutela.missions.consenting import in_force
from tutela.model.gazetteer import PlaceContext
from tutela.model.inventory import Administration, Asset
from tutela.model.missions import MissionSheet
from tutela.workspace.gazetteers import gazetteer_of
from tutela.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A statement the gazetteer holds about places of a mission, to be taken into the brief or not."""

    by: str
    basis: str
    source: str
    places: tuple[str, ...]
    """Names of the places, as the inventory writes them first."""
    named: bool
    """Whether the brief names a party of exactly this name."""

    @property
    def sentence(self) -> str:
        """The statement in words, with its source."""
        basis = f" ({self.basis})" if self.basis else ""
        shown = ", ".join(self.places[:3]) + (f" and {len(self.places) - 3} more" if len(self.places) > 3 else "")
        return f"{self.by}{basis}: {shown}; says {self.source or 'nobody named'}"


def suggested_concerns(workspace: Workspace, sheet: MissionSheet) -> tuple[Suggestion, ...]:
    """Who is said to administer the places of the candidates on any day of the mission, and by whom it is said.

    Statements of different sources may contradict each other; all are given, in the order of the inventory.
    """
    gazetteer = gazetteer_of(workspace)
    told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for asset in sheet.assets.values():
        for name, context in _asked(asset):
            place = gazetteer.resolve(name, context).place
            if place is None:
                continue
            for one in _in_force(place.administered, sheet.mission.days):
                if name not in told[one.by, one.basis, one.source]:
                    told[one.by, one.basis, one.source].append(name)
    parties = {concern.party for concern in sheet.mission.concerns}
    return tuple(
        Suggestion(by, basis, source, tuple(places), by in parties) for (by, basis, source), places in told.items()
    )


def _asked(asset: Asset) -> list[tuple[str, PlaceContext]]:
    near = (asset.position,) if asset.position else ()
    context = PlaceContext(within=tuple(name.text for name in asset.districts), near=near)
    return [(name.text, context) for name in asset.settlements[:1]]


def _in_force(statements: Iterable[Administration], days: Iterable[str]) -> list[Administration]:
    return [one for one in statements if any(in_force(one.start, one.end, day) for day in days)]
