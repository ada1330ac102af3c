"""The words for whoever did it: a party, body or person; for a weapon or act, those whose it is."""

import re
from typing import TYPE_CHECKING

from tutela.language.parties import party_words, stand_ins
from tutela.model.passages import Passage
from tutela.reading.actors.agents import owners
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent, name_span

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

PERSON_ENDINGS = ("ists", "men")
"""Plural endings of nouns for people that the list of nouns does not hold."""
NATIONAL = re.compile(r"[A-Z][\w-]*(?:ish|an|ese|i|led|iet|nch)$")
"""How an adjective that names a nation or alliance is written ("British", "Saudi-led")."""
STEM = 4
"""Letters that a country's name and its adjective share."""
UNKNOWN = frozenset({"somebody", "someone"})
"""Words for doers that no pronoun goes back to."""
DEPTH = 3
"""How deep acts may be nested in acts ("the attack of the campaign of X")."""
WHOSE = frozenset({"of", "from", "with"})
"""Words by which men are those of a body: "men from X", "fighters with X"."""


def named(context: Context, index: int, head: "Token", depth: int = DEPTH) -> Passage | None:
    """The words for an agent, if it can be one; for a weapon or an act, those for whose it is."""
    head = _that_is(antecedent(head))
    if depth and head.lemma_.casefold() in cues("actors")["carriers"]:
        owned = (_owned(context, index, head, owner, depth) for owner in owners(head))
        return next((words for words in owned if words is not None), None) or _crew(context, index, head)
    if head.pos_ == "PRON" and head.lower_ not in cues("actors")["people"]:
        return _meant(context, index, head)
    if any(child.dep_ == "poss" and child.lower_ == "its" for child in head.children) and depth:
        return _its(context, index, head) or context.document.passage(*context.parsed[index].span(*name_span(head)))
    if not _can_act(head):
        return None
    words = context.document.passage(*context.parsed[index].span(*_span(head)))
    if is_asset(context, words):
        return None
    if _is_place(context, index, head):
        beside_it = next((child for child in head.children if child.dep_ == "appos" and child.pos_ == "NOUN"), None)
        return named(context, index, beside_it, depth - 1) if beside_it is not None and depth else None
    return words


def _owned(context: Context, index: int, act: "Token", owner: "Token", depth: int) -> Passage | None:
    """Whose act it is; a manned craft with its party's adjective is a doer of its own ("Xian warplanes")."""
    words = named(context, index, owner, depth - 1)
    if words is not None and act.lemma_.casefold() in cues("actors")["manned"] and owner.i == act.i - 1:
        return context.document.passage(*context.parsed[index].span(owner.i, act.i))
    return _nation(context, words) if words is not None else None


def _crew(context: Context, index: int, craft: "Token") -> Passage | None:
    """A manned craft that attacks under a name of its own: "occupation aircraft"."""
    told = [child for child in craft.children if child.dep_ == "compound" and child.i == craft.i - 1]
    if not told or craft.lemma_.casefold() not in cues("actors")["manned"]:
        return None
    return context.document.passage(*context.parsed[index].span(told[0].i, craft.i))


def _span(head: "Token") -> tuple[int, int]:
    """The words of a name; of men whose body stands behind "from" or "with", up to its name."""
    first, last = name_span(head)
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
    if token.lower_ in UNKNOWN or (pronoun.lower_ in {"he", "him", "she"} and token.pos_ != "PROPN"):
        return False
    if (token.tag_ in {"NNS", "NNPS"}) == several:
        return True
    return several and token.lemma_.casefold() in cues("actors")["armed"]


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


def _party_inside(token: "Token") -> bool:
    """Whether a party stands in the name as possessor ("Xia's Ministry"): "its" are then the party's."""
    return any(child.dep_ == "poss" and child.text in stand_ins().values() for child in token.children)


def _can_act(head: "Token") -> bool:
    pack = cues("actors")
    if head.text in stand_ins().values():
        return True
    if head.pos_ == "ADJ" or head.dep_ == "amod":
        return bool(NATIONAL.match(head.text))
    if head.pos_ == "PROPN":
        return head.lower_ not in pack["never"] and head.text[:1].isupper()
    if head.lower_ in pack["people"] or head.lemma_.casefold() in pack["people"]:
        return True
    capital = head.i > 0 and head.text[:1].isupper() and any(child.dep_ in {"amod", "det"} for child in head.children)
    return head.tag_ == "NNS" and (capital or head.lower_.endswith(PERSON_ENDINGS))


def is_asset(context: Context, words: Passage) -> bool:
    """Whether words overlap any mention of an asset."""
    spans = (*context.assets, context.sentence.span(*context.asset))
    return any(start < words.end and words.start < end for start, end in spans)


def _is_place(context: Context, index: int, head: "Token") -> bool:
    """Whether a name is a place and no party: a town does no harm, though a government is called by it."""
    if head.pos_ != "PROPN" or head.text in stand_ins().values():
        return False
    at, (start, end) = context.parsed[index].starts[head.i], context.sentences[index]
    found = context.gazetteer.find(context.document.text[start:end], start)
    return any(place.start <= at < place.end and not place.within_name for place in found)
