"""Who is behind a voice: the issuer of a text that speaks, everybody coordinated, and who can speak at all."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent
from tutela.reading.voices.voice import Manner

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token


def issuer(speaker: "Token") -> "Token":
    """Who is behind a text that speaks: "a statement by the ministry", "the prosecutor's report"."""
    speaker = antecedent(speaker)
    if speaker.lemma_.casefold() not in cues("reporting")["voices"]:
        return speaker
    for child in speaker.subtree:
        drafted = child.dep_ == "agent" and child.head.lemma_ in cues("reporting")["drafting"]
        if drafted or (child.dep_ == "prep" and child.head == speaker and child.lower_ in {"by", "from", "of"}):
            behind = object_of(child)
            if behind is not None and (behind.pos_ == "PROPN" or child.lower_ != "of"):
                return behind
    owner = next((child for child in speaker.children if child.dep_ == "poss"), None)
    if owner is None and speaker.i + 1 < len(speaker.doc) and speaker.nbor(1).lower_ == "by":
        # The parser hangs "carried a statement by X" on the verb.
        owner = object_of(speaker.nbor(1))
    return owner if owner is not None else speaker


def named(speaker: "Token") -> Iterator["Token"]:
    """The speaker and everybody coordinated with them, each by the names set beside a description."""
    for one in (speaker, *speaker.conjuncts):
        if one.i >= speaker.i and one.pos_ in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X"}:
            yield from _apposed_names(one)


def _apposed_names(token: "Token") -> Iterator["Token"]:
    beside = [child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"]
    if token.pos_ == "PROPN" or not beside:
        yield token
        return
    yield from (name for first in beside for name in (first, *first.conjuncts) if name.pos_ == "PROPN")


def can_speak(token: "Token", manner: Manner, verb: "Token") -> bool:
    """Whether a subject can be a source: recordings and things are none; finding needs a named body."""
    pack = cues("reporting")
    lemma = token.lemma_.casefold()
    if verb.lemma_ == "refer":
        return token.pos_ in {"PROPN", "NOUN"} and lemma not in pack["silent"]
    if token.lower_ == "it" and manner is not Manner.ACCUSES:
        return True
    if lemma in pack["institutions"] and verb.lemma_ in pack["speaking"]:
        return True
    if lemma in pack["silent"] or token.lower_ in pack["silent"] or lemma in cues("actors")["carriers"]:
        return False
    if manner is Manner.FINDS:
        return token.pos_ == "PROPN" or lemma in pack["anaphoric"] or token.lower_ in {"he", "she", "they", "it"}
    return True


def object_of(token: "Token") -> "Token | None":
    """The object of a verb or preposition."""
    return next((child for child in token.children if child.dep_ in {"pobj", "dobj"}), None)
