"""The frame of a verb: its own arguments, and those it shares with another verb."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame
from tutela.model.claims import Harm
from tutela.reading.frames.roles import Filler, Role
from tutela.reading.tokens import is_perfect
from tutela.reading.triggers import Trigger
from tutela.reading.triggers.arguments import places

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

UPON = frozenset({"at", "into", "on", "upon", "through", "to", "against", "towards", "onto", "over", "inside", "in"})
RAISED = frozenset({"xcomp", "ccomp", "advcl", "oprd", "acomp", "attr"})
HAVING_DONE = frozenset({"want", "order", "have", "get", "see", "find", "need", "wish", "leave", "report"})
"""Verbs whose object and participle are a clause of their own."""
LOSING = frozenset({"from", "of", "off"})


def of_verb(token: "Token", trigger: Trigger) -> Iterator[Filler]:
    """The fillers of a verb's frame."""
    frame = trigger.word.frame
    if token.dep_ == "amod" and frame is not Frame.PLACE:
        yield token.head, Role.MODIFIED, False
        return
    if frame is Frame.PLACE:
        yield from ((noun, Role.UPON, False) for noun in places(token, trigger.word.prepositions))
        return
    own = list(_own(token, frame, stays=frame is Frame.SUBJECT and trigger.word.harm is Harm.INTACT))
    yield from ((noun, role, False) for noun, role in own)
    if not any(role is not Role.UPON and role is not Role.LOST_FROM for _, role in own):
        yield from _inherited(token, frame)


def _own(token: "Token", frame: Frame, stays: bool = False) -> Iterator[tuple["Token", Role]]:
    """The arguments of a verb; `stays`: what is in or on something does nothing to it ("a man stood in the church")."""
    passive = is_passive(token) or _is_small_clause(token)
    for child in token.children:
        if child.dep_ == "nsubjpass" or (child.dep_ == "nsubj" and (frame in (Frame.SUBJECT, Frame.EITHER) or passive)):
            role = Role.PASSIVE if passive else Role.SUBJECT
            yield from ((noun, r) for noun, r in _antecedent(token, child, role))
        elif child.dep_ in ("dobj", "oprd") and frame is not Frame.SUBJECT:
            yield from _antecedent(token, child, Role.OBJECT)
        elif child.dep_ == "ccomp" and frame is not Frame.SUBJECT and child.pos_ in ("NOUN", "PROPN"):
            yield child, Role.OBJECT
        elif child.dep_ == "prep" and child.lower_ in UPON - {"to"} | LOSING and not stays:
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


def _is_small_clause(token: "Token") -> bool:
    """Whether a participle tells what somebody wants, has or finds done, whatever its tag: "wants the mosque razed"."""
    over = token.dep_ == "ccomp" and token.tag_ in ("VBN", "VBD") and token.head.lemma_ in HAVING_DONE
    return over and not _has(token, "dobj", "mark", "aux", "auxpass")


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
    participle = token.tag_ == "VBN" and not is_perfect(token)
    if token.dep_ == "conj" and over.pos_ in ("VERB", "AUX"):
        passive = participle or (is_passive(over) and token.tag_ == "VBD" and not _has(token, "dobj"))
        takes_subject = (passive and not is_perfect(over)) if frame is Frame.OBJECT else True
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


def subjects(verb: "Token") -> Iterator[tuple["Token", Role]]:
    """The subjects of a verb, or of the verb it hangs on."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield from _antecedent(verb, child, Role.SUBJECT)
    if verb.dep_ in ("conj", "xcomp", "advcl") and not _has(verb, "nsubj", "nsubjpass") and verb.head != verb:
        yield from subjects(verb.head)
    if verb.dep_ == "acl":
        yield verb.head, Role.SUBJECT
