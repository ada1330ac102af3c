"""Comparisons of two sightings of assets in different documents: each a small function giving a score and a
sentence."""

from collections.abc import Callable, Iterable

from tutela.linking.sightings import Sighting, kin, same_word
from tutela.linking.whereabouts import common
from tutela.model.reasons import Reason
from tutela.model.times import Period

SHARP_DAYS = 10
"""A period no longer than this dates one act."""
LONG_WORD = 8
"""Letters beyond which a longer word tells no more."""


def name(a: Sighting, b: Sighting) -> Reason:
    """The proper words of both."""
    ours, theirs = a.name, b.name
    if not ours or not theirs:
        return Reason("name_missing", "only one of them is named" if ours or theirs else "neither is named", 1.0)
    hits = [word for word in ours if any(same_word(word, other) for other in theirs)]
    back = [word for word in theirs if any(same_word(word, other) for other in ours)]
    if not hits:
        sure = a.sure and b.sure
        return Reason("name_differs" if sure else "name_unlike", f"no name in common: {_said(a)} / {_said(b)}", 1.0)
    share = max(_weight(hits) / _weight(ours), _weight(back) / _weight(theirs))
    return Reason("name", f"“{_said(a)}” and “{_said(b)}” share the name {', '.join(sorted(hits))}", share)


def _weight(words: Iterable[str]) -> int:
    """Longer words tell more apart."""
    return sum(min(len(word.removeprefix("word:")), LONG_WORD) for word in words)


def _said(sighting: Sighting) -> str:
    return sighting.told[0].words


def kind(a: Sighting, b: Sighting) -> Reason:
    """The kinds of thing."""
    if a.types & b.types:
        return Reason("same_kind", f"both are called {min(a.types & b.types)}", 1.0)
    if any(kin(x, y) for x in a.types for y in b.types):
        return Reason("kin_kind", f"{min(a.types)} and {min(b.types)} are names for like things", 1.0)
    return Reason("other_kind", f"{min(a.types)} is not {min(b.types)}", 1.0)


def place(a: Sighting, b: Sighting) -> Reason:
    """The settlements, else the regions."""
    spot = a.where.meets(b.where)
    if spot:
        return Reason("same_place", f"both are in {spot.words}", 1.0)
    if a.where.apart(b.where):
        return Reason("other_place", f"{a.where.near()[0].words} is not {b.where.near()[0].words}", 1.0)
    spot = common(a.where.wide(), b.where.wide())
    if spot:
        return Reason("same_region", f"both are in {spot.words}", 1.0)
    if a.where.wide() and b.where.wide():
        return Reason("other_region", "the regions named differ", 1.0)
    return Reason("place_missing", "one of them has no place", 1.0)


def number(a: Sighting, b: Sighting) -> Reason:
    """One or many, and how many."""
    if a.many != b.many:
        return Reason("one_and_many", "one of them is a group", 1.0)
    ours, theirs = ({d.number for d in s.told} - {None} for s in (a, b))
    if ours & theirs:
        return Reason("same_number", "both give the same number", 1.0)
    if a.many:
        return Reason("both_many", "both are groups", 1.0)
    return Reason("both_one", "both are single things", 1.0)


def day(a: Sighting, b: Sighting) -> Reason:
    """When and how they were harmed."""
    pairs = [(x.time, y.time) for x in a.claims for y in b.claims if x.time and y.time]
    if any(_sharp(x) and _sharp(y) and x.overlaps(y, 1) for x, y in pairs):
        return Reason("same_day", "both were harmed on the same days", 1.0)
    if pairs and not any(x.overlaps(y, 31) for x, y in pairs):
        return Reason("other_time", "they were harmed at different times", 1.0)
    return Reason("time_open", "their times do not tell them apart", 1.0)


def _sharp(period: Period) -> bool:
    """Whether a period dates one act: no more than ten days long."""
    if not (period.start and period.end):
        return False
    first, last = period.days()
    return (last - first).days <= SHARP_DAYS


def harm(a: Sighting, b: Sighting) -> Reason:
    """What happened to them."""
    if {c.harm for c in a.claims} & {c.harm for c in b.claims}:
        return Reason("same_harm", "the same is said to have happened to both", 1.0)
    return Reason("other_harm", "different things are said to have happened to them", 1.0)


def document(a: Sighting, b: Sighting) -> Reason:
    """Whether one text tells of both, and so likely means two things."""
    return Reason("one_document" if a.document == b.document else "two_documents", "", 1.0)


Comparison = Callable[[Sighting, Sighting], Reason]
COMPARISONS: tuple[Comparison, ...] = (name, kind, place, number, day, harm, document)
