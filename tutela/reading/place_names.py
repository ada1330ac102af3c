"""Place names of a document that say where something is, known to the gazetteer or told by words ("village of X")."""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.language.parties import party_words
from tutela.language.places import FoundPlace, Gazetteer
from tutela.model.documents import Document
from tutela.model.inventory import Place

LINE = re.compile(r"(?:\A|\n)[ \t*•\d.)-]*\Z")
DATELINE = re.compile(r"(?:, [\w. ]+)?(?:, [\w. ]+)? ?(?:\([\w/. ]+\) ?)?[-–—:]|, \w+\.? \d+")
LOOK_BEFORE = 70
"""Characters in which "in the old quarter of the city of" stands before a name."""
WIDTHS = {"country": 3, "region": 2, "area": 2, "district": 1}
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
        return 1 if re.search(r"region|district|province|oblast", one.text) else 0
    return WIDTHS.get(one.places[0].kind, 0)


def _words(name: str) -> str:
    """One list of the pack as alternatives of a pattern."""
    text = resources.files("tutela.language").joinpath("packs/en/place_words.yml").read_text("utf-8")
    return "|".join(re.escape(str(word)) for word in yaml.safe_load(text)[name])


@functools.cache
def _before() -> re.Pattern[str]:
    """What stands before a name that says where something is."""
    described = r"(?: the| a| an)?(?: [a-z-]+(?:ern|al|ed|ist|ient|oric|own|old|by))?(?: [a-z]+)?"
    kind = rf"(?: (?:{_words('kinds')}))?(?: of| in)?(?: the)?"
    return re.compile(rf"(?:\b(?:{_words('locatives')}){described}{kind} [“\"(]?|[\w’'.)], (?:the )?|\()\Z")


@functools.cache
def _unknown() -> re.Pattern[str]:
    """Names that no gazetteer holds, by the words around them."""
    end = rf"(?=[,.;:)—–]|\s*$|\s[-–—]|['’]s\b| (?:{_words('goes_on')})\b)"
    after = rf"\b(?:(?:{_words('kinds')}) of|{_words('bare')}) (?P<after>[A-Z][\w’'-]+(?: (?:al-)?[A-Z][\w’'-]+)*){end}"
    return re.compile(rf"{after}|(?<![\w’-])(?P<before>[A-Z][\w’-]++(?: [A-Z][\w’-]++)*) (?:{_words('suffixes')})\b")


@functools.cache
def _never() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('never')})\b")


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def every_name(document: Document, gazetteer: Gazetteer) -> tuple[FoundPlace, ...]:
    """All names of the document that the gazetteer knows, whatever they say."""
    return tuple(gazetteer.find(document.text))


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def named_places(document: Document, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """All names of the document that say where something is, in order."""
    text = document.text
    known = [one for one in (_read(text, found) for found in every_name(document, gazetteer)) if one is not None]
    taken = [(one.start, one.end) for one in known]
    told = (one for one in _told_names(text) if not any(a < one.end and one.start < b for a, b in taken))
    return tuple(sorted([*known, *told], key=lambda one: one.start))


def _read(text: str, found: FoundPlace) -> Named | None:
    """A known name as one that says where, if the words before it do."""
    before = text[max(0, found.start - LOOK_BEFORE) : found.start]
    if LINE.search(before) and DATELINE.match(text, found.end):
        return Named(found.start, found.end, found.text, found.places, dateline=True)
    owns = bool(OWNS.match(text, found.end))
    if _before().search(before) and (owns or not found.within_name):
        return Named(found.start, found.end, found.text, found.places, owner=owns)
    return None


def _told_names(text: str) -> Iterator[Named]:
    """Names that no gazetteer knows and the words tell to be places: "in the village of X", "X district"."""
    for match in _unknown().finditer(text):
        start, end = match.span("after" if match["after"] else "before")
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        # "Shusha in Azerbaijani" tells a language.
        if not _never().match(text[start:end]) and text[start:end] not in party_words("adjective"):
            yield Named(start, end, text[start:end], ())


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def centre(document: Document, gazetteer: Gazetteer) -> Named | None:
    """The town or village the document speaks of most, the first of those named equally often; None without any.

    A name that says where counts twice, one inside the name of a thing ("Dhamar Museum") once; a name that only stands
    for a government ("Moscow denied") not at all.
    """
    counts = Counter({one.text: 0 for one in named_places(document, gazetteer)})
    counts.update(one.text for one in every_name(document, gazetteer) if one.within_name)
    counts.update(2 * [one.text for one in named_places(document, gazetteer) if not one.dateline])
    settled = [one for one in named_places(document, gazetteer) if width(one) == 0 and not one.dateline]
    return max(settled, key=lambda one: (counts[one.text], -one.start), default=None)
