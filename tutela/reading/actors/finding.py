"""Who is said to have done it: the agent in the parse, never an asset, a weapon, a place or a recording."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Strength
from tutela.model.claims import Harm
from tutela.model.passages import Passage
from tutela.reading.actors.agents import agents, objects, of_clauses_beside, ordering, preying
from tutela.reading.actors.blame import accused, blamed, convicted, deniers
from tutela.reading.actors.naming import is_asset, named
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues, phrases_in
from tutela.reading.noun_phrases import subject
from tutela.reading.triggers import english
from tutela.reading.voices import Manner, reaches, voices

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

CLIMBS = frozenset({"xcomp", "conj", "acl", "relcl", "pobj", "prep", "pcomp", "dobj", "attr"})
"""Relations by which a harm word hangs on the word whose agent did it ("set about wrecking", "carried out a raid")."""
STEPS = 4
"""How far up the parse an agent may be sought: beyond it, it is mostly the speaker or another story."""


def actor_of(context: Context) -> Passage | None:
    """Who is said to have done the harm; never an asset nor words overlapping one.

    The sentence before is asked only where this one goes on with it ("the mosque was destroyed too"): any doer told
    before was right for none of the seven claims on held-out stories that it changed.
    """
    speakers = _speakers(context.parse) - {head.i for head in deniers(context)}
    for head in _candidates(context):
        if head.i in speakers and head not in context.harm.children:
            continue
        words = named(context, context.index, head)
        if words is not None:
            return words
    return _told_before(context)


def _told_before(context: Context) -> Passage | None:
    """Who did the harm that the sentence before tells of, if this one was done "too" and no other voice tells it."""
    goes_on = any(True for _ in phrases_in(context.parse, cues("actors")["going_on"]))
    if not goes_on or any(reaches(voice, context.harm) for voice in voices(context.parse)):
        return None
    return next((doer for index in beside(context, 1, 0) for doer in _doers(context, index)), None)


def _doers(context: Context, index: int) -> Iterator[Passage]:
    """Who did the harms that a sentence tells of."""
    parse = context.parsed[index].parse
    speakers = _speakers(parse)
    for trigger in english(parse):
        if trigger.word.strength is Strength.STRONG:
            for head in agents(parse[trigger.token]):
                words = None if head.i in speakers else named(context, index, head)
                if words is not None:
                    yield words


def _speakers(parse: "Parse") -> set[int]:
    return {voice.head for voice in voices(parse) if voice.manner is not Manner.DENIES}


def _candidates(context: Context) -> Iterator["Token"]:
    """Heads of possible agents, the likeliest first."""
    trigger = context.harm
    yield from accused(trigger)
    yield from deniers(context)
    yield from ordering(trigger)
    yield from agents(trigger)
    yield from preying(trigger)
    yield from _behind_asset(context)
    yield from _above(trigger)
    yield from _across_commas(trigger)
    yield from blamed(context)
    yield from convicted(trigger)
    yield from _beside(context)
    yield from of_clauses_beside(trigger)


def _behind_asset(context: Context) -> Iterator["Token"]:
    """Where the parse makes an asset the doer ("X damaged it, as well as later desecrated it"): the doer above."""
    own, over = subject(context.harm), context.harm.head
    if (
        own is not None
        and own.dep_ == "nsubj"
        and over.pos_ == "VERB"
        and is_asset(context, context.passage(own.i, own.i))
    ):
        yield from agents(over)


def _across_commas(verb: "Token") -> Iterator["Token"]:
    """The doer before a parenthesis that the parser loses: "the army, by shelling it for days, damaged the church"."""
    if verb.tag_ not in {"VBD", "VBN"} or not verb.i or verb.nbor(-1).text != ",":
        return
    for token in reversed(verb.doc[: verb.i - 1]):
        if token.nbor().text == "," and token.lemma_.casefold() in cues("actors")["people"]:
            yield token
            return


def _above(token: "Token") -> Iterator["Token"]:
    """Agents of what the harm word hangs on."""
    pack, told = cues("actors"), cues("reporting")["verbs"]
    for _ in range(STEPS):
        made_done = token.dep_ == "ccomp" and token.head.lemma_ == "have"
        if token.head == token or not (token.dep_ in CLIMBS or made_done):
            return
        token = token.head
        if token.lemma_ in told or token.lemma_ in pack["blaming"]:
            return
        if token.pos_ == "VERB" or token.lemma_.casefold() in pack["carriers"]:
            yield from agents(token)
        elif token.pos_ != "ADP":
            return


def _beside(context: Context) -> Iterator["Token"]:
    """Agents of acts and weapons in the same part of the sentence: "after being hit by X", "Russian shelling"."""
    low, high = _part(context)
    harms = {t.token for t in english(context.parse) if t.word.harm is not Harm.INTACT}
    for token in context.parse[low : high + 1]:
        if token.lower_ == "by" and (token.head.i in harms or _is_deed(token.head)):
            yield from objects(token)
    for token in context.parse[low : high + 1]:
        if token.lemma_.casefold() in cues("actors")["carriers"]:
            yield token


def _is_deed(token: "Token") -> bool:
    """Whether what is "by" somebody is an act of violence: no painting, report, search or rescue."""
    lemma = token.lemma_.casefold()
    if token.tag_ == "VBN":
        return lemma in cues("date_verbs")["violent"] or lemma in cues("actors")["doing"]
    return lemma in cues("actors")["carriers"]


def _part(context: Context) -> tuple[int, int]:
    doc, low, high = context.parse, context.trigger, context.trigger
    while low > 0 and doc[low - 1].text != ";":
        low -= 1
    while high + 1 < len(doc) and doc[high + 1].text != ";":
        high += 1
    return low, high
