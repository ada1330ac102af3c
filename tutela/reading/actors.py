"""Who is said to have done it: the agent in the parse, never an asset, a weapon or a recording."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent, name_span, subject
from tutela.reading.voices import Manner, reaches, voices

if TYPE_CHECKING:
    from spacy.tokens import Token

AGENT_PREPOSITIONS = frozenset({"by"})
PERSON_ENDINGS = ("ists", "men", "iers", "alists", "ants")
"""Plural endings of nouns for people that the list of nouns does not hold."""


def actor_of(context: Context) -> Passage | None:
    """Who is said to have done the harm; never an asset nor words overlapping one."""
    for head in _candidates(context):
        for words in _named(context, head):
            return words
    return None


def _candidates(context: Context) -> Iterator["Token"]:
    """Heads of possible agents, the likeliest first."""
    trigger = context.harm
    yield from _denier(context)
    yield from _agents(trigger)
    for above in _verbs_above(trigger):
        yield from _agents(above)
    yield from _blamed(context)
    yield from _beside(context)


def _agents(token: "Token") -> Iterator["Token"]:
    """Agents of one verb or noun of harm."""
    passive = False
    for child in token.children:
        if child.dep_ in {"agent"} or (child.dep_ == "prep" and child.lower_ == "by"):
            yield from (grand for grand in child.children if grand.dep_ == "pobj")
        passive = passive or child.dep_ == "auxpass"
    if token.pos_ in {"VERB", "AUX"}:
        if not passive and not (token.dep_ == "acl" and token.tag_ == "VBN"):
            own = subject(token)
            if own is None and token.dep_ == "acl":
                own = token.head
            if own is not None:
                yield own
    else:
        yield from (child for child in token.children if child.dep_ in {"poss", "compound", "amod", "nmod"})


def _verbs_above(token: "Token") -> Iterator["Token"]:
    """What the harm word hangs on: "an attack carried out by X", "set about destroying"."""
    while token.head != token and token.dep_ in {
        "xcomp",
        "conj",
        "dobj",
        "pobj",
        "prep",
        "acl",
        "pcomp",
        "advcl",
        "relcl",
        "nsubj",
        "nsubjpass",
        "amod",
    }:
        token = token.head
        yield token


def _denier(context: Context) -> Iterator["Token"]:
    """Who denies having done it is who is said to have done it."""
    for voice in voices(context.parse):
        if voice.manner is Manner.DENIES and reaches(voice, context.harm):
            yield context.parse[voice.head]


def _blamed(context: Context) -> Iterator["Token"]:
    for token in context.parse:
        if token.lemma_ in cues("actors")["blaming"]:
            for child in token.children:
                if child.dep_ in {"dobj", "nsubjpass"}:
                    yield child
                elif child.lower_ == "on":
                    yield from (grand for grand in child.children if grand.dep_ == "pobj")
        if token.lower_ in {"hands", "door"}:
            for child in token.children:
                if child.lower_ == "of":
                    yield from (grand for grand in child.children if grand.dep_ == "pobj")


def _beside(context: Context) -> Iterator["Token"]:
    """Agents of acts and weapons elsewhere in the sentence: "after being hit by X", "Russian shelling"."""
    for token in context.parse:
        if token.dep_ == "agent":
            yield from (child for child in token.children if child.dep_ == "pobj")
        elif token.lemma_.casefold() in cues("actors")["carriers"]:
            yield token


def _named(context: Context, head: "Token") -> Iterator[Passage]:
    """The words for an agent, if it can be one; for a weapon or an act, those for whose it is."""
    head = antecedent(head)
    if head.lemma_.casefold() in cues("actors")["carriers"]:
        for owner in _owners(head):
            yield from _named(context, owner)
        return
    if head.pos_ == "PRON":
        head = _meant(head) or head
    if not _can_act(head):
        return
    first, last = name_span(head)
    words = context.passage(first, last)
    if not _overlaps_asset(context, words):
        yield words


def _owners(act: "Token") -> Iterator["Token"]:
    for child in act.children:
        if child.dep_ in {"poss", "compound", "amod", "nmod"}:
            yield child
        elif child.lower_ in {"by", "of", "from"}:
            yield from (grand for grand in child.children if grand.dep_ == "pobj")
        elif child.dep_ == "acl":
            yield from _agents(child)


def _meant(pronoun: "Token") -> "Token | None":
    """The agent before that a pronoun of the same sentence can mean."""
    if pronoun.lower_ not in {"they", "who", "he", "she", "it", "them"}:
        return None
    for token in reversed(list(pronoun.doc[: pronoun.i])):
        if token.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj"} and token.pos_ in {"NOUN", "PROPN"} and _can_act(token):
            return token
    return None


def _can_act(head: "Token") -> bool:
    people = cues("actors")["people"]
    if head.pos_ == "PROPN" or head.lower_ in people or head.lemma_.casefold() in people:
        return True
    if head.pos_ == "ADJ":
        return head.text[:1].isupper()
    return head.tag_ == "NNS" and head.lower_.endswith(PERSON_ENDINGS)


def _overlaps_asset(context: Context, words: Passage) -> bool:
    spans = (*context.assets, context.sentence.span(*context.asset))
    return any(start < words.end and words.start < end for start, end in spans)
