"""One incident as a record: its period, its origins, why its claims stand together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tutela.incidents.chains import Chains
from tutela.incidents.counting import count_origins, denies, describe_origin
from tutela.incidents.grouping import SHARP_DAYS, Telling, compare
from tutela.incidents.origins import Source
from tutela.incidents.ruled import reasons_ruled
from tutela.model.claims import Claim, Harm
from tutela.model.ids import record_id
from tutela.model.incidents import ClaimOrigins, Incident, Origin
from tutela.model.reasons import Reason
from tutela.model.rulings import Pair
from tutela.model.times import Period, first_day, last_day


def incident_id(claims: Sequence[str]) -> str:
    """The id of an incident, made of its smallest claim; `claims` in their order."""
    return record_id("inc", {"claim": claims[0]})


def incident_of(
    asset: str,
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    origins: Mapping[str, str],
    chains: Chains,
    ruled: Sequence[Pair],
) -> Incident:
    """The incident that these claims tell of; `origins` is claim -> id of its origin."""
    members = sorted(claims, key=lambda claim: claim.id)
    by_origin: dict[str, list[Source]] = defaultdict(list)
    for claim in members:
        by_origin[origins[claim.id]].append(sources[claim.id])
    described = {identity: describe_origin(identity, told, members) for identity, told in sorted(by_origin.items())}
    return Incident(
        id=incident_id([claim.id for claim in members]),
        asset=asset,
        claims=tuple(claim.id for claim in members),
        denials=tuple(claim.id for claim in members if denies(claim)),
        harms=tuple(harm for harm in Harm if any(claim.harm == harm for claim in members)),
        period=period_of(members),
        origins=tuple(described.values()),
        claim_origins=tuple(
            _claim_origins(claim, sources[claim.id], described[origins[claim.id]]) for claim in members
        ),
        count=count_origins(by_origin),
        chain=chains.of(members),
        reasons=(*reasons_together(members), *reasons_ruled(frozenset(claim.id for claim in members), ruled)),
    )


def _claim_origins(claim: Claim, source: Source, origin: Origin) -> ClaimOrigins:
    if source.nearest:
        return ClaimOrigins(claim.id, (origin.id,), f"{source.publisher.words} attributes it to {source.nearest.words}")
    if source.credited:
        return ClaimOrigins(claim.id, (origin.id,), f"no source in the text; it credits {source.credited[0].words}")
    return ClaimOrigins(claim.id, (origin.id,), f"{source.publisher.words} says it in its own voice")


def reasons_together(claims: Sequence[Claim]) -> tuple[Reason, ...]:
    """Why the claims of an incident stand together: what most of its pairs have in common."""
    if len(claims) < 2:
        return ()
    first = Telling(claims[0], None)
    told = [compare(first, Telling(other, None)) for other in claims[1:]]
    best: dict[str, Reason] = {}
    for reason in (reason for reasons in told for reason in reasons if reason.score > 0):
        best.setdefault(reason.signal, reason)
    return tuple(best.values())


def period_of(claims: Sequence[Claim]) -> Period | None:
    """From the earliest to the latest stated day that is not a longer stretch holding shorter ones."""
    stated = [claim.time for claim in claims if claim.time and not denies(claim)]
    closed = [time for time in stated if time.start and time.end]
    if not closed:
        return next(iter(stated), None)
    shortest = min((time.days()[1] - time.days()[0]).days for time in closed)
    sharp = [time for time in closed if (time.days()[1] - time.days()[0]).days <= max(shortest, SHARP_DAYS)]
    start = min((time.start for time in sharp if time.start), key=lambda day: first_day(day))
    end = max((time.end for time in sharp if time.end), key=lambda day: last_day(day))
    return Period(start, end, "from the first to the last day the claims state")
