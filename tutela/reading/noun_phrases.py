"""Noun phrases in a parse: from a head word to the words that name the thing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

NAMING = frozenset({"compound", "flat", "nmod", "amod", "nummod", "poss", "case", "quantmod", "punct", "advmod"})
"""Dependents to the left of a head that belong to a name or description."""
HYPHENS = frozenset("-‐‑–/")
CLOSERS = frozenset("\"”'’»)")


def name_span(head: "Token", *, of_phrases: bool = True) -> tuple[int, int]:
    """First and last token of the words that name `head`: its compounds, its possessor, its of-phrase.

    A leading article is left out; so are relative clauses, numbers of a date and other prepositions.
    """
    first = _leftmost(head)
    last = _rightmost(head) if of_phrases else head.i
    return first, last


def _leftmost(head: "Token") -> int:
    first = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ not in NAMING or child.tag_ in {"DT", "PDT"}:
            break
        if child.dep_ == "punct" and child.text not in HYPHENS:
            break
        first = child.left_edge.i
    while first < head.i and (head.doc[first].tag_ in {"DT", "PDT"} or head.doc[first].is_punct):
        first += 1
    return first


def _rightmost(head: "Token") -> int:
    last = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "at"} and child.i == last + 1:
            last = _object_end(child) or last
            continue
        if child.dep_ in {"compound", "flat"} and child.i == last + 1:
            last = child.i
            continue
        break
    return last


def _object_end(preposition: "Token") -> int | None:
    """Last token of the first object of a preposition, without clauses hanging on it."""
    pobj = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if pobj is None:
        return None
    return _rightmost(pobj)


def conjuncts(head: "Token") -> Iterator["Token"]:
    """The word itself and all words coordinated with it."""
    yield head
    yield from head.conjuncts


def subject(verb: "Token") -> "Token | None":
    """The subject of a verb, shared over coordination and control: "X came and set fire to it"."""
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = _own_subject(verb)
        if own is not None:
            return _antecedent(own)
        if verb.dep_ in {"conj", "xcomp", "advcl", "dep"} and verb.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head
        elif verb.dep_ == "acl":
            return None
        else:
            return None
    return None


def _own_subject(verb: "Token") -> "Token | None":
    """The subject nearest before a verb: where the parse gives it several, the others belong to what is quoted."""
    found = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "csubj"}]
    before = [child for child in found if child.i < verb.i]
    return before[-1] if before else next(iter(found), None)


def _antecedent(token: "Token") -> "Token":
    """The noun a relative pronoun stands for."""
    if token.lower_ in {"who", "which", "that", "whom"} and token.head.dep_ == "relcl":
        return token.head.head
    return token


def antecedent(token: "Token") -> "Token":
    """The noun a relative pronoun stands for, or the token itself."""
    return _antecedent(token)
