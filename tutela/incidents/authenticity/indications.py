"""What speaks for and against a recording: its file's words, earlier appearances, signatures, what sources say of it.

None of these decides. Dates in files can be set, signatures prove who signed and not what is seen, and who supports or
doubts a recording has reasons of their own.
"""

from collections.abc import Iterator, Sequence

from tutela.incidents.authenticity.evidence import Evidence, words
from tutela.incidents.authenticity.moments import day_of
from tutela.model.claims import Claim, Recording
from tutela.model.items import CapturedItem, Done, Fact
from tutela.model.media import Medium
from tutela.model.recordings import Appearance, Bearing, Indication, MediumMatch
from tutela.model.times import Period, first_day, last_day

CERTAIN_ENOUGH = 0.5
"""Score of a match from which what its file says is told of the recording."""


def indications_of(
    recording: Recording, matches: Sequence[MediumMatch], seen: Sequence[Appearance], evidence: Evidence
) -> tuple[Indication, ...]:
    """All indications, those against first."""
    event = event_of(recording, evidence)
    found = [*_stated(recording), *_earlier(seen, event)]
    media = {medium.id: medium for medium in evidence.media}
    for match in matches:
        if match.score >= CERTAIN_ENOUGH:
            found += _of_file(media[match.medium], event, seen, evidence)
    order = (Bearing.AGAINST, Bearing.FOR, Bearing.OPEN)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: order.index(one.bearing)))


def event_of(recording: Recording, evidence: Evidence) -> Period | None:
    """When what it is said to show is said to have happened: by the claims that stand in the words about it."""
    spans = [recording.quote, *(saying.quote for saying in recording.sayings)]

    def told_there(claim: Claim) -> bool:
        cites = any(cue.kind is recording.kind for cue in claim.evidence)
        within = any(span.start < claim.quote.end and claim.quote.start < span.end for span in spans)
        return claim.document == recording.document and (cites or within)

    periods = [claim.time for claim in evidence.claims if claim.time and claim.time.start and told_there(claim)]
    return min(periods, key=lambda period: period.start or "", default=None)


def _stated(recording: Recording) -> Iterator[Indication]:
    for saying in recording.sayings:
        if saying.aspect in ("supports", "doubts"):
            bearing = Bearing.FOR if saying.aspect == "supports" else Bearing.AGAINST
            done = "borne out" if bearing is Bearing.FOR else "doubted or left open"
            told = (
                f"it is {done} by {saying.source[0].words.exact}" if saying.source else f"it is {done} in these words"
            )
            yield Indication("stated", bearing, told, recording.document, "", saying.quote)


def _earlier(seen: Sequence[Appearance], event: Period | None) -> Iterator[Indication]:
    """The same picture was there before what it is said to show."""
    if event is None or event.start is None:
        return
    start = first_day(event.start)
    for one in seen:
        day = day_of(one.at)
        if day and day < start:
            told = f"the same picture was {one.what} on {day}, before {event.edtf()}, the time it is said to show"
            yield Indication("earlier_appearance", Bearing.AGAINST, told, one.document, one.item)


def _of_file(
    medium: Medium, event: Period | None, seen: Sequence[Appearance], evidence: Evidence
) -> Iterator[Indication]:
    item, facts = evidence.item_of.get(medium.id), evidence.facts_of(medium)
    if item is None:
        return
    told = _Told(medium, item, facts)
    yield from told.dates(event, seen)
    yield from told.programs()
    yield from told.manifest()
    yield from told.rest()


class _Told:
    """What the file of one medium says, turned into indications."""

    def __init__(self, medium: Medium, item: CapturedItem, facts: Sequence[Fact]) -> None:
        self._medium, self._item, self._facts = medium, item, facts

    def _said(self, signal: str, bearing: Bearing, sentence: str, private: bool = False) -> Indication:
        return Indication(signal, bearing, sentence, self._medium.document, self._item.id, None, private)

    def dates(self, event: Period | None, seen: Sequence[Appearance]) -> Iterator[Indication]:
        shown = [day for one in seen if one.upload and (day := day_of(one.at))]
        told_already: set[tuple[str, object]] = set()
        for fact in self._facts:
            day = day_of(fact.value)
            # A container says it for itself and again for each of its streams.
            name = fact.name.removeprefix("video ").removeprefix("audio ")
            if day is None or name not in words("taken") or (name, day) in told_already:
                continue
            told_already.add((name, day))
            said = f"its file says ({fact.origin}, {fact.name}) that it was taken on {day}"
            if event and event.start and day < first_day(event.start):
                told = f"{said}, before {event.edtf()}, the time it is said to show"
                yield self._said("metadata_date", Bearing.AGAINST, told)
            elif shown and day > min(shown):
                told = f"{said}, after it was seen first ({min(shown)})"
                yield self._said("metadata_date", Bearing.AGAINST, told)
            elif event and event.end and day <= last_day(event.end):
                told = f"{said}, within the time it is said to show ({event.edtf()})"
                yield self._said("metadata_date", Bearing.FOR, told)
            else:
                yield self._said("metadata_date", Bearing.OPEN, said)

    def programs(self) -> Iterator[Indication]:
        for fact in self._facts:
            if fact.name.removeprefix("video ").removeprefix("audio ") not in words("programs"):
                continue
            name = fact.value.casefold()
            said = f"its file names {fact.value} ({fact.origin}, {fact.name})"
            if any(word in name for word in words("generators")):
                yield self._said("software", Bearing.AGAINST, f"{said}, which makes pictures without a camera")
            elif any(name.startswith(word) for word in words("editors")):
                told = f"{said}, a program to edit with: that may be a cut or more"
                yield self._said("software", Bearing.OPEN, told)
            elif any(name.startswith(word) for word in words("encoders")):
                told = f"{said}: it was encoded anew, as platforms do, and lost what its camera wrote"
                yield self._said("software", Bearing.OPEN, told)

    def manifest(self) -> Iterator[Indication]:
        for fact in self._facts:
            if fact.origin == "c2pa" and fact.name == "state":
                holds = fact.value in ("Valid", "Trusted")
                told = (
                    "its C2PA manifest is signed and fits the file; whose the certificate is was not checked"
                    if holds
                    else "its C2PA manifest does not fit the file"
                )
                yield self._said("c2pa", Bearing.FOR if holds else Bearing.AGAINST, told)
            elif any(word in fact.value for word in words("generated")):
                told = f"its file says ({fact.origin}, {fact.name}) that a program made it: {fact.value}"
                yield self._said("generated", Bearing.AGAINST, told)

    def rest(self) -> Iterator[Indication]:
        for fact in self._facts:
            if fact.name == "small copy inside" and "something else" in fact.value:
                told = f"the small copy inside its file {fact.value}: one of them was changed"
                yield self._said("small_copy", Bearing.AGAINST, told)
            elif fact.name == "position" or (fact.origin == "container" and fact.name.startswith("location")):
                told = f"its file says where it was taken: {fact.value}"
                yield self._said("position", Bearing.OPEN, told, private=True)
        if not any(fact.origin in ("exif", "xmp", "container") and fact.name != "pixels" for fact in self._facts):
            yield self._said(
                "no_metadata", Bearing.OPEN, "its file says nothing of camera or time, as after most platforms"
            )
        for step in self._item.steps:
            if step.name == "digest" and step.outcome is Done.FAILED:
                yield self._said("digest", Bearing.AGAINST, f"where it was archived: {step.sentence}")
