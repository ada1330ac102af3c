"""Harm words in a parsed sentence."""

import functools
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame, HarmWord, Vocabulary, WordClass, vocabulary
from tutela.reading.tokens import forms, is_perfect, match_at
from tutela.reading.triggers.arguments import doers, objects, places
from tutela.reading.triggers.origins import denials
from tutela.reading.triggers.trigger import Trigger

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

SENTENCES_KEPT = 1024
"""Parsed sentences whose harm words are remembered: more than a portion of a publication holds."""


def triggers(parse: "Parse", words: Vocabulary) -> list[Trigger]:
    """All harm words of one sentence; a word of several classes gives one trigger for each."""
    found = [
        trigger
        for token in parse
        if not words.harms.keys().isdisjoint(token.forms)
        for trigger in _at(parse, token, words)
    ]
    found = sorted((*found, *denials(parse, words)), key=lambda trigger: trigger.token)
    beside = {at: list(group) for at, group in itertools.groupby(found, key=lambda trigger: trigger.token)}
    return [t for t in found if not any(_outdoes(other, t) for other in beside[t.token])]


@functools.lru_cache(maxsize=SENTENCES_KEPT)
def english(parse: "Parse") -> tuple[Trigger, ...]:
    """All harm words of an English sentence; remembered, since every claim beside it asks for them."""
    words = vocabulary("en")
    return tuple(triggers(parse, words)) if words else ()


def _outdoes(one: Trigger, other: Trigger) -> bool:
    """Whether a longer phrase, or one with its complement, swallows the word ("blow up" over "blow")."""
    if one.token != other.token or other.word.complements or other.patients:
        return False
    if one.patients:
        return True
    if one.word.bound or other.word.bound:
        return one.word.bound and not other.word.bound
    return len(one.word.words) > len(other.word.words) or bool(one.word.complements)


def _at(parse: "Parse", token: "Token", words: Vocabulary) -> Iterator[Trigger]:
    for form in sorted(forms(token)):
        for word in words.harms.get(form, ()):
            last = _matched(parse, token, word)
            if last is not None and _bound(token, word):
                yield Trigger(token.i, last, word)


def _matched(parse: "Parse", token: "Token", word: HarmWord) -> int | None:
    if word.kind is WordClass.VERB:
        return _verb(parse, token, word)
    if not match_at(parse, token.i, word.words):
        return None
    if word.kind is WordClass.NOUN and token.pos_ not in ("NOUN", "PROPN") and token.tag_ != "VBG":
        return None
    if word.kind is WordClass.ADJECTIVE and (token.tag_.startswith("NN") or token.tag_ in ("VBD", "VBZ", "VBP", "VB")):
        return None
    if word.kind is WordClass.ADJECTIVE and is_perfect(token):
        return None
    return token.i + len(word.words) - 1


def _verb(parse: "Parse", token: "Token", word: HarmWord) -> int | None:
    if token.pos_ not in ("VERB", "AUX") and token.tag_ not in ("VBN", "VBG", "VBD"):
        return None
    if len(word.words) == 1:
        return token.i
    if match_at(parse, token.i, word.words):
        return token.i + len(word.words) - 1
    # A particle may stand behind the object: "blew the mosque up".
    particle = next((c for c in token.children if c.dep_ in ("prt", "advmod") and c.lower_ == word.words[-1]), None)
    return particle.i if particle is not None and len(word.words) == 2 else None


def _bound(token: "Token", word: HarmWord) -> bool:
    """Whether the words that a harm word needs beside it are there."""
    if word.doers and not any(_among(one, word.doers) for one in doers(token)):
        return False
    if word.objects and not any(_among(one, word.objects) for one in objects(token)):
        return False
    if word.frame is Frame.PLACE and not any(True for _ in places(token, word.prepositions)):
        return False
    if word.prepositions and not word.complements and word.frame is not Frame.PLACE:
        return any(child.lower_ in word.prepositions for child in token.rights)
    return not word.complements or _complemented(token, word)


def _among(argument: "Token", known: frozenset[str]) -> bool:
    """Whether an argument is of a class: itself, or what stands before it ("a mortar team", "armoured vehicles")."""
    return bool(forms(argument) & known) or any(
        bool(forms(child) & known) for child in argument.children if child.dep_ in ("compound", "nmod", "amod")
    )


def _complemented(token: "Token", word: HarmWord) -> bool:
    """Whether a complement of the word hangs under the verb, not in another clause."""
    for child in token.rights:
        if child.dep_ in ("conj", "ccomp", "relcl", "cc", "punct"):
            continue
        for below in (child, *child.subtree):
            hangs = not word.prepositions or below.head.lower_ in word.prepositions
            if hangs and forms(below) & word.complements and _near(below, token):
                return True
    return False


def _near(below: "Token", token: "Token") -> bool:
    depth = 0
    while below != token and depth < 4:
        if below.dep_ in ("relcl", "ccomp", "advcl"):
            return False
        below = below.head
        depth += 1
    return below == token
