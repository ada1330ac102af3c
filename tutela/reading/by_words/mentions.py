"""Words that name or describe assets, with all that belongs to the name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutela.language.word_packs import Hit, WordPack
from tutela.model.claims import AssetType
from tutela.reading.by_words.sentences import Worded

OPENING, CLOSING = '«„“"‹「', '»”“"›」'
LONGEST_NAME = 8
"""Words a name runs on behind its noun at most; the longest of 353 annotated ones in nine languages has 9."""
UNCAPPED_NAME = 3
"""The same where names are written without capitals (Arabic, Hebrew, Persian)."""
QUOTED_NAME = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """An asset spoken of: tokens `first` to `last` of a sentence, its noun at `head`."""

    sentence: int
    first: int
    last: int
    head: int
    type: AssetType
    named: bool
    """It holds a proper name."""
    weak: bool
    """Its noun is heritage only sometimes (house, tower, square)."""
    part: bool
    """It is a part of an asset (roof, dome) standing alone."""
    group: bool
    """A number or "dozens of" stands before it."""


def mentions(worded: Worded, pack: WordPack) -> list[Mention]:
    """The assets a sentence speaks of, in order; a noun within another's name is no mention of its own."""
    found: list[Mention] = []
    heads = [*_heads(worded)]
    ahead = pack.order.get("name") == "before"
    for hit, kind, weak, part in heads:
        if found and hit.first <= found[-1].last:
            continue
        if part and (_leads_on(worded, hit, heads) or (ahead and _follows(hit, heads))):
            continue
        found.append(_mention(worded, pack, hit, kind, weak, part, heads))
    return found


Head = tuple[Hit, AssetType, bool, bool]


def _heads(worded: Worded) -> Iterator[Head]:
    """Asset nouns and parts, one for each place, the longest and the surest first."""
    seen: set[int] = set()
    found: list[Head] = []
    for hit in worded.hits:
        path = hit.meaning.split("/")
        if path[0] == "assets":
            found.append((hit, AssetType(path[1]), path[-1] == "weak", False))
        elif path[0] == "parts":
            found.append((hit, AssetType.HERITAGE, False, True))
    for head in sorted(found, key=lambda one: (one[0].first, one[3], one[2], one[0].first - one[0].last)):
        if head[0].first not in seen:
            seen |= set(range(head[0].first, head[0].last + 1))
            yield head


def _leads_on(worded: Worded, part: Hit, heads: Sequence[Head]) -> bool:
    """Whether a part stands beside its whole ("dome of the church"): then the whole is the mention."""
    return any(not one[3] and 0 < one[0].first - part.last <= 3 for one in heads) and not any(
        edge in range(part.last, part.last + 3) for edge in worded.edges
    )


def _follows(part: Hit, heads: Sequence[Head]) -> bool:
    """Whether a part stands right behind its whole, as where names go first: "kilisenin kubbesi", the church's dome."""
    return any(not one[3] and part.first - one[0].last == 1 for one in heads)


def _mention(
    worded: Worded, pack: WordPack, hit: Hit, kind: AssetType, weak: bool, part: bool, heads: Sequence[Head]
) -> Mention:
    bars = _bars(worded, hit)
    adjectives = {at for one in worded.meaning("adjectives") for at in range(one.first, one.last + 1)}
    groups = {at for one in worded.meaning("groups") for at in range(one.first, one.last + 1)}
    first = _leftward(worded, pack, hit.first, bars, adjectives)
    nouns = {at for one in heads if not one[3] for at in range(one[0].first, one[0].last + 1)}
    last = _rightward(worded, pack, hit.last, bars, adjectives, nouns)
    counted = first > 0 and (first - 1 in groups or worded.tokens[first - 1].written.isdigit())
    named = any(
        worded.capital(at) and at not in adjectives and not hit.first <= at <= hit.last and at > 0
        for at in range(first, last + 1)
    )
    if not pack.capitals:
        named = last > hit.last
    return Mention(worded.index, first, last, hit.first, kind, named, weak, part, counted)


def _bars(worded: Worded, own: Hit) -> frozenset[int]:
    """Tokens at which a name ends: words that tell harm, who says what, where, and the pack's breaks."""
    ends = ("harm", "reporting", "breaks", "negation", "hedges", "denials", "clause", "where", "norms", "means")
    found = {at for path in ends for hit in worded.meaning(path) for at in range(hit.first, hit.last + 1)}
    return frozenset(found - set(range(own.first, own.last + 1)))


def _leftward(worded: Worded, pack: WordPack, at: int, bars: frozenset[int], adjectives: set[int]) -> int:
    """Where a name begins: adjectives before its noun, and capitals where the name comes first."""
    first = at
    ahead = pack.order.get("name") == "before"
    for here in range(at - 1, max(-1, at - 1 - LONGEST_NAME), -1):
        word = worded.tokens[here].written
        if ahead and word in CLOSING:
            opened = _opened(worded, here)
            if opened is not None:
                first = opened
            break
        if here in bars or not word[0].isalnum():
            break
        named = pack.capitals and worded.capital(here) and (ahead or here > 0)
        if here in adjectives or named or (word[0].isdigit() and here + 1 == first and here in adjectives):
            first = here
        else:
            break
    return first


def _opened(worded: Worded, closing: int) -> int | None:
    return next(
        (
            at
            for at in range(closing - 1, max(-1, closing - 1 - QUOTED_NAME), -1)
            if worded.tokens[at].written in OPENING
        ),
        None,
    )


def _rightward(
    worded: Worded, pack: WordPack, at: int, bars: frozenset[int], adjectives: set[int], heads: set[int]
) -> int:
    """Where a name ends: adjectives, capitals and quoted words behind its noun, over linking words."""
    joints = {hit.first for hit in worded.meaning("and")}
    links = {hit.first for hit in worded.meaning("links")} - joints
    if not pack.capitals:
        bars |= joints
    last, here = at, at + 1
    longest = LONGEST_NAME if pack.capitals else UNCAPPED_NAME
    while here < len(worded.tokens) and here - at <= longest and here not in bars:
        word = worded.tokens[here].written
        if word in OPENING:
            closed = _closed(worded, here)
            return closed if closed is not None else last
        if here in adjectives or (here in heads and _may_hold(worded, pack, here)):
            last = here
        elif not word[0].isalnum():
            break
        elif pack.capitals:
            if worded.capital(here) and pack.order.get("name") != "before":
                last = here
            elif here not in links:
                break
        elif _agrees(worded, pack, here, links):
            last = here
        else:
            break
        here += 1
    return last


def _may_hold(worded: Worded, pack: WordPack, at: int) -> bool:
    """Whether an asset noun can be part of the name before it: not where names come first or the article closed it."""
    return pack.order.get("name") != "before" and not pack.definite(worded.tokens[at - 1])


def _agrees(worded: Worded, pack: WordPack, at: int, links: set[int]) -> bool:
    """Whether a word can go on with a name: behind one with the article only such a word, or a linking one, can."""
    before = worded.tokens[at - 1]
    return not pack.definite(before) or pack.definite(worded.tokens[at]) or bool({at, at - 1} & links)


def _closed(worded: Worded, opening: int) -> int | None:
    stop = min(len(worded.tokens), opening + 2 + QUOTED_NAME)
    return next((at for at in range(opening + 1, stop) if worded.tokens[at].written in CLOSING), None)
