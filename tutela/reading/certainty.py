"""How surely a claim is said: hedges and denials, each with the words that make it so."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutela.model.claims import Certainty, Speaker
from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import cues, phrases_in
from tutela.reading.polarity import disowned
from tutela.reading.voices import Manner, Voice, reaches, voices

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

ADVERB_REACH = 4
"""Words between an adverb and the harm word for it to bear on it where the parse has it elsewhere."""
PHRASE_STOPS = frozenset({";", ":", "but"})


def certainty_of(context: Context, chain: Sequence[Speaker]) -> tuple[Certainty, Passage | None]:
    """How surely the source says it, and the words that show it; the weaker wins where several bear on it."""
    for first, last in (*_denials(context), *((no.i, no.i) for no in disowned(context.harm))):
        return Certainty.DENIED, context.passage(first, last)
    if _settled_by_court(context):
        return Certainty.ASSERTED, None
    for first, last in _hedges(context):
        return Certainty.HEDGED, context.passage(first, last)
    return Certainty.ASSERTED, None


def _denials(context: Context) -> Iterator[tuple[int, int]]:
    for voice in _reaching(context):
        if voice.manner is Manner.DENIES:
            yield voice.verb, voice.verb
    for first, last in phrases_in(context.parse, cues("hedges")["denials"]):
        alone = context.parse[first].pos_ in {"ADJ", "NOUN"}
        if (first < last or alone) and _same_stretch(context, first):
            yield first, last


def _reaching(context: Context) -> Iterator[Voice]:
    return (voice for voice in voices(context.parse) if reaches(voice, context.harm))


def _settled_by_court(context: Context) -> bool:
    return any(True for _ in phrases_in(context.parse, cues("hedges")["asserting"]))


def _hedges(context: Context) -> Iterator[tuple[int, int]]:
    pack = cues("hedges")
    for voice in _reaching(context):
        if context.parse[voice.verb].lemma_ in pack["saying"]:
            yield voice.verb, voice.verb
    for token in _governors(context.harm):
        yield from _hedged_at(token)
    for first, last in phrases_in(context.parse, pack["adverbs"]):
        if _near(context, first):
            yield first, last
    for first, last in phrases_in(context.parse, pack["phrases"]):
        if _same_stretch(context, first):
            yield first, last


def _governors(token: "Token") -> Iterator["Token"]:
    """The harm word and what governs it inside what is said of it."""
    yield token
    while token.head != token and (token.dep_ not in {"advcl", "relcl", "parataxis"} or _is_outcome(token)):
        token = token.head
        yield token


def _is_outcome(token: "Token") -> bool:
    """Whether a clause tells how the deed that governs it ended: "kicking the stone until it falls"."""
    return token.dep_ == "advcl" and any(child.lower_ in {"until", "till"} for child in token.children)


def _hedged_at(token: "Token") -> Iterator[tuple[int, int]]:
    pack, lemma = cues("hedges"), token.lemma_.casefold()
    passive = any(child.dep_ == "auxpass" for child in token.children)
    raises = lemma in pack["raising"] and (passive or lemma not in pack["passive_only"])
    if raises and any(child.dep_ in {"xcomp", "oprd", "acomp", "ccomp"} for child in token.children):
        yield token.i, token.i
    denied = any(child.dep_ == "neg" or child.lower_ == "no" for child in token.children)
    if token.pos_ == "NOUN" and lemma in pack["nouns"] and not denied:
        yield token.i, token.i
    for child in token.children:
        low = child.lower_
        if (
            (child.dep_ == "aux" and low in pack["modals"] and not denied)
            or (child.dep_ == "advmod" and low in pack["adverbs"])
            or (child.dep_ == "amod" and low in pack["adjectives"] and token.pos_ == "NOUN")
        ):
            yield child.i, child.i


def _near(context: Context, at: int) -> bool:
    head = context.parse[at].head
    told = head.lemma_ in cues("reporting")["verbs"]
    if head == context.harm or (head.is_ancestor(context.harm) and not told):
        return True
    return abs(at - context.trigger) <= ADVERB_REACH and _same_stretch(context, at)


def _same_stretch(context: Context, at: int) -> bool:
    """Whether no semicolon and no "but" parts a word from the harm word."""
    low, high = sorted((at, context.trigger))
    return not any(token.lower_ in PHRASE_STOPS for token in context.parse[low:high])
