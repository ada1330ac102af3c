"""Signs that what looks like harm is something else: norms, restoration, antiquity, nature, supposition."""

import functools
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Vocabulary, Words
from tutela.model.claims import Harm
from tutela.reading.polarity import scope
from tutela.reading.tokens import lowered_in
from tutela.reading.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SENTENCE_SIGNS = ("norm", "restoration", "antiquity", "nature", "replica", "conflict", "denial", "law")
OLD_YEAR = re.compile(r"1[0-8]\d\d|[1-9]\d\d")
DATING = frozenset({"in", "around", "about", "during", "by", "since", "of"})
ERAS = frozenset({"bc", "bce", "b.c.", "b.c", "ad", "a.d."})
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
FIRST_YEAR = 1900
"""Harm before it is history, not a claim (the annotation guide)."""


def sentence_signs(parse: "Doc", words: Vocabulary) -> dict[str, bool]:
    """Which guards' words stand in the sentence."""
    lowered = lowered_in(parse)
    found = {name: _any(lowered, words.signs[name]) for name in SENTENCE_SIGNS}
    found["antiquity"] = found["antiquity"] or any(OLD_YEAR.fullmatch(word) for word in lowered)
    return found


def _any(lowered: Sequence[str], phrases: Iterable[Words]) -> bool:
    text = f" {' '.join(lowered)} "
    return any(phrase in text for phrase in _padded(tuple(phrases)))


@functools.cache
def _padded(phrases: tuple[Words, ...]) -> tuple[str, ...]:
    return tuple(f" {' '.join(phrase)} " for phrase in phrases)


def near(parse: "Doc", trigger: Trigger, words: Vocabulary, sign: str, reach: int = 6) -> bool:
    """Whether a sign's words stand close to the harm word."""
    lowered = lowered_in(parse)[max(0, trigger.token - reach) : trigger.last + 1 + reach]
    return _any(lowered, words.signs[sign])


def no_harm(parse: "Doc", trigger: Trigger, words: Vocabulary) -> str:
    """Why a harm word tells no harm: it only supposes, says what ought to be, or tells what nature does; else empty."""
    token = parse[trigger.token]
    if trigger.word.harm is Harm.INTACT and _called_for(token, _single(words, "call")):
        return "it is called for, not told"
    if _supposed(token, words):
        return "it is supposed or a duty, not told"
    if _by_nature(token, _single(words, "nature")):
        return "nature does it"
    return "it is history" if _long_ago(token) else "an accident does it" if _by_accident(parse, words) else ""


def _long_ago(token: "Token") -> bool:
    """Whether the harm word itself is dated before what counts: "burned in 1648", "destroyed in 480 BC"."""
    dates = (noun for prep in token.children if prep.lower_ in DATING for noun in prep.children if noun.dep_ == "pobj")
    return any(_is_old(date) for date in dates)


def _is_old(date: "Token") -> bool:
    near = {child.lower_ for child in date.children} | {date.lower_}
    if near & ERAS:
        return True
    century = next((int(found[1]) for word in near if (found := ORDINAL.fullmatch(word))), None)
    if date.lemma_.casefold() == "century" and century is not None:
        return century < 20
    return date.pos_ == "NUM" and OLD_YEAR.fullmatch(date.text) is not None and len(date.text) == 4


def _by_accident(parse: "Doc", words: Vocabulary) -> bool:
    """Whether the sentence names an accident and nothing of a conflict: "a short circuit started the fire"."""
    lowered = lowered_in(parse)
    return _any(lowered, words.signs["accident"]) and not _any(lowered, words.signs["conflict"])


def _single(words: Vocabulary, sign: str) -> set[str]:
    return {phrase[0] for phrase in words.signs[sign] if len(phrase) == 1}


def _supposed(token: "Token", words: Vocabulary) -> bool:
    """ "If the mosque were destroyed", "must not be damaged"; but not "must have been damaged"."""
    conditions, duties = _single(words, "condition"), _single(words, "duty")
    if any(child.dep_ == "mark" and child.lower_ in conditions for child in token.children):
        return True
    duty = any(child.dep_ == "aux" and child.lower_ in duties for child in token.children)
    return duty and not any(child.dep_ == "aux" and child.lower_ == "have" for child in token.children)


def _called_for(token: "Token", calls: set[str]) -> bool:
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    return to and any(above.lemma_ in calls for above in (*scope(token)[1:], token.head))


def _by_nature(token: "Token", nature: set[str]) -> bool:
    doers = [child for child in token.children if child.dep_ == "nsubj"]
    doers += [noun for child in token.children if child.dep_ == "agent" for noun in child.children]
    return any(doer.lower_ in nature and not any(c.lower_ == "of" for c in doer.children) for doer in doers)


def has_agent(parse: "Doc", trigger: Trigger) -> bool:
    """Whether the harm word has a subject that does it, or a "by" that names who did."""
    token = parse[trigger.token]
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)
    return any(child.dep_ == "agent" or (child.dep_ == "nsubj" and not passive) for child in token.children)
