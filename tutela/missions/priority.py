"""Which sites should be seen first: a product of factors, every one shown with its value and its reason."""

import datetime as dt
import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import yaml

from tutela.model.casefile import Standing
from tutela.model.claims import Harm
from tutela.model.errors import InputError
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.missions import Outcome, Priority, Share, Visit
from tutela.model.ranks import shared_ranks
from tutela.model.reasons import Reason
from tutela.model.rulings import State
from tutela.model.significance import Significance
from tutela.model.times import last_day

EXACT = 9
"""Decimals to which scores are compared, so that the order of multiplying decides no tie."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one asset before a mission."""

    asset: Asset
    significance: Significance | None = None
    incidents: tuple[tuple[Incident, Standing], ...] = ()
    """What was published of it, and how far that is established."""
    visits: tuple[Visit, ...] = ()
    feasible: float | None = None
    """Share of the teams' days on which a stop there is permitted, 0 to 1; None where nobody has asked yet."""


@functools.cache
def _table() -> Mapping[str, Any]:
    text = resources.files("tutela.missions").joinpath("priority.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def factor_labels() -> dict[str, str]:
    """Factor -> what people call it, in the order shown."""
    return {one["id"]: one["label"] for one in _table()["factors"]}


def factor_weights(given: Iterable[tuple[str, float]] = ()) -> dict[str, float]:
    """Weight of every factor, with those a team gives in place of the packaged ones.

    Raises:
        InputError: there is no such factor, a weight is below 0, or all are 0.

    >>> factor_weights([("harm", 2)])["harm"]
    2
    """
    weights = {one["id"]: float(one["weight"]) for one in _table()["factors"]}
    for name, weight in given:
        if name not in weights:
            raise InputError(f"{name!r} is no factor of the priority.", f"They are: {', '.join(weights)}.")
        if not (0 <= weight < math.inf):
            raise InputError(f"The weight of {name} is {weight}.", "Give 0 or more.")
        weights[name] = weight
    if not any(weights.values()):
        raise InputError("All weights of the priority are 0.", "Give one above 0.")
    return weights


def priorities(known: Sequence[Known], today: str, weights: Mapping[str, float] | None = None) -> tuple[Priority, ...]:
    """Every asset with its score and rank, the first to be seen first; what ties shares a rank.

    Args:
        today: the day (ISO 8601) from which time since last seen is counted.
        weights: as `factor_weights` gives them.
    """
    counted = factor_weights() if weights is None else weights
    scored = [_priority(one, dt.date.fromisoformat(today), counted) for one in known]
    ordered = sorted(scored, key=lambda one: -one.score)
    ranks = shared_ranks(one.score for one in ordered)
    return tuple(replace(one, rank=rank) for one, rank in zip(ordered, ranks, strict=True))


def _priority(known: Known, today: dt.date, weights: Mapping[str, float]) -> Priority:
    found = [_significance(known), _harm(known), _uncertainty(known), _unseen(known, today), _feasibility(known)]
    factors = tuple(one for one in found if one is not None)
    told = {one.signal for one in factors}
    return Priority(
        known.asset.id,
        round(_product(factors, weights), EXACT),
        factors,
        unknown=tuple(name for name in factor_labels() if name not in told),
    )


def _product(factors: Sequence[Reason], weights: Mapping[str, float]) -> float:
    least = _table()["least"]
    whole = sum(weights[one.signal] for one in factors)
    if not whole:
        return 0.0
    logs = sum(weights[one.signal] * math.log(max(one.score, least)) for one in factors)
    return math.exp(logs / whole)


def _significance(known: Known) -> Reason | None:
    found = known.significance
    if found is None:
        return None
    return Reason(
        "significance", f"significance {found.score:.2f} of 1, rank {found.rank} of the inventory", found.score
    )


def _harm(known: Known) -> Reason:
    told = {harm for incident, _ in known.incidents for harm in incident.harms}
    if not told:
        return Reason("harm", "no harm or threat to it is reported", 0.0)
    worth = _table()["harms"]
    gravest = max(told, key=lambda harm: (worth[harm], -list(Harm).index(harm)))
    said = f"reported {gravest} in {_incidents(known, gravest)}"
    return Reason("harm", said, worth[gravest])


def _incidents(known: Known, harm: Harm) -> str:
    number = sum(harm in incident.harms for incident, _ in known.incidents)
    return "1 incident" if number == 1 else f"{number} incidents"


def _uncertainty(known: Known) -> Reason:
    table = _table()
    if not known.incidents:
        return Reason("uncertainty", "nothing is published about its condition", table["nothing_published"])
    values = {standing: _unsure(standing, table["states"]) for _, standing in known.incidents}
    most = max(values, key=lambda standing: values[standing])
    state = State.DISPUTED if most.disputed else most.state
    return Reason("uncertainty", f"what is reported is {state.value.replace('_', ' ')}", values[most])


def _unsure(standing: Standing, states: Mapping[str, float]) -> float:
    own = states[standing.state.value]
    return max(own, states["disputed"]) if standing.disputed else own


def _unseen(known: Known, today: dt.date) -> Reason:
    seen = [_day(visit.at) for visit in known.visits if visit.outcome in (Outcome.VISITED, Outcome.PARTLY)]
    seen += [
        last_day(incident.period.end)
        for incident, standing in known.incidents
        if standing.state in (State.REMOTE_CONFIRMED, State.FIELD_CONFIRMED) and incident.period and incident.period.end
    ]
    if not seen:
        return Reason("unseen", "no visit and no confirmed observation of it is recorded", 1.0)
    days = max(0, (today - max(seen)).days)
    fading = 1 - math.exp(-days / _table()["fading_days"])
    return Reason("unseen", f"last seen {days} days ago, on {max(seen).isoformat()}", fading)


def _day(at: str) -> dt.date:
    return dt.date.fromisoformat(at[:10])


def _feasibility(known: Known) -> Reason | None:
    if known.feasible is None:
        return None
    if not known.feasible:
        return Reason("feasibility", "no team may go there on any day of the mission", 0.0)
    return Reason("feasibility", f"permitted on {known.feasible:.0%} of the teams' days", known.feasible)


def balance_between(chosen: Iterable[str], assets: Sequence[Asset]) -> tuple[Share, ...]:
    """How the chosen sites divide between communities' heritage, beside how the candidates do; the largest first.

    Communities with equally many candidates stand in the order of the inventory.
    """
    taken = set(chosen)
    candidates = Counter(asset.community for asset in assets)
    picked = Counter(asset.community for asset in assets if asset.id in taken)
    return tuple(Share(name, picked[name], number) for name, number in candidates.most_common())
