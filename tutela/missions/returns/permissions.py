"""What of a visit may be published: what the consents of every party that must agree name, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutela.missions.areas import covers
from tutela.missions.consenting import Agreements, holds, parties_to_agree
from tutela.model.inventory import Asset
from tutela.model.missions import Consent, Mission, Publishing, Standing


@dataclass(frozen=True, slots=True)
class Publishable:
    """What may be published of a visit, and why the rest may not."""

    allowed: frozenset[str]
    """Values of `Publishing`."""
    reasons: Mapping[str, tuple[str, ...]]
    """Kind that stays unpublished -> whose consent does not name it, in sentences."""


def publishable(mission: Mission, asset: Asset, day: str, agreements: Agreements) -> Publishable:
    """What all parties that must agree allow to publish of a visit on a day, by their consents as they stand now.

    A consent that was withdrawn after the visit permits nothing more from then on.
    """
    parties = parties_to_agree(mission, asset, day, agreements.same)
    named = {party: _consents(party, asset, day, agreements) for party in parties}
    reasons: dict[str, tuple[str, ...]] = {}
    for kind in Publishing:
        missing = [said for party in parties if (said := _why_not(party, named[party], kind))]
        if not parties:
            missing.append("nobody is named whose consent it takes")
        if missing:
            reasons[kind.value] = tuple(missing)
    return Publishable(frozenset(kind.value for kind in Publishing if kind.value not in reasons), reasons)


def _consents(party: str, asset: Asset, day: str, agreements: Agreements) -> list[Consent]:
    given = [one for one in agreements.consents if one.party == party and holds(one, asset, day, agreements)]
    return [one for one in given if not _ended(one, asset, agreements)]


def _ended(consent: Consent, asset: Asset, agreements: Agreements) -> bool:
    return any(
        step.party == consent.party
        and step.standing in (Standing.REFUSED, Standing.WITHDRAWN)
        and consent.given <= step.date
        and covers(step.area, asset, agreements.same) is not False
        for step in agreements.consultations
    )


def _why_not(party: str, consents: Sequence[Consent], kind: Publishing) -> str:
    if not consents:
        return f"no consent of {party} in force covers the visit"
    lacking = [one for one in consents if kind.value not in one.may_publish]
    days = ", ".join(dict.fromkeys(one.given for one in lacking))
    return f"the consent of {party} given on {days} does not name it" if lacking else ""
