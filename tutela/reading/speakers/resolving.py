"""The name of a speaker: what a pronoun, "the agency" or a surname goes back to."""

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in
from tutela.model.claims import SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.actors.able import behind_dateline, in_dateline
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent, name_span
from tutela.reading.speakers.kinds import kind_of, kind_of_words
from tutela.reading.speakers.naming import fullest, words_of
from tutela.reading.speakers.offices import SAME, bearer, body_described, named_so
from tutela.reading.voices import Voice, voices
from tutela.reading.voices.issuing import issuer

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

LOOK_BACK = 6
"""Sentences a pronoun's or "the official"'s antecedent may lie back: beyond it the nearest speaker is mostly wrong."""
BODIES = frozenset({SpeakerKind.AGENCY, SpeakerKind.OUTLET, SpeakerKind.ORGANISATION, SpeakerKind.OFFICIAL})
"""What "it", "the agency" or "the statement" can stand for."""
TEXT_BACK = 3
"""Sentences that "it recorded" may lie behind the survey it stands for."""
ALIKE = {
    SpeakerKind.OFFICIAL: frozenset({SpeakerKind.OFFICIAL}),
    SpeakerKind.OUTLET: frozenset({SpeakerKind.OUTLET, SpeakerKind.AGENCY}),
}
"""What "the ministry" and "the newspaper" can stand for: bodies of their own kind alone."""
RANKS = frozenset({"colonel", "general", "captain", "commander", "officer", "judge"})
"""Persons by their rank, who are "he" or "she" in the next words."""
GROUPS = frozenset({"they", "them", "some", "others", "both", "many"})


def speaker_words(context: Context, index: int, voice: Voice) -> Passage | None:
    """The words that name a voice's speaker, gone back to the name told before; None when nobody is named."""
    known, place = context.recalled.speakers, (index, voice.head)
    if place not in known:
        head = antecedent(context.parsed[index].parse[voice.head])
        if in_dateline(head):
            head = behind_dateline(head) or head
        known[place] = _before_verb(context, index, voice, _resolved(context, index, head, LOOK_BACK))
    return known[place]


def _before_verb(context: Context, index: int, voice: Voice, words: Passage | None) -> Passage | None:
    """A name without the verb of telling that the parser takes for its last noun: "officials report that .."."""
    sentence = context.parsed[index]
    if words is None or not words.start < sentence.starts[voice.verb] < words.end:
        return words
    return context.document.passage(words.start, sentence.ends[voice.verb - 1])


def _resolved(context: Context, index: int, head: "Token", back: int) -> Passage | None:
    if head.lower_ in {"we", "i", "you"}:
        return None
    if head.lower_ == "those" and any(child.dep_ in {"prep", "acl"} for child in head.children):
        return context.document.passage(*context.parsed[index].span(head.i, head.right_edge.i))
    if head.lower_ == "it":
        drawn = _drawn_up(context, index, head, back)
        if drawn is not None:
            return drawn
    if head.pos_ == "PRON" or head.lower_ in GROUPS:
        return _before(context, index, head, back)
    words = words_of(context, index, head)
    if head.pos_ == "PROPN":
        return fullest(context, words)
    body = body_described(context, words)
    if body is not None:
        return body
    if _points_back(head) and not _names_somebody(context, index, head):
        if head.lemma_.casefold() in cues("reporting")["persons"]:
            named = bearer(context, head, words)
            # "the regional governor" is somebody of their own; "the governor" may be whoever spoke last.
            return named or (None if " " in words.exact else _before(context, index, head, back)) or words
        if " " in SAME.sub("", words.exact):
            # "the provincial culture department" is no other body told of before.
            return words
        return named_so(context, head, words) or _before(context, index, head, back) or words
    return words


def _drawn_up(context: Context, index: int, head: "Token", back: int) -> Passage | None:
    """Who drew up the text that "it recorded" goes back to: "the survey that they compiled ... It noted ..."."""
    for at in range(index - 1, max(index - 1 - TEXT_BACK, -1), -1):
        doc = context.parsed[at].parse if at in context.parsed else ()
        for text in (token for token in doc if token.dep_ in {"nsubj", "nsubjpass"}):
            if text.pos_ == "NOUN" and text.lemma_.casefold() in cues("reporting")["voices"]:
                author = _author(text)
                return _writer(context, at, author, back) if author is not None else None
            if text.pos_ in {"NOUN", "PROPN"}:
                return None
    return None


