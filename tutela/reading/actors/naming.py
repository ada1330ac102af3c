"""The words for whoever did it: a party, body or person; for a weapon or act, those whose it is."""

import re
from typing import TYPE_CHECKING

from tutela.language.parties import party_words, stand_in, stand_ins
from tutela.model.claims import SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.actors.able import (
    BODY,
    DASHES,
    behind_capitals,
    behind_dateline,
    can_act,
    counted,
    in_dateline,
    is_body,
    is_carrier,
    is_place,
    may_act,
    names_an_asset,
    points_to_a_body,
)
from tutela.reading.actors.agents import is_date, owners
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent, name_span
from tutela.reading.speakers import kind_of, kind_of_words

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

STEM = 4
"""Letters that a country's name and its adjective share."""
UNKNOWN = frozenset({"somebody", "someone", "ours", "nobody", "anybody", "anyone"})
"""Words that name nobody."""
POSSESSIVES = frozenset({"its", "their"})
"""Whose craft or men it is told by these: "its warplanes" are those of the body named before."""
BODY_BACK = 12
"""Sentences that the name of "the group" may lie back."""
DEPTH = 3
"""How deep acts may be nested in acts ("the attack of the campaign of X")."""
NAMING_A_BODY = frozenset({"nsubj", "nsubjpass", "pobj", "poss", "dobj", "appos"})
WHOSE = frozenset({"of", "from", "with"})
"""Words by which men are those of a body: "men from X", "fighters with X"."""


def named(context: Context, index: int, head: "Token", depth: int = DEPTH, *, anybody: bool = False) -> Passage | None:
    """The words for an agent, if it can be one; for a weapon or an act, those for whose it is.

    Args:
        anybody: take nouns too that are on no list of doers, if they can be somebody at all: for the agent of a deed.
    """
    head = _that_is(antecedent(head))
    if in_dateline(head):
        head = behind_dateline(head) or head
    if depth and is_carrier(head):
        owned = (_owned(context, index, head, owner, depth) for owner in owners(head))
        whose = next((words for words in owned if words is not None), None) or _crew(context, index, head)
        return whose or (_craft(context, index, head) if anybody else None)
    if head.dep_ == "poss" and head.lower_ in POSSESSIVES:
        return _its(context, index, head.head) if depth else None
    if head.pos_ == "PRON" and head.lower_ not in cues("actors")["people"]:
        return _meant(context, index, head)
    if head.lower_ in UNKNOWN or counted(head):
        return None
    if depth and points_to_a_body(head):
        return _body(context, index, head) or context.document.passage(*context.parsed[index].span(*_span(head)))
    if depth and (whose := _of_the_group(context, index, head)) is not None:
        return whose
    if any(child.dep_ == "poss" and child.lower_ == "its" for child in head.children) and depth:
        return _its(context, index, head) or context.document.passage(*context.parsed[index].span(*name_span(head)))
    if not (can_act(head) or (anybody and may_act(head))):
        return None
    words = context.document.passage(*context.parsed[index].span(*_span(head)))
    if names_an_asset(context, index, head, words):
        words = context.document.passage(*context.parsed[index].span(name_span(head, of_phrases=False)[0], head.i))
        if names_an_asset(context, index, head, words):
            return None
    if is_place(context, index, head):
        beside_it = next((child for child in head.children if child.dep_ == "appos" and child.pos_ == "NOUN"), None)
        return named(context, index, beside_it, depth - 1) if beside_it is not None and depth else None
    return words


def _owned(context: Context, index: int, act: "Token", owner: "Token", depth: int) -> Passage | None:
    """Whose act it is; a manned craft with its party's adjective is a doer of its own ("Xian warplanes")."""
    words = named(context, index, owner, depth - 1)
    crew = act.lemma_.casefold() in cues("actors")["manned"] and owner.i == act.i - 1
    if words is not None and crew and owner.dep_ != "poss":
        return context.document.passage(*context.parsed[index].span(owner.i, act.i))
    return _nation(context, words) if words is not None else None


def _crew(context: Context, index: int, craft: "Token") -> Passage | None:
    """A manned craft that attacks under a name of its own: "occupation aircraft"."""
    told = [child for child in craft.children if child.dep_ == "compound" and child.i == craft.i - 1]
    if not told or craft.lemma_.casefold() not in cues("actors")["manned"]:
        return None
    return context.document.passage(*context.parsed[index].span(told[0].i, craft.i))


def _craft(context: Context, index: int, head: "Token") -> Passage | None:
    """Craft with people aboard that nobody is named for: "warplanes struck the town"."""
    manned = head.tag_ in {"NNS", "NNPS"} and head.lower_.removesuffix("s") in cues("actors")["manned"]
    return context.document.passage(*context.parsed[index].span(*name_span(head))) if manned else None


