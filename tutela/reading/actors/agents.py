"""Who does what a verb or noun tells: subjects, "by X", "at the hands of X", whose act it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.reading.cues import cues
from tutela.reading.noun_phrases import subject

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

WIELDED = frozenset({"fighter", "jet", "gun", "artillery", "attack", "hand", "raid", "act", "work"})
"""What is done or carried by those named after "of": "a jet of the air force", but not "destruction of the church"."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
YEAR = 4
"""Digits of a year."""
WHENS = frozenset({"when", "after", "as"})
"""Words that join the deed to what it did: "reduced to cinders when troops attacked the town"."""


def agents(token: "Token") -> Iterator["Token"]:
    """Agents of one verb or noun of harm."""
    passive = any(child.dep_ == "auxpass" for child in token.children)
    if token.lemma_ in cues("actors")["undergoing"] and not passive and token.tag_ != "VBN":
        # "The town lost forty churches" is no deed of the town's.
        yield from (one for to in token.children if to.lower_ == "to" for one in objects(to))
        return
    yield from _by(token)
    if token.pos_ not in {"VERB", "AUX"}:
        yield from owners(token)
        return
    own = _own_subject(token)
    if own is not None:
        yield own
        return
    if passive or (token.dep_ in {"acl", "amod"} and token.tag_ == "VBN"):
        yield from _split_perfect(token)
        return
    doer = token.head if token.dep_ == "acl" else subject(token) or _swallowed(token)
    if doer is not None:
        yield doer


def _swallowed(verb: "Token") -> "Token | None":
    """The subject that the parser takes for part of the date before it: "in August 2012 gunmen destroyed it"."""
    while verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb.tag_ not in FINITE or any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return None
    for when in (child for child in verb.lefts if child.dep_ == "prep"):
        dated = False
        for token in verb.doc[when.i : verb.i]:
            if dated and token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and not is_date(token):
                return token
            if not dated and token.pos_ == "NOUN" and token.dep_ != "pobj":
                break
            dated = dated or is_date(token)
    return None


def is_date(token: "Token") -> bool:
    """Whether a word is a month, a day of the week, a year or a day of a month."""
    months = cues("actors")["dates"]
    if token.lower_ in months:
        return True
    beside = token.doc[max(token.i - 1, 0) : token.i + 2]
    return token.text.isdigit() and (len(token.text) == YEAR or any(one.lower_ in months for one in beside))


def _own_subject(verb: "Token") -> "Token | None":
    """The last subject before the verb that hangs on the verb itself, whatever the verb hangs on."""
    before = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
    return before[-1] if before else None


def _split_perfect(verb: "Token") -> Iterator["Token"]:
    """ "X have this summer hacked it to pieces": the parser takes the season for what they have."""
    noun, have = verb.head, verb.head.head
    if noun.dep_ == "dobj" and have.lemma_ == "have" and verb.i == noun.i + 1:
        doer = subject(have)
        if doer is not None:
            yield doer


def _by(token: "Token") -> Iterator["Token"]:
    """ "by X", "at the hands of X", "to X" of what was lost to X; "broken into parts by X"."""
    within = (
        one for into in token.children if into.lower_ == "into" for part in objects(into) for one in part.children
    )
    for child in (*token.children, *(one for one in within if one.lower_ == "by")):
        lost_to = child.lower_ == "to" and token.lemma_ == "lose"
        if child.dep_ == "agent" or (child.dep_ == "prep" and (child.lower_ == "by" or lost_to)):
            yield from objects(child)
        elif child.dep_ == "prep" and child.lower_ == "at":
            for hands in objects(child):
                if hands.lower_ in {"hands", "hand"}:
                    yield from (grand for of in hands.children if of.lower_ == "of" for grand in objects(of))


def lodging(token: "Token") -> Iterator["Token"]:
    """Who uses a place: "it served the militia as a prison", "soldiers are billeted in it", "a barracks of X"."""
    if token.lemma_ == "serve" and any(child.lower_ == "as" for child in token.children):
        yield from (child for child in token.children if child.dep_ in {"dobj", "dative"})
    elif token.lemma_ in cues("actors")["lodging"]:
        yield from (child for child in token.children if child.dep_ == "nsubjpass")
    elif token.pos_ == "NOUN":
        users = (one for child in token.children if child.lower_ in {"of", "for"} for one in objects(child))
        yield from (one for one in users if one.lemma_.casefold() in cues("actors")["people"])


def preying(token: "Token") -> Iterator["Token"]:
    """ "Became victim of the rioters", "fell victim to such acts of the army"."""
    for victim in (child for child in token.children if child.lemma_ in cues("actors")["suffering"]):
        for of in (child for child in (*victim.children, *token.children) if child.lower_ in {"of", "to"}):
            for doing in objects(of):
                yield doing
                yield from (doer for whose in doing.children if whose.lower_ == "of" for doer in objects(whose))


def ordering(token: "Token") -> Iterator["Token"]:
    """ "On X's orders", "at the command of X": whoever ordered it is named before who carried it out."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"on", "at", "under", "by"}:
            for order in objects(child):
                if order.lemma_.casefold() in cues("actors")["orders"]:
                    yield from (owner for owner in order.children if owner.dep_ == "poss")
                    yield from (name for of in order.children if of.lower_ == "of" for name in objects(of))


def of_clauses_beside(token: "Token") -> Iterator["Token"]:
    """Who attacked, in "burned when troops attacked the town"; the harm itself must name nobody."""
    for child in token.children:
        marked = any(mark.lower_ in WHENS for mark in child.children if mark.dep_ in {"mark", "advmod"})
        if child.dep_ == "advcl" and marked and child.lemma_.casefold() in cues("date_verbs")["violent"]:
            yield from agents(child)


def objects(preposition: "Token") -> Iterator["Token"]:
    """What a preposition takes."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child


def owners(act: "Token") -> Iterator["Token"]:
    """Whose act or weapon it is: "Russian shelling", "a raid by X", "X's bombing", "a strike that X launched"."""
    # "Israeli army bombing" is the army's: nouns before adjectives.
    for child in sorted(act.children, key=lambda child: (child.dep_ == "amod", child.i)):
        if child.dep_ in {"poss", "compound", "amod", "nmod"}:
            yield child
        elif child.lower_ in {"by", "from"} or (child.lower_ == "of" and act.lemma_ in WIELDED):
            yield from objects(child)
        elif child.lower_ == "of":
            # "the bombing of the army" is the army's, "the bombing of the town" is not the town's.
            yield from (one for one in objects(child) if one.lemma_.casefold() in cues("actors")["armed"])
        elif child.dep_ in {"acl", "relcl"} and child.lemma_ in cues("actors")["doing"]:
            yield from (agent for agent in agents(child) if agent != act)
