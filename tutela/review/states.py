"""Where an incident stands and why, computed from claims, origins and rulings.

From remote_confirmed on, and for the authenticity of a recording, two persons have to say so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutela.model.casefile import Assessment, Standing
from tutela.model.claims import Certainty, Claim, Harm, Recording
from tutela.model.errors import RulingRefused, SecondPersonNeeded
from tutela.model.incidents import Incident
from tutela.model.rulings import Ruling, State, Verdict
from tutela.review.force import value_set
from tutela.review.persons import person_key

STATE = "state"
AUTHENTICITY = "authenticity"

CONFIRMED_STATES = (
    State.REMOTE_CONFIRMED,
    State.FIELD_CONFIRMED,
    State.INSTITUTIONALLY_VERIFIED,
    State.NOT_ASSESSABLE,
    State.NO_DAMAGE_OBSERVED,
)
"""States that only two persons can give; the others are computed from the records."""

NOT_ASSESSED = "not_assessed"
AUTHENTICITIES = ("authentic", "not_authentic", "inconclusive")
"""What two persons can find of a recording; a ruling that names none means the first."""

ORIGINS_FOR_CORROBORATION = 2
"""Admiralty credibility 1 asks for confirmation by other independent sources: at least two origins."""

_WORDS = {
    State.REMOTE_CONFIRMED: "confirmed from remote evidence",
    State.FIELD_CONFIRMED: "confirmed on the ground",
    State.INSTITUTIONALLY_VERIFIED: "verified by an institution",
    State.NOT_ASSESSABLE: "not assessable",
    State.NO_DAMAGE_OBSERVED: "no damage observed",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What persons say of one question on one record."""

    confirmed: str | None
    """The value that two different persons gave; the one completed last where there are several."""
    proposed: tuple[str, ...] = ()
    """Values that one person gave and nobody confirmed."""


def finding(
    rulings: Iterable[Ruling], records: Iterable[str], verdict: Verdict, field: str, default: str = ""
) -> Finding:
    """The finding of all rulings in force that set `field` on any of `records` (a record's id and its aliases)."""
    ids = set(records)
    persons: dict[str, set[str]] = {}
    confirmed: str | None = None
    for ruling in rulings:
        if ruling.record not in ids or ruling.verdict is not verdict:
            continue
        value = value_set(ruling, field) or default
        if not value:
            continue
        persons.setdefault(value, set()).add(person_key(ruling.by))
        if len(persons[value]) >= 2:
            confirmed = value
    return Finding(confirmed, tuple(value for value, who in persons.items() if len(who) < 2))


def check_second_person(
    ruling: Ruling, earlier: Iterable[Ruling], records: Iterable[str], field: str, default: str = ""
) -> None:
    """See that a person does not confirm their own word.

    Raises:
        SecondPersonNeeded: the same person has already said this of this record.
    """
    value, ids = value_set(ruling, field) or default, set(records)
    for other in earlier:
        said = value_set(other, field) or default
        alike = other.record in ids and other.verdict is ruling.verdict and said == value
        if alike and person_key(other.by) == person_key(ruling.by):
            raise SecondPersonNeeded(
                f"{ruling.by} has already ruled {field} {value} on {ruling.record} (ruling {other.id}).",
                f"Another person than {other.by} has to confirm it.",
            )


def check_state(value: str) -> State:
    """A state that a person may propose.

    Raises:
        RulingRefused: there is no such state, or it is computed and never typed in.
    """
    allowed = "A person can propose: " + ", ".join(CONFIRMED_STATES) + "."
    if value not in list(State):
        raise RulingRefused(f"There is no state {value!r}.", allowed)
    if value not in CONFIRMED_STATES:
        raise RulingRefused(f"The state {value!r} is computed from claims and origins, never typed in.", allowed)
    return State(value)


def standings(
    incidents: Sequence[Incident], claims: Iterable[Claim], rulings: Sequence[Ruling]
) -> tuple[Standing, ...]:
    """The standing of every incident; `rulings` are those in force."""
    known = {claim.id: claim for claim in claims}
    return tuple(standing(incident, known, rulings) for incident in incidents)


def standing(incident: Incident, claims: Mapping[str, Claim], rulings: Iterable[Ruling]) -> Standing:
    """Where one incident stands, with the sentence that says why."""
    found = finding(rulings, (incident.id, *incident.aliases), Verdict.CORRECT, STATE)
    disputed = bool(_denying(incident, claims))
    state = _state(incident, found, disputed)
    parts = [*_confirmation(found), _origins(incident), _denial(incident, claims)]
    return Standing(incident.id, state, "; ".join(parts), disputed, _unknowns(incident, claims))


