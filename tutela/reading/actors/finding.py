"""Who is said to have done it: the agent in the parse, never an asset, a weapon, a place or a recording."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame, Strength
from tutela.model.claims import Harm
from tutela.model.passages import Passage
from tutela.reading.actors.able import is_asset
from tutela.reading.actors.agents import agents, lodging, objects, of_clauses_beside, ordering, preying
from tutela.reading.actors.blame import accused, blamed, convicted, deniers
from tutela.reading.actors.naming import named
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues, phrases_in
from tutela.reading.noun_phrases import subject
from tutela.reading.triggers import english
from tutela.reading.voices import Manner, reaches, voices

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

CLIMBS = frozenset({"xcomp", "conj", "acl", "relcl", "pobj", "prep", "pcomp", "dobj", "attr"})
"""Relations by which a harm word hangs on the word whose agent did it ("set about wrecking", "carried out a raid")."""
OWNERS = frozenset({"compound", "amod", "nmod", "poss"})
"""Relations of words before an act: of them only known doers are taken for whose act it is."""
DONE = frozenset({Harm.DESTROYED, Harm.DAMAGED, Harm.DESECRATED, Harm.LOOTED})
"""Harms that one act may do together."""
STRUCK = frozenset({Harm.DESTROYED, Harm.DAMAGED})
"""Harms that a weapon told of beside them does."""
STEPS = 4
"""How far up the parse an agent may be sought: beyond it, it is mostly the speaker or another story."""


def actor_of(context: Context) -> Passage | None:
    """Who is said to have done the harm; never an asset nor words overlapping one.

    The sentence before is asked only where this one goes on with it ("the mosque was destroyed too"): any doer told
    before was right for none of the seven claims on held-out stories that it changed.
    """
    return _told_here(context) or _told_before(context)


def _told_here(context: Context) -> Passage | None:
    """Who did it by the claim's own sentence."""
    speakers = _speakers(context.parse) - {head.i for head in deniers(context)}
    fated = _suffers_itself(context)
    for head, anybody in _candidates(context):
        if head.i in speakers and head not in context.harm.children:
            continue
        if fated and head.dep_ in {"nsubj", "nsubjpass"} and head.head == context.harm:
            continue
        words = named(context, context.index, head, anybody=anybody and head.dep_ not in OWNERS)
        if words is not None:
            return words
    return None


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


def _suffers_itself(context: Context) -> bool:
    """Whether the harm word's subject is what suffers: "the tower fell", "the roof is gone", "the books burned"."""
    words = [t.word for t in english(context.parse) if t.token == context.trigger]
    if any(word.harm is Harm.OCCUPIED for word in words):
        return False
    objects_ = {child.dep_ for verb in (context.harm, *context.harm.conjuncts) for child in verb.children}
    frames = {Frame.SUBJECT, Frame.STATE} | ({Frame.EITHER} if "dobj" not in objects_ else set())
    return bool(words) and all(word.frame in frames for word in words)


def _speakers(parse: "Parse") -> set[int]:
    return {voice.head for voice in voices(parse) if voice.manner is not Manner.DENIES}


def _candidates(context: Context) -> Iterator[tuple["Token", bool]]:
    """Heads of possible agents, the likeliest first, and whether a noun on no list will do."""
    trigger = context.harm
    harms = {t.word.harm for t in english(context.parse) if t.token == context.trigger}
    sure = (
        accused(trigger),
        deniers(context),
        ordering(trigger),
        _doing_word(trigger),
        agents(trigger) if not _of_feeling(trigger) else iter(()),
        lodging(trigger) if Harm.OCCUPIED in harms else iter(()),
        preying(trigger),
        _behind_asset(context),
        _above(trigger),
        _across_commas(trigger),
        blamed(context),
        convicted(trigger),
        _by_somebody(context),
    )
    yield from ((head, True) for heads in sure for head in heads)
    yield from ((head, False) for head in _acts(context))
    yield from ((head, False) for head in of_clauses_beside(trigger))


def _doing_word(harm: "Token") -> Iterator["Token"]:
    """A harm word that is itself whoever did it: "looters", "thieves"."""
    if harm.pos_ == "NOUN" and harm.lemma_.casefold() in cues("actors")["people"]:
        yield harm


def _of_feeling(harm: "Token") -> bool:
    """Whether the harm word is what somebody says or feels, who did nothing: "specialists fear for the carvings"."""
    return harm.pos_ == "VERB" and harm.lemma_ in cues("reporting")["verbs"]


def _behind_asset(context: Context) -> Iterator["Token"]:
    """Where the parse makes an asset the doer ("X damaged it, as well as later desecrated it"): the doer above."""
    own, over = subject(context.harm), context.harm.head
    if (
        own is not None
        and own.dep_ == "nsubj"
        and over.pos_ == "VERB"
        and any(trigger.token == over.i for trigger in english(context.parse))
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
    nominal = token.pos_ not in {"VERB", "AUX"}
    own = any(child.dep_ == "nsubjpass" for child in token.children)
    for _ in range(STEPS):
        if own and token.dep_ == "conj" and not any(child.dep_ == "agent" for child in token.head.children):
            return
        nominal = nominal or token.dep_ in {"relcl", "acl"}
        made_done = token.dep_ == "ccomp" and token.head.lemma_ == "have"
        if token.head == token or not (token.dep_ in CLIMBS or made_done):
            return
        token = token.head
        if token.lemma_ in told or token.lemma_ in pack["blaming"]:
            return
        if token.pos_ == "VERB":
            if nominal and token.lemma_ not in pack["doing"] | pack["causing"]:
                return
            nominal = False
            yield from agents(token)
        elif token.lemma_.casefold() in pack["carriers"]:
            yield from agents(token)
        elif token.pos_ != "ADP":
            return


def _by_somebody(context: Context) -> Iterator["Token"]:
    """Agents of other deeds in the same part of the sentence: "after being hit by X"."""
    low, high = _part(context)
    harms = {t.token for t in english(context.parse) if t.word.harm in DONE or t.token == context.trigger}
    for token in context.parse[low : high + 1]:
        if token.lower_ == "by" and (token.head.i in harms or _is_deed(token.head)):
            yield from objects(token)


def _acts(context: Context) -> Iterator["Token"]:
    """Acts and weapons in the same part of the sentence: "Russian shelling", but not "since the Russian invasion"."""
    low, high = _part(context)
    pack = cues("actors")
    harms = {t.word.harm for t in english(context.parse) if t.token == context.trigger}
    for token in context.parse[low : high + 1] if harms & STRUCK else ():
        if token.lemma_.casefold() in pack["carriers"] and token.lemma_.casefold() not in pack["wars"]:
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
