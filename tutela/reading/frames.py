"""Argument frames: which words of a sentence are the patient of a harm word, and by what construction."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame, WordClass
from tutela.reading.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Role(StrEnum):
    """By what construction a noun is tied to a harm word."""

    OBJECT = "object"
    PASSIVE = "passive"
    SUBJECT = "subject"
    PARTICIPLE = "participle"
    RELATIVE = "relative"
    MODIFIED = "modified"
    COPULA = "copula"
    OF = "of"
    UPON = "upon"
    POSSESSOR = "possessor"
    COMPOUND = "compound"
    LOST_FROM = "lost_from"
    AGENT = "agent"
    PLACE = "place"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    TOPIC = "topic"
    """What was spoken of before; the sentence names no patient."""
    LISTED = "listed"
    """An item of a list whose intro tells the harm."""


PATIENT = frozenset(
    {Role.OBJECT, Role.PASSIVE, Role.SUBJECT, Role.PARTICIPLE, Role.RELATIVE, Role.MODIFIED, Role.COPULA, Role.OF,
     Role.UPON, Role.POSSESSOR, Role.COMPOUND, Role.LOST_FROM}
)  # fmt: skip


class Via(StrEnum):
    """How the patient was reached from the word that fills the frame."""

    DIRECT = "direct"
    CONJUNCT = "conjunct"
    WHOLE = "whole"
    APPOSITION = "apposition"
    EXAMPLE = "example"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Tie:
    """How one token is tied to a harm word."""

    role: Role
    via: Via
    shared: bool = False
    """The argument belongs to another verb of the coordination."""


UPON = frozenset({"at", "into", "on", "upon", "through", "to", "against", "towards", "onto", "over", "inside", "in"})
RAISED = frozenset({"xcomp", "ccomp", "advcl", "oprd", "acomp", "attr"})
LOSING = frozenset({"from", "of", "off"})
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


def ties(parse: "Doc", trigger: Trigger) -> dict[int, Tie]:
    """Token -> its tie to the harm word, for the patients the frames find."""
    found: dict[int, Tie] = {}
    for token, role, shared in _fillers(parse, trigger):
        for reached, via in _reach(token, Via.DIRECT, 0):
            found.setdefault(reached.i, Tie(role, via, shared))
    return found


Filler = tuple["Token", Role, bool]


def _fillers(parse: "Doc", trigger: Trigger) -> Iterator[Filler]:
    token = parse[trigger.token]
    kind = trigger.word.kind
    if kind is WordClass.VERB:
        yield from _of_verb(token, trigger)
    elif kind is WordClass.NOUN:
        yield from _of_noun(token)
    elif kind is WordClass.ADJECTIVE:
        yield from _of_adjective(token)
    else:
        yield from _of_phrase(parse, trigger)


def _of_verb(token: "Token", trigger: Trigger) -> Iterator[Filler]:
    frame = trigger.word.frame
    if token.dep_ == "amod":
        yield token.head, Role.MODIFIED, False
        return
    own = list(_own(token, frame))
    yield from ((noun, role, False) for noun, role in own)
    if not any(role is not Role.UPON and role is not Role.LOST_FROM for _, role in own):
        yield from _inherited(token, frame)


def _own(token: "Token", frame: Frame) -> Iterator[tuple["Token", Role]]:
    passive = is_passive(token)
    for child in token.children:
        if child.dep_ == "nsubjpass" or (child.dep_ == "nsubj" and (frame in (Frame.SUBJECT, Frame.EITHER) or passive)):
            role = Role.PASSIVE if passive else Role.SUBJECT
            yield from ((noun, r) for noun, r in _antecedent(token, child, role))
        elif child.dep_ in ("dobj", "oprd") and frame is not Frame.SUBJECT:
            yield from _antecedent(token, child, Role.OBJECT)
        elif child.dep_ == "ccomp" and frame is not Frame.SUBJECT and child.pos_ in ("NOUN", "PROPN"):
            yield child, Role.OBJECT
        elif child.dep_ == "prep" and child.lower_ in UPON - {"to"} | LOSING:
            role = Role.LOST_FROM if child.lower_ in LOSING else Role.UPON
            yield from ((noun, role) for noun in child.children if noun.dep_ == "pobj")
    if token.dep_ == "acl" and token.tag_ == "VBN" and not passive:
        yield token.head, Role.PARTICIPLE
    if token.dep_ == "acl" and token.tag_ == "VBG" and frame in (Frame.SUBJECT, Frame.EITHER):
        yield token.head, Role.PARTICIPLE
    if token.dep_ == "relcl" and frame is Frame.SUBJECT and len([c for c in token.children if c.dep_ == "nsubj"]) > 1:
        # A verb with several subjects is the end of a list that the parse broke: its head belongs to the list.
        yield token.head, Role.SUBJECT
    if token.dep_ == "relcl" and frame is not Frame.SUBJECT and not passive and not _has(token, "dobj"):
        yield token.head, Role.RELATIVE


def _antecedent(verb: "Token", noun: "Token", role: Role) -> Iterator[tuple["Token", Role]]:
    if noun.lower_ in ("which", "that", "who", "whom", "what") and verb.dep_ == "relcl":
        yield verb.head, Role.RELATIVE
    else:
        yield noun, role


def is_passive(token: "Token") -> bool:
    """Whether a verb form is passive: "was destroyed", "being destroyed", "got hit"."""
    return token.tag_ == "VBN" and any(
        child.dep_ in ("auxpass", "nsubjpass") or (child.dep_ == "aux" and child.lemma_ in ("get", "be"))
        for child in token.children
    )


def _has(token: "Token", *deps: str) -> bool:
    return any(child.dep_ in deps for child in token.children)


def _inherited(token: "Token", frame: Frame) -> Iterator[Filler]:
    """Arguments that stand with another verb: coordination, raising, participial clauses."""
    over = token.head
    participle = token.tag_ == "VBN"
    if token.dep_ == "conj" and over.pos_ in ("VERB", "AUX"):
        takes_subject = participle if frame is Frame.OBJECT else True
        for noun, role in _own(over, frame if not takes_subject else Frame.EITHER):
            if takes_subject == (role in (Role.PASSIVE, Role.SUBJECT, Role.RELATIVE, Role.PARTICIPLE)):
                yield noun, role, True
        if takes_subject and not _has(over, "nsubj", "nsubjpass"):
            yield from ((n, r, True) for n, r, _ in _inherited(over, frame))
    elif token.dep_ in RAISED and over.pos_ in ("VERB", "AUX", "ADJ") and (participle or frame is not Frame.OBJECT):
        yield from _raised(token, over)
    # "shelled and burned the church": the object stands with the last verb.
    if not participle or not _has(token, "auxpass"):
        for other in token.conjuncts:
            if (
                other.i > token.i
                and other.pos_ == "VERB"
                and frame is not Frame.SUBJECT
                and not _has(token, "nsubjpass")
            ):
                yield from ((child, Role.OBJECT, True) for child in other.children if child.dep_ == "dobj")


def _raised(token: "Token", over: "Token") -> Iterator[Filler]:
    objects = [child for child in over.children if child.dep_ == "dobj" and child.i < token.i]
    subjects = [child for child in over.children if child.dep_ in ("nsubj", "nsubjpass")]
    for noun in objects or subjects:
        for found, _ in _antecedent(over, noun, Role.PASSIVE):
            yield found, Role.PASSIVE, True
    if not objects and not subjects and over.dep_ in ("xcomp", "conj", "acl", "relcl") and over.head != over:
        yield from _raised(over, over.head) if over.dep_ != "acl" else iter([(over.head, Role.PARTICIPLE, True)])


def _of_noun(token: "Token") -> Iterator[Filler]:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in UPON | {"of"}:
            role = Role.OF if child.lower_ in ("of", "to") else Role.UPON
            yield from ((noun, role, False) for noun in child.children if noun.dep_ == "pobj")
        elif child.dep_ == "poss":
            yield child, Role.POSSESSOR, False
        elif child.dep_ in ("compound", "nmod", "amod") and child.pos_ in ("NOUN", "PROPN"):
            yield child, Role.COMPOUND, False
    yield from _light(token)


def _light(token: "Token") -> Iterator[Filler]:
    """What a light verb ties to its noun: "suffered damage", "caused damage to", "is a ruin"."""
    verb = _conjunct_head(token)
    over = verb.head
    if verb.dep_ in ("dobj", "nsubjpass") and over.pos_ == "VERB":
        if over.lemma_ in LIGHT_SUBJECT and verb.dep_ == "dobj":
            yield from ((noun, Role.SUBJECT, False) for noun, _ in _subjects(over))
        if over.lemma_ in LIGHT_OBJECT or verb.dep_ == "nsubjpass":
            for child in over.children:
                if child.dep_ in ("prep", "dative") and child.lower_ in UPON:
                    yield from ((noun, Role.UPON, False) for noun in child.children if noun.dep_ == "pobj")
    elif verb.dep_ == "attr" and over.lemma_ in ("be", "become", "remain"):
        yield from ((noun, Role.COPULA, False) for noun, _ in _subjects(over))
    elif (
        verb.dep_ == "pobj"
        and verb.head.lower_ in ("in", "under", "into", "from")
        and verb.head.head.pos_ in ("VERB", "AUX")
    ):
        yield from ((noun, Role.COPULA, False) for noun, _ in _subjects(verb.head.head))
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


def _subjects(verb: "Token") -> Iterator[tuple["Token", Role]]:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield from _antecedent(verb, child, Role.SUBJECT)
    if verb.dep_ in ("conj", "xcomp", "advcl") and not _has(verb, "nsubj", "nsubjpass") and verb.head != verb:
        yield from _subjects(verb.head)
    if verb.dep_ == "acl":
        yield verb.head, Role.SUBJECT


def _of_adjective(token: "Token") -> Iterator[Filler]:
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
            yield from ((noun, Role.COPULA, False) for noun, _ in _subjects(over))
        yield from ((noun, Role.COPULA, False) for noun, _ in _subjects(token))


def _of_phrase(parse: "Doc", trigger: Trigger) -> Iterator[Filler]:
    inside = range(trigger.token, trigger.last + 1)
    for token in parse[trigger.token : trigger.last + 1]:
        if token.pos_ in ("VERB", "AUX"):
            yield from ((noun, Role.COPULA, False) for noun, _ in _subjects(token) if noun.i not in inside)
        for child in token.children:
            if child.i not in inside and child.dep_ == "prep" and child.lower_ in ("of", "to", "in"):
                yield from ((noun, Role.OF, False) for noun in child.children if noun.dep_ == "pobj")
    over = next((token.head for token in parse[trigger.token : trigger.last + 1] if token.head.i not in inside), None)
    if over is not None and over.pos_ in ("VERB", "AUX"):
        yield from ((noun, Role.COPULA, False) for noun, _ in _subjects(over) if noun.i not in inside)
        yield from (
            (child, Role.OBJECT, False) for child in over.children if child.dep_ == "dobj" and child.i not in inside
        )
    elif over is not None and over.pos_ in ("NOUN", "PROPN"):
        yield over, Role.MODIFIED, False


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
            step = step or (Via.WITHIN if child.lower_ in ("in", "at", "from", "on", "inside") else None)
            if step:
                for noun in child.children:
                    if noun.dep_ in ("pobj", "pcomp"):
                        yield from _reach(noun, step, depth + 1)


def loose(parse: "Doc", trigger: Trigger, at: int) -> Tie:
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
