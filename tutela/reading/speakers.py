"""The name of a speaker: what a pronoun, "the agency" or a surname goes back to."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in
from tutela.model.claims import SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import HYPHENS, antecedent, name_span
from tutela.reading.voices import Voice, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

LOOK_BACK = 6
"""Sentences a pronoun's or "the official"'s antecedent may lie back: beyond it the nearest speaker is mostly wrong."""
BODIES = frozenset({SpeakerKind.AGENCY, SpeakerKind.OUTLET, SpeakerKind.ORGANISATION, SpeakerKind.OFFICIAL})
"""What "it", "the agency" or "the statement" can stand for."""
WORD = re.compile(r"[\w.]+")
BEFORE_BODY = "foreign|culture|defence|defense|interior|news|press|state"
"""Small words that stand inside the names of bodies ("Ukraine's culture ministry")."""
LONGEST_NAME = 500
"""Letters of a name told with an office; a match that ends so far before an offset is the same whatever follows it."""
GROUPS = frozenset({"they", "them", "some", "others", "both", "many"})
KINDS = ("imagery", "witness", "agency", "outlet", "official", "video", "organisation")
"""The order in which the lists are asked: "AFP correspondent" is an outlet's, "state news agency" no state office."""


def speaker_words(context: Context, index: int, voice: Voice) -> Passage | None:
    """The words that name a voice's speaker, gone back to the name told before; None when nobody is named."""
    known, place = context.recalled.speakers, (index, voice.head)
    if place not in known:
        known[place] = _resolved(context, index, antecedent(context.parsed[index].parse[voice.head]), LOOK_BACK)
    return known[place]


def _resolved(context: Context, index: int, head: "Token", back: int) -> Passage | None:
    if head.lower_ in {"we", "i", "you"}:
        return None
    if head.pos_ == "PRON" or head.lower_ in GROUPS:
        return _before(context, index, head, back)
    words = words_of(context, index, head)
    if head.pos_ == "PROPN":
        return fullest(context, words)
    if _points_back(head) and not _names_somebody(context, index, head):
        if head.lemma_.casefold() in cues("reporting")["persons"]:
            named = _bearer(context, head, words)
            # "the regional governor" is somebody of their own; "the governor" may be whoever spoke last.
            return named or (None if " " in words.exact else _before(context, index, head, back)) or words
        return _named_so(context, head, words) or _before(context, index, head, back) or words
    return words


def _names_somebody(context: Context, index: int, head: "Token") -> bool:
    """Whether a name stands in the description itself, so that it goes back to nobody else: "the U.N. agency"."""
    first, last = name_span(head)
    named = [token for token in head.doc[first : last + 1] if token.pos_ == "PROPN"]
    return any(token.dep_ in {"pobj", "poss"} for token in named) or any(
        not stand_in(context.document.passage(*context.parsed[index].span(t.i, t.i)).exact) for t in named
    )


def _points_back(head: "Token") -> bool:
    determiner = {child.lower_ for child in head.children if child.dep_ in {"det", "poss", "amod"}}
    pack = cues("reporting")
    known = head.lemma_.casefold() in pack["anaphoric"] or head.lower_ in pack["anaphoric"]
    return known and bool(determiner & {"the", "this", "same", "its", "that"})


def _named_so(context: Context, head: "Token", words: Passage) -> Passage | None:
    """The latest full name before that holds the noun: "the ministry" -> "Ukraine's culture ministry"."""
    if " " in words.exact:
        return None
    noun = rf"(?i:\b{re.escape(head.text)}\b)"
    name = re.compile(
        rf"(?:[A-Z][\w-]+['’]s )?(?:(?:[A-Z][\w.'’-]+|{BEFORE_BODY}) )+{noun}"
        r"(?: (?:of|for) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)?"
        rf"|{noun} (?:of|for) (?:the )?(?:[\w-]+ and )?[\w-]+"
    )
    found = _latest(context, name, words.start)
    if found is None:
        return None
    start, end = found.span()
    if context.document.text[start : start + 4] == "The ":
        start += 4
    return context.document.passage(start, end)


def _bearer(context: Context, head: "Token", words: Passage) -> Passage | None:
    """Who is told to be "the governor": "governor X Y", "X Y, the governor of Z", "the governor of Z, X Y"."""
    noun = rf"(?i:\b{re.escape(head.lemma_)}\b)"
    name = r"[A-Z][\w’-]+(?: (?:al-|el-|de |von )?[A-Z][\w’-]+){1,3}"
    told = re.compile(
        rf"{noun} (?P<after>{name})|(?P<before>{name}), (?:the )?(?:[\w’-]+ ){{0,3}}{noun}"
        rf"|{noun}(?: (?:of|for) [^,.;\n]{{3,60}})?, (?P<beside>{name})"
    )
    match = _latest(context, told, words.start)
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


