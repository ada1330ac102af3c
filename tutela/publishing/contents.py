"""A released case with its records at hand: what belongs to what, and the short numbers readers see (D3, I1)."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tutela.language.names import name_key
from tutela.model.casefile import Assessment, Standing
from tutela.model.claims import Certainty, Claim, Harm, Recording, Statement
from tutela.model.credibility import Rating
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import ClaimOrigins, Incident
from tutela.model.inventory import Asset, Place
from tutela.model.links import Link
from tutela.model.recordings import RecordingSheet
from tutela.model.rulings import Ruling, State, Verdict
from tutela.model.times import first_day
from tutela.publishing.gate import Released

UNNAMED = "unnamed publisher of "
"""How the counting of origins calls the publisher of a document that names none, before the document's name."""
NAME_GOES_ON = re.compile(r"[\w-]")
COUNTS = re.compile(r"; counts ([^;]+)$")


@dataclass(frozen=True, slots=True)
class Contents:
    """Records of a released case by what they belong to."""

    released: Released
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    incidents: tuple[Incident, ...]
    """Those with claims, the best founded first (`by_founding`)."""
    assets: Mapping[str, Asset]
    """Assets that a released claim or incident is about; others would show by their absence what is withheld."""
    places: tuple[Place, ...]
    """Places that released claims name or released assets stand in."""
    around: tuple[Place, ...]
    """Other places, to find one's way by; none when something is withheld: a gap among them would tell."""
    numbers: Mapping[str, str]
    """Record id -> short number: D1 (document), I1 (incident), A1 (asset), R1 (recording), S1 (statement)."""
    incident_of: Mapping[str, str]
    link_of: Mapping[str, Link]
    standing_of: Mapping[str, Standing]
    origins_of: Mapping[str, ClaimOrigins]
    publishers: Mapping[str, Publisher]
    """By every name they are known under."""
    rulings_on: Mapping[str, tuple[Ruling, ...]]
    assessment_of: Mapping[str, Assessment]
    rating_of: Mapping[str, Rating]
    """Incident or claim -> what people rated it or its source."""
    number_of: Mapping[str, str]
    """Name of a document -> its short number."""
    name_lengths: tuple[int, ...]
    """How long these names are, longest first."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements."""
        return self.released.case.statements

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """All recordings."""
        return self.released.case.recordings

    @property
    def loose_claims(self) -> tuple[Claim, ...]:
        """Claims that stand in no incident."""
        return tuple(claim for claim in self.claims.values() if claim.id not in self.incident_of)

    def claims_of(self, incident: Incident) -> tuple[Claim, ...]:
        """The claims of an incident, those that deny it too, in its order."""
        return tuple(self.claims[claim] for claim in incident.claims if claim in self.claims)

    def told_in(self, incident: Incident) -> list[Claim]:
        """The claims of an incident by the day of publication (undated last), then as they stand in the texts."""

        def rank(claim: Claim) -> tuple[str, int, int]:
            day = self.documents[claim.document].day or "9999"
            return day, int(self.numbers[claim.document].removeprefix("D")), claim.quote.start

        return sorted(self.claims_of(incident), key=rank)

    def incidents_of(self, asset: Asset) -> tuple[Incident, ...]:
        """The incidents of one asset."""
        return tuple(incident for incident in self.incidents if incident.asset == asset.id)

    def publisher_of(self, document: Document) -> Publisher | None:
        """The card of a document's publisher, if there is one."""
        return self.publishers.get(document.publisher.value.casefold()) if document.publisher else None

    def plainly(self, text: str) -> str:
        """A reason or label as readers may meet it: documents by their numbers, counts apart from what is counted."""
        first, *told = text.split(UNNAMED)
        text = first + "".join(map(self._numbered, told))
        return COUNTS.sub(r" (counts \1)", text)

    def _numbered(self, text: str) -> str:
        """Words that begin with the name of a document whose publisher is not named: its number instead."""
        for length in self.name_lengths:
            number = self.number_of.get(text[:length])
            if number and not NAME_GOES_ON.match(text, length):
                return f"the publisher of {number} (not named){text[length:]}"
        return f"{UNNAMED}{text}"

    def sheet(self, recording: Recording) -> RecordingSheet | None:
        """What is known of a recording, where that was looked up."""
        return next((one for one in self.released.case.sheets if one.recording == recording.id), None)

    def authentications(self, recording: Recording) -> tuple[Ruling, ...]:
        """The rulings on a recording's authenticity."""
        rulings = self.rulings_on.get(recording.id, ())
        return tuple(ruling for ruling in rulings if ruling.verdict is Verdict.AUTHENTICATE)


