"""Small questions asked of parsed tokens."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutela.language.parties import stand_ins

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

SENTENCES_KEPT = 1024
"""Parsed sentences whose words' forms are remembered: more than a portion of a publication holds."""
STAND_INS = frozenset(form for word in stand_ins().values() for form in (word, word.upper()))


def is_party(token: "Token") -> bool:
    """Whether a token is a party's name: the parse holds a stand-in there, whichever party the document names."""
    return token.text in STAND_INS


def forms(token: "Token") -> frozenset[str]:
    """The forms under which a token is looked up: as written, its lemma, and a plural cut by rule."""
    return token.forms


@functools.lru_cache(maxsize=SENTENCES_KEPT)
def lowered_in(parse: "Parse") -> list[str]:
    """The words of a sentence in lower case; remembered, since every guard asks for them."""
    return [token.lower_ for token in parse]


def is_perfect(token: "Token") -> bool:
    """Whether a participle is an active perfect, whose subject suffers nothing: "had fired on it", "has lost it"."""
    auxiliaries = [child.lemma_ for child in token.children if child.dep_ == "aux"]
    passive = "be" in auxiliaries or any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)
    return "have" in auxiliaries and not passive


def match_at(parse: "Parse", at: int, words: Sequence[str]) -> bool:
    """Whether a phrase stands at a token, each word in any of its forms."""
    if at + len(words) > len(parse):
        return False
    return all(word in parse[at + offset].forms for offset, word in enumerate(words))


def top_of(parse: "Parse", first: int, last: int) -> "Token":
    """The noun that governs a run of tokens: the last one, or the one before "of"."""
    run = parse[first : last + 1]
    if all(token.lower_ != "of" for token in run) and run[-1].pos_ in ("NOUN", "PROPN"):
        return run[-1]
    outward = [token for token in run if token.dep_ == "ROOT" or not first <= token.head.i <= last]
    return next((token for token in outward if token.pos_ in ("NOUN", "PROPN")), parse[last])