def _before(context: Context, index: int, head: "Token", back: int) -> Passage | None:
    """The latest speaker before that a pronoun or "the official" can mean."""
    if back <= 0:
        return None
    for at in range(index, max(index - LOOK_BACK, -1), -1):
        if at not in context.parsed:
            continue
        for other in _heads(context, at, head):
            if at == index and other.i >= head.i:
                continue
            words = _resolved(context, at, antecedent(other), back - (index - at) - 1)
            if words is not None and _agrees(context, head, other, words):
                return words
    return None


def _heads(context: Context, at: int, head: "Token") -> Iterator["Token"]:
    """Speakers of a sentence, the last first; for "he" and "she" its named subjects too."""
    doc = context.parsed[at].parse
    yield from (doc[voice.head] for voice in reversed(voices(doc)))
    if head.lower_ in {"he", "she"}:
        yield from (token for token in doc if token.dep_ == "nsubj" and token.pos_ == "PROPN")


def _agrees(context: Context, head: "Token", other: "Token", words: Passage) -> bool:
    kind = kind_of(context, words)
    if head.lower_ in {"he", "she"}:
        return other.tag_ not in {"NNS", "NNPS"} and kind not in {SpeakerKind.AGENCY, SpeakerKind.OUTLET}
    if head.lower_ in GROUPS:
        return other.tag_ in {"NNS", "NNPS"}
    if head.lower_ == "it":
        return kind in BODIES
    lemma = head.lemma_.casefold()
    if lemma in words.exact.casefold():
        return True
    persons = cues("reporting")["persons"]
    if lemma in persons:
        return other.pos_ == "PROPN" and kind is SpeakerKind.UNKNOWN and " " in words.exact
    return kind in BODIES and not stand_in(words.exact)


def words_of(context: Context, index: int, head: "Token") -> Passage:
    """The words of the name or description that a head word stands for, titles left out."""
    first, last = name_span(head)
    if head.pos_ == "PROPN":
        first = _name_start(head, first)
    else:
        last = _whose(head, last)
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


def kind_of(context: Context, words: Passage) -> SpeakerKind:
    """What kind of source a speaker is: by its own words, the known publishers, the office told beside a name."""
    known = context.recalled.kinds
    if words.exact not in known:
        known[words.exact] = _kind_of(context, words)
    return known[words.exact]


def _kind_of(context: Context, words: Passage) -> SpeakerKind:
    known = _kind_in(words.exact)
    if known is not None:
        return known
    for publisher in context.publishers:
        if words.exact in {publisher.name, *publisher.other_names}:
            return SpeakerKind.AGENCY if "agency" in publisher.kind else SpeakerKind.OUTLET
    if words.exact[:1].isupper() and not stand_in(words.exact):
        return _kind_beside(context.document.text, words.exact) or SpeakerKind.UNKNOWN
    return SpeakerKind.UNKNOWN


def kind_of_words(words: str) -> SpeakerKind:
    """What kind of source a speaker is by its own words alone; `unknown` where they do not say."""
    return _kind_in(words) or SpeakerKind.UNKNOWN


def _kind_in(text: str) -> SpeakerKind | None:
    spaced = " ".join(("", *WORD.findall(text.casefold()), ""))
    for kind in KINDS:
        if any(entry in spaced for entry in _spaced(kind)):
            return SpeakerKind(kind)
    return None


@functools.cache
def _spaced(kind: str) -> tuple[str, ...]:
    """The words of a kind as they are looked for among the words of a name ("france-presse" is two)."""
    return tuple(" ".join(("", *WORD.findall(entry), "")) for entry in sorted(cues("reporting")[kind]))


def _kind_beside(text: str, name: str) -> SpeakerKind | None:
    """By what is told of a person beside the name: "the governor, X Y", "X Y, caretaker of"."""
    title = rf"((?:[\w’'-]+,? ){{1,7}}?){re.escape(name)}\b|\b{re.escape(name)}, ((?:[\w’'-]+[ ,]+){{1,7}})"
    for match in re.finditer(title, text):
        told = _kind_in(match[2] or match[1] or "")
        if told in {SpeakerKind.OFFICIAL, SpeakerKind.WITNESS}:
            return told
    return None
