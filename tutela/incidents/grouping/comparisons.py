"""What two claims about one asset have in common, compared one by one, each with a sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from tutela.incidents.weights import pair_weight, weight
from tutela.model.claims import Certainty, Claim, Harm, Means
from tutela.model.reasons import Reason
from tutela.model.times import Period

FAMILIES: dict[Harm, str] = {
    Harm.DESTROYED: "physical",
    Harm.DAMAGED: "physical",
    Harm.DESECRATED: "desecrated",
    Harm.LOOTED: "looted",
    Harm.TRAFFICKED: "trafficked",
    Harm.ALTERED: "altered",
    Harm.DENIED: "identity",
    Harm.OCCUPIED: "occupied",
    Harm.THREATENED: "threatened",
    Harm.INTACT: "intact",
}
"""Harms of one family may be one act told differently: damage that grows to destruction is one course."""
MEANS_FAMILIES: dict[Means, str] = {
    Means.ARTILLERY: "fire from afar",
    Means.AIRSTRIKE: "fire from afar",
    Means.MISSILE: "fire from afar",
    Means.DRONE: "fire from afar",
    Means.EXPLOSIVES: "demolition",
    Means.BULLDOZING: "demolition",
    Means.CONSTRUCTION: "demolition",
    Means.GUNFIRE: "fire from afar",
    Means.FIRE: "burning",
    Means.VANDALISM: "by hand",
    Means.GRAFFITI: "by hand",
    Means.THEFT: "taking",
    Means.ILLEGAL_EXCAVATION: "taking",
    Means.VEHICLE: "demolition",
    Means.MILITARY_USE: "use",
    Means.NEGLECT: "neglect",
}
SLACK_DAYS = 3
"""Reports of one night's attack differ by a day or two."""
FAR_DAYS = 300
"""Acts this far apart are not reports of one act with a wrong date."""
SLIP_DAYS = 14
"""Two days named this far apart are two acts: of 13 pairs of claims about one asset that name days further apart than
SLACK_DAYS none is of one act; within two weeks one of the days may be a slip."""
OLD_DAYS = 500
"""An act that ended longer before a report is history to it."""
NEWS_DAYS = 45
"""An undated report is news for so long."""
SHARP_DAYS = 10
"""A period no longer than this dates one act."""
APART = frozenset({"time_apart", "time_two_days", "time_far"})
"""Times that do not meet."""
FULL_DAY = len("2020-10-08")


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with what grouping needs to know of its document."""

    claim: Claim
    published: Period | None
    aligned: frozenset[str] = frozenset()
    """Claims of other documents that stand in the same copied passage."""
    asset: str = ""
    """Id of the asset it is linked to."""


def likeness(a: Telling, b: Telling) -> float:
    """How surely two claims about one asset are of one act (log-odds)."""
    return weight("incident", "bias") + sum(reason.score for reason in compare(a, b))


def compare(a: Telling, b: Telling) -> list[Reason]:
    """What each comparison says, weighed."""
    return [harm(a, b), *(_weighed(comparison(a, b)) for comparison in COMPARISONS)]


def _weighed(reason: Reason) -> Reason:
    return Reason(reason.signal, reason.sentence, weight("incident", reason.signal))


def harm(a: Telling, b: Telling) -> Reason:
    """The families of harm."""
    ours, theirs = FAMILIES[a.claim.harm], FAMILIES[b.claim.harm]
    if ours == theirs:
        return Reason(
            "same_family", f"{a.claim.harm} and {b.claim.harm} are one course", weight("incident", "same_family")
        )
    pair = "+".join(sorted((ours, theirs)))
    return Reason(pair, f"one says {a.claim.harm}, the other {b.claim.harm}", pair_weight(ours, theirs))


def time(a: Telling, b: Telling) -> Reason:
    """The stated times of the harm; another time in copied words is a slip, or the story changed on its way."""
    found = stated_times(a, b)
    if found.signal in APART and copied(a, b).signal == "copied":
        return Reason("time_slip", f"{found.sentence}, but the same words tell it")
    return found


def stated_times(a: Telling, b: Telling) -> Reason:
    """The stated times by themselves."""
    ours, theirs = a.claim.time, b.claim.time
    if ours is None or theirs is None:
        return _undated(a, b)
    if is_day_of_another_year(ours, theirs):
        return Reason("time_other_year", f"{ours.edtf()} and {theirs.edtf()} are one day of two years")
    if not ours.overlaps(theirs, FAR_DAYS):
        return Reason("time_far", f"{ours.edtf()} and {theirs.edtf()} lie far apart")
    if is_sharp(ours) and is_sharp(theirs) and not ours.overlaps(theirs, SLIP_DAYS):
        return Reason("time_two_days", f"{ours.edtf()} and {theirs.edtf()} are two days, weeks apart")
    if not ours.overlaps(theirs, SLACK_DAYS):
        return Reason("time_apart", f"{ours.edtf()} and {theirs.edtf()} do not meet")
    if is_sharp(ours) and is_sharp(theirs):
        return Reason("time_same_day", f"both give {ours.edtf()}")
    return Reason("time_overlap", f"{ours.edtf()} and {theirs.edtf()} overlap")


def _undated(a: Telling, b: Telling) -> Reason:
    """A report without a date mostly tells of what happened shortly before it was published, and never of later."""
    dated, undated = (a, b) if a.claim.time else (b, a)
    if dated.claim.time is None or undated.published is None:
        return _both_undated(a, b)
    known = dated.claim.time.edtf()
    (first, last), (_, published) = dated.claim.time.days(), undated.published.days()
    gap = published.toordinal() - last.toordinal()
    if gap > OLD_DAYS:
        return Reason("time_old", f"{known} was long past when the undated report appeared")
    if published.toordinal() < first.toordinal() - SLACK_DAYS:
        return Reason("time_before", f"the undated report appeared before {known}")
    if gap > NEWS_DAYS:
        return Reason("time_later", f"the undated report appeared some time after {known}")
    return Reason("time_recent", f"the undated report appeared soon after {known}")


def _both_undated(a: Telling, b: Telling) -> Reason:
    """Undated reports mostly tell of what was news when they appeared."""
    if a.claim.time or b.claim.time or a.published is None or b.published is None:
        return Reason("time_open", "they give no times to compare")
    if a.published.overlaps(b.published, NEWS_DAYS):
        return Reason("time_one_news", "both appeared at one time and give no other")
    return Reason("time_two_news", "they appeared at different times and give no other")


def is_sharp(period: Period) -> bool:
    """Whether a period dates one act."""
    if not (period.start and period.end):
        return False
    first, last = period.days()
    return (last - first).days <= SHARP_DAYS


def is_day_of_another_year(one: Period, other: Period) -> bool:
    """Whether both name one day of two years, as a slip of the pen does ("8 October 2019" for 2020)."""
    return one.start != other.start and day_of_year(one) == day_of_year(other) != ""


def day_of_year(period: Period) -> str:
    """Month and day of a period that is one day; empty for any other."""
    day = period.start if period.start and period.start == period.end else ""
    return day[5:] if len(day) == FULL_DAY else ""


def means(a: Telling, b: Telling) -> Reason:
    """By what it was done."""
    ours = {MEANS_FAMILIES.get(cue.kind, "") for cue in a.claim.means} - {""}
    theirs = {MEANS_FAMILIES.get(cue.kind, "") for cue in b.claim.means} - {""}
    if not ours or not theirs:
        return Reason("means_open", "one of them names no means")
    if ours & theirs:
        return Reason("means_same", f"both say {min(ours & theirs)}")
    return Reason("means_differ", f"one says {min(ours)}, the other {min(theirs)}")


def document(a: Telling, b: Telling) -> Reason:
    """One text or two."""
    one = a.claim.document == b.claim.document
    return Reason("one_document" if one else "two_documents", "one text tells both" if one else "two texts tell them")


def kind(a: Telling, b: Telling) -> Reason:
    """Whether both speak of the whole, or of parts of one kind."""
    same = a.claim.asset_type == b.claim.asset_type
    return Reason("same_kind" if same else "other_kind", "both speak of one kind of thing" if same else "of two kinds")


def denial(a: Telling, b: Telling) -> Reason:
    """Whether one of them denies."""
    if Certainty.DENIED in (a.claim.certainty, b.claim.certainty):
        return Reason("denial", "a denial belongs to what it denies")
    return Reason("no_denial", "neither denies")


def copied(a: Telling, b: Telling) -> Reason:
    """Whether both stand in one copied passage."""
    if b.claim.id in a.aligned or a.claim.id in b.aligned:
        return Reason("copied", "both stand in the same copied passage")
    return Reason("not_copied", "they share no passage")


COMPARISONS: tuple[Callable[[Telling, Telling], Reason], ...] = (time, means, kind, document, denial, copied)
