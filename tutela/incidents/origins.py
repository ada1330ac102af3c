"""Claims of one incident to the first-hand observers or records they come from."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutela.incidents.voices import Voice
from tutela.incidents.weights import weight
from tutela.model.claims import Certainty, Claim, EvidenceKind
from tutela.model.clusters import Pair, clusters
from tutela.model.documents import Document
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.model.times import PARTIAL_DATE, Period

SEEN = frozenset({EvidenceKind.VIDEO, EvidenceKind.PHOTO, EvidenceKind.SATELLITE, EvidenceKind.INSPECTION})
"""Evidence that is an observation of its own."""
SAME_NEWS = 5
"""Days within which documents carry one piece of news."""
SAME_SEASON = 90
"""Days within which they may still repeat it."""
UNLIKE = -1.0
"""Likeness of two claims that were not compared."""
REMEMBERED = 20_000
"""Pairs whose likeness is remembered: grouping and counting ask for it several times, one incident after the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A claim with what counting origins needs to know of it; one is another only if it is the same object."""

    claim: Claim
    speakers: tuple[Voice, ...]
    """Who says it, nearest first, then who relays it."""
    publisher: Voice
    credited: tuple[Voice, ...] = ()
    """Whom the document credits as a whole."""
    credit_words: tuple[Passage | None, ...] = ()
    """Where each credit stands; None when it is part of the publisher's name."""
    copied: frozenset[str] = frozenset()
    """Claims of other documents that stand in the same copied passage."""
    published: Period | None = None
    """When the document appeared, as far as its date can be read."""

    @property
    def nearest(self) -> Voice | None:
        """Whose words they are."""
        return self.speakers[0] if self.speakers else None

    @property
    def observed(self) -> frozenset[EvidenceKind]:
        """Observations the text cites."""
        return frozenset(cue.kind for cue in self.claim.evidence) & SEEN


def day_of(document: Document) -> Period | None:
    """When a document appeared, as far as its date can be read."""
    day = document.day
    return Period(day, day) if day and PARTIAL_DATE.match(day) else None


def group_sources(sources: Sequence[Source], lean: float = 0.0) -> list[list[Source]]:
    """The claims of one incident by origin; independent of their order.

    `lean` (log-odds) tips doubtful pairs: above 0 towards one origin, below towards two.
    """
    ordered = sorted(sources, key=lambda source: source.claim.id)
    scores: dict[Pair, float] = {
        (a, b): _leaning(ordered[a], ordered[b], lean) for a in range(len(ordered)) for b in range(a + 1, len(ordered))
    }
    return [[ordered[index] for index in group] for group in clusters(len(ordered), scores, UNLIKE)]


def _leaning(a: Source, b: Source, lean: float) -> float:
    """The likeness with its doubt; a passage copied word for word leaves none."""
    return likeness(a, b) + (0.0 if copied(a, b).signal == "copied" else lean)


@functools.lru_cache(maxsize=REMEMBERED)
def likeness(a: Source, b: Source) -> float:
    """How surely two claims come from one origin (log-odds)."""
    return weight("origin", "bias") + sum(reason.score for reason in compare(a, b))


def compare(a: Source, b: Source) -> list[Reason]:
    """What each comparison says, weighed."""
    found = [comparison(a, b) for comparison in COMPARISONS]
    return [Reason(reason.signal, reason.sentence, weight("origin", reason.signal)) for reason in found]


def speaker(a: Source, b: Source) -> Reason:
    """Who is named as the source."""
    ours, theirs = a.nearest, b.nearest
    if ours and theirs:
        return _two_speakers(a, b, ours, theirs)
    if ours or theirs:
        return _one_speaker(a, b)
    if a.publisher.same(b.publisher):
        return Reason("same_publisher", f"{a.publisher.words} says both in its own voice")
    return Reason("own_voices", f"{a.publisher.words} and {b.publisher.words} say it in their own voice")


