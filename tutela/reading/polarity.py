"""Polarity and scope: whether a harm word is affirmed, negated of the asset, negated of a doer, or not told at all.

"The church was not hit" and "they saw no sign that it was hit" say that it was spared; "no plane of ours hit it" denies
the deed, and the harm stands as what is denied; "it was not shown that he wanted it hit" tells nothing of the church.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Vocabulary
from tutela.model.claims import Harm
from tutela.reading.cues import cues
from tutela.reading.tokens import forms, is_party

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token
    from tutela.reading.triggers import Trigger


class Polarity(StrEnum):
    """What a sentence says of the harm that one of its words names."""

    AFFIRMED = "affirmed"
    SPARED = "spared"
    """It is negated: the asset did not suffer it."""
    DISOWNED = "disowned"
    """A doer is said not to have done it; who did, or whether it happened, stays open."""
    UNTOLD = "untold"
    """What is negated is that anybody said, ordered or proved it."""


def _is_habit(token: "Token") -> bool:
    """Whether what is denied is no deed but a habit: "our army does not fire at churches"."""
    return any(child.dep_ == "aux" and child.lower_ in ("do", "does") for child in token.children)


RAISING = frozenset(
    {"xcomp", "ccomp", "acl", "dobj", "attr", "pobj", "prep", "acomp", "oprd", "conj", "nsubj", "nsubjpass", "auxpass"}
)
"""Through these a negation above reaches the harm word: "saw no sign that it had been damaged"."""
HOPS = 5
RESCUING = frozenset({"save", "rescue", "salvage", "spare", "preserve", "protect"})
"""What was not done to keep it tells nothing against what befell it: "could not be saved and perished"."""
DISPUTING = frozenset({"dispute", "deny", "doubt", "contest", "question", "contradict"})
"""Whose negation leaves what is disputed as it was told."""
NO_WORDS = frozenset({"neg", "det", "preconj", "advmod", "nsubj", "nsubjpass", "cc", "amod"})
NEVER = frozenset({"never", "ever", "as"})
"""With these, what does not exist has not gone: it never was, or not as what it is taken for."""
BREAKS = frozenset({":", ";", "—", "–"})
"""Marks that end what a negation reaches: "it is not the only one: the tombs were hit too"."""


def polarity(parse: "Parse", trigger: "Trigger", words: Vocabulary) -> Polarity:
    """What the sentence says of a harm word: the nearest negation decides; a construction has weighed its own."""
    if trigger.patients:
        return Polarity.AFFIRMED
    if trigger.word.words == ("exist",) and any(child.lower_ in NEVER for child in parse[trigger.token].children):
        return Polarity.UNTOLD
    if trigger.word.harm is not Harm.INTACT and next(disowned(parse[trigger.token]), None) is not None:
        return Polarity.UNTOLD if _is_habit(parse[trigger.token]) else Polarity.DISOWNED
    if trigger.word.harm is not Harm.INTACT and _escaped(parse[trigger.token], words):
        return Polarity.SPARED
    single = words.signs["negation"].firsts
    witnesses = words.signs["witnessing"].firsts
    reached = scope(parse[trigger.token])
    own = range(trigger.token, trigger.last + 1) if len(trigger.word.words) > 1 else range(0)
    at = next((at for at, above in enumerate(reached) if _says_no(above, single, own)), None)
    if at is None or _focused(parse[trigger.token], words):
        return Polarity.AFFIRMED
    clauses = (reached[n + 1] for n in range(at) if reached[n].dep_ == "ccomp")
    told = all(over.lemma_.casefold() in witnesses or over.pos_ in ("NOUN", "AUX", "ADJ") for over in clauses)
    return Polarity.SPARED if told else Polarity.UNTOLD


def _escaped(token: "Token", words: Vocabulary) -> bool:
    """Whether it is what the asset got away from: "escaped the bombing", "avoided being hit"."""
    escapes = words.signs["escaping"].firsts
    over = token.head
    if over.dep_ == "prep" and over.lower_ == "from":
        over = over.head
    told = token.dep_ in ("dobj", "pcomp", "xcomp", "pobj") and bool(forms(over) & escapes)
    return told and not any(child.dep_ == "neg" for child in over.children)


def scope(token: "Token") -> list["Token"]:
    """The harm word and the words whose negation reaches it."""
    found = [token]
    while found[-1].dep_ in RAISING and len(found) < HOPS and not _own_clause(found[-1]):
        found.append(found[-1].head)
    return found


def _own_clause(token: "Token") -> bool:
    """Whether what is negated before does not go on here: "did not burst, but it tore down", "nobody disputes that"."""
    if token.dep_ == "ccomp" and token.head.lemma_.casefold() in DISPUTING:
        return True
    low, high = sorted((token.i, token.head.i))
    if any(between.text in BREAKS for between in token.doc[low:high]):
        return True
    if token.dep_ != "conj" or token.pos_ not in ("VERB", "AUX"):
        return False
    if token.head.lemma_.casefold() in RESCUING and token.lemma_.casefold() not in RESCUING:
        return True
    subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
    finite = token.tag_ == "VBD" and token.head.tag_ in ("VB", "VBN")
    return subject or finite or any(between.lower_ == "but" for between in token.doc[low:high])


def _says_no(token: "Token", single: frozenset[str], own: range) -> bool:
    """Whether a word is negated; what a phrase itself denies is not ("nothing is left of it")."""
    for child in token.children:
        if child.i in own:
            continue
        if child.lower_ in single and child.dep_ in NO_WORDS:
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_none(child, single):
            return True
    return False


def _focused(token: "Token", words: Vocabulary) -> bool:
    """Whether it is only the manner that is denied: "was not shelled on purpose", "not destroyed only by bombs"."""
    manners = words.signs["manner"].firsts
    below = (one for child in token.rights if child.dep_ in ("advmod", "prep", "agent") for one in child.subtree)
    beside = (child for child in token.lefts if child.dep_ == "advmod")
    return any(one.lower_ in manners for one in (*beside, *below))


def _is_none(noun: "Token", single: frozenset[str]) -> bool:
    """Whether a noun phrase says none: "no church", "none of the ..", "not one ..", "neither ..."."""
    no_one = noun.lower_ == "one" and noun.i > 0 and noun.nbor(-1).lower_ == "not"
    return no_one or any(
        below.lower_ in single or (below.lower_ == "one" and below.i > 0 and below.nbor(-1).lower_ == "not")
        for below in noun.children
        if below.dep_ in ("det", "neg", "preconj", "cc", "nummod")
    )


def disowned(token: "Token") -> Iterator["Token"]:
    """The words that negate a deed of its doer: the "no" of "no plane of ours struck it"."""
    doer = next((child for child in token.children if child.dep_ == "nsubj"), None)
    if doer is None:
        return
    if doer.lower_ in ("none", "neither") and any(_is_somebody(one) for of in doer.children for one in of.children):
        yield doer
        return
    if not _is_somebody(doer):
        return
    for below in (*token.children, *doer.children):
        if below.dep_ == "neg" or (below.dep_ == "det" and below.lower_ == "no"):
            yield below


def _is_somebody(doer: "Token") -> bool:
    pack = cues("actors")
    return is_party(doer) or bool({doer.lemma_.casefold(), doer.lower_} & (pack["crafts"] | pack["people"]))
