"""Claims of one incident to the first-hand observers or records they come from."""

import functools
from collections.abc import Callable, Sequence

from tutela.incidents.recordings import shown
from tutela.incidents.sourcing import SAME_NEWS, SAME_SEASON, Source, day_of
from tutela.incidents.speakers import speaker
from tutela.incidents.weights import weight
from tutela.model.claims import Certainty, EvidenceKind
from tutela.model.clusters import Pair, clusters
from tutela.model.reasons import Reason

__all__ = ["Source", "compare", "day_of", "group_sources", "likeness"]

UNLIKE = -1.0
"""Likeness of two claims that were not compared."""
REMEMBERED = 1 << 16
"""Pairs whose likeness is remembered: grouping and counting ask for it several times, one incident after the other."""


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
    """The likeness with its doubt; a passage copied word for word leaves none, nor do two speakers with names of their
    own that nothing joins."""
    if not lean or _in_one_passage(a, b) or (lean > 0 and _two_names(a, b)):
        return likeness(a, b)
    return likeness(a, b) + lean


@functools.lru_cache(maxsize=REMEMBERED)
def _two_names(a: Source, b: Source) -> bool:
    ours, theirs = a.nearest, b.nearest
    return bool(ours and theirs and ours.named() and theirs.named()) and who_speaks(a, b).signal == "other_speaker"


who_speaks = functools.lru_cache(maxsize=REMEMBERED)(speaker)
"""Remembered: it is the dearest of the comparisons, and asked for apart from the others."""


@functools.lru_cache(maxsize=REMEMBERED)
def likeness(a: Source, b: Source) -> float:
    """How surely two claims come from one origin (log-odds)."""
    return weight("origin", "bias") + sum(weight("origin", comparison(a, b).signal) for comparison in COMPARISONS)


def compare(a: Source, b: Source) -> list[Reason]:
    """What each comparison says, weighed."""
    found = [comparison(a, b) for comparison in COMPARISONS]
    return [Reason(reason.signal, reason.sentence, weight("origin", reason.signal)) for reason in found]


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
        if EvidenceKind.VIDEO in same and (_posted(a) or _posted(b)):
            return Reason("posted_video", "both tell of a video that was posted")
        if same:
            return Reason(f"same_{min(same)}", f"both cite {min(same)}")
        return Reason("other_evidence", "they cite different observations")
    return Reason("evidence_one" if a.observed or b.observed else "evidence_none", "no observation to compare")


def _posted(source: Source) -> bool:
    """Whether the source named is where a recording was posted ("TikTok", "Telegram channels")."""
    return source.nearest is not None and "role:video" in source.nearest.roles


def copied(a: Source, b: Source) -> Reason:
    """Whether both stand in one copied passage."""
    if _in_one_passage(a, b):
        return Reason("copied", "both stand in the same copied passage")
    return Reason("not_copied", "they share no passage")


def _in_one_passage(a: Source, b: Source) -> bool:
    return b.claim.id in a.copied or a.claim.id in b.copied


def retold(a: Source, b: Source) -> Reason:
    """Whether one text is the other in another language."""
    if not (a.text and b.text and a.claim.harm == b.claim.harm) or a.text.tongue == b.text.tongue:
        return Reason("not_retold", "neither tells the other's text in another language")
    attributed = (a.nearest is None) == (b.nearest is None)
    if attributed and a.publisher.same(b.publisher) and _same_days(a, b, SAME_SEASON):
        return Reason("own_translation", f"{a.publisher.words} tells it in two languages")
    if b.claim.document in a.translated:
        return Reason("translated", "both texts give the same figures and names in the same order in two languages")
    return Reason("not_retold", "neither tells the other's text in another language")


def quoted(a: Source, b: Source) -> Reason:
    """Whether both are told with one quotation."""
    if b.claim.id in a.quoting:
        return Reason("same_quotation", "both are told with the same quotation")
    return Reason("not_quoted", "no quotation joins them")


def mistaken(a: Source, b: Source) -> Reason:
    """Whether both texts make an error that most others do not make."""
    if b.claim.document in a.erring:
        return Reason("shared_error", "both give a name or a day as hardly any other text does")
    return Reason("no_shared_error", "they share no error")


def _same_days(a: Source, b: Source, days: int) -> bool:
    """Whether they may have appeared within so many days."""
    return a.published is None or b.published is None or a.published.overlaps(b.published, days)


def news(a: Source, b: Source) -> Reason:
    """How far apart they appeared."""
    if a.published is None or b.published is None:
        return Reason("news_open", "when one of them appeared is not known")
    if a.published.overlaps(b.published, SAME_NEWS):
        return Reason("same_news", "they appeared in the same days")
    if a.published.overlaps(b.published, SAME_SEASON):
        return Reason("same_season", "they appeared within three months")
    return Reason("later_news", "they appeared at different times")


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
    who_speaks,
    credit,
    evidence,
    copied,
    quoted,
    mistaken,
    shown,
    retold,
    news,
    stance,
    document,
    harm,
    certainty,
)
