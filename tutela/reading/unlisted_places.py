"""Names of places that no gazetteer holds, told to be places by the words around them anywhere in a document.

A village, quarter or valley is mostly told to be one once ("the village of X", "X, a town on the coast", the dateline)
and stands bare afterwards. So the whole document is asked first which of its names are places; every later occurrence
of such a name is then one too. Words around names are data: `packs/en/place_words.yml`.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib import resources

import yaml

from tutela.language.parties import party_words

WORD = r"[A-Z][\w’'-]*\w"
NAME = rf"{WORD}(?: (?:(?:al|el|as|es|ar|er|ad|ash|an|at)-|(?:de|del|el|la|al|e|i|bin|ibn) )?{WORD}){{0,2}}"
"""A name of up to three capitalised words: "Deir el-Qasab", "Gornji Brod"."""
DOCUMENTS_KEPT = 16
ACRONYM_LENGTH = 5
NUMBER = r"(?:(?:[A-Z]{1,4}-)?\(?\d{1,4}[.)]|[-•*–—▪])"
"""What opens a row of a list."""


@functools.cache
def words_around() -> Mapping[str, str]:
    """The lists of the pack, each as the alternatives of a pattern, the longest first."""
    text = resources.files("tutela.language").joinpath("packs/en/place_words.yml").read_text("utf-8")
    table: Mapping[str, list[object]] = yaml.safe_load(text)
    return {
        name: "|".join(re.escape(word) for word in sorted(map(str, words), key=len, reverse=True))
        for name, words in table.items()
    }


@functools.cache
def _told() -> tuple[re.Pattern[str], ...]:
    """Constructions that tell a name to be a place's."""
    words = words_around()
    end = rf"(?=[,.;:!?)”\"—–]| [“\"]|\s*$|\s*\n|\s[-–—]|['’]s\b| (?:{words['goes_on']})\b)"
    kind = rf"(?:{words['kinds']})"
    named = rf"(?P<name>{NAME})"
    line = r"(?m:^)[ \t]*"
    patterns = (
        rf"\b{kind} of {named}",
        rf"\b(?:{words['settlements']})(?: called| named)? {named}{end}",
        rf"\bcapital, {named}{end}",
        rf"(?<![\w’-]){named} (?:{words['suffixes']})\b(?! [A-Z])",
        rf"\b(?:{words['bare']}) #?{named}{end}",
        rf"\b(?:{words['bare']}) {named}(?<!ian)(?<!ish)(?<!ese)(?<!ean)(?<!ic)(?<!al)(?= [a-z])",
        rf"\b(?:{words['of_a_place']}) (?:of|to|from) {named}",
        rf"\b(?i:{words['assets_of_places']}) of {named}{end}",
        rf"(?<![\w’-]){named}, (?:a|an|the|another|one of the) (?:[\w-]+ ){{0,4}}?{kind}\b",
        rf"(?<![\w’-]){named} (?:is|was|lies|stands) (?:a|an|the) (?:[\w-]+ ){{0,3}}?{kind}\b",
        rf"{line}(?:{NUMBER}[ \t]*)?{named}, (?:the )?(?:[A-Z]\w+ )?(?i:{words['assets_in_rows']})\b",
        rf"{line}{NUMBER}[ \t]*{named}\. [A-Z]",
        rf"{line}(?:{NUMBER}[ \t]*)?[A-Z][^,.;:\n]{{5,60}}\b(?i:of|{words['assets_in_rows']})\b[^,.;:\n]{{0,40}}, "
        rf"{named}(?=[.]? ?(?:\(|\n|$))",
        rf"{line}{NUMBER}[ \t]*[A-Z][^.;:\n]{{5,60}}, {named}(?=\.(?: [A-Z]|$))",
        rf"{line}{named}(?:, [A-Z][\w. ]+)?(?: ?\([\w/. ]+\))? ?[-–—] ?[A-Z]",
        rf"{line}{named}, \w+\.? \d\d? ?(?:\([\w/. ]+\))? ?[-–—]",
    )
    return tuple(re.compile(pattern) for pattern in patterns)


@functools.cache
def _hinted() -> re.Pattern[str]:
    """What a place's name stands behind, and others too: two different ones tell a place."""
    name = rf"(?P<name>{NAME})"
    return re.compile(rf"\b(?P<hint>[Oo]f|[Tt]o|[Ff]rom|[Ff]or) #?{name}(?![\w-])")


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words_around()[name].split("|"))


@functools.cache
def _said() -> re.Pattern[str]:
    return re.compile(rf" (?:{words_around()['speaks']})\b")


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def told_names(text: str) -> Mapping[int, str]:
    """Offset -> name, wherever the text tells a name to be a place's, whether or not a gazetteer holds it."""
    found: dict[int, str] = {}
    for pattern in _told():
        for match in pattern.finditer(text):
            # Of "Libya's Zliten" the last name is the place.
            name = re.split(r"['’]s ", match["name"])[-1].removesuffix("'s").removesuffix("’s")
            if not _may_be_place(name):
                continue
            name = _without_verb(text, name)
            if _may_be_place(name) and not _also_small(text, name):
                found[match.start("name") + match["name"].index(name)] = name
    return {**_twice_hinted(text), **found}


def _twice_hinted(text: str) -> Mapping[int, str]:
    """Names behind two words that a place's name may stand behind ("of X", "from X"), or in the headline and below."""
    hints: defaultdict[str, dict[int, tuple[str, bool]]] = defaultdict(dict)
    headline = text.find("\n")
    for match in _hinted().finditer(text):
        if _may_be_place(match["name"]) and not _also_small(text, match["name"]):
            hints[match["name"]][match.start("name")] = (match["hint"].lower(), match.start() < headline)
    return {at: name for name, told in hints.items() if len(set(told.values())) > 1 for at in told}


def occurrences(text: str) -> Iterator[tuple[int, int]]:
    """Where the names that the text tells to be places stand in it; capitals of a dateline count as the same name."""
    counts = Counter(told_names(text).values())
    names = [name for name, count in counts.items() if not _speaks(text, name, count)]
    forms = sorted({form for name in names for form in (name, name.upper())}, key=len, reverse=True)
    if forms:
        for match in re.finditer(rf"(?<![\w’-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", text):
            yield match.span()


def _may_be_place(name: str) -> bool:
    """Whether a name is made of other words than those of months, peoples, bodies and kinds of assets."""
    never, titles = _words("never"), _words("titles")
    words = name.split()
    if any(word in never or word.title() in never for word in words) or words[0] in titles:
        return False
    acronym = name.isupper() and len(name) <= ACRONYM_LENGTH
    if acronym or words[-1] in {"Old", "New", "Upper", "Lower"}:
        return False
    return name not in party_words("adjective")


def _without_verb(text: str, name: str) -> str:
    """A name without what follows it in a headline, which the text writes small elsewhere: "Kharkiv Region Lost"."""
    words = name.split()
    while len(words) > 1 and re.search(rf"(?<![\w-]){re.escape(words[-1].lower())}(?!\w)", text):
        words.pop()
    return " ".join(words)


def _also_small(text: str, name: str) -> bool:
    """Whether the text writes a name of one word small somewhere: then it is a word that opens a line or a title."""
    return " " not in name and re.search(rf"(?<![\w-]){re.escape(name.lower())}(?!\w)", text) is not None


def _speaks(text: str, name: str, told: int) -> bool:
    """Whether a name speaks as often as it is told to be a place: then it is a person's or a body's."""
    spoken = sum(bool(_said().match(text, match.end())) for match in re.finditer(re.escape(name), text))
    return spoken >= told
