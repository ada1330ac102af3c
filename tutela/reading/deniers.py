"""Who denies what an asset is: the denier does it by saying it, so is both the actor and who says so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutela.language.vocabulary import vocabulary
from tutela.model.claims import Speaker
from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.noun_phrases import subject
from tutela.reading.speakers import kind_of, speaker_words
from tutela.reading.tokens import forms
from tutela.reading.voices import Voice

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

VERBAL = frozenset({"VERB", "AUX"})
STATES = frozenset({"be", "exist", "have"})


def denial(context: Context, speakers: Sequence[Speaker]) -> tuple[Passage | None, tuple[Speaker, ...]]:
    """Who denies it, and who says so: whoever calls the asset another's, else the nearest speaker."""
    own = _namer(context)
    if own is None:
        return (speakers[0].words if speakers else None), tuple(speakers)
    others = [speaker for speaker in speakers if not _same(speaker.words, own)]
    return own, (Speaker(own, kind_of(context, own)), *others)


def _namer(context: Context) -> Passage | None:
    """The subject of the verb that names or disputes; of "was never Greek" and "was built by them" it is the asset."""
    verb = context.harm if context.harm.pos_ in VERBAL else context.harm.head
    if forms(verb) & (STATES | _makes()):
        return None
    head = _agent(verb) or subject(verb)
    if head is None or head.dep_ == "nsubjpass":
        return None
    words = speaker_words(context, context.index, Voice(head.i, verb.i))
    return None if words is None or _is_asset(context, words) else words


def _makes() -> frozenset[str]:
    words = vocabulary("en")
    return words.signs["making"].firsts if words else frozenset()


def _agent(verb: "Token") -> "Token | None":
    by = (noun for child in verb.children if child.dep_ == "agent" for noun in child.children if noun.dep_ == "pobj")
    return next(by, None)


def _is_asset(context: Context, words: Passage) -> bool:
    start, end = context.sentence.span(*context.asset)
    return words.start < end and start < words.end


def _same(one: Passage, other: Passage) -> bool:
    return one.exact in other.exact or other.exact in one.exact