def _two_speakers(a: Source, b: Source, ours: Voice, theirs: Voice) -> Reason:
    if ours.same(theirs):
        signal = "same_speaker" if ours.named() and theirs.named() else "same_role"
        return Reason(signal, f"both go back to {ours.words}")
    if any(ours.same(other) for other in b.speakers[1:]) or any(theirs.same(other) for other in a.speakers[1:]):
        return Reason("speaker_relays", f"{ours.words} or {theirs.words} relays the other")
    shared = ours.roles & theirs.roles
    if shared and not (ours.names and theirs.names):
        return Reason("same_role", f"both go back to {ours.words}")
    if ours.stands_beside(theirs) or theirs.stands_beside(ours):
        return Reason("name_beside", f"{ours.words} and {theirs.words} stand beside each other in one of the texts")
    if ours.role_beside(theirs) or theirs.role_beside(ours):
        return Reason("role_beside", f"one of {ours.words} and {theirs.words} is the office of the other")
    if shared:
        return Reason("role_shared", f"{ours.words} and {theirs.words} have an office in common")
    return Reason("other_speaker", f"{ours.words} is not {theirs.words}")


def _one_speaker(a: Source, b: Source) -> Reason:
    told, own = (a, b) if a.nearest else (b, a)
    if any(voice.same(own.publisher) for voice in told.speakers):
        return Reason("own_voice_of_speaker", f"{own.publisher.words} says it itself")
    if told.nearest and told.nearest.publisher and own.publisher.publisher and told.nearest.tied & own.publisher.tied:
        return Reason(
            "own_voice_of_affiliate", f"{own.publisher.words} belongs to the same house as {told.nearest.words}"
        )
    return Reason("one_speaker", "only one of them names a source")


def credit(a: Source, b: Source) -> Reason:
    """Whom the documents credit."""
    if a.claim.document != b.claim.document and a.publisher.same(b.publisher):
        return Reason("one_publisher", f"{a.publisher.words} published both")
    ours, theirs = (a.publisher, *a.credited), (b.publisher, *b.credited)
    hit = next((x for x in ours for y in theirs if x.same(y)), None)
    if hit and a.claim.document != b.claim.document:
        return Reason("same_credit", f"both carry {hit.words}")
    said = next((x for x in a.credited for y in b.speakers if x.same(y)), None)
    said = said or next((x for x in b.credited for y in a.speakers if x.same(y)), None)
    if said:
        return Reason("credit_is_speaker", f"one credits {said.words}, the other names it as its source")
    return Reason("no_credit", "no credit line joins them")


def evidence(a: Source, b: Source) -> Reason:
    """The observations cited."""
    if a.observed and b.observed:
        same = a.observed & b.observed
        if same:
            return Reason("same_evidence", f"both cite a {min(same)}")
        return Reason("other_evidence", "they cite different observations")
    return Reason("evidence_one" if a.observed or b.observed else "evidence_none", "no observation to compare")


def copied(a: Source, b: Source) -> Reason:
    """Whether both stand in one copied passage."""
    if b.claim.id in a.copied or a.claim.id in b.copied:
        return Reason("copied", "both stand in the same copied passage")
    return Reason("not_copied", "they share no passage")


def stance(a: Source, b: Source) -> Reason:
    """Who denies."""
    denials = (a.claim.certainty == Certainty.DENIED) + (b.claim.certainty == Certainty.DENIED)
    return (
        Reason("none_denies", "neither denies"),
        Reason("one_denies", "one of them denies it"),
        Reason("both_deny", "both deny it"),
    )[denials]


def document(a: Source, b: Source) -> Reason:
    """One text or two."""
    return Reason("one_document" if a.claim.document == b.claim.document else "two_documents", "")


def harm(a: Source, b: Source) -> Reason:
    """Whether they say the same."""
    same = a.claim.harm == b.claim.harm
    return Reason("same_harm" if same else "other_harm", "both say the same" if same else "they say different things")


def certainty(a: Source, b: Source) -> Reason:
    """Whether they are as sure."""
    same = a.claim.certainty == b.claim.certainty
    return Reason("as_sure" if same else "not_as_sure", "")


COMPARISONS: tuple[Callable[[Source, Source], Reason], ...] = (
    speaker,
    credit,
    evidence,
    copied,
    stance,
    document,
    harm,
    certainty,
)
