"""From the word that fills a frame to all that share its fate, and what else stands about a harm word."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.vocabulary import WordClass
from tutela.reading.frames.nouns import of_adjective, of_noun, of_phrase
from tutela.reading.frames.roles import Filler, Role, Tie, Via
from tutela.reading.frames.verbs import of_verb
from tutela.reading.triggers import Trigger

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token


def ties(parse: "Parse", trigger: Trigger) -> dict[int, Tie]:
    """Token -> its tie to the harm word, for the patients the frames find."""
    found: dict[int, Tie] = {}
    for token, role, shared in _fillers(parse, trigger):
        for reached, via in _reach(token, Via.DIRECT, 0):
            if trigger.patients and via is Via.EXAMPLE:
                # What a thing is said to be is no example of it.
                continue
            found.setdefault(reached.i, Tie(role, via, shared))
    return found


def _fillers(parse: "Parse", trigger: Trigger) -> Iterator[Filler]:
    token = parse[trigger.token]
    kind = trigger.word.kind
    if trigger.patients:
        yield from ((parse[at], _role(parse[at]), False) for at in trigger.patients)
    elif kind is WordClass.VERB:
        yield from of_verb(token, trigger)
    elif kind is WordClass.NOUN:
        yield from of_noun(token)
    elif kind is WordClass.ADJECTIVE:
        yield from of_adjective(token)
    else:
        yield from of_phrase(parse, trigger)


def _role(patient: "Token") -> Role:
    """The role of what a construction says suffers."""
    if patient.dep_ == "nsubjpass":
        return Role.PASSIVE
    if patient.dep_ in ("nsubj", "expl"):
        return Role.SUBJECT
    return Role.OF if patient.dep_ == "pobj" else Role.OBJECT


def _reach(token: "Token", via: Via, depth: int) -> Iterator[tuple["Token", Via]]:
    """The word that fills the frame, and those that share its fate: conjuncts, wholes, appositions, examples."""
    yield token, via
    if depth > 3:
        return
    for child in token.children:
        if child.dep_ == "conj":
            yield from _reach(child, Via.CONJUNCT if via is Via.DIRECT else via, depth + 1)
        elif child.dep_ == "appos":
            yield from _reach(child, Via.APPOSITION, depth + 1)
        elif child.dep_ == "poss":
            yield from _reach(child, Via.WHOLE, depth + 1)
        elif child.dep_ == "compound":
            yield child, Via.WHOLE
        elif child.dep_ == "prep":
            step = {"of": Via.WHOLE, "like": Via.EXAMPLE, "including": Via.EXAMPLE, "as": Via.EXAMPLE}.get(child.lower_)
            step = step or (Via.EXAMPLE if child.lower_ == "among" and _among_them(child) else None)
            step = step or (Via.WITHIN if child.lower_ in ("in", "at", "from", "on", "inside") else None)
            if step:
                for noun in child.children:
                    if noun.dep_ in ("pobj", "pcomp"):
                        yield from _reach(noun, Via.WITHIN if is_own(noun) else step, depth + 1)


def is_own(noun: "Token") -> bool:
    """Whether a noun is what the asset holds: "its books" in "stripped the monastery of its books"."""
    return any(child.dep_ == "poss" and child.lower_ in ("its", "their") for child in noun.children)


def _among_them(preposition: "Token") -> bool:
    """Whether "among" opens examples: "seven sites, among them the old town"."""
    return any(child.lower_ in ("them", "which", "these") for child in preposition.children)


def loose(parse: "Parse", trigger: Trigger, at: int) -> Tie:
    """The tie of a token that no frame reaches: agent, place, same clause or same sentence only."""
    verb = parse[trigger.token]
    token = parse[at]
    while token.dep_ in ("conj", "compound", "appos"):
        token = token.head
    if token.dep_ in ("nsubj", "agent") and token.head == verb:
        return Tie(Role.AGENT, Via.DIRECT)
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return Tie(Role.AGENT, Via.DIRECT)
    if token.dep_ == "pobj" and token.head.head == verb:
        return Tie(Role.PLACE, Via.DIRECT)
    return Tie(Role.CLAUSE if clause_of(token) == clause_of(verb) else Role.SENTENCE, Via.DIRECT)


CLAUSES = frozenset({"ccomp", "advcl", "relcl", "ROOT", "parataxis", "acl", "csubj", "pcomp"})


def clause_of(token: "Token") -> "Token":
    """The head of the clause a token stands in; coordinated verbs share one."""
    while token.dep_ not in CLAUSES and token.head != token:
        token = token.head
    return token
