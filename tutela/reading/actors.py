"""Who is said to have done it: the agent in the parse, never an asset, a weapon, a place or a recording."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.parties import party_words, stand_ins
from tutela.language.vocabulary import Strength
from tutela.model.passages import Passage
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues, phrases_in
from tutela.reading.noun_phrases import antecedent, name_span, subject
from tutela.reading.triggers import english
from tutela.reading.voices import Manner, reaches, voices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PERSON_ENDINGS = ("ists", "men")
"""Plural endings of nouns for people that the list of nouns does not hold."""
CLIMBS = frozenset({"xcomp", "conj", "acl", "relcl", "pobj", "prep", "pcomp", "dobj", "attr"})
"""Relations by which a harm word hangs on the word whose agent did it ("set about wrecking", "carried out a raid")."""
STEPS = 4
"""How far up the parse an agent may be sought: beyond it, it is mostly the speaker or another story."""
NATIONAL = re.compile(r"[A-Z][\w-]*(?:ish|an|ese|i|led|iet|nch)$")
"""How an adjective that names a nation or alliance is written ("British", "Saudi-led")."""
SENTENCES_BEFORE, SENTENCES_AFTER = 1, 0
"""Sentences of the same paragraph that may name who did what the claim tells without naming anybody."""
WIELDED = frozenset({"fighter", "jet", "gun", "artillery", "attack", "hand", "raid", "act", "work"})
"""What is done or carried by those named after "of": "a jet of the air force", but not "destruction of the church"."""
STEM = 4
"""Letters that a country's name and its adjective share."""
DEPTH = 3
"""How deep acts may be nested in acts ("the attack of the campaign of X")."""


def actor_of(context: Context) -> Passage | None:
    """Who is said to have done the harm; never an asset nor words overlapping one."""
    speakers = _speakers(context.parse) - {head.i for head in _deniers(context)}
    for head in _candidates(context):
        if head.i in speakers and head not in context.harm.children:
            continue
        words = _named(context, context.index, head, DEPTH)
        if words is not None:
            return words
    return _told_beside(context)


def _speakers(parse: "Doc") -> set[int]:
    return {voice.head for voice in voices(parse) if voice.manner is not Manner.DENIES}


def _told_beside(context: Context) -> Passage | None:
    """Who did the harm that the sentences beside tell of, in the same paragraph; not for what another voice tells."""
    if any(reaches(voice, context.harm) for voice in voices(context.parse)):
        return None
    told = (doer for index in beside(context, SENTENCES_BEFORE, SENTENCES_AFTER) for doer in _doers(context, index))
    return next(told, None)


def _doers(context: Context, index: int) -> Iterator[Passage]:
    """Who did the harms that a sentence tells of."""
    parse = context.parsed[index].parse
    speakers = _speakers(parse)
    for trigger in english(parse):
        if trigger.word.strength is Strength.STRONG:
            for head in _agents(parse[trigger.token]):
                named = None if head.i in speakers else _named(context, index, head, DEPTH)
                if named is not None:
                    yield named


def _candidates(context: Context) -> Iterator["Token"]:
    """Heads of possible agents, the likeliest first."""
    trigger = context.harm
    yield from _deniers(context)
    yield from _ordering(trigger)
    yield from _agents(trigger)
    yield from _preying(trigger)
    yield from _behind_asset(context)
    yield from _above(trigger)
    yield from _across_commas(trigger)
    yield from _blamed(context)
    yield from _beside(context)


def _agents(token: "Token") -> Iterator["Token"]:
    """Agents of one verb or noun of harm."""
    yield from _by(token)
    if token.pos_ not in {"VERB", "AUX"}:
        yield from _owners(token)
        return
    passive = any(child.dep_ == "auxpass" for child in token.children)
    if passive or (token.dep_ in {"acl", "amod"} and token.tag_ == "VBN"):
        return
    own = token.head if token.dep_ == "acl" else subject(token)
    if own is not None:
        yield own


def _by(token: "Token") -> Iterator["Token"]:
    """ "by X", "at the hands of X", "to X" of what was lost to X."""
    for child in token.children:
        lost_to = child.lower_ == "to" and token.lemma_ == "lose"
        if child.dep_ == "agent" or (child.dep_ == "prep" and (child.lower_ == "by" or lost_to)):
            yield from _objects(child)
        elif child.dep_ == "prep" and child.lower_ == "at":
            for hands in _objects(child):
                if hands.lower_ in {"hands", "hand"}:
                    yield from (grand for of in hands.children if of.lower_ == "of" for grand in _objects(of))


