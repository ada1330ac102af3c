"""Who says it: the chain of speakers of a claim, nearest first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutela.model.claims import Speaker, SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues, phrases_in
from tutela.reading.intros import compilers
from tutela.reading.quotations import outlet_label, quotation_around, speaker_label
from tutela.reading.speakers import court_words, kind_of, speaker_words, words_of
from tutela.reading.voices import Voice, depth, reaches, voices

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

APPOSED = 3
""" "the cultural agency, UNESCO": a description followed by its name this many characters on is one speaker."""

TIMED = re.compile(
    r"\d\d?[:.]\d\d (?:(?:A|An|The) )?(?P<who>(?!UPDATE|WATCH|NEW)[A-Za-z][\w’' -]{2,40}?)"
    r"(?:,? (?:reached|contacted|by phone|on)\b[^:\n]{0,40})?: "
)
"""The time and the speaker that open an entry of a live report."""
COLON = re.compile(r"\s*(?:The|A|An) (?P<who>[A-Za-z][\w’' -]{2,40}?): [\"“«]")
NEWS_AGENCY = re.compile(r"\b(?:news|press|telegraph) agency\Z")
"""An agency without its name ("the state news agency") is a relay all the same; "reporters" are not."""


def chain(context: Context) -> tuple[Speaker, ...]:
    """Who says the claim, nearest speaker first, then who relays it; empty for the document's own voice."""
    found = [*_in_sentence(context)] or [*_convicted(context)] or [*_around(context)] or [*compilers(context)]
    found += [*_relays(context, found), *_platforms(context, not found)]
    kept: list[Passage] = []
    once = {words.exact: words for words in reversed(_without_descriptions(found))}
    for words in sorted(once.values(), key=found.index):
        if not _same_as_any(words, kept) and not _is_publisher(context, words):
            kept.append(words)
    return tuple(Speaker(words, kind_of(context, words)) for words in kept)


def _in_sentence(context: Context) -> Iterator[Passage]:
    trigger = context.harm
    near = [voice for voice in voices(context.parse) if reaches(voice, trigger)]
    for voice in sorted(
        near, key=lambda voice: (depth(_anchor(voice, trigger), trigger), not voice.nearer, voice.head)
    ):
        words = speaker_words(context, context.index, voice)
        if words is not None:
            yield words
            yield from _told(context, context.index, voice)


def _anchor(voice: Voice, trigger: "Token") -> Voice:
    """For somebody cited beside a reporting verb ("X writes, citing Y") the place of that verb."""
    verb = trigger.doc[voice.verb]
    return replace(voice, verb=verb.head.i) if voice.nearer and verb.dep_ == "advcl" else voice


def _told(context: Context, index: int, voice: Voice) -> Iterator[Passage]:
    """The outlet a speaker told it to."""
    if voice.told is None:
        return
    heard = context.parsed[index].parse[voice.told]
    words = words_of(context, index, heard)
    kind, name = kind_of(context, words), any(token.pos_ == "PROPN" for token in heard.subtree)
    station = " " in words.exact and heard.lemma_.casefold() in cues("reporting")["stations"]
    listens = kind in {SpeakerKind.AGENCY, SpeakerKind.OUTLET} and (name or NEWS_AGENCY.search(words.exact) or station)
    if listens or (kind is SpeakerKind.ORGANISATION and name and " " in words.exact):
        yield words


def _convicted(context: Context) -> Iterator[Passage]:
    """The court, for what somebody "was convicted of" with no court named in the sentence."""
    if any(True for _ in phrases_in(context.parse, cues("hedges")["asserting"])):
        court = court_words(context, context.index)
        if court is not None:
            yield court


def _around(context: Context) -> Iterator[Passage]:
    """The speaker of a quotation or a transcript's turn that began in another sentence."""
    label = speaker_label(context) or _timed_label(context) or _before_colon(context)
    if label is not None and label.exact.casefold() not in cues("reporting")["no_labels"]:
        yield label
        return
    label = outlet_label(context)
    if label is not None and kind_of(context, label) in {SpeakerKind.AGENCY, SpeakerKind.OUTLET}:
        yield label
        return
    for index in quotation_around(context):
        for voice in voices(context.parsed[index].parse):
            words = speaker_words(context, index, voice)
            if words is not None:
                yield words
                yield from _told(context, index, voice)
                return


