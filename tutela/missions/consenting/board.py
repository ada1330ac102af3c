"""Where every party stands, and whose consent is still missing."""

from collections.abc import Sequence

from tutela.missions.areas import area_label, covers
from tutela.missions.consenting.parties import Agreements, holds, parties_to_agree
from tutela.model.inventory import Asset
from tutela.model.missions import Concern, Mission, PartyStanding


def consent_board(mission: Mission, assets: Sequence[Asset], agreements: Agreements) -> tuple[PartyStanding, ...]:
    """Where each party named in the brief stands, in the order of the brief."""
    return tuple(_standing(party, mission, assets, agreements) for party in _parties(mission))


def _parties(mission: Mission) -> tuple[str, ...]:
    return tuple(dict.fromkeys(concern.party for concern in mission.concerns))


def _standing(party: str, mission: Mission, assets: Sequence[Asset], agreements: Agreements) -> PartyStanding:
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
    return PartyStanding(
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
