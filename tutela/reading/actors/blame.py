"""Who is said to have done it by those who accuse, convict or deny."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.parties import stand_ins
from tutela.reading.actors.agents import objects
from tutela.reading.context import Context
from tutela.reading.cues import cues, phrases_in
from tutela.reading.voices import Manner, reaches, voices

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token


RESPONSIBLE = frozenset({"responsible", "accountable"})


def accused(harm: "Token") -> Iterator["Token"]:
    """The accused of "accuse X of destroying it": nearer to the deed than whoever denies another."""
    blaming = cues("actors")["blaming"]
    for token in (harm, *harm.ancestors):
        if token.dep_ in {"relcl", "advcl", "ccomp"} and token.lemma_ not in blaming:
            return
        if token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in blaming and token != harm:
            yield token
            return
        if token.lemma_ in blaming and token != harm:
            yield from (child for child in token.children if child.dep_ in {"dobj", "nsubjpass"})
            return


def convicted(harm: "Token") -> Iterator["Token"]:
    """Who "was found guilty on two counts: attacks, and the destruction of it", where the deed is a noun."""
    if harm.pos_ != "NOUN":
        return
    for token in harm.doc:
        guilty = token.lemma_ == "find" and any(child.lower_ == "guilty" for child in token.children)
        if guilty or token.lemma_ == "convict":
            yield from (child for child in token.children if child.dep_ in {"nsubjpass", "dobj"})


def deniers(context: Context) -> Iterator["Token"]:
    """Who denies having done it is who is said to have done it."""
    disowns = any(True for _ in phrases_in(context.parse, cues("actors")["disowning"]))
    for voice in voices(context.parse):
        if (voice.manner is Manner.DENIES or disowns) and reaches(voice, context.harm):
            yield from _denied_doer(context.harm, context.parse[voice.head])


def _denied_doer(harm: "Token", denier: "Token") -> Iterator["Token"]:
    """Whose deed is denied: whoever the denied clause names, else the denier, if it can have been accused of it."""
    below = next((t for t in harm.children if t.dep_ == "nsubj" and t.pos_ != "PRON"), None)
    by = next((one for t in harm.children if t.dep_ == "agent" for one in objects(t)), None)
    suffered = any(child.dep_ == "nsubjpass" for child in harm.children)
    named = below if below is not None else by
    if named is not None:
        yield named
    elif not suffered or _may_be_accused(denier):
        yield denier


def _may_be_accused(denier: "Token") -> bool:
    """Whether a denier is a party or under arms: an abbot who denies that a church was harmed denies no deed of his."""
    parties = set(stand_ins().values())
    return denier.lemma_.casefold() in cues("actors")["armed"] or any(one.text in parties for one in denier.subtree)


def blamed(context: Context) -> Iterator["Token"]:
    """ "blamed X for it", "blamed on X", "X is accused of", "held X responsible", "laid at the door of X"."""
    for token in context.parse:
        if token.lemma_ in cues("actors")["holding"] and _names_a_deed(token):
            for child in token.children:
                if child.dep_ in {"dobj", "nsubjpass"} and child.lemma_ not in cues("reporting")["blame"]:
                    yield child
                elif child.lower_ in {"on", "to"}:
                    yield from objects(child)
        elif token.lower_ in RESPONSIBLE:
            yield from _responsible(token)
        elif token.lower_ == "door":
            yield from (grand for of in token.children if of.lower_ == "of" for grand in objects(of))


def _responsible(adjective: "Token") -> Iterator["Token"]:
    """Who "is responsible", "is held responsible", or whom somebody "holds responsible"."""
    for verb in (adjective.head, adjective.head.head):
        if verb.lemma_ in {"hold", "be"} and any(child.lower_ == "for" for child in adjective.children):
            taken = {"hold": {"dobj", "nsubjpass"}, "be": {"nsubj"}}[verb.lemma_]
            yield from (child for child in verb.children if child.dep_ in taken)
            return


def _names_a_deed(verb: "Token") -> bool:
    """Whether it is said what somebody is blamed for."""
    told = any(child.lower_ in {"for", "of", "on", "to"} for child in verb.subtree)
    return told or verb.lemma_ == "blame"