def _timed_label(context: Context) -> Passage | None:
    """Who speaks in an entry of a live report: "13:05 A librarian reached by phone: .."."""
    text = context.document.text
    start = text.rfind("\n", 0, context.sentence.starts[context.trigger]) + 1
    match = TIMED.match(text, start)
    return context.document.passage(*match.span("who")) if match else None


def _before_colon(context: Context) -> Passage | None:
    """Who opens a sentence before a colon and a quotation: "The ministry: “Damage occurred in clashes.”"."""
    start, end = context.sentences[context.index]
    match = COLON.match(context.document.text, start, end)
    return context.document.passage(*match.span("who")) if match else None


def _relays(context: Context, speakers: Sequence[Passage]) -> Iterator[Passage]:
    """To whom the same speaker is told to have spoken anywhere in the document."""
    every = _all_told(context) if speakers else []
    same = {name: _same_as_any(words, speakers) for name, words in {words.exact: words for words, _ in every}.items()}
    yield from (passage for words, heard in every if same[words.exact] for passage in heard)


def _all_told(context: Context) -> list[tuple[Passage, tuple[Passage, ...]]]:
    """Each speaker who tells somebody something, with the outlets told, in the order of the text; found once."""
    known = context.recalled.told
    if not known:
        known.append([])
        for index in sorted(context.parsed):
            for voice in voices(context.parsed[index].parse):
                words = speaker_words(context, index, voice) if voice.told is not None else None
                heard = tuple(_told(context, index, voice)) if words is not None else ()
                if words is not None and heard:
                    known[0].append((words, heard))
    return known[0]


def _platforms(context: Context, unsaid: bool) -> Iterator[Passage]:
    """The platform a recording that shows the harm appeared on: in the sentence or those beside it, else, for what is
    said by nobody, the only one that the document names with a recording."""
    filmed = [index for index in (context.index, *beside(context, 2, 1)) if _speaks_of_video(context, index)]
    for index in filmed[:1]:
        yield from _platforms_in(context, index)
    if unsaid and context.index in filmed and not any(True for _ in _platforms_in(context, filmed[0])):
        told = [
            one
            for index in sorted(context.parsed)
            if _speaks_of_video(context, index)
            for one in _platforms_in(context, index)
        ]
        if len({one.exact.casefold() for one in told}) == 1:
            yield told[0]


def _speaks_of_video(context: Context, index: int) -> bool:
    return any(True for _ in phrases_in(context.parsed[index].parse, cues("evidence")["video"]))


def _platforms_in(context: Context, index: int) -> Iterator[Passage]:
    parse = context.parsed[index].parse
    for first, last in phrases_in(parse, cues("reporting")["platforms"]):
        if last > first or (first and parse[first - 1].lower_ in {"on", "to", "the"}):
            yield context.document.passage(*context.parsed[index].span(first, last))


def _without_descriptions(found: Sequence[Passage]) -> list[Passage]:
    """The speakers without descriptions that stand right before the name they describe."""
    starts = {words.start for words in found}
    return [w for w in found if starts.isdisjoint(range(w.end + 1, w.end + APPOSED + 1))]


def _same_as_any(words: Passage, others: Sequence[Passage]) -> bool:
    return any(_same(words.exact, other.exact) for other in others)


def _same(a: str, b: str) -> bool:
    x, y = set(a.casefold().split()), set(b.casefold().split())
    return x <= y or y <= x


def _is_publisher(context: Context, words: Passage) -> bool:
    """Whether the speaker is the publication itself, which is never listed; a name in brackets is whom it copies."""
    publisher = context.document.publisher
    name = re.sub(r"\([^)]*\)", "", publisher.value) if publisher else ""
    return bool(name.strip()) and set(words.exact.casefold().split()) <= set(name.casefold().split())
