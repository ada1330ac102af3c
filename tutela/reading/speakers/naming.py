"""The words that name a speaker in one sentence, and the longer name of the same person."""

import re
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in
from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import HYPHENS, name_span

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token


TIME = re.compile(r"\d\d?[:.]\d\d$")
"""The time that an entry of a live report begins with."""


def words_of(context: Context, index: int, head: "Token") -> Passage:
    """The words of the name or description that a head word stands for, titles left out."""
    first, last = name_span(head)
    if head.pos_ == "PROPN":
        first = _name_start(head, first)
    else:
        last = _whose(head, last)
    while first < head.i and TIME.match(head.doc[first].text):
        first += 1
    return context.document.passage(*context.parsed[index].span(first, last))


def _whose(head: "Token", last: int) -> int:
    """Where "officials with X", "the authorities in X" ends: whom or where they belong to is who they are."""
    if head.tag_ != "NNS" or last != head.i:
        return last
    for child in head.rights:
        if child.dep_ == "prep" and child.i == head.i + 1 and child.lower_ in {"with", "in", "from"}:
            named = next((token for token in child.children if token.dep_ == "pobj" and token.pos_ == "PROPN"), None)
            return name_span(named)[1] if named is not None else last
    return last


def _name_start(head: "Token", first: int) -> int:
    """Where a proper name begins: behind the last common noun and titles before it."""
    titles = cues("reporting")["titles"]
    for token in head.doc[first : head.i]:
        if token.lower_ in titles or (token.pos_ == "NOUN" and token.text.islower()):
            first = token.i + 1
    if head.doc[first].dep_ == "case":
        # "the Prosecutor General's Office": a title inside a name is part of it.
        return name_span(head)[0]
    while first < head.i and (head.doc[first].text in HYPHENS or head.doc[first - 1].text in HYPHENS):
        # "the state-run X": the second half of the description goes with the first.
        first += 1
    return first


def fullest(context: Context, words: Passage) -> Passage:
    """The longer name of the same person told before: "Siraj" -> "Siraj Mohammed"."""
    name = words.exact
    if " " in name or stand_in(name) or len(name) < 3 or name.isupper():
        return words
    if any(place.start == words.start for place in context.gazetteer.find(name, words.start)):
        return words
    run = re.compile(rf"(?:[A-Z][\w'’-]+ )*\b{re.escape(name)}\b(?: [A-Z][\w'’-]+)*")
    titles = cues("reporting")["titles"]
    for match in run.finditer(context.document.text, 0, words.start):
        start = match.start()
        parts = match.group().split(" ")
        while parts and parts[0].casefold() in titles:
            start += len(parts.pop(0)) + 1
        if 1 < len(parts) <= 4:
            return context.document.passage(start, match.end())
    return words
