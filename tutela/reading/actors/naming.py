"""The words for whoever did it: a party, body or person; for a weapon or act, those whose it is."""

import re
from typing import TYPE_CHECKING

from tutela.language.parties import party_words, stand_in, stand_ins
from tutela.model.claims import SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.actors.agents import is_date, owners
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent, name_span
from tutela.reading.speakers import kind_of, kind_of_words

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

PERSON_ENDINGS = ("ists", "men")
"""Plural endings of nouns for people that the list of nouns does not hold."""
NATIONAL = re.compile(r"[A-Z][\w-]*(?:ish|an|ese|i|led|iet|nch)$")
"""How an adjective that names a nation or alliance is written ("British", "Saudi-led")."""
STEM = 4
"""Letters that a country's name and its adjective share."""
UNKNOWN = frozenset({"somebody", "someone", "ours", "nobody", "anybody", "anyone"})
"""Words that name nobody."""
POSSESSIVES = frozenset({"its", "their"})
"""Whose craft or men it is told by these: "its warplanes" are those of the body named before."""
POINTING = frozenset({"the", "this", "that", "its"})
BODY = "ISIS"
"""Any of the pack's names of bodies under arms: all have one stand-in."""
INITIALS = range(2, 6)
BODY_BACK = 12
"""Sentences that the name of "the group" may lie back."""
DEPTH = 3
"""How deep acts may be nested in acts ("the attack of the campaign of X")."""
DASHES = frozenset("-–—")
NAMING_A_BODY = frozenset({"nsubj", "nsubjpass", "pobj", "poss", "dobj", "appos"})
DATELINE = 10
"""Words that a dateline holds at most."""
WHOSE = frozenset({"of", "from", "with"})
"""Words by which men are those of a body: "men from X", "fighters with X"."""


def named(context: Context, index: int, head: "Token", depth: int = DEPTH, *, anybody: bool = False) -> Passage | None:
    """The words for an agent, if it can be one; for a weapon or an act, those for whose it is.

    Args:
        anybody: take nouns too that are on no list of doers, if they can be somebody at all: for the agent of a deed.
    """
    head = _that_is(antecedent(head))
    if _in_dateline(head):
        head = _behind_dateline(head) or head
    if depth and head.lemma_.casefold() in cues("actors")["carriers"]:
        owned = (_owned(context, index, head, owner, depth) for owner in owners(head))
        whose = next((words for words in owned if words is not None), None) or _crew(context, index, head)
        return whose or (_craft(context, index, head) if anybody else None)
    if head.dep_ == "poss" and head.lower_ in POSSESSIVES:
        return _its(context, index, head.head) if depth else None
    if head.pos_ == "PRON" and head.lower_ not in cues("actors")["people"]:
        return _meant(context, index, head)
    if head.lower_ in UNKNOWN or _counted(head):
        return None
    if depth and _points_to_a_body(head):
        return _body(context, index, head) or context.document.passage(*context.parsed[index].span(*_span(head)))
    if any(child.dep_ == "poss" and child.lower_ == "its" for child in head.children) and depth:
        return _its(context, index, head) or context.document.passage(*context.parsed[index].span(*name_span(head)))
    if not (_can_act(head) or (anybody and _may_act(head))):
        return None
    words = context.document.passage(*context.parsed[index].span(*_span(head)))
    if _names_an_asset(context, index, head, words):
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


def _craft(context: Context, index: int, head: "Token") -> Passage | None:
    """Craft with people aboard that nobody is named for: "warplanes struck the town"."""
    manned = head.tag_ in {"NNS", "NNPS"} and head.lemma_.casefold() in cues("actors")["manned"]
    return context.document.passage(*context.parsed[index].span(*name_span(head))) if manned else None


def _span(head: "Token") -> tuple[int, int]:
    """The words of a name; of men whose body stands behind "from" or "with", up to its name."""
    first, last = name_span(head)
    first = next((at + 1 for at in range(head.i - 1, first - 1, -1) if is_date(head.doc[at])), first)
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
    if (token.tag_ in {"NNS", "NNPS"}) == several:
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


def _counted(head: "Token") -> bool:
    """Whether it is told as whose count something is: "by our count", "by their account"."""
    owned = any(child.dep_ == "poss" for child in head.children)
    return owned and head.lemma_.casefold() in cues("reporting")["by_account"]


def _points_to_a_body(head: "Token") -> bool:
    """Whether "the group" alone stands for a body named before."""
    if head.lemma_.casefold() not in cues("actors")["bodies"] or head.tag_ != "NN":
        return False
    left = [child for child in head.lefts if child.dep_ != "case"]
    return bool(left) and all(child.lower_ in POINTING for child in left) and not any(head.rights)


def _body(context: Context, index: int, head: "Token") -> Passage | None:
    """The body under arms that "the group" stands for: the one whose name or initials were told last."""
    for at in range(index, max(index - BODY_BACK, -1), -1):
        doc = context.parsed[at].parse if at in context.parsed else ()
        for token in reversed(doc[: head.i] if at == index else list(doc)):
            if token.pos_ == "PROPN" and token.dep_ in NAMING_A_BODY and _is_body(token):
                words = named(context, at, token, 0)
                if words is not None and kind_of(context, words) is SpeakerKind.UNKNOWN:
                    return words
    return None


def _is_body(token: "Token") -> bool:
    """Whether a name is a body's: one of the pack's, or initials."""
    return token.text == stand_in(BODY) or (token.text.isupper() and token.is_alpha and len(token.text) in INITIALS)


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
        return head.lower_ not in pack["never"] | pack["dates"] and head.text[:1].isupper()
    if head.lower_ in pack["people"] or head.lemma_.casefold() in pack["people"]:
        return True
    capital = head.i > 0 and head.text[:1].isupper() and any(child.dep_ in {"amod", "det"} for child in head.children)
    return head.tag_ == "NNS" and (capital or head.lower_.endswith(PERSON_ENDINGS))


def _may_act(head: "Token") -> bool:
    """Whether a common noun on no list can be somebody: no thing, recording, time or count."""
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = head.lemma_.casefold()
    things = cues("actors")["things"] | cues("actors")["never"] | cues("actors")["dates"] | cues("reporting")["silent"]
    return lemma not in things and head.lower_ not in things and head.text[:1].isalpha()


def _in_dateline(head: "Token") -> bool:
    """Whether a name stands before the dash of a dateline: "TAL RAMIN, June 11 - Warplanes struck the town"."""
    return head.i < DATELINE and head.text.isupper() and any(t.text in DASHES for t in head.doc[head.i + 1 : DATELINE])


def _behind_dateline(head: "Token") -> "Token | None":
    """What the sentence behind a dateline begins with, where the parser takes the dateline's town for its subject."""
    dash = next(token for token in head.doc[head.i + 1 : DATELINE] if token.text in DASHES)
    verb = next((token.i for token in head.doc[dash.i + 1 :] if token.pos_ in {"VERB", "AUX"}), len(head.doc))
    nouns = (t for t in head.doc[dash.i + 1 : verb] if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound")
    return next((noun for noun in nouns if noun.dep_ != "pobj"), None)


def _names_an_asset(context: Context, index: int, head: "Token", words: Passage) -> bool:
    """Whether the head word is an asset's, or a name overlaps one: "treasure hunters" are no treasure."""
    at = context.parsed[index].starts[head.i]
    spans = (*context.assets, context.sentence.span(*context.asset))
    beside = (span for span in spans if span[0] < words.end and words.start < span[1])
    return any(end > at or start < words.start or head.pos_ == "PROPN" for start, end in beside)


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