def _preying(token: "Token") -> Iterator["Token"]:
    """ "Became victim of the rioters", "fell victim to such acts of the army"."""
    for victim in (child for child in token.children if child.lemma_ in cues("actors")["suffering"]):
        for of in (child for child in (*victim.children, *token.children) if child.lower_ in {"of", "to"}):
            for doing in _objects(of):
                yield doing
                yield from (doer for whose in doing.children if whose.lower_ == "of" for doer in _objects(whose))


def _behind_asset(context: Context) -> Iterator["Token"]:
    """Where the parse makes an asset the doer ("X damaged it, as well as later desecrated it"): the doer above."""
    own, over = subject(context.harm), context.harm.head
    if own is not None and over.pos_ == "VERB" and _is_asset(context, context.passage(own.i, own.i)):
        yield from _agents(over)


def _ordering(token: "Token") -> Iterator["Token"]:
    """ "On X's orders", "at the command of X": whoever ordered it is named before who carried it out."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"on", "at", "under", "by"}:
            for order in _objects(child):
                if order.lemma_.casefold() in cues("actors")["orders"]:
                    yield from (owner for owner in order.children if owner.dep_ == "poss")
                    yield from (name for of in order.children if of.lower_ == "of" for name in _objects(of))


def _across_commas(verb: "Token") -> Iterator["Token"]:
    """The doer before a parenthesis that the parser loses: "the army, by shelling it for days, damaged the church"."""
    if verb.tag_ not in {"VBD", "VBN"} or not verb.i or verb.nbor(-1).text != ",":
        return
    for token in reversed(verb.doc[: verb.i - 1]):
        if token.nbor().text == "," and token.lemma_.casefold() in cues("actors")["people"]:
            yield token
            return


def _objects(preposition: "Token") -> Iterator["Token"]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child


def _above(token: "Token") -> Iterator["Token"]:
    """Agents of what the harm word hangs on; with "accuse X of", the accused."""
    pack, told = cues("actors"), cues("reporting")["verbs"]
    for _ in range(STEPS):
        made_done = token.dep_ == "ccomp" and token.head.lemma_ == "have"
        if token.head == token or not (token.dep_ in CLIMBS or made_done):
            return
        token = token.head
        if token.lemma_ in pack["blaming"]:
            yield from (child for child in token.children if child.dep_ in {"dobj", "nsubjpass"})
            return
        if token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in pack["blaming"]:
            yield token
            return
        if token.lemma_ in told:
            return
        if token.pos_ == "VERB" or token.lemma_.casefold() in pack["carriers"]:
            yield from _agents(token)
        elif token.pos_ != "ADP":
            return


def _deniers(context: Context) -> Iterator["Token"]:
    """Who denies having done it is who is said to have done it."""
    disowns = any(True for _ in phrases_in(context.parse, cues("actors")["disowning"]))
    for voice in voices(context.parse):
        if (voice.manner is Manner.DENIES or disowns) and reaches(voice, context.harm):
            below = next((t for t in context.harm.children if t.dep_ == "nsubj" and t.pos_ != "PRON"), None)
            yield below if below is not None else context.parse[voice.head]


def _blamed(context: Context) -> Iterator["Token"]:
    """ "blamed X for it", "blamed on X", "X is accused of", "laid at the door of X"."""
    for token in context.parse:
        if token.lemma_ in cues("actors")["holding"] and _names_a_deed(token):
            for child in token.children:
                if child.dep_ in {"dobj", "nsubjpass"} and child.lemma_ not in cues("reporting")["blame"]:
                    yield child
                elif child.lower_ in {"on", "to"}:
                    yield from _objects(child)
        elif token.lower_ == "door":
            yield from (grand for of in token.children if of.lower_ == "of" for grand in _objects(of))


def _names_a_deed(verb: "Token") -> bool:
    """Whether it is said what somebody is blamed for."""
    told = any(child.lower_ in {"for", "of", "on", "to"} for child in verb.subtree)
    return told or verb.lemma_ == "blame"


def _beside(context: Context) -> Iterator["Token"]:
    """Agents of acts and weapons in the same part of the sentence: "after being hit by X", "Russian shelling"."""
    low, high = _part(context)
    for token in context.parse[low : high + 1]:
        if token.lower_ == "by" and _is_deed(token.head):
            yield from _objects(token)
    for token in context.parse[low : high + 1]:
        if token.lemma_.casefold() in cues("actors")["carriers"]:
            yield token


def _is_deed(token: "Token") -> bool:
    """Whether what is "by" somebody is done to something: a passive or an act, not a painting or a report."""
    pack = cues("reporting")
    if token.lemma_ in pack["verbs"] or token.lemma_ in pack["handing_on"] or token.lemma_ in pack["finding"]:
        return False
    return token.tag_ == "VBN" or token.lemma_.casefold() in cues("actors")["carriers"]


def _part(context: Context) -> tuple[int, int]:
    doc, low, high = context.parse, context.trigger, context.trigger
    while low > 0 and doc[low - 1].text != ";":
        low -= 1
    while high + 1 < len(doc) and doc[high + 1].text != ";":
        high += 1
    return low, high


def _named(context: Context, index: int, head: "Token", depth: int) -> Passage | None:
    """The words for an agent, if it can be one; for a weapon or an act, those for whose it is."""
    head = _that_is(antecedent(head))
    if depth and head.lemma_.casefold() in cues("actors")["carriers"]:
        owned = (_named(context, index, owner, depth - 1) for owner in _owners(head))
        named = next((words for words in owned if words is not None), None)
        return _nation(context, named) if named is not None else None
    if head.pos_ == "PRON":
        return _meant(context, index, head)
    if any(child.dep_ == "poss" and child.lower_ == "its" for child in head.children) and depth:
        return _its(context, index, head) or context.document.passage(*context.parsed[index].span(*name_span(head)))
    if not _can_act(head):
        return None
    words = context.document.passage(*context.parsed[index].span(*name_span(head)))
    if _is_asset(context, words):
        return None
    if _is_place(context, index, head):
        beside_it = next((child for child in head.children if child.dep_ == "appos" and child.pos_ == "NOUN"), None)
        return _named(context, index, beside_it, depth - 1) if beside_it is not None and depth else None
    return words


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


def _owners(act: "Token") -> Iterator["Token"]:
    """Whose act or weapon it is: "Russian shelling", "a raid by X", "X's bombing", "a strike that X launched"."""
    for child in act.children:
        if child.dep_ in {"poss", "compound", "amod", "nmod"}:
            yield child
        elif child.lower_ in {"by", "from"} or (child.lower_ == "of" and act.lemma_ in WIELDED):
            yield from _objects(child)
        elif child.dep_ in {"acl", "relcl"} and child.lemma_ in cues("actors")["doing"]:
            yield from (agent for agent in _agents(child) if agent != act)


def _meant(context: Context, index: int, pronoun: "Token") -> Passage | None:
    """The agent before that a pronoun can mean: in its sentence, else in the sentence before."""
    if pronoun.lower_ not in {"they", "he", "she", "it", "them"}:
        return None
    places = ((index, pronoun.i), (index - 1, None))
    for at, end in places:
        if at not in context.parsed:
            continue
        doc = context.parsed[at].parse
        for token in list(doc[:end]):
            if token.dep_ in {"nsubj", "nsubjpass", "agent", "dobj"} and token.pos_ in {"NOUN", "PROPN"}:
                words = _named(context, at, token, 0)
                if words is not None and (token.tag_ in {"NNS", "NNPS"}) == (pronoun.lower_ in {"they", "them"}):
                    return words
    return None


def _its(context: Context, index: int, head: "Token") -> Passage | None:
    """Whose "its forces" are: the body or party first named as subject or possessor, here or a sentence before."""
    for at, end in ((index, head.i - 1), (index - 1, None)):
        if at not in context.parsed:
            continue
        for token in list(context.parsed[at].parse[:end]):
            party = token.dep_ == "poss" and token.text in stand_ins().values()
            if party or (token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ == "PROPN" and not _party_inside(token)):
                words = _named(context, at, token, 0)
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


def _is_asset(context: Context, words: Passage) -> bool:
    spans = (*context.assets, context.sentence.span(*context.asset))
    return any(start < words.end and words.start < end for start, end in spans)


def _is_place(context: Context, index: int, head: "Token") -> bool:
    """Whether a name is a place and no party: a town does no harm, though a government is called by it."""
    if head.pos_ != "PROPN" or head.text in stand_ins().values():
        return False
    at, (start, end) = context.parsed[index].starts[head.i], context.sentences[index]
    found = context.gazetteer.find(context.document.text[start:end], start)
    return any(place.start <= at < place.end and not place.within_name for place in found)
