"""Who must agree to a visit, and whose consent holds where and when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tutela.missions.areas import SameName, area_label, covers
from tutela.model.inventory import Asset
from tutela.model.missions import Concern, Consent, Consultation, Mission, Standing
from tutela.model.times import first_day, last_day

SAID = {
    Standing.PROPOSED: "was asked on {date} and has not answered",
    Standing.UNDER_DISCUSSION: "is discussing it since {date}",
    Standing.AGREED: "agreed on {date}, but no signed consent is recorded",
    Standing.REFUSED: "refused on {date}",
    Standing.WITHDRAWN: "withdrew its consent on {date}",
}


@dataclass(frozen=True, slots=True)
class Agreements:
    """What is recorded of consulting: the ground on which permissions are given."""

    consents: Sequence[Consent]
    consultations: Sequence[Consultation]
    same: SameName
    """Whether two names name one place."""


def in_force(start: str, end: str, day: str) -> bool:
    """Whether a day lies between two partial dates; an empty one leaves that side open.

    >>> in_force("2026-05", "2026-05", "2026-05-31"), in_force("2026-05-02", "", "2026-05-01")
    (True, False)
    """
    on = dt.date.fromisoformat(day)
    return (not start or first_day(start) <= on) and (not end or on <= last_day(end))


def concerned(mission: Mission, asset: Asset, day: str, same: SameName) -> tuple[Concern, ...]:
    """Concerns that hold for an asset on a day, those too of which nobody knows whether they reach it."""
    return tuple(
        concern
        for concern in mission.concerns
        if in_force(concern.start, concern.end, day) and covers(concern.area, asset, same) is not False
    )


def parties_to_agree(mission: Mission, asset: Asset, day: str, same: SameName) -> tuple[str, ...]:
    """Parties without whose consent nothing is planned at an asset on a day, each once, in the order of the brief."""
    return tuple(dict.fromkeys(one.party for one in concerned(mission, asset, day, same) if one.must_agree))


def latest_consultation(
    party: str, asset: Asset, agreements: Agreements, day: str = "9999-12-31"
) -> Consultation | None:
    """The last step of consulting a party about an asset up to a day; of several of one day the last recorded."""
    steps = [
        step
        for step in agreements.consultations
        if step.party == party and step.date <= day and covers(step.area, asset, agreements.same)
    ]
    return sorted(steps, key=lambda step: step.date)[-1] if steps else None


def holds(consent: Consent, asset: Asset, day: str, agreements: Agreements) -> bool:
    """Whether a consent covers an asset on a day and was neither refused nor withdrawn since it was given."""
    if not (consent.start <= day <= consent.end and covers(consent.area, asset, agreements.same)):
        return False
    return not any(
        step.party == consent.party
        and step.standing in (Standing.REFUSED, Standing.WITHDRAWN)
        and consent.given <= step.date <= day
        and covers(step.area, asset, agreements.same) is not False
        for step in agreements.consultations
    )


def why_none_holds(party: str, given: Sequence[Consent], asset: Asset, day: str, agreements: Agreements) -> str:
    """Why no consent of a party holds: the nearest miss, or how far consulting has come."""
    step = latest_consultation(party, asset, agreements, day)
    here = [one for one in given if covers(one.area, asset, agreements.same)]
    if step and step.standing in (Standing.REFUSED, Standing.WITHDRAWN):
        return f"{party} {SAID[step.standing].format(date=step.date)}"
    if later := [one for one in here if day < one.start]:
        return f"{party}'s consent begins on {min(one.start for one in later)}"
    if ended := [one for one in here if one.end < day]:
        return f"{party}'s consent ended on {max(one.end for one in ended)}"
    if step:
        return f"{party} {SAID[step.standing].format(date=step.date)}"
    if given:
        return f"{party}'s consent is for {', '.join(sorted({area_label(one.area) for one in given}))} only"
    return f"{party} has not been asked"
