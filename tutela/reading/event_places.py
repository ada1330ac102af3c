"""Where the asset stands: places the text ties to it, most specific first."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tutela.language.places import FoundPlace
from tutela.model.passages import Passage
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues
from tutela.reading.intros import ROW
from tutela.reading.place_names import Named, centre, named_places, names_of_places, width
from tutela.reading.voices import voices

NEAR, CHAIN = 45, 28
"""Characters from the asset's words to the place that goes with them, and from one such place to the next: "the church
of X in the village of Y, Z region"."""
OWNED = 25
"""Characters between "Sudan's" and the asset it is said to own."""
HANGING = frozenset({"compound", "pobj", "prep", "nmod", "appos"})
"""Relations by which a place hangs on what it belongs to."""
LEAD = 5
"""Sentences at the top that name where the story is."""
REGION = 2
"""Width of a region."""
AROUND = 300
"""Characters around a mention in which its places are looked for."""
WITHIN = (
    "in|of|a|the|an|town|city|village|capital|region|district|province|part|disputed|northern|southern|eastern|western"
)
INSIDE = re.compile(rf"(?:['’]s)?,? ?\(?(?:(?:{WITHIN}|central|north|south|east|west)[ ,-]*)*")
"""What stands between a place and the wider one it is set in."""
OWNER = re.compile(r"['’]s (?:[a-z-]+,? ){0,3}(?:of )?")
"""What stands between a wide place and one it is said to own: "Sudan's capital Khartoum"."""
BACK = 3
HEADING = re.compile(r"[A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,2}")
"""A place no gazetteer holds, as the heading of a list names it: up to three words in capitals."""
FRAME = re.compile(r"(?:\W|And |But |Meanwhile,? |Elsewhere,? )*(?:[Ii]n|[Aa]cross|[Oo]ver|[Tt]hroughout) (?:\w+ern )?")
NAME_WORD = re.compile(r"\b[A-Z][\w’'-]{3,}")
Name = TypeVar("Name", Named, FoundPlace)


def places_of(context: Context) -> tuple[Passage, ...]:
    """Places the text ties to the asset, most specific first: those told with it here, else with it elsewhere in the
    document, else earlier in the paragraph, else those the whole document is about; then the wider places in which the
    text itself sets these. Which place holds which is never asked of the gazetteer: that may be what is fought over.
    """
    named = named_places(context.document, context.gazetteer)
    sources = (_headed, _here, _elsewhere, _of_its_kind, _earlier, _of_group, _heading, _centre, _widely, _first)
    found = list(next((places for source in sources if (places := source(context, named))), []))
    found += _holders(context, found, named)
    unique: dict[str, Named] = {}
    for one in found:
        unique.setdefault(one.text.casefold(), one)
    ordered = sorted(unique.values(), key=width)
    return tuple(context.document.passage(one.start, one.end) for one in ordered)


def _headed(context: Context, named: Sequence[Named]) -> list[Named]:
    """The place that stands alone on the line above a list's rows: "PRIZREN", then "- Church of the Saviour: gone"."""
    text, at = context.document.text, context.sentence.starts[context.trigger]
    line = text.rfind("\n", 0, at) + 1
    if not ROW.match(text, line):
        return []
    for start, end in _lines_above(text, line):
        name = text[start:end].strip(" \t:*#")
        if name and not ROW.match(text, start):
            begin = text.index(name, start)
            known = next((one for one in context.gazetteer.find(name.title()) if one.text == name.title()), None)
            places = known.places if known is not None else ()
            told = known is not None or (HEADING.fullmatch(name) and _several_headings(text))
            return [Named(begin, begin + len(name), name, places)] if told else []
    return []


