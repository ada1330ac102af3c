"""What stands about a verb: who takes part in it, and where it is done."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.reading.noun_phrases import conjuncts, subject

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

IN_PLACES = frozenset(
    {"in", "inside", "at", "on", "into", "onto", "within", "across", "between", "among", "atop", "through", "from"}
)
"""Prepositions of what is used or held, where a harm word names none of its own."""
SPANNING = frozenset({"to", "of", "from"})
"""What completes an adverb to a preposition: "next to", "close to", "outside of", "out of"."""


def doers(verb: "Token") -> Iterator["Token"]:
    """Who does it, or is there: the subject of a verb, also where it shares it, and the agent of a passive."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield from conjuncts(child)
        elif child.dep_ == "agent":
            yield from (one for noun in child.children if noun.dep_ == "pobj" for one in conjuncts(noun))
    shared = subject(verb)
    if shared is not None:
        yield from conjuncts(shared)
    if verb.dep_ in ("acl", "amod"):
        yield from conjuncts(verb.head)


def objects(verb: "Token") -> Iterator["Token"]:
    """What it is done to: the object or passive subject of a verb, the subject of one that has no object."""
    found = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass", "oprd")]
    if not found and verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        found = [verb.head]
    shared = None if found else subject(verb)
    for one in found or ([shared] if shared is not None else []):
        yield from conjuncts(one)


def places(verb: "Token", prepositions: frozenset[str] = frozenset()) -> Iterator["Token"]:
    """What the prepositions of a verb, or of its object, govern: "dug trenches across the cemetery"."""
    wanted = prepositions or IN_PLACES
    for over in (verb, *(child for child in verb.children if child.dep_ in ("dobj", "attr", "acomp", "npadvmod"))):
        for child in over.children:
            if child.lower_ in wanted and child.dep_ in ("prep", "advmod", "prt"):
                yield from _governed(child)


def _governed(preposition: "Token") -> Iterator["Token"]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from conjuncts(child)
        elif child.dep_ == "prep" and child.lower_ in SPANNING:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