def says_unharmed(incident: Incident, claim: Claim) -> bool:
    """Whether a claim says the asset stands unharmed: no denial, since it need not know of what others say."""
    return claim.id in incident.denials and claim.harm is Harm.INTACT and claim.certainty is not Certainty.DENIED


def denies(incident: Incident, claim: Claim) -> bool:
    """Whether a claim denies the harm or the responsibility for it."""
    return claim.id in incident.denials and not says_unharmed(incident, claim)


def contents(released: Released) -> Contents:
    """The records of a released case, put in order."""
    case = released.case
    claims = {claim.id: claim for claim in case.claims}
    standing_of = {standing.incident: standing for standing in case.standings}
    told = [incident for incident in case.incidents if any(claim in claims for claim in incident.claims)]
    incidents = by_founding(told, standing_of, claims)
    concerned = {incident.asset for incident in incidents} | {link.asset for link in case.links if link.claim in claims}
    assets = {asset.id: asset for asset in case.assets if asset.id in concerned}
    named = tuple(_named_places(case.places, assets.values(), claims.values()))
    rulings: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in case.rulings:
        rulings[ruling.record].append(ruling)
    numbers = _numbers(released, incidents, assets)
    return Contents(
        released,
        {document.id: document for document in case.documents},
        claims,
        incidents,
        assets,
        named,
        () if released.withheld else tuple(place for place in case.places if place not in named),
        numbers,
        {claim: incident.id for incident in incidents for claim in incident.claims},
        {link.claim: link for link in case.links},
        standing_of,
        {item.claim: item for incident in incidents for item in incident.claim_origins},
        {name.casefold(): card for card in reversed(case.publishers) for name in (*card.other_names, card.name)},
        {record: tuple(items) for record, items in rulings.items()},
        {item.recording: item for item in case.assessments},
        {rating.record: rating for rating in case.ratings},
        {document.name: numbers[document.id] for document in case.documents},
        tuple(sorted({len(document.name) for document in case.documents}, reverse=True)),
    )


CONFIRMED = (State.INSTITUTIONALLY_VERIFIED, State.FIELD_CONFIRMED, State.REMOTE_CONFIRMED)
"""States that stand before all others, in this order: two persons ruled so."""
SET_ASIDE = (State.NO_DAMAGE_OBSERVED, State.NOT_ASSESSABLE, State.SUPERSEDED)
"""States that stand after all others, in this order."""


def by_founding(
    incidents: Iterable[Incident], standing_of: Mapping[str, Standing], claims: Mapping[str, Claim]
) -> tuple[Incident, ...]:
    """Incidents by how well founded they are.

    First those two persons confirmed; then all others, whether denied or not, so that nobody can push one down by
    denying it; then those in which nobody tells of harm, and those set aside. Within these: more independent origins
    shown (at least), more documents, the earlier first day. No name and no party decides.
    """

    def rank(incident: Incident) -> tuple[int, int, int]:
        told = [claims[claim] for claim in incident.claims if claim in claims]
        standing = standing_of.get(incident.id)
        unharmed = all(says_unharmed(incident, claim) for claim in told)
        documents = len({claim.document for claim in told})
        return (_step(standing.state if standing else None, unharmed), -incident.count.at_least, -documents)

    return tuple(sorted(in_time(incidents), key=rank))


def _step(state: State | None, unharmed: bool) -> int:
    if state in CONFIRMED:
        return CONFIRMED.index(state)
    if state in SET_ASIDE:
        return len(CONFIRMED) + 2 + SET_ASIDE.index(state)
    return len(CONFIRMED) + unharmed


def in_time(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents by the first day they may have happened; those without a date last; ties in the order given."""
    return tuple(sorted(incidents, key=_first_day))


def _first_day(incident: Incident) -> dt.date:
    stated = incident.period and (incident.period.start or incident.period.end)
    return first_day(stated) if stated else dt.date.max


def _numbers(released: Released, incidents: Iterable[Incident], assets: Iterable[str]) -> dict[str, str]:
    case = released.case
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("D", (item.id for item in case.documents)),
        ("I", (item.id for item in incidents)),
        ("A", assets),
        ("R", (item.id for item in case.recordings)),
        ("S", (item.id for item in case.statements)),
    )
    return {record: f"{letter}{number}" for letter, ids in kinds for number, record in enumerate(ids, 1)}


def _named_places(places: Iterable[Place], assets: Iterable[Asset], claims: Iterable[Claim]) -> Iterable[Place]:
    named = {name_key(name.text) for asset in assets for name in asset.settlements}
    named |= {name_key(words.exact) for claim in claims for words in claim.places}
    named.discard(frozenset())
    return (place for place in places if any(name_key(name.text) in named for name in place.names))
