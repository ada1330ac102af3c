"""What the dossier's pages ask of a released case: where an incident stands, what is not known, who says what."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutela.model.claims import Claim, Recording, Saying
from tutela.model.documents import Document
from tutela.model.gazetteer import is_gazetteer
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.passages import Passage
from tutela.model.rulings import Verdict
from tutela.model.times import PARTIAL_DATE, first_day
from tutela.publishing import wording
from tutela.publishing.contents import Contents, denies, says_unharmed
from tutela.publishing.drafts import is_checked

UNHARMED_ONLY = "nobody in the documents read tells of harm here; the asset is said to stand unharmed"


def state_of(held: Contents, incident: Incident) -> tuple[str, str] | None:
    """An incident's state and why, in words; None when review gave none."""
    standing, claims = held.standing_of.get(incident.id), held.claims_of(incident)
    if standing is None:
        return None
    if claims and all(says_unharmed(incident, claim) for claim in claims):
        return "said to be unharmed", UNHARMED_ONLY
    sentence = standing.sentence
    if any(says_unharmed(incident, claim) for claim in claims):
        named = dict.fromkeys(nearest(held, claim) for claim in claims if denies(incident, claim))
        denied = f"; denied by {wording.joined(list(named))}" if named else ""
        sentence = f"{wording.origins_said(incident.count)}{denied}; other sources say that it stands unharmed"
    return wording.word("state", standing.state), sentence


def passages_shown(held: Contents) -> dict[str, list[tuple[Passage, str]]]:
    """Claim id -> its passages, each with the claim of its incident that shows it already; empty for the first."""
    found = {claim.id: [(passage, "") for passage in claim.passages] for claim in held.loose_claims}
    for incident in held.incidents:
        shown: dict[Passage, str] = {}
        for claim in (*tellings_of(held, incident), *unharmed_of(held, incident), *denials_of(held, incident)):
            found[claim.id] = [(passage, shown.get(passage, "")) for passage in claim.passages]
            shown |= {passage: claim.id for passage in claim.passages if passage not in shown}
    return found


def tellings_of(held: Contents, incident: Incident) -> list[Claim]:
    """The claims that tell of the harm, by the day their documents were published."""
    return [claim for claim in held.told_in(incident) if claim.id not in incident.denials]


def unharmed_of(held: Contents, incident: Incident) -> list[Claim]:
    """The claims that say the asset stands unharmed."""
    return [claim for claim in held.told_in(incident) if says_unharmed(incident, claim)]


def denials_of(held: Contents, incident: Incident) -> list[Claim]:
    """The claims that deny the harm or the responsibility."""
    return [claim for claim in held.told_in(incident) if denies(incident, claim)]


def sayings_of(recording: Recording) -> list[tuple[str, Saying]]:
    """What is said of a recording, one entry per passage and speakers, with all it is said to tell."""
    told: dict[tuple[object, ...], list[Saying]] = {}
    for saying in recording.sayings:
        told.setdefault((saying.quote, saying.source), []).append(saying)
    return [(_aspects(sayings), sayings[0]) for sayings in told.values()]


def _aspects(sayings: Sequence[Saying]) -> str:
    words = [wording.word("aspect", aspect) for aspect in dict.fromkeys(saying.aspect for saying in sayings)]
    return wording.joined([words[0], *(word[:1].lower() + word[1:] for word in words[1:])])


def documents_of(held: Contents, incident: Incident) -> list[Document]:
    """The documents that tell of an incident, once each."""
    return [held.documents[name] for name in dict.fromkeys(claim.document for claim in held.claims_of(incident))]


def claims_in(held: Contents) -> dict[str, list[Claim]]:
    """The claims read in each document."""
    found: dict[str, list[Claim]] = {document: [] for document in held.documents}
    for claim in held.claims.values():
        found[claim.document].append(claim)
    return found


def nearest(held: Contents, claim: Claim) -> str:
    """Who says a claim: its nearest speaker, else the publisher in its own voice."""
    if claim.attribution:
        return claim.attribution[0].words.exact
    publisher = wording.publisher_name(held.documents[claim.document])
    return f"{'the document' if publisher == wording.NO_PUBLISHER else publisher}, own voice"


def course_of(held: Contents, asset: Asset) -> list[Claim]:
    """The claims about one asset by the first day they may mean; undated ones last; ties in the order read."""
    claims = [claim for incident in held.incidents_of(asset) for claim in held.claims_of(incident)]
    return sorted(claims, key=_first_day)


