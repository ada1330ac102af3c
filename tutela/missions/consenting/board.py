"""Where every party stands, and whose consent is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutela.missions.areas import area_label, covers
from tutela.missions.consenting.parties import Agreements, holds, parties_to_agree
from tutela.model.inventory import Asset
from tutela.model.missions import Concern, Consent, Consultation, Mission


@dataclass(frozen=True, slots=True)
class Column:
    """Where one party stands: what it is asked, what it said, what it signed."""

    party: str
    grounds: tuple[str, ...]
    """Why it is asked, with the source of each statement."""
    must_agree: bool
    sites: tuple[str, ...]
    """Ids of the assets that concern it."""
    agreed: tuple[str, ...]
    """Ids of those it has agreed to for at least one day of the mission."""
    steps: tuple[Consultation, ...]
    consents: tuple[Consent, ...]
    unsigned: tuple[str, ...]
    """Ids of consents of which no signed copy was captured."""


def consent_board(mission: Mission, assets: Sequence[Asset], agreements: Agreements) -> tuple[Column, ...]:
    """Where each party named in the brief stands, in the order of the brief."""
    return tuple(_column(party, mission, assets, agreements) for party in _parties(mission))


def _parties(mission: Mission) -> tuple[str, ...]:
    return tuple(dict.fromkeys(concern.party for concern in mission.concerns))


def _column(party: str, mission: Mission, assets: Sequence[Asset], agreements: Agreements) -> Column:
    concerns = [one for one in mission.concerns if one.party == party]
    consents = tuple(one for one in agreements.consents if one.party == party)
    sites = [
        asset for asset in assets if any(covers(one.area, asset, agreements.same) is not False for one in concerns)
    ]
    agreed = [
        asset.id
        for asset in sites
        if any(holds(one, asset, day, agreements) for one in consents for day in mission.days)
    ]
    return Column(
        party,
        tuple(_ground(one) for one in concerns),
        any(one.must_agree for one in concerns),
        tuple(asset.id for asset in sites),
        tuple(agreed),
        tuple(step for step in agreements.consultations if step.party == party),
        consents,
        tuple(one.id for one in consents if not one.copy_sha256),
    )


def _ground(concern: Concern) -> str:
    said = f"{concern.ground.replace('_', ' ')} {area_label(concern.area)}"
    since = f" since {concern.start}" if concern.start else ""
    until = f" until {concern.end}" if concern.end else ""
    return f"{said}{since}{until} ({concern.source or 'no source given'})"


def missing_consents(
    mission: Mission, assets: Sequence[Asset], agreements: Agreements
) -> tuple[tuple[str, tuple[Asset, ...]], ...]:
    """(party, assets it has not agreed to on any day of the mission), in the order of the brief."""
    found = []
    for party in _parties(mission):
        lacking = tuple(
            asset
            for asset in assets
            if any(party in parties_to_agree(mission, asset, day, agreements.same) for day in mission.days)
            and not any(
                holds(one, asset, day, agreements)
                for one in agreements.consents
                if one.party == party
                for day in mission.days
            )
        )
        if lacking:
            found.append((party, lacking))
    return tuple(found)
