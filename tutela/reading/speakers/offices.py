"""Whom "the ministry", "the governor" and "the cultural agency" stand for: by the words of the whole text."""

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import bodies, cues

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

SAME = re.compile(r"^(?:same|very) ")
"""What only says that it is the body named before: "the same ministry"."""
BEFORE_BODY = "foreign|culture|defence|defense|interior|news|press|state"
"""Small words that stand inside the names of bodies ("Ukraine's culture ministry")."""
LONGEST_NAME = 500
"""Letters of a name told with an office; a match that ends so far before an offset is the same whatever follows it."""


def body_described(context: Context, words: Passage) -> Passage | None:
    """The name of a well-known body that is spoken of by its description, where the document names it: nearest before,
    else the first after."""
    said = words.exact.casefold()
    for name, descriptions in bodies().items():
        if any(said.endswith(one) for one in descriptions):
            found = [match.span() for match in re.finditer(rf"\b{name}\b", context.document.text, re.IGNORECASE)]
            before = [span for span in found if span[1] <= words.start]
            if found:
                return context.document.passage(*(before[-1] if before else found[0]))
    return None


def named_so(context: Context, head: "Token", words: Passage) -> Passage | None:
    """The latest full name before that holds the noun: "the ministry" -> "Ukraine's culture ministry"."""
    if " " in SAME.sub("", words.exact):
        return None
    noun = rf"(?i:\b{re.escape(head.text)}\b)"
    name = re.compile(
        rf"(?:[A-Z][\w-]+['’]s )?(?:(?:[A-Z][\w.'’-]+|{BEFORE_BODY}) )+{noun}(?: (?P<own>[A-Z][A-Za-z]{{2,}})\b)?"
        r"(?: (?:of|for) (?:the )?(?:[A-Z][\w-]+(?: [A-Z][\w-]+)*|[\w-]+(?: and [\w-]+)?))?"
        rf"|{noun} (?:of|for) (?:the )?(?:[\w-]+ and )?[\w-]+"
    )
    found = _latest(context, name, words.start)
    if found is None:
        return None
    start, end = found.span("own") if found["own"] else found.span()
    if context.document.text[start : start + 4] == "The ":
        start += 4
    return context.document.passage(start, end)


def bearer(context: Context, head: "Token", words: Passage) -> Passage | None:
    """Who is told to be "the governor": "governor X Y", "X Y, the governor of Z", "the governor of Z, X Y"."""
    noun = rf"(?i:\b{re.escape(head.lemma_)}\b)"
    name = r"[A-Z][\w’-]+(?: (?:al-|el-|de |von )?[A-Z][\w’-]+){1,3}"
    told = re.compile(
        rf"{noun} (?P<after>{name})|(?P<before>{name}), (?:the )?(?:[\w’-]+ ){{0,3}}{noun}"
        rf"|{noun}(?: (?:of|for) [^,.;\n]{{3,60}})?, (?P<beside>{name})"
    )
    match = _latest(context, told, words.start) or told.search(context.document.text, words.end)
    if match is None:
        return None
    return context.document.passage(*match.span(next(key for key in ("after", "before", "beside") if match[key])))


def _latest(context: Context, pattern: re.Pattern[str], before: int) -> re.Match[str] | None:
    """The last match that ends before an offset; the whole text is gone through once for each pattern."""
    text, known = context.document.text, context.recalled.matches
    if pattern not in known:
        known[pattern] = list(pattern.finditer(text))
    far = known[pattern][: bisect_right(known[pattern], before - LONGEST_NAME, key=lambda match: match.end())]
    near = list(pattern.finditer(text, far[-1].end() if far else 0, before))
    return next(reversed(near or far), None)


def court_words(context: Context, index: int) -> Passage | None:
    """The court a conviction rests on: the latest named before, else the first named after."""
    nouns = "|".join(cues("reporting")["courts"])
    before = r"(?:UN|U\.N\.|(?!The )[A-Z][\w-]+|war crimes|trial|criminal)"
    court = re.compile(rf"(?:{before} )+(?i:{nouns})\b(?: (?:for|in) [Tt]he [\w ]*?[A-Z]\w+)?")
    found = list(court.finditer(context.document.text))
    if not found:
        return None
    told = [match for match in found if match.start() < context.sentences[index][1]]
    match = (told or found[:1])[-1]
    start = match.start() + 4 * match.group().startswith("The ")
    return context.document.passage(start, match.end())