def _first_day(claim: Claim) -> str:
    start = claim.time and (claim.time.start or claim.time.end)
    return first_day(start).isoformat() if start else "9999-12-31"


def unknowns(held: Contents, incident: Incident) -> tuple[str, ...]:
    """What is not known of an incident: as review states it, else what its claims leave open."""
    standing = held.standing_of.get(incident.id)
    if standing and standing.unknowns:
        return standing.unknowns
    claims, asset = held.claims_of(incident), held.assets.get(incident.asset)
    found = []
    if incident.period is None or not (incident.period.start or incident.period.end):
        found.append("When it happened: no source gives a time.")
    if not any(claim.actor for claim in claims):
        found.append("Who did it: no source names an actor.")
    if not any(claim.means for claim in claims):
        found.append("By what means: no source says.")
    if not any(claim.evidence for claim in claims):
        found.append("On what evidence: no source cites any.")
    if asset is None or asset.position is None:
        found.append("Where exactly: no position is recorded.")
    if incident.count.at_least < 2:
        found.append("Whether anyone saw it independently: two independent origins are not shown.")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the summary."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The dossier in a few lines."""

    what: str
    figures: tuple[Figure, ...]


SHOWN_BY_TWO = ("incident on two or more independent origins", "incidents on two or more independent origins")
DENIED = ("incident that somebody denies", "incidents that somebody denies")


def summary(held: Contents) -> Summary:
    """What this dossier is, in numbers and words."""
    telling = {claim.document for claim in held.claims.values()}
    assets = wording.counted(len(held.assets), "cultural asset")
    if telling:
        say = f"{wording.counted(len(telling), 'document')} {'says' if len(telling) == 1 else 'say'}"
        what = f"This dossier sets out what {say} about harm to {assets}: who says it, how surely, and on what."
    else:
        read = wording.counted(len(held.documents), "document")
        what = f"No claim of harm was read in {read}. That says nothing about the condition of any asset."
    counts = (
        (len(held.documents), "document", "documents"),
        (len(held.claims), "claim", "claims"),
        (len(held.incidents), "incident", "incidents"),
        (sum(incident.count.at_least >= 2 for incident in held.incidents), *SHOWN_BY_TWO),
        (sum(any(denies(i, claim) for claim in held.claims_of(i)) for i in held.incidents), *DENIED),
    )
    return Summary(what, tuple(Figure(str(number), one if number == 1 else many) for number, one, many in counts))


def evidence_kinds(claim: Claim) -> list[str]:
    """The kinds of evidence a claim cites, in words, once each."""
    return [wording.word("evidence", kind) for kind in dict.fromkeys(cue.kind for cue in claim.evidence)]


def sources_said(held: Contents) -> str:
    """What a dossier was made from: documents, when they were published and captured, registers."""
    case = held.released.case
    days = sorted(
        document.day for document in case.documents if PARTIAL_DATE.match(document.day or "") and document.day
    )
    captured = sorted(time[:10] for time in case.captured_at.values())
    parts = [wording.counted(len(case.documents), "document")]
    if days:
        undated = len(case.documents) - len(days)
        without = f" ({undated} without a date)" if undated else ""
        parts.append(f"published {wording.between(days[0], days[-1])}{without}")
    if captured:
        parts.append(f"captured {wording.between(captured[0], captured[-1])}")
    lists = sum(not is_gazetteer(register) for register in case.registers)
    registers = wording.counted(lists, "register of heritage", "registers of heritage")
    return f"{', '.join(parts)}; {registers}"


def checks_said(held: Contents) -> str:
    """How many claims persons have ruled on, and how many rulings stand behind it."""
    checked = sum(is_checked(claim) or _accepted(held, claim) for claim in held.claims.values())
    claims, persons = len(held.claims), len({ruling.by for ruling in held.released.case.rulings})
    if not claims:
        return "no claim was read"
    if not persons:
        return f"none of {wording.counted(claims, 'claim')}: all stand as a program read them"
    ruled = wording.counted(persons, "person has", "persons have")
    return f"{checked} of {wording.counted(claims, 'claim')}; {ruled} ruled"


def _accepted(held: Contents, claim: Claim) -> bool:
    return any(ruling.verdict in (Verdict.ACCEPT, Verdict.CORRECT) for ruling in held.rulings_on.get(claim.id, ()))
