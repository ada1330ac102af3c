"""Who says it: the chain of speakers of a claim, nearest first."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in
from tutela.model.claims import Speaker, SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent, is_name, name_span, proper_run
from tutela.reading.quotations import quotation_around, speaker_label
from tutela.reading.voices import Voice, depth, reaches, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

LOOK_BACK = 6
"""Sentences a pronoun's or "the official"'s antecedent may lie back: beyond it the nearest speaker is mostly wrong."""


def chain(context: Context) -> tuple[Speaker, ...]:
    """Who says the claim, nearest speaker first, then who relays it; empty for the document's own voice."""
    found = [*_in_sentence(context)] or [*_around(context)]
    found += _relays(context, found)
    kept: list[Passage] = []
    for words in found:
        if not _same_as_any(words, kept) and not _is_publisher(context, words):
            kept.append(words)
    return tuple(Speaker(words, kind_of(context, words)) for words in kept)


def _in_sentence(context: Context) -> Iterator[Passage]:
    trigger = context.harm
    near = [voice for voice in voices(context.parse) if reaches(voice, trigger)]
    for voice in sorted(near, key=lambda voice: (depth(voice, trigger), not voice.nearer, voice.head)):
        words = speaker_words(context, context.index, voice)
        if words is not None:
            yield words
            yield from _told(context, context.index, voice)


def _told(context: Context, index: int, voice: Voice) -> Iterator[Passage]:
    if voice.told is None:
        return
    heard = context.parsed[index].parse[voice.told]
    words = _words(context, index, heard)
    if kind_of(context, words) in {SpeakerKind.AGENCY, SpeakerKind.OUTLET} and any(
        token.pos_ == "PROPN" for token in heard.subtree
    ):
        yield words


def _around(context: Context) -> Iterator[Passage]:
    """The speaker of a quotation or a transcript's turn that began in another sentence."""
    label = speaker_label(context)
    if label is not None:
        yield label
        return
    for index in quotation_around(context):
        for voice in voices(context.parsed[index].parse):
            words = speaker_words(context, index, voice)
            if words is not None:
                yield words
                yield from _told(context, index, voice)
                return


def _relays(context: Context, speakers: Sequence[Passage]) -> Iterator[Passage]:
    """To whom the same speaker is told to have spoken anywhere in the document."""
    for index in sorted(context.parsed):
        for voice in voices(context.parsed[index].parse):
            if voice.told is None:
                continue
            words = speaker_words(context, index, voice)
            if words is not None and _same_as_any(words, speakers):
                yield from _told(context, index, voice)


def speaker_words(context: Context, index: int, voice: Voice) -> Passage | None:
    """The words that name a voice's speaker, gone back to the name told before; None when nobody is named."""
    return _resolved(context, index, antecedent(context.parsed[index].parse[voice.head]), LOOK_BACK)


def _resolved(context: Context, index: int, head: "Token", back: int) -> Passage | None:
    if head.lower_ in {"we", "i", "you"}:
        return None
    if head.pos_ == "PRON" or head.lower_ in {"some", "others", "both", "many"}:
        return _before(context, index, head, back)
    words = _words(context, index, head)
    if head.pos_ == "PROPN":
        return _fullest(context, words)
    if _points_back(head):
        return _before(context, index, head, back) or words
    return words


def _points_back(head: "Token") -> bool:
    determiner = {child.lower_ for child in head.children if child.dep_ in {"det", "poss", "amod"}}
    return head.lemma_.casefold() in cues("reporting")["anaphoric"] and bool(
        determiner & {"the", "this", "same", "its"}
    )


def _before(context: Context, index: int, head: "Token", back: int) -> Passage | None:
    """The latest speaker before that a pronoun or "the official" can mean."""
    if back <= 0:
        return None
    for at in range(index, max(index - LOOK_BACK, -1), -1):
        if at not in context.parsed:
            continue
        doc = context.parsed[at].parse
        for voice in reversed(voices(doc)):
            if at == index and voice.head >= head.i:
                continue
            words = _resolved(context, at, antecedent(doc[voice.head]), back - (index - at) - 1)
            if words is not None and _agrees(head, doc[voice.head], words):
                return words
    return None


def _agrees(head: "Token", other: "Token", words: Passage) -> bool:
    if head.lower_ in {"he", "she"}:
        return other.tag_ not in {"NNS", "NNPS"}
    if head.lower_ in {"they", "some", "others", "both", "many"}:
        return other.tag_ in {"NNS", "NNPS"} or other.pos_ == "PROPN"
    if head.lower_ == "it":
        return other.tag_ not in {"NNS"}
    lemma = head.lemma_.casefold()
    return lemma in words.exact.casefold() or (other.pos_ == "PROPN" and lemma in BODIES)


BODIES = frozenset(
    [
        "agency",
        "broadcaster",
        "channel",
        "newspaper",
        "paper",
        "daily",
        "outlet",
        "site",
        "website",
        "organisation",
        "organization",
        "group",
        "body",
        "statement",
        "report",
        "bulletin",
        "office",
        "service",
        "letter",
        "ministry",
        "foundation",
        "institute",
        "committee",
    ]
)
"""Nouns that may stand for a named body whose name does not hold them ("the agency" for UNESCO)."""


def _words(context: Context, index: int, head: "Token") -> Passage:
    first, last = name_span(head)
    if head.pos_ == "PROPN" and is_name(head):
        run_first, run_last = proper_run(head)
        if run_first < run_last or first == last:
            first, last = max(first, run_first) if run_last >= head.i else first, max(last, run_last)
    first = _without_titles(head, first)
    return context.document.passage(*context.parsed[index].span(first, last))


def _without_titles(head: "Token", first: int) -> int:
    titles = cues("reporting")["titles"]
    while first < head.i and head.pos_ == "PROPN" and head.doc[first].lower_ in titles:
        first += 1
    return first


def _fullest(context: Context, words: Passage) -> Passage:
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


def _same_as_any(words: Passage, others: Sequence[Passage]) -> bool:
    return any(_same(words.exact, other.exact) for other in others)


def _same(a: str, b: str) -> bool:
    x, y = set(a.casefold().split()), set(b.casefold().split())
    return x <= y or y <= x


def _is_publisher(context: Context, words: Passage) -> bool:
    """Whether the speaker is the publication itself, which is never listed."""
    publisher = context.document.publisher
    if publisher is None:
        return False
    names = re.split(r"[()/,]", publisher.value)
    return any(name.strip() and _same(words.exact, name.strip()) for name in names)


def kind_of(context: Context, words: Passage) -> SpeakerKind:
    """What kind of source a speaker is, by the words that name it and the known publishers."""
    pack = cues("reporting")
    tokens = re.findall(r"[\w.'’-]+", words.exact.casefold())
    text = f" {' '.join(tokens)} "
    for kind in ("imagery", "witness", "agency", "outlet", "official", "video", "organisation"):
        if any(f" {entry} " in text for entry in pack[kind]):
            return SpeakerKind(kind)
    for publisher in context.publishers:
        if words.exact in {publisher.name, *publisher.other_names}:
            return SpeakerKind.AGENCY if "agency" in publisher.kind else SpeakerKind.OUTLET
    if stand_in(words.exact):
        return SpeakerKind.OFFICIAL
    return SpeakerKind.UNKNOWN
