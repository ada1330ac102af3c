"""Place names of a document that say where something is, known to the gazetteer or told by words ("village of X")."""

import functools
import re
from collections import Counter
from dataclasses import dataclass

from tutela.language.places import FoundPlace, Gazetteer, inside_name
from tutela.model.documents import Document
from tutela.model.inventory import Place
from tutela.reading.unlisted_places import occurrences, told_names, words_around

LINE = re.compile(r"(?:\A|\n)[ \t*•\d.)-]*\Z")
DATELINE = re.compile(r"(?:, [\w. ]+)?(?:, [\w. ]+)? ?(?:\([\w/. ]+\) ?)?[-–—:]|, \w+\.? \d+")
LOOK_BEFORE = 70
"""Characters in which "in the old quarter of the city of" stands before a name."""
WIDTHS = {"country": 3, "region": 2, "area": 2, "district": 1}
DAY_BEHIND = re.compile(
    r" (?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]*\b"
)
"""A month or weekday right behind a name, as in captions ("in Mosul, Iraq March 11"), makes no larger name of it."""
OWNS = re.compile(r"['’]s\b")
DOCUMENTS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Named:
    """A place name that says where something is."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    dateline: bool = False
    """It opens a line, before a dash, colon or date."""
    owner: bool = False
    """It stands with a possessive ("Sudan's national museum"): the place of what follows, or whose that is."""


def width(one: Named) -> int:
    """How wide a place is: villages and towns 0, districts 1, regions 2, countries 3."""
    if not one.places:
        return 1 if re.search(r"(?i)region|district|province|oblast", one.text) else 0
    return WIDTHS.get(one.places[0].kind, 0)


@functools.cache
def _before() -> re.Pattern[str]:
    """What stands before a name that says where something is."""
    described = r"(?: the| a| an)?(?: [a-z-]+(?:ern|al|ed|ist|ient|oric|own|old|by))?(?: [a-z]+)?"
    words = words_around()
    kind = rf"(?: (?:{words['kinds']}))?(?: of| in)?(?: the)?"
    side = rf"(?:{words['sides']})"
    return re.compile(
        rf"(?:\b(?i:{words['locatives']}){described}{kind} [“\"(]?|[\w’'.)], (?:the )?(?:{side} )?|\b{side} "
        r"|\()\Z"
    )


@functools.cache
def _aside() -> re.Pattern[str]:
    """What stands before a name that only tells where from something is far, or where somebody has their seat."""
    side = r"(?: (?:north|south)?-?(?:east|west)| north| south)?"
    far = rf"(?:kilomet(?:re|er)s?|km|miles?)(?: \([^)]*\))?(?: to the)?{side}"
    return re.compile(
        rf"(?:\b{far} (?:of|from)|\bbased (?:in|at)) (?:the )?(?:(?:city|town|village|capital)(?: of)?,? )?\Z"
    )


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def every_name(document: Document, gazetteer: Gazetteer) -> tuple[FoundPlace, ...]:
    """All names of the document that the gazetteer knows, whatever they say."""
    return tuple(gazetteer.find(document.text))


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def names_of_places(document: Document, gazetteer: Gazetteer) -> tuple[FoundPlace, ...]:
    """Those, and the names that the text tells to be places and no gazetteer holds, in order."""
    text, known = document.text, every_name(document, gazetteer)
    told = [
        (start, end)
        for start, end in occurrences(text)
        if not any(one.start < end and start < one.end and end - start <= one.end - one.start for one in known)
    ]
    # "Sevan Dere" is told to be a place; then the lake is not what its first word means.
    kept = (one for one in known if not any(start < one.end and one.start < end for start, end in told))
    found = (FoundPlace(start, end, text[start:end], (), inside_name(text, start, end)) for start, end in told)
    return tuple(sorted([*kept, *found], key=lambda one: one.start))


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def named_places(document: Document, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """All names of the document that say where something is, in order."""
    read = (_read(document.text, found) for found in names_of_places(document, gazetteer))
    return tuple(one for one in read if one is not None)


def _read(text: str, found: FoundPlace) -> Named | None:
    """A known name as one that says where, if the words before it do."""
    before = text[max(0, found.start - LOOK_BEFORE) : found.start]
    if LINE.search(before) and DATELINE.match(text, found.end):
        return Named(found.start, found.end, found.text, found.places, dateline=True)
    owns = bool(OWNS.match(text, found.end))
    if _aside().search(before):
        return None
    says_where = _before().search(before) is not None or told_names(text).get(found.start, "").startswith(found.text)
    alone = owns or not found.within_name or DAY_BEHIND.match(text, found.end) is not None
    if says_where and alone:
        return Named(found.start, found.end, found.text, found.places, owner=owns)
    return None


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def centre(document: Document, gazetteer: Gazetteer) -> Named | None:
    """The town or village the document speaks of most, the first of those named equally often; None without any.

    A name that says where counts twice, one inside the name of a thing ("Dhamar Museum") once; a name that only stands
    for a government ("Moscow denied") not at all.
    """
    counts = Counter({one.text: 0 for one in named_places(document, gazetteer)})
    counts.update(one.text for one in names_of_places(document, gazetteer) if one.within_name)
    counts.update(2 * [one.text for one in named_places(document, gazetteer) if not one.dateline])
    settled = [one for one in named_places(document, gazetteer) if width(one) == 0 and not one.dateline]
    return max(settled, key=lambda one: (counts[one.text], -one.start), default=None)
