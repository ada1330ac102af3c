"""Who can have done harm at all: words for people and bodies, not for weapons, things, dates, places or assets."""

import functools
import re
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in, stand_ins
from tutela.language.vocabulary import vocabulary
from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import cues

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

PERSON_ENDINGS = ("ists", "men")
"""Plural endings of nouns for people that the list of nouns does not hold."""
NATIONAL = re.compile(r"[A-Z][\w-]*(?:ish|an|ese|i|led|iet|nch)$")
"""How an adjective that names a nation or alliance is written ("British", "Saudi-led")."""
POINTING = frozenset({"the", "this", "that", "same"})
BODY = "ISIS"
"""Any of the pack's names of bodies under arms: all have one stand-in."""
INITIALS = range(2, 6)
DASHES = frozenset("-–—")
DATELINE = 10
"""Words that a dateline holds at most."""


def is_carrier(head: "Token") -> bool:
    """Whether it is a weapon or an act, also where a capital makes a name of it: "Shells crashed into the church"."""
    pack = cues("actors")["carriers"]
    opens = head.pos_ == "PROPN" and (head.i == 0 or not head.nbor(-1).is_alpha) and head.dep_ != "compound"
    return head.lemma_.casefold() in pack or (opens and head.lower_.removesuffix("s") in pack)


def behind_capitals(head: "Token", first: int) -> int:
    """Where a name begins that the parser lets begin with a dateline: "TIRKOU - Fighters of the Front"."""
    dashes = [token.i for token in head.doc[first : head.i] if token.text in DASHES]
    dateline = bool(dashes) and first < DATELINE and head.doc[first].text.isupper()
    return dashes[-1] + 1 if dateline else first


def counted(head: "Token") -> bool:
    """Whether it is told as whose count something is: "by our count", "by their account"."""
    owned = any(child.dep_ == "poss" for child in head.children)
    return owned and head.lemma_.casefold() in cues("reporting")["by_account"]


def points_to_a_body(head: "Token") -> bool:
    """Whether "the group" alone stands for a body named before."""
    if head.lemma_.casefold() not in cues("actors")["bodies"] or head.tag_ != "NN":
        return False
    left, right = list(head.lefts), [child for child in head.rights if child.dep_ != "case"]
    return bool(left) and all(child.lower_ in POINTING for child in left) and not right


def is_body(token: "Token") -> bool:
    """Whether a name is a body's: one of the pack's, or initials."""
    return token.text == stand_in(BODY) or (token.text.isupper() and token.is_alpha and len(token.text) in INITIALS)


def can_act(head: "Token") -> bool:
    """Whether a word is known for a doer: a party, a name, one of the list, several people by how it ends."""
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


@functools.cache
def _of_buildings() -> frozenset[str]:
    """Parts and objects of buildings, which do nothing."""
    words = vocabulary("en")
    return (words.parts | words.things | words.assets.keys()) - cues("actors")["people"] if words else frozenset()


def may_act(head: "Token") -> bool:
    """Whether a common noun on no list can be somebody: no thing, recording, time or count."""
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = head.lemma_.casefold()
    if head.dep_ == "nsubjpass":
        return False
    pack = cues("actors")
    things = pack["things"] | pack["never"] | pack["dates"] | cues("reporting")["silent"] | _of_buildings()
    return lemma not in things and head.lower_ not in things and head.text[:1].isalpha()


def in_dateline(head: "Token") -> bool:
    """Whether a name stands before the dash of a dateline: "TAL RAMIN, June 11 - Warplanes struck the town"."""
    dashes = [t.i for t in head.doc[head.i + 1 : DATELINE] if t.text in DASHES]
    if not (dashes and head.i < DATELINE and head.text.isupper() and head.is_alpha):
        return False
    before = (token for token in head.doc[: dashes[-1]] if token.is_alpha)
    return all(token.text[:1].isupper() for token in before)


def behind_dateline(head: "Token") -> "Token | None":
    """What the sentence behind a dateline begins with, where the parser takes the dateline's town for its subject."""
    dash = [token for token in head.doc[head.i + 1 : DATELINE] if token.text in DASHES][-1]
    verb = next((token.i for token in head.doc[dash.i + 1 :] if token.pos_ in {"VERB", "AUX"}), len(head.doc))
    nouns = (t for t in head.doc[dash.i + 1 : verb] if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound")
    return next((noun for noun in nouns if noun.dep_ != "pobj"), None)


def names_an_asset(context: Context, index: int, head: "Token", words: Passage) -> bool:
    """Whether the head word is an asset's, or a name overlaps one: "treasure hunters" are no treasure."""
    at = context.parsed[index].starts[head.i]
    spans = (*context.assets, context.sentence.span(*context.asset))
    beside = (span for span in spans if span[0] < words.end and words.start < span[1])
    return any(end > at or start < words.start or head.pos_ == "PROPN" for start, end in beside)


def is_asset(context: Context, words: Passage) -> bool:
    """Whether words overlap any mention of an asset."""
    spans = (*context.assets, context.sentence.span(*context.asset))
    return any(start < words.end and words.start < end for start, end in spans)


def is_place(context: Context, index: int, head: "Token") -> bool:
    """Whether a name is a place and no party: a town does no harm, though a government is called by it."""
    if head.pos_ != "PROPN" or head.text in stand_ins().values():
        return False
    at, (start, end) = context.parsed[index].starts[head.i], context.sentences[index]
    found = context.gazetteer.find(context.document.text[start:end], start)
    return any(place.start <= at < place.end and not place.within_name for place in found)