def _span(head: "Token") -> tuple[int, int]:
    """The words of a name; of men whose body stands behind "from" or "with", up to its name."""
    first, last = name_span(head)
    first = next((at + 1 for at in range(head.i - 1, first - 1, -1) if is_date(head.doc[at])), first)
    first = behind_capitals(head, first)
    while first < head.i and head.doc[first].text in DASHES:
        first += 1
    if head.dep_ == "compound" and first == head.i and first and head.nbor(-1).text in stand_ins().values():
        # "Israeli army bombing": the parser hangs both words before the act on the act.
        first -= 1
    if last != head.i or head.lemma_.casefold() not in cues("actors")["people"]:
        return first, last
    for child in head.rights:
        if child.dep_ == "prep" and child.i == head.i + 1 and child.lower_ in WHOSE:
            body = next((one for one in child.children if one.dep_ == "pobj" and one.pos_ == "PROPN"), None)
            return first, name_span(body)[1] if body is not None else last
    return first, last


def _nation(context: Context, words: Passage) -> Passage:
    """For a bare party adjective ("Xian shelling") the party's own name, where the document tells it."""
    if words.exact not in party_words("adjective"):
        return words
    text = context.document.text
    for name in (one for one in party_words("country") if one[:STEM] == words.exact[:STEM]):
        at = [match.start() for match in re.finditer(rf"\b{name}\b(?!['’]s)", text)]
        if at:
            nearest = min(at, key=lambda start: abs(start - words.start))
            return context.document.passage(nearest, nearest + len(name))
    return words


def _that_is(head: "Token") -> "Token":
    """ "X were the ones who did it": X."""
    if head.lower_ in {"one", "ones", "those"} and head.dep_ == "attr":
        return next((child for child in head.head.children if child.dep_ == "nsubj"), head)
    return head


def _meant(context: Context, index: int, pronoun: "Token") -> Passage | None:
    """The agent before that a pronoun can mean: in its sentence, else in the sentence before."""
    if pronoun.lower_ not in {"they", "he", "she", "it", "them", "him"}:
        return None
    places = ((index, pronoun.i), (index - 1, None))
    for at, end in places:
        if at not in context.parsed:
            continue
        doc = context.parsed[at].parse
        for token in list(doc[:end]):
            if token.dep_ in {"nsubj", "nsubjpass", "agent", "dobj"} and token.pos_ in {"NOUN", "PROPN"}:
                words = named(context, at, token, 0) if _agrees(pronoun, token) else None
                if words is not None:
                    return words
    return None


def _agrees(pronoun: "Token", token: "Token") -> bool:
    """Whether a pronoun can stand for a noun by its number; an army or movement is "they" as well."""
    several = pronoun.lower_ in {"they", "them"}
    if token.lower_ in UNKNOWN or (pronoun.lower_ in {"he", "him", "she"} and not _is_person(token)):
        return False
    if (token.tag_ in {"NNS", "NNPS"} or token.lower_ == "people") == several:
        return True
    return several and (token.lemma_.casefold() in cues("actors")["armed"] or token.text == stand_in(BODY))


def _is_person(token: "Token") -> bool:
    """Whether a name can be a man's or a woman's, and no court's or ministry's."""
    first, last = name_span(token)
    words = " ".join(word.text for word in token.doc[first : last + 1])
    return token.pos_ == "PROPN" and kind_of_words(words) in {SpeakerKind.UNKNOWN, SpeakerKind.WITNESS}


def _its(context: Context, index: int, head: "Token") -> Passage | None:
    """Whose "its forces" are: the body or party first named as subject or possessor, here or a sentence before."""
    for at, end in ((index, head.i - 1), (index - 1, None)):
        if at not in context.parsed:
            continue
        for token in list(context.parsed[at].parse[:end]):
            party = token.dep_ == "poss" and token.text in stand_ins().values()
            if party or (token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ == "PROPN" and not _party_inside(token)):
                words = named(context, at, token, 0)
                if words is not None:
                    return words
    return None


def _of_the_group(context: Context, index: int, head: "Token") -> Passage | None:
    """The body whose "the group's fighters" are."""
    owner = next((child for child in head.children if child.dep_ == "poss" and points_to_a_body(child)), None)
    return _body(context, index, owner) if owner is not None else None


def _body(context: Context, index: int, head: "Token") -> Passage | None:
    """The body under arms that "the group" stands for: the one whose name or initials were told last."""
    for at in range(index, max(index - BODY_BACK, -1), -1):
        doc = context.parsed[at].parse if at in context.parsed else ()
        for token in reversed(doc[: head.i] if at == index else list(doc)):
            if token.pos_ == "PROPN" and token.dep_ in NAMING_A_BODY and is_body(token):
                words = named(context, at, token, 0)
                if words is not None and kind_of(context, words) is SpeakerKind.UNKNOWN:
                    return words
    return None


def _party_inside(token: "Token") -> bool:
    """Whether a party stands in the name as possessor ("Xia's Ministry"): "its" are then the party's."""
    return any(child.dep_ == "poss" and child.text in stand_ins().values() for child in token.children)
