"""Comparisons of two sightings of assets in different documents: each a small function giving a score and a
sentence."""

import functools
from collections.abc import Callable, Iterable

from tutela.language.names import name_key, spelling, tokens_of
from tutela.linking.sightings import Sighting, kin, same_word
from tutela.linking.whereabouts import Whereabouts, common
from tutela.linking.words import qualities
from tutela.model.claims import Harm
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
    if a.where.apart(b.where) and a.where.neighbours(b.where):
        return Reason("near_place", f"{a.where.near()[0].words} lies beside {b.where.near()[0].words}", 1.0)
    if a.where.apart(b.where):
        known = any(spot.places for spot in a.where.near()) and any(spot.places for spot in b.where.near())
        return Reason("other_town" if known else "other_place", _unlike(a.where, b.where), 1.0)
    spot = common(a.where.wide(), b.where.wide())
    if spot:
        return Reason("same_region", f"both are in {spot.words}", 1.0)
    if a.where.wide() and b.where.wide():
        return Reason("other_region", "the regions named differ", 1.0)
    return _surroundings(a, b)


def _surroundings(a: Sighting, b: Sighting) -> Reason:
    """Where one of them is given no place: the countries its text speaks of most."""
    spot = common(a.where.spots or a.around.spots, b.where.spots or b.around.spots)
    if spot:
        return Reason("same_surroundings", f"the one without a place stands in a text about {spot.words}", 1.0)
    return Reason("place_missing", "one of them has no place", 1.0)


def _unlike(a: Whereabouts, b: Whereabouts) -> str:
    return f"{a.near()[0].words} is not {b.near()[0].words}"


def number(a: Sighting, b: Sighting) -> Reason:
    """One or many, and how many."""
    if a.many != b.many:
        return Reason("one_and_many", "one of them is a group", 1.0)
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
    if a.document != b.document:
        return Reason("two_documents", "two texts tell of them", 1.0)
    if a.name and b.name and not _shared_name(a, b):
        return Reason("two_names_in_document", "one text gives them two names", 1.0)
    return Reason("one_document", "one text tells of both", 1.0)


def many(a: Sighting, b: Sighting) -> Reason:
    """For two groups: how many, and of what."""
    if not (a.many and b.many):
        return Reason("not_groups", "", 1.0)
    ours, theirs = ({d.number for d in s.told} - {None} for s in (a, b))
    if ours and theirs and not ours & theirs:
        return Reason("other_count", "the groups are counted differently", 1.0)
    if ours & theirs:
        return Reason("same_count", f"both count {min(n for n in ours & theirs if n):g}", 1.0)
    return Reason("count_open", "one of the groups is not counted", 1.0)


def content(a: Sighting, b: Sighting) -> Reason:
    """All words of both descriptions, names or not."""
    ours = frozenset(token for d in a.told for token in d.core())
    theirs = frozenset(token for d in b.told for token in d.core())
    if not ours or not theirs:
        return Reason("words_missing", "one of the descriptions holds a kind only", 1.0)
    hits = sum(any(same_word(word, other) for other in theirs) for word in ours)
    if not hits and a.sure and b.sure:
        return Reason("words_differ", "no word of the descriptions is common", 1.0)
    return Reason(
        "words", f"{hits} of the {min(len(ours), len(theirs))} words describe both", hits / min(len(ours), len(theirs))
    )


def spared(a: Sighting, b: Sighting) -> Reason:
    """Whether one was harmed and the other spared."""
    ours, theirs = ({c.harm == Harm.INTACT for c in s.claims} for s in (a, b))
    return Reason("spared_alike" if ours & theirs else "one_spared", "one is said to be intact, the other not", 1.0)


def mentioned(a: Sighting, b: Sighting) -> Reason:
    """Whether the text of the one, which leaves the name out of its claims, holds the name of the other."""
    if a.document == b.document or (a.name and b.name and _shared_name(a, b)):
        return Reason("mention_idle", "", 1.0)
    for x, y in ((a, b), (b, a)):
        if any(x.name and _shared_name(x, other) for other in y.beside):
            return Reason("name_taken", "the text of the one gives the name of the other to something else", 1.0)
    if any(x.name and _holds(y.text, x.name) for x, y in ((a, b), (b, a))):
        return Reason("mentioned", "the name of the one stands in the text of the other", 1.0)
    return Reason("not_mentioned", "neither text holds the name of the other", 1.0)


def _shared_name(a: Sighting, b: Sighting) -> bool:
    return any(same_word(word, other) for word in a.name for other in b.name)


def _holds(text: str, name: Iterable[str]) -> bool:
    words = _text_words(text)
    return all(word in words or (not word.startswith("word:") and spelling(word) in words) for word in name)


@functools.lru_cache(maxsize=4096)
def _text_words(text: str) -> frozenset[str]:
    """The words of a text: romanised, levelled in spelling, and what they mean in names."""
    tokens = frozenset(spelling(token) for token in tokens_of(text))
    return tokens | frozenset(token for token in name_key(text) if token.startswith("word:"))


def quality(a: Sighting, b: Sighting) -> Reason:
    """Of what groups are made, where the kind does not say."""
    ours, theirs = (frozenset(q for d in s.told for q in qualities(d.words)) for s in (a, b))
    return Reason("same_quality" if ours == theirs else "other_quality", "what the groups are made of", 1.0)


Comparison = Callable[[Sighting, Sighting], Reason]
COMPARISONS: tuple[Comparison, ...] = (
    name,
    kind,
    place,
    number,
    day,
    harm,
    document,
    many,
    content,
    spared,
    mentioned,
    quality,
)


def compared(a: Sighting, b: Sighting) -> list[Reason]:
    """What every comparison says; of two groups under signals of their own, for their words tell less than names."""
    found = [comparison(a, b) for comparison in COMPARISONS]
    if not (a.many and b.many):
        return found
    return [Reason(f"group_{reason.signal}", reason.sentence, reason.score) for reason in found]