def _state(incident: Incident, found: Finding, disputed: bool) -> State:
    if found.confirmed:
        return State(found.confirmed)
    if disputed:
        return State.DISPUTED
    if incident.count.at_least >= ORIGINS_FOR_CORROBORATION:
        return State.CORROBORATED
    return State.REPORTED


def _confirmation(found: Finding) -> list[str]:
    parts = [f"two persons have ruled it {_WORDS[State(found.confirmed)]}"] if found.confirmed else []
    for value in found.proposed:
        parts.append(f"one person proposes '{_WORDS[State(value)]}', a second person has to confirm")
    return parts


def _origins(incident: Incident) -> str:
    count = incident.count
    if count.at_most == 0:
        return "no origin could be found"
    word = "origin" if count.at_most == 1 else "origins"
    return f"{count} independent {word}"


def _denying(incident: Incident, claims: Mapping[str, Claim]) -> list[str]:
    """The claims that deny it. Who merely says the asset stands unharmed need not know of what others say."""
    return [id_ for id_ in incident.denials if not _says_unharmed(claims.get(id_))]


def _says_unharmed(claim: Claim | None) -> bool:
    return claim is not None and claim.harm is Harm.INTACT and claim.certainty is not Certainty.DENIED


def _denial(incident: Incident, claims: Mapping[str, Claim]) -> str:
    denying = _denying(incident, claims)
    unharmed = len(incident.denials) - len(denying)
    beside = f"; {unharmed} claim{'s say' if unharmed > 1 else ' says'} it is unharmed" if unharmed else ""
    if not denying:
        return f"nobody denies it in the documents read{beside}"
    speakers = [
        claim.attribution[0].words.exact if claim.attribution else "a publication in its own voice"
        for claim in (claims.get(id_) for id_ in denying)
        if claim is not None
    ]
    number = len(denying)
    told = f": {', '.join(dict.fromkeys(speakers))}" if speakers else ""
    return f"{number} claim{'s deny' if number > 1 else ' denies'} it or the responsibility for it{told}{beside}"


def _unknowns(incident: Incident, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    members = [claims[id_] for id_ in incident.claims if id_ in claims]
    period = incident.period
    checks = (
        (period is None or (period.start is None and period.end is None), "When it happened is not said."),
        (
            period is not None and (period.start is None) != (period.end is None),
            "It is dated on one side only: not before, or not after, a day.",
        ),
        (not any(claim.actor for claim in members), "Nobody is named as having done it."),
        (not any(claim.means for claim in members), "By what means is not said."),
        (not any(claim.evidence for claim in members), "No evidence is cited."),
        (
            incident.count.at_least < incident.count.at_most,
            f"Between {incident.count.at_least} and {incident.count.at_most} origins stand behind it: "
            "not every source could be followed back.",
        ),
    )
    return tuple(sentence for holds, sentence in checks if holds)


def assessments(recordings: Iterable[Recording], rulings: Sequence[Ruling]) -> tuple[Assessment, ...]:
    """What two persons found of the authenticity of each recording; `rulings` are those in force."""
    return tuple(assessment(recording, rulings) for recording in recordings)


def assessment(recording: Recording, rulings: Iterable[Ruling]) -> Assessment:
    """Whether a recording's authenticity was assessed, by rulings alone."""
    found = finding(rulings, (recording.id,), Verdict.AUTHENTICATE, AUTHENTICITY, AUTHENTICITIES[0])
    if found.confirmed:
        return Assessment(recording.id, found.confirmed, f"Two persons have assessed it: {_plain(found.confirmed)}.")
    if found.proposed:
        said = " and ".join(f"'{_plain(value)}'" for value in found.proposed)
        return Assessment(recording.id, NOT_ASSESSED, f"One person says {said}; a second person has to confirm.")
    return Assessment(recording.id, NOT_ASSESSED, "Nobody has assessed its authenticity.")


def _plain(value: str) -> str:
    return value.replace("_", " ")


def check_authenticity(value: str) -> None:
    """See that an assessment is one of those there are.

    Raises:
        RulingRefused: it is not.
    """
    if value not in AUTHENTICITIES:
        raise RulingRefused(f"There is no authenticity {value!r}.", "It can be: " + ", ".join(AUTHENTICITIES) + ".")
