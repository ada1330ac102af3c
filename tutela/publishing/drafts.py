"""What waits for a person before it may leave the house, and what an incident is without it."""

import datetime as dt
from collections.abc import Collection, Container, Sequence
from dataclasses import replace

from tutela.model.casefile import CaseFile, Standing
from tutela.model.claims import Claim, Support
from tutela.model.credibility import Credibility, Rating
from tutela.model.incidents import Incident, Interest, Origin, OriginCount
from tutela.model.rulings import State
from tutela.model.times import Period

SHOWN_BY = 2
"""Independent origins from which an incident can be called confirmed by other sources."""
CHECKED = "ruling"
"""Signal of the reason that a person's ruling leaves on a claim."""
WAITS_SENTENCE = "Further claims about it wait for a person to check them; they are not shown and not counted."


def is_checked(claim: Claim) -> bool:
    """Whether a person has accepted or corrected a claim."""
    return any(reason.signal == CHECKED for reason in claim.reasons)


def unchecked(case: CaseFile) -> frozenset[str]:
    """Claims that no reader of ours could tie, or that a language model alone reads, and that nobody has checked."""
    guesses = (claim for claim in case.claims if claim.support in (Support.SAME_SENTENCE, Support.MODEL))
    return frozenset(claim.id for claim in guesses if not is_checked(claim))


def without_claims(case: CaseFile, gone: Collection[str]) -> CaseFile:
    """The case without some claims, and without the incidents that rest on nothing else."""
    if not gone:
        return case
    claims = tuple(claim for claim in case.claims if claim.id not in gone)
    left = {claim.id: claim for claim in claims}
    incidents = tuple(_without(incident, left) for incident in case.incidents if not _gone_whole(incident, left))
    told = {incident.id for incident in incidents}
    before = {incident.id: incident for incident in case.incidents}
    cut = {new.id: new for new in incidents if _stands_otherwise(new, before[new.id])}
    return replace(
        case,
        claims=claims,
        links=tuple(link for link in case.links if link.claim not in gone),
        incidents=incidents,
        standings=tuple(
            _restated(standing, cut[standing.incident]) if standing.incident in cut else standing
            for standing in case.standings
            if standing.incident in told
        ),
        ratings=tuple(one for one in case.ratings if one.record in told or one.record in left),
        rulings=tuple(ruling for ruling in case.rulings if ruling.record not in gone and ruling.target not in gone),
    )


def _gone_whole(incident: Incident, left: Container[str]) -> bool:
    return not any(claim in left for claim in incident.claims)


def _stands_otherwise(new: Incident, old: Incident) -> bool:
    return new.count != old.count or new.denials != old.denials


def _without(incident: Incident, left: dict[str, Claim]) -> Incident:
    kept = tuple(claim for claim in incident.claims if claim in left)
    if kept == incident.claims:
        return incident
    traced = tuple(item for item in incident.claim_origins if item.claim in left)
    named = {key for item in traced for key in item.origins}
    lost = {origin.id for origin in incident.origins} - named
    documents = {left[claim].document for claim in kept}
    incident = retold(incident, [left[claim] for claim in kept])
    return replace(
        incident,
        claims=kept,
        denials=tuple(claim for claim in incident.denials if claim in left),
        origins=tuple(origin for origin in incident.origins if origin.id in named),
        claim_origins=traced,
        count=_lessened(incident.count, len(lost)),
        chain=tuple(edge for edge in incident.chain if edge.source in documents and edge.target not in lost),
        drift=tuple(drift for drift in incident.drift if drift.earlier in left and drift.later in left),
        reasons=(),
    )


def _lessened(count: OriginCount, lost: int) -> OriginCount:
    """The interval without some origins, of which each may or may not have been counted."""
    if not lost:
        return count
    return OriginCount(max(0, count.at_least - lost), count.at_most, (WAITS_SENTENCE.rstrip("."),))


def retold(incident: Incident, claims: Sequence[Claim]) -> Incident:
    """The incident with no harm and no time but what these claims tell, and nothing of anybody's interest: a claim left
    out may have shown it."""
    told = {claim.harm for claim in claims}
    bounds = {bound for claim in claims if claim.time for bound in (claim.time.start, claim.time.end)}
    period = incident.period
    if period and not {period.start, period.end} - {None} <= bounds:
        period = _hull([claim.time for claim in claims if claim.time])
    harms = tuple(harm for harm in incident.harms if harm in told)
    return replace(incident, harms=harms, period=period, origins=tuple(map(_without_interest, incident.origins)))


def _without_interest(origin: Origin) -> Origin:
    reasons = tuple(reason for reason in origin.reasons if reason.signal != "interest")
    return replace(origin, interest=Interest.UNKNOWN, reasons=reasons)


def _hull(times: Sequence[Period]) -> Period | None:
    """From the first to the last day that some times may mean; open where none of them has a bound."""
    starts = [time.start for time in times if time.start]
    ends = [time.end for time in times if time.end]
    return Period(min(starts, default=None), max(ends, default=None), "what its claims give") if times else None


def _restated(standing: Standing, incident: Incident) -> Standing:
    """A state that unchecked claims brought about does not outlast them."""
    state, disputed = standing.state, standing.disputed and bool(incident.denials)
    unsupported = state is State.CORROBORATED and incident.count.at_least < 2
    if unsupported or (state is State.DISPUTED and not disputed):
        state = State.REPORTED
    return replace(standing, state=state, disputed=disputed, sentence=WAITS_SENTENCE)


NOT_BORNE_OUT = "What is shown here does not bear out the rating it was given."


def borne_out(case: CaseFile) -> CaseFile:
    """The case without "confirmed by other independent sources" where what is shown does not show two origins."""
    shown = {incident.id for incident in case.incidents if incident.count.at_least >= SHOWN_BY}
    ratings = (
        Rating(rating.record, Credibility.UNJUDGED, NOT_BORNE_OUT)
        if rating.grade == Credibility.CONFIRMED and rating.record not in shown
        else rating
        for rating in case.ratings
    )
    return replace(case, ratings=tuple(ratings))


def as_of(case: CaseFile) -> CaseFile:
    """The case dated by its newest record, so that the same records give the same bytes whenever they are published."""
    shown = {document.id for document in case.documents}
    times = [time for key, time in case.captured_at.items() if key in shown]
    times += [ruling.at for ruling in case.rulings]
    return replace(case, made_at=max(times, key=_utc, default=case.made_at))


def _utc(stamp: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(stamp)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
