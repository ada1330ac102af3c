"""Phrases and clauses in a parsed sentence: who acts, what a noun phrase covers, what is denied."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
LEFT_OF_NOUN = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "npadvmod"}
)


def subject(verb: "Token") -> "Token | None":
    """Who does what a verb says: the agent of a passive, else the subject, shared along coordinations."""
    agent = _agent(verb)
    if agent is not None:
        return agent
    for head in _sharing(verb):
        found = next((child for child in head.children if child.dep_ in SUBJECTS), None)
        if found is not None:
            return _antecedent(found, head)
    return None


def _agent(verb: "Token") -> "Token | None":
    for child in verb.children:
        if child.dep_ == "agent":
            return next((below for below in child.children if below.dep_ == "pobj"), None)
    return None


def _sharing(verb: "Token") -> Iterator["Token"]:
    """The verb and those it takes its subject from: "has met and offered", "is ready to send"."""
    yield verb
    seen = verb
    while (
        seen.dep_ in ("conj", "xcomp", "advcl", "acomp", "prep", "pcomp", "aux", "dobj", "attr") and seen.head != seen
    ):
        seen = seen.head
        yield seen


def _antecedent(found: "Token", verb: "Token") -> "Token":
    """The noun that a relative pronoun stands for."""
    if found.tag_ in ("WP", "WDT") and verb.dep_ in ("relcl", "ccomp", "acl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    return found


def denied(verb: "Token") -> bool:
    """Whether a negation stands on the verb, its auxiliaries or its subject."""
    heads = [verb, *(head for head in _sharing(verb) if verb.dep_ in ("xcomp", "acomp"))]
    for head in heads:
        for child in head.children:
            if child.dep_ == "neg" or child.lower_ in ("never", "nor", "neither", "no"):
                return True
            if child.dep_ in SUBJECTS and any(below.lower_ in ("no", "none", "nobody") for below in child.subtree):
                return True
    return False


def phrase(noun: "Token") -> tuple[int, int]:
    """First and last token of a noun phrase with its "of" parts, without relative clauses."""
    return _left_edge(noun), _right_edge(noun)


def _left_edge(noun: "Token") -> int:
    left = [child for child in noun.lefts if child.dep_ in LEFT_OF_NOUN]
    edges = [token.i for child in left for token in child.subtree if token.i < noun.i]
    return min([noun.i, *edges])


def _right_edge(noun: "Token") -> int:
    last = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == last + 1:
            for below in child.children:
                if below.dep_ in ("pobj", "pcomp") and below.tag_ != "DT":
                    last = max(last, _right_edge(below))
    return last


def whole(token: "Token") -> tuple[int, int]:
    """First and last token of all that hangs on a token."""
    return token.left_edge.i, token.right_edge.i


def trim(first: int, last: int, noun: "Token") -> int:
    """The first token that is neither article nor punctuation."""
    doc = noun.doc
    if doc[first].pos_ == "ADP":
        # "at last the mission": an adverb the parser took into the phrase
        first = next((at for at in range(first, last) if doc[at].tag_ == "DT"), first)
    while first < last and (doc[first].tag_ in ("DT", "PDT", "PRP$") or doc[first].is_punct or doc[first].is_space):
        first += 1
    return first


def governed(noun: "Token") -> Iterator["Token"]:
    """The verbs a noun is subject or object of, or that describe it: "uploaded to X, the footage"."""
    top = noun
    while top.dep_ in ("compound", "conj", "appos") and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    for one in dict.fromkeys((noun, top)):
        if one.dep_ == "dobj":
            yield one.head
        starts = [one.head] if one.dep_ in SUBJECTS or one.dep_ == "attr" else []
        starts += [child for child in one.children if child.dep_ in ("acl", "relcl")]
        yield from (verb for start in starts for verb in _chain(start))


def _chain(verb: "Token") -> Iterator["Token"]:
    """A verb with those that share its subject: coordinated, complements, and participles set beside it."""
    yield verb
    for child in verb.children:
        carried = child.dep_ in ("xcomp", "conj") and child.pos_ in ("VERB", "AUX")
        beside = child.dep_ == "advcl" and _set_beside(child, verb)
        if (carried or beside) and not _own_subject(child):
            yield from _chain(child)


def _set_beside(clause: "Token", verb: "Token") -> bool:
    """A participle that shares the subject; before the verb also a bare form ("Put up on X")."""
    marked = any(child.dep_ in ("mark", "aux") for child in clause.children)
    return clause.tag_ in ("VBN", "VBG") or (clause.i < verb.i and not marked)


def _own_subject(verb: "Token") -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)
