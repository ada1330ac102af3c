"""Signs that what looks like harm is something else: norms, restoration, antiquity, nature, supposition."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Vocabulary
from tutela.model.claims import Harm
from tutela.reading.polarity import scope
from tutela.reading.tokens import lowered_in
from tutela.reading.triggers import Trigger

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

SENTENCE_SIGNS = ("norm", "restoration", "antiquity", "nature", "replica", "conflict", "denial", "law")
OLD_YEAR = re.compile(r"1[0-8]\d\d|[1-9]\d\d")
DATING = frozenset({"in", "around", "about", "during", "by", "since", "of"})
ERAS = frozenset({"bc", "bce", "b.c.", "b.c", "ad", "a.d."})
BEFORE = frozenset({"bc", "bce", "b.c.", "b.c"})
YEAR_OF_OURS = re.compile(r"(?:19|20)\d\d")
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
FIRST_YEAR = 1900
"""Harm before it is history, not a claim (the annotation guide)."""


def sentence_signs(parse: "Parse", words: Vocabulary) -> dict[str, bool]:
    """Which guards' words stand in the sentence."""
    lowered = lowered_in(parse)
    found = _standing(lowered, words, SENTENCE_SIGNS)
    found["antiquity"] = found["antiquity"] or any(OLD_YEAR.fullmatch(word) for word in lowered)
    return found


def near_signs(
    parse: "Parse", trigger: Trigger, words: Vocabulary, signs: Iterable[str], reach: int = 6
) -> dict[str, bool]:
    """Which signs' words stand close to the harm word."""
    return _standing(lowered_in(parse)[max(0, trigger.token - reach) : trigger.last + 1 + reach], words, signs)


def _standing(lowered: Sequence[str], words: Vocabulary, signs: Iterable[str]) -> dict[str, bool]:
    text = f" {' '.join(lowered)} "
    return {name: any(phrase in text for phrase in words.signs[name].spaced) for name in signs}


def no_harm(parse: "Parse", trigger: Trigger, words: Vocabulary) -> str:
    """Why a harm word tells no harm: it only supposes, says what ought to be, or tells what nature does; else empty."""
    token = parse[trigger.token]
    if trigger.word.harm is Harm.INTACT and _called_for(token, words.signs["call"].singles):
        return "it is called for, not told"
    if _supposed(token, words):
        return "it is supposed or a duty, not told"
    if _by_nature(token, words.signs["nature"].singles):
        return "nature does it"
    if _long_ago(token) or _before_our_era(parse):
        return "it is history"
    return "an accident does it" if _by_accident(parse, words) else ""


def _long_ago(token: "Token") -> bool:
    """Whether the harm word itself is dated before what counts: "burned in 1648", "destroyed in 480 BC"."""
    dates = (noun for prep in token.children if prep.lower_ in DATING for noun in prep.children if noun.dep_ == "pobj")
    return any(_is_old(date) for date in dates)


def _before_our_era(parse: "Parse") -> bool:
    """Whether the sentence tells what befell before our era: "around 1650 B.C. an army came and sacked the place".

    What was built then, or stands since then, may well be harmed today.
    """
    eras = [token for token in parse if token.lower_ in BEFORE and token.i and parse[token.i - 1].like_num]
    if not eras or any(YEAR_OF_OURS.fullmatch(word) for word in lowered_in(parse)):
        return False
    heads = (next((above for above in era.ancestors if above.pos_ in ("VERB", "NOUN", "AUX")), era) for era in eras)
    return any(head.pos_ == "VERB" and head.dep_ not in ("acl", "relcl") for head in heads)


def _is_old(date: "Token") -> bool:
    near = {child.lower_ for child in date.children} | {date.lower_}
    if near & ERAS:
        return True
    century = next((int(found[1]) for word in near if (found := ORDINAL.fullmatch(word))), None)
    if date.lemma_.casefold() == "century" and century is not None:
        return century < 20
    return date.pos_ == "NUM" and OLD_YEAR.fullmatch(date.text) is not None and len(date.text) == 4


def _by_accident(parse: "Parse", words: Vocabulary) -> bool:
    """Whether the sentence names an accident and nothing of a conflict: "a short circuit started the fire"."""
    lowered = lowered_in(parse)
    found = _standing(lowered, words, ("accident", "conflict"))
    return found["accident"] and not found["conflict"]


def _supposed(token: "Token", words: Vocabulary) -> bool:
    """ "If the mosque were destroyed", "must not be damaged"; but not "must have been damaged"."""
    conditions, duties = words.signs["condition"].singles, words.signs["duty"].singles
    if any(child.dep_ == "mark" and child.lower_ in conditions for child in token.children):
        return True
    duty = any(child.dep_ == "aux" and child.lower_ in duties for child in token.children)
    return duty and not any(child.dep_ == "aux" and child.lower_ == "have" for child in token.children)


def _called_for(token: "Token", calls: frozenset[str]) -> bool:
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    return to and any(above.lemma_ in calls for above in (*scope(token)[1:], token.head))


def _by_nature(token: "Token", nature: frozenset[str]) -> bool:
    doers = [child for child in token.children if child.dep_ == "nsubj"]
    doers += [noun for child in token.children if child.dep_ == "agent" for noun in child.children]
    return any(doer.lower_ in nature and not any(c.lower_ == "of" for c in doer.children) for doer in doers)


def has_agent(parse: "Parse", trigger: Trigger) -> bool:
    """Whether the harm word has a subject that does it, or a "by" that names who did."""
    token = parse[trigger.token]
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)
    return any(child.dep_ == "agent" or (child.dep_ == "nsubj" and not passive) for child in token.children)