def _writer(context: Context, index: int, author: "Token", back: int) -> Passage | None:
    """The words for an author; for "they" the latest subject before that is several people."""
    if author.lower_ != "they":
        return _resolved(context, index, author, back - 1)
    for at in range(index - 1, max(index - LOOK_BACK, -1), -1):
        for token in context.parsed[at].parse if at in context.parsed else ():
            several = token.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "nummod" for child in token.children)
            if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"NOUN", "PROPN"} and several:
                return words_of(context, at, token)
    return None


def _author(text: "Token") -> "Token | None":
    """Who wrote a text: "the survey that they compiled", "the report by X"."""
    for clause in text.children:
        if clause.dep_ == "relcl" and clause.lemma_ in cues("reporting")["drafting"]:
            return next((child for child in clause.children if child.dep_ == "nsubj" and child.i != text.i), None)
    issued = issuer(text)
    return issued if issued != text else None


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


def _before(context: Context, index: int, head: "Token", back: int) -> Passage | None:
    """The latest speaker before that a pronoun or "the official" can mean."""
    if back <= 0:
        return None
    for at in range(index, max(index - LOOK_BACK, -1), -1):
        if at not in context.parsed:
            told = _said_in_words(context, at, head)
            if told is not None:
                return told
            continue
        for other in _heads(context, at, head):
            if at == index and other.i >= head.i:
                continue
            words = _resolved(context, at, antecedent(other), back - (index - at) - 1)
            if words is not None and _agrees(context, head, other, words):
                return words
    return None


def _said_in_words(context: Context, at: int, head: "Token") -> Passage | None:
    """Who speaks in a sentence that was not parsed, by the order of its words: "X said", "X, a doctor, told Y"."""
    found = list(_saying().finditer(context.document.text, *context.sentences[at]))
    if not found or head.lower_ in GROUPS:
        return None
    words = context.document.passage(*found[-1].span("who"))
    kind = kind_of(context, words)
    if head.lower_ in {"he", "she"}:
        person = " " in words.exact and kind in {SpeakerKind.UNKNOWN, SpeakerKind.OFFICIAL, SpeakerKind.WITNESS}
        return words if person and not stand_in(words.exact) else None
    if head.lower_ == "it":
        return words if kind in BODIES else None
    return words if head.lemma_.casefold() in words.exact.casefold() else None


@functools.cache
def _saying() -> re.Pattern[str]:
    """A name before a finite verb of telling, with nothing but a description between."""
    verbs = "|".join(sorted(cues("reporting")["told_in_words"]))
    start = r"(?:^|(?<=[ “\"]))(?!The |It |He |She )"
    name = r"[A-Z][\w’'.-]+(?: (?:of |for |and |the |al-|el-)*[A-Z][\w’'.-]+)*"
    return re.compile(rf"{start}(?P<who>{name})(?:, [^,.;\n]{{2,80}},)? (?:has |have |had )?(?:{verbs})\b")


def _heads(context: Context, at: int, head: "Token") -> Iterator["Token"]:
    """Speakers of a sentence, the last first; for "he" and "she" its named subjects too."""
    doc = context.parsed[at].parse
    yield from (doc[voice.head] for voice in reversed(voices(doc)))
    if head.lower_ in {"he", "she"}:
        subjects = [token for token in doc if token.dep_ == "nsubj"]
        yield from (token for token in subjects if token.pos_ == "PROPN")
        for token in filter(_is_person, subjects):
            yield next((child for child in token.children if child.dep_ == "appos" and child.pos_ == "PROPN"), token)


def _is_person(token: "Token") -> bool:
    """Whether a common noun is somebody who speaks ("the colonel", "a priest")."""
    pack, lemma = cues("reporting"), token.lemma_.casefold()
    return token.tag_ == "NN" and (lemma in pack["persons"] or lemma in pack["witness"] or lemma in RANKS)


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
    if other.lemma_.casefold() in persons:
        return False
    return kind in ALIKE.get(kind_of_words(lemma), BODIES) and not stand_in(words.exact)