def _lines_above(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The lines before an offset, the nearest first."""
    while offset > 0:
        start = text.rfind("\n", 0, offset - 1) + 1
        yield start, offset - 1
        offset = start


def _several_headings(text: str) -> bool:
    """Whether lists of the text stand under names in capitals, more than one: then these say where."""
    return (
        len(re.findall(rf"(?m)^[ \t]*{HEADING.pattern}:?[ \t]*\n[ \t]*(?:[-•*–—]|\(?\d{{1,3}}[.)])[ \t]*\S", text)) > 1
    )


def _here(context: Context, named: Sequence[Named]) -> list[Named]:
    """Places of the claim's own sentence: those that go with the asset, else all but where somebody said it."""
    start, end = context.sentences[context.index]
    mention = context.sentence.span(*context.asset)
    inside = [one for one in _between(named, start, end) if not _told_there(context, one)]
    told = [*_in_name(context, inside, mention), *_with_asset(context, inside, mention)]
    if told:
        return [*told, *_framing(context, inside)]
    low, high = _own_part(context, mention)
    beside = [
        one
        for one in inside
        if low <= one.start < high and not one.dateline and (not one.owner or 0 <= mention[0] - one.end <= OWNED)
    ]
    others = (span for span in context.assets if low <= span[0] < high)
    return beside or [one for span in others for one in _in_name(context, inside, span)]


def _framing(context: Context, places: Sequence[Named]) -> Iterator[Named]:
    """The region or country that opens the sentence and holds for all of it: "And in Mali, Islamists hacked .."."""
    text, start = context.document.text, context.sentences[context.index][0]
    for one in places:
        if width(one) >= REGION and FRAME.fullmatch(text, start, one.start) and text[one.end : one.end + 1] == ",":
            yield one


def _in_name(context: Context, places: Sequence[Named], mention: tuple[int, int]) -> Iterator[Named]:
    """The town in the asset's own name: "Dhamar Museum"."""
    for one in _between(names_of_places(context.document, context.gazetteer), *mention):
        known = any(other.start == one.start for other in places)
        if not known and not (one.places and one.places[0].kind == "country"):
            yield Named(one.start, one.end, one.text, one.places)


def _own_part(context: Context, mention: tuple[int, int]) -> tuple[int, int]:
    """The part of the sentence between semicolons around the asset."""
    start, end = context.sentences[context.index]
    text = context.document.text
    low, high = text.rfind(";", start, mention[0]), text.find(";", mention[1], end)
    return (low if low >= 0 else start), (high if high >= 0 else end)


def _with_asset(context: Context, places: Sequence[Named], mention: tuple[int, int]) -> list[Named]:
    """Places inside the asset's words and in the chain right behind them."""
    if not places:
        return []
    following = min((a for a, _ in context.assets if a >= mention[1]), default=len(context.document.text))
    found, reached, reach = [], mention[1], NEAR
    for one in places:
        if mention[0] <= one.start < mention[1]:
            found.append(one)
        elif mention[1] <= one.start < following and _close(context.document.text, reached, one.start, reach):
            found.append(one)
            reached, reach = one.end, CHAIN
    return found


def _close(text: str, end: int, start: int, reach: int) -> bool:
    return start - end <= reach and not re.search(r"[;.!?\n]|\b(?:said|was|were|has|have|had|is)\b", text[end:start])


def _told_there(context: Context, one: Named) -> bool:
    """Whether it is where somebody spoke ("said in Geneva") or whom it belongs to, by the parse."""
    index = bisect_right(context.sentences, one.start, key=lambda span: span[0]) - 1
    sentence = context.parsed.get(index) if one.start < context.sentences[index][1] else None
    if sentence is None or one.start not in sentence.starts:
        return False
    token = sentence.parse[list(sentence.starts).index(one.start)]
    speakers = {voice.head for voice in voices(sentence.parse)}
    while (token.dep_ in HANGING or (token.dep_ == "conj" and token.pos_ == "PROPN")) and token.head != token:
        if token.lower_ == "between":
            # "the ceasefire between X and Y" happened at neither.
            return True
        token = token.head
        if token.i in speakers:
            return True
    pack = cues("reporting")
    return token.pos_ in {"VERB", "AUX"} and (token.lemma_ in pack["verbs"] or token.lemma_ in pack["accusing"])


def _elsewhere(context: Context, named: Sequence[Named]) -> list[Named]:
    """Places told with the same asset elsewhere: wherever its whole name, or a name in it, stands."""
    text, mention = context.document.text, context.sentence.span(*context.asset)
    words = text[mention[0] : mention[1]]
    if not NAME_WORD.search(words):
        return []
    for match in re.finditer(re.escape(words), text):
        if match.start() == mention[0]:
            continue
        told = _with_asset(context, _around(context, named, match.start()), match.span())
        if told:
            return told
    return []


def _earlier(context: Context, named: Sequence[Named]) -> list[Named]:
    """Places of the nearest sentence before in the paragraph that names any: its towns where it names some."""
    for index in beside(context, BACK, 0):
        start, end = context.sentences[index]
        near = [one for one in _between(named, start, end) if not (one.dateline or one.owner)]
        near = [one for one in near if not _told_there(context, one)]
        if not near:
            near = [one for span in context.assets if start <= span[0] < end for one in _in_name(context, near, span)]
        if near:
            return [one for one in near if width(one) < REGION] or near
    return []


def _around(context: Context, named: Sequence[Named], at: int) -> list[Named]:
    near = _between(named, at - AROUND + 1, at + AROUND)
    return [one for one in near if not _told_there(context, one)]


def _between(names: Sequence[Name], start: int, end: int) -> Sequence[Name]:
    """The names, given in the order of the text, that begin between two offsets."""
    low = bisect_left(names, start, key=lambda one: one.start)
    return names[low : bisect_left(names, end, lo=low, key=lambda one: one.start)]


def _of_its_kind(context: Context, named: Sequence[Named]) -> list[Named]:
    """Places told with the last asset before that has the same noun: "the mosque" after "the mosque in X"."""
    text, (start, end) = context.document.text, context.sentence.span(*context.asset)
    noun = re.search(r"\w+$", text[start:end])
    for low, high in sorted(context.assets, reverse=True) if noun and named else ():
        near = _between(named, low - AROUND + 1, low + AROUND) if low < start else ()
        if noun and near and noun[0].casefold().rstrip("s") in _nouns(text[low:high]):
            told = _with_asset(context, [one for one in near if not _told_there(context, one)], (low, high))
            if told:
                return told
    return []


def _nouns(words: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"\w+", words.casefold())}


