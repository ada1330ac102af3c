"""The frames of nouns, adjectives and set phrases that tell harm."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.reading.frames.roles import Filler, Role
from tutela.reading.frames.verbs import UPON, subjects
from tutela.reading.triggers import Trigger

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

LIGHT_SUBJECT = frozenset(
    {
        "suffer",
        "sustain",
        "receive",
        "take",
        "undergo",
        "see",
        "experience",
        "incur",
        "bear",
        "show",
        "have",
        "survive",
        "escape",
        "face",
        "endure",
    }
)
LIGHT_OBJECT = frozenset(
    {
        "cause",
        "inflict",
        "do",
        "wreak",
        "bring",
        "deal",
        "carry",
        "commit",
        "launch",
        "conduct",
        "leave",
        "document",
        "report",
        "confirm",
        "record",
        "note",
    }
)


def of_noun(token: "Token") -> Iterator[Filler]:
    """ "Destruction of the church", "damage to it", "the church's destruction", "suffered damage"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in UPON | {"of"}:
            role = Role.OF if child.lower_ in ("of", "to") else Role.UPON
            yield from ((noun, role, False) for noun in child.children if noun.dep_ == "pobj")
        elif child.dep_ == "poss":
            yield child, Role.POSSESSOR, False
        elif child.dep_ in ("compound", "nmod", "amod") and child.pos_ in ("NOUN", "PROPN"):
            yield child, Role.COMPOUND, False
        elif child.dep_ in ("relcl", "acl") and child.lemma_ in LIGHT_OBJECT:
            upon = (prep for prep in child.children if prep.dep_ == "prep" and prep.lower_ in UPON)
            yield from ((noun, Role.UPON, False) for prep in upon for noun in prep.children if noun.dep_ == "pobj")
    yield from _light(token)


def _light(token: "Token") -> Iterator[Filler]:
    """What a light verb ties to its noun: "suffered damage", "caused damage to", "is a ruin"."""
    verb = _conjunct_head(token)
    over = verb.head
    if verb.dep_ in ("dobj", "nsubjpass") and over.pos_ == "VERB":
        if over.lemma_ in LIGHT_SUBJECT and verb.dep_ == "dobj":
            yield from ((noun, Role.SUBJECT, False) for noun, _ in subjects(over))
        if over.lemma_ in LIGHT_OBJECT or verb.dep_ == "nsubjpass":
            for child in over.children:
                if child.dep_ in ("prep", "dative") and child.lower_ in UPON:
                    yield from ((noun, Role.UPON, False) for noun in child.children if noun.dep_ == "pobj")
    elif verb.dep_ == "attr" and over.lemma_ in ("be", "become", "remain"):
        yield from ((noun, Role.COPULA, False) for noun, _ in subjects(over))
    elif (
        verb.dep_ == "pobj"
        and verb.head.lower_ in ("in", "under", "into", "from")
        and verb.head.head.pos_ in ("VERB", "AUX")
    ):
        yield from ((noun, Role.COPULA, False) for noun, _ in subjects(verb.head.head))
    elif (
        verb.dep_ == "pobj"
        and verb.head.lower_ in ("in", "by", "after", "during", "amid")
        and verb.head.head.pos_ in ("NOUN", "PROPN")
    ):
        yield verb.head.head, Role.COPULA, False


def _conjunct_head(token: "Token") -> "Token":
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def of_adjective(token: "Token") -> Iterator[Filler]:
    """ "The ruined church", "the church is intact", "found the church intact"."""
    over = token.head
    if token.dep_ in ("amod", "nmod", "compound"):
        yield over, Role.MODIFIED, False
    elif token.dep_ in ("acomp", "oprd", "attr", "xcomp", "ccomp", "advmod", "prep", "acl", "conj", "advcl", "ROOT"):
        if token.dep_ == "acl" or (over.pos_ in ("NOUN", "PROPN") and token.dep_ != "ROOT"):
            yield over, Role.MODIFIED, False
        objects = [child for child in over.children if child.dep_ == "dobj"]
        if objects and over.lemma_ not in ("be", "remain", "stand", "lie"):
            yield from ((noun, Role.OBJECT, False) for noun in objects)
        else:
            yield from ((noun, Role.COPULA, False) for noun, _ in subjects(over))
        yield from ((noun, Role.COPULA, False) for noun, _ in subjects(token))


def of_phrase(parse: "Parse", trigger: Trigger) -> Iterator[Filler]:
    """ "The church is at risk", "nothing is left of the church"."""
    inside = range(trigger.token, trigger.last + 1)
    for token in parse[trigger.token : trigger.last + 1]:
        if token.pos_ in ("VERB", "AUX"):
            yield from ((noun, Role.COPULA, False) for noun, _ in subjects(token) if noun.i not in inside)
        for child in token.children:
            if child.i not in inside and child.dep_ == "prep" and child.lower_ in ("of", "to", "in"):
                yield from ((noun, Role.OF, False) for noun in child.children if noun.dep_ == "pobj")
    over = next((token.head for token in parse[trigger.token : trigger.last + 1] if token.head.i not in inside), None)
    if over is not None and over.pos_ in ("VERB", "AUX"):
        yield from ((noun, Role.COPULA, False) for noun, _ in subjects(over) if noun.i not in inside)
        yield from (
            (child, Role.OBJECT, False) for child in over.children if child.dep_ == "dobj" and child.i not in inside
        )
    elif over is not None and over.pos_ in ("NOUN", "PROPN"):
        yield over, Role.MODIFIED, False
