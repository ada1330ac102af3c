"""What stands about a verb: who takes part in it, and where it is done."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.reading.noun_phrases import conjuncts, subject

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

CORE = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd"})
IN_PLACES = frozenset(
    {"in", "inside", "at", "on", "into", "onto", "within", "across", "between", "among", "atop", "through", "from"}
)
"""Prepositions of what is used or held, where a harm word names none of its own."""
SPANNING = frozenset({"to", "of", "from"})
"""What completes an adverb to a preposition: "next to", "close to", "outside of", "out of"."""


def arguments(verb: "Token") -> Iterator["Token"]:
    """The subject, object and agent of a verb, also where it shares them, and all that they are coordinated with."""
    for one in _arguments(verb):
        yield from conjuncts(one)


def _arguments(verb: "Token") -> Iterator["Token"]:
    for child in verb.children:
        if child.dep_ in CORE:
            yield child
        elif child.dep_ == "agent":
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
    if verb.dep_ in ("acl", "amod"):
        yield verb.head
    shared = subject(verb)
    if shared is not None:
        yield shared


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