def _of_group(context: Context, named: Sequence[Named]) -> list[Named]:
    """The first region or country of the top, for a group of assets: "200 sites" stand in no one town."""
    if context.parse[context.asset[1]].tag_ not in {"NNS", "NNPS"}:
        return []
    end = context.sentences[min(LEAD, len(context.sentences)) - 1][1]
    return [one for one in named if one.start < end and width(one) >= REGION and not one.dateline][:1]


def _heading(context: Context, _named: Sequence[Named]) -> list[Named]:
    """The town named in the document's first line."""
    end = context.document.text.find("\n")
    names = [one for one in names_of_places(context.document, context.gazetteer) if one.start < end]
    towns = (Named(one.start, one.end, one.text, one.places) for one in names)
    return [one for one in towns if width(one) == 0][:1]


def _centre(context: Context, _named: Sequence[Named]) -> list[Named]:
    """The town the document speaks of most, if it does so more than once."""
    middle = centre(context.document, context.gazetteer)
    names = names_of_places(context.document, context.gazetteer)
    often = middle is not None and sum(one.text == middle.text for one in names) > 1
    return [middle] if middle is not None and often else []


def _widely(context: Context, named: Sequence[Named]) -> list[Named]:
    """The region or country that a document names most, if it does so more than once and names no town as often."""
    wide = [one for one in named if width(one) >= REGION and not one.dateline]
    often = Counter(one.text for one in names_of_places(context.document, context.gazetteer))
    most = max(wide, key=lambda one: (often[one.text], -one.start), default=None)
    return [most] if most is not None and often[most.text] > 1 else []


def _first(context: Context, named: Sequence[Named]) -> list[Named]:
    """The first town that the document's top names, be it in its dateline."""
    end = context.sentences[min(LEAD, len(context.sentences)) - 1][1]
    top = (one for one in named if one.start < end and width(one) < REGION)
    return [one for one in top if not _told_there(context, one)][:1]


def _holders(context: Context, found: Sequence[Named], named: Sequence[Named]) -> Iterator[Named]:
    """Wider places in which the text sets a found one, here or elsewhere: "X, in the Y region", "Y's X"."""
    text = context.document.text
    for at, inner in enumerate(named):
        if not any(one.text == inner.text for one in found):
            continue
        before = named[at - 1] if at else None
        if before and width(before) > width(inner) and OWNER.fullmatch(text[before.end : inner.start]):
            yield before
        for outer in named[at + 1 :]:
            if width(outer) <= width(inner) or not INSIDE.fullmatch(text[inner.end : outer.start]):
                break
            yield outer
            inner = outer
