"""Where a sentence names somebody who says something, and how far their words reach."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.reading.cues import cues
from tutela.reading.noun_phrases import antecedent, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SENTENCES_KEPT = 1024
"""Parsed sentences whose voices are remembered: a long publication, so that each is read once."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
TAIL = 8
"""Words that may follow a voice at the end of its sentence ("..., X said on Monday in a statement")."""
ANSWERS = frozenset({"answer"})
"""Verbs that tell nothing with a thing as object: "answered fire"."""
TURNS = frozenset({"after", "when", "before", "while", "since", "until", "although", "though", "once", "if"})
"""Conjunctions whose clause is told by whoever tells the sentence, not by the verb it hangs on."""


class Manner(StrEnum):
    """How a voice speaks of the harm."""

    SAYS = "says"
    DENIES = "denies"
    FINDS = "finds"
    ACCUSES = "accuses"


@dataclass(frozen=True, slots=True)
class Voice:
    """One place where a sentence names a speaker; numbers are tokens of the parse."""

    head: int
    """The head word of the speaker's name."""
    verb: int
    """The reporting verb, or the word that brings the speaker in ("according")."""
    manner: Manner = Manner.SAYS
    told: int | None = None
    """Head word of whom it was told to ("told AFP")."""
    nearer: bool = False
    """Whether it is somebody quoted by the clause's own subject ("citing X")."""


def voices(doc: "Doc") -> tuple[Voice, ...]:
    """Every voice of a parsed sentence, in the order of the text."""
    return _voices(doc)


@functools.lru_cache(maxsize=SENTENCES_KEPT)
def _voices(doc: "Doc") -> tuple[Voice, ...]:
    found = [voice for token in doc for voice in _at(token)]
    return tuple(dict.fromkeys(found))


def _at(token: "Token") -> Iterator[Voice]:
    if token.lower_ in {"according", "per"}:
        yield from _according(token)
    elif token.lower_ in {"by", "in"} and token.dep_ in {"prep", "agent"}:
        yield from _by_account(token)
    if token.lemma_ in cues("reporting")["handing_on"] and token.dep_ == "acl":
        yield from _handed_on(token)
    manner = _manner(token)
    if manner and token.pos_ in {"VERB", "AUX"}:
        yield from _verb_voices(token, manner)


def _manner(token: "Token") -> Manner | None:
    pack, lemma = cues("reporting"), token.lemma_.casefold()
    lists = (
        ("verbs", Manner.SAYS),
        ("denying", Manner.DENIES),
        ("accusing", Manner.ACCUSES),
        ("finding", Manner.FINDS),
    )
    if any(child.dep_ == "dobj" and child.lemma_ in pack["blame"] for child in token.children):
        return Manner.ACCUSES
    if lemma in pack["handing_over"] and any(child.lemma_ in pack["assuring"] for child in token.children):
        return Manner.SAYS
    if any(child.dep_ == "prt" and f"{lemma} {child.lower_}" in pack["verbs"] for child in token.children):
        return Manner.SAYS
    return next((manner for name, manner in lists if lemma in pack[name]), None)


def _verb_voices(verb: "Token", manner: Manner) -> Iterator[Voice]:
    if verb.lemma_ in cues("reporting")["clausal"] and not _tells(verb):
        return
    quoted = _quoted(verb)
    speaker = _agent(verb) if _passive(verb) else (_inverted(verb) or _closing(verb) or subject(verb))
    if quoted is not None:
        for name in _named(quoted):
            yield Voice(name.i, verb.i, manner, nearer=True)
    if speaker is None or (_passive(verb) and quoted is not None):
        return
    for name in _named(_issuer(speaker)):
        if can_speak(name, manner, verb):
            yield Voice(name.i, verb.i, manner, _told(verb))


def _tells(verb: "Token") -> bool:
    """Whether a clause hangs on the verb, or the verb stands between commas inside one."""
    if verb.dep_ == "parataxis" or any(child.dep_ in {"ccomp", "parataxis"} for child in verb.children):
        return not (verb.lemma_ in ANSWERS and any(child.dep_ == "dobj" for child in verb.children))
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).text in {",", ".", ":"} and verb.dep_ != "relcl"


def _inverted(verb: "Token") -> "Token | None":
    """The speaker behind the verb, which the parser takes for its object: ", insists a priest"."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or not (before.is_punct or before.is_quote) or verb.tag_ not in FINITE:
        return None
    if verb.lemma_ in cues("reporting")["accusing"]:
        return None
    own = any(child.dep_ in {"nsubj", "nsubjpass"} and child.i < verb.i for child in verb.children)
    behind = next((child for child in verb.rights if child.dep_ in {"dobj", "nsubj"}), None)
    return behind if not own and behind is not None and behind.left_edge.i == verb.i + 1 else None


def _closing(verb: "Token") -> "Token | None":
    """The speaker right before a verb at the sentence's end that the parser hangs on the clause before: ", the
    governor, X Y, wrote on Telegram"."""
    if verb.dep_ != "conj" or verb.tag_ not in FINITE or any(child.dep_ == "nsubj" for child in verb.children):
        return None
    before = verb.nbor(-2) if verb.i > 1 and verb.nbor(-1).text == "," else verb.nbor(-1)
    closes = sum(token.is_alpha for token in verb.doc[verb.i + 1 :]) <= TAIL
    return before if closes and before.pos_ == "PROPN" else None


def _passive(verb: "Token") -> bool:
    return any(child.dep_ in {"auxpass", "agent"} for child in verb.children)


def _agent(verb: "Token") -> "Token | None":
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    return _object(agent) if agent is not None else None


def _object(token: "Token") -> "Token | None":
    return next((child for child in token.children if child.dep_ in {"pobj", "dobj"}), None)


def _quoted(verb: "Token") -> "Token | None":
    """Whom a relaying verb quotes: "citing X", "quoted X as saying", "X was quoted as saying"."""
    if verb.lemma_ == "refer" and verb.dep_ == "advcl":
        to = next((child for child in verb.children if child.lower_ == "to"), None)
        return _object(to) if to is not None else None
    if verb.lemma_ not in {"quote", "cite"}:
        return None
    if any(child.dep_ == "auxpass" for child in verb.children):
        return subject(verb)
    return _object(verb)


def _told(verb: "Token") -> int | None:
    heard: Token | None = None
    if verb.lemma_ == "tell":
        heard = next((child for child in verb.children if child.dep_ in {"dobj", "dative", "iobj"}), None)
    for preposition in verb.children if heard is None else ():
        text = _object(preposition) if preposition.lower_ == "in" else None
        if text is not None and text.lemma_ in cues("reporting")["voices"] | {"comment", "interview", "remark"}:
            to = next((child for child in text.children if child.lower_ in {"to", "with"}), None)
            heard = _object(to) if to is not None else None
    return heard.i if heard is not None else None


def _according(token: "Token") -> Iterator[Voice]:
    to = next((child for child in token.children if child.lower_ == "to"), token)
    speaker = _object(to)
    which = token.doc[token.i + 2] if token.i + 2 < len(token.doc) else token
    if which.lower_ == "which":
        speaker = _told_of(which)
    if speaker is not None and speaker.lemma_.casefold() in cues("reporting")["by_account"]:
        speaker = next((child for child in speaker.children if child.dep_ == "poss"), None)
    if speaker is not None:
        for name in _named(_issuer(speaker)):
            if can_speak(name, Manner.SAYS, token):
                yield Voice(name.i, token.i)


def _told_of(relative: "Token") -> "Token | None":
    """The text that "according to which" goes back to: the last one named before."""
    texts = cues("reporting")["voices"]
    return next((token for token in reversed(relative.doc[: relative.i]) if token.lemma_.casefold() in texts), None)


def _by_account(token: "Token") -> Iterator[Voice]:
    """ "By their account", "in the words of X"."""
    noun = _object(token)
    if noun is None or noun.lemma_.casefold() not in cues("reporting")["by_account"]:
        return
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        of = next((child for child in noun.children if child.lower_ == "of"), None)
        owner = _object(of) if of is not None else None
    if owner is not None:
        yield Voice(owner.i, token.i)


def _handed_on(verb: "Token") -> Iterator[Voice]:
    """Who carried or checked a recording or report: "photographs carried by X", "footage verified by X"."""
    agent = _agent(verb)
    noun = verb.head.lemma_.casefold()
    known = cues("evidence")["video"] | cues("evidence")["photo"] | cues("reporting")["voices"]
    if agent is not None and noun in known:
        for name in _named(agent):
            yield Voice(name.i, verb.i)


def _issuer(speaker: "Token") -> "Token":
    """Who is behind a text that speaks: "a statement by the ministry", "the prosecutor's report"."""
    speaker = antecedent(speaker)
    if speaker.lemma_.casefold() not in cues("reporting")["voices"]:
        return speaker
    for child in speaker.subtree:
        drafted = child.dep_ == "agent" and child.head.lemma_ in cues("reporting")["drafting"]
        if drafted or (child.dep_ == "prep" and child.head == speaker and child.lower_ in {"by", "from", "of"}):
            behind = _object(child)
            if behind is not None and (behind.pos_ == "PROPN" or child.lower_ != "of"):
                return behind
    owner = next((child for child in speaker.children if child.dep_ == "poss"), None)
    if owner is None and speaker.i + 1 < len(speaker.doc) and speaker.nbor(1).lower_ == "by":
        # The parser hangs "carried a statement by X" on the verb.
        owner = _object(speaker.nbor(1))
    return owner if owner is not None else speaker


def _named(speaker: "Token") -> Iterator["Token"]:
    """The speaker and everybody coordinated with them, each by the names set beside a description."""
    for one in (speaker, *speaker.conjuncts):
        if one.i >= speaker.i and one.pos_ in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X"}:
            yield from _apposed_names(one)


def _apposed_names(token: "Token") -> Iterator["Token"]:
    beside = [child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"]
    if token.pos_ == "PROPN" or not beside:
        yield token
        return
    yield from (name for first in beside for name in (first, *first.conjuncts) if name.pos_ == "PROPN")


def can_speak(token: "Token", manner: Manner, verb: "Token") -> bool:
    """Whether a subject can be a source: recordings and things are none; finding needs a named body."""
    pack = cues("reporting")
    lemma = token.lemma_.casefold()
    if verb.lemma_ == "refer":
        return token.pos_ in {"PROPN", "NOUN"} and lemma not in pack["silent"]
    if token.lower_ == "it" and manner is not Manner.ACCUSES:
        return True
    if lemma in pack["silent"] or token.lower_ in pack["silent"] or lemma in cues("actors")["carriers"]:
        return False
    if manner is Manner.FINDS:
        return token.pos_ == "PROPN" or lemma in pack["anaphoric"] or token.lower_ in {"he", "she", "they", "it"}
    return True


def reaches(voice: Voice, trigger: "Token") -> bool:
    """Whether the words of a voice take in the harm word."""
    verb = trigger.doc[voice.verb]
    if any(token.text == ";" for token in trigger.doc[min(verb.i, trigger.i) : max(verb.i, trigger.i)]):
        return False
    if verb == trigger:
        return voice.manner is not Manner.SAYS
    if verb.is_ancestor(trigger):
        return not _outside(verb, trigger, voice)
    if verb.dep_ == "acl" and verb.lemma_ in cues("reporting")["handing_on"]:
        clause = next((token for token in verb.ancestors if token.pos_ in {"VERB", "AUX"}), verb)
        return clause == trigger or clause.is_ancestor(trigger)
    above = trigger
    while True:
        if verb.head == above and _beside(verb, above):
            return True
        if above.head == above:
            break
        above = above.head
    return _closes(verb, voice, trigger)


def _outside(verb: "Token", trigger: "Token", voice: Voice) -> bool:
    """Whether the harm word hangs under the verb without being part of what is said."""
    branch = trigger
    while branch.head != verb:
        branch = branch.head
    if branch.dep_ in {"nsubj", "nsubjpass"}:
        return True
    if branch.dep_ == "advcl":
        mark = next((child for child in branch.children if child.dep_ in {"mark", "advmod"}), None)
        return mark is not None and mark.lower_ in TURNS
    # "has denied that .. and has accused X of it": what X did is no part of the denial.
    pack = cues("reporting")
    tells = branch.lemma_ in pack["accusing"] or branch.lemma_ in pack["denying"]
    return branch.dep_ == "conj" and (tells or any(c.dep_ in {"nsubj", "nsubjpass"} for c in branch.children))


def _beside(verb: "Token", above: "Token") -> bool:
    if verb.lower_ in {"according", "by", "in", "per"}:
        return True
    if verb.dep_ == "advcl":
        return verb.lemma_ in {"cite", "quote", "say", "add", "refer"} or any(
            child.lower_ == "as" for child in verb.children
        )
    return verb.dep_ in {"parataxis", "ccomp", "dep", "intj"}


def _closes(verb: "Token", voice: Voice, trigger: "Token") -> bool:
    """A voice at the end of the sentence takes in what stands before it: "..., X said."""
    rest = [token for token in trigger.doc[max(verb.i, voice.head) + 1 :] if token.is_alpha]
    between = trigger.doc[trigger.i : min(verb.i, voice.head)]
    return (
        trigger.i < min(verb.i, voice.head)
        and voice.manner is Manner.SAYS
        and (verb.dep_ != "relcl" or verb.head.i + 1 == voice.head)
        and len(rest) <= TAIL
        and any(token.text in {",", "”", '"'} for token in between)
        and not any(token.text == ";" for token in between)
        and not any(token.lower_ in {"but", "while"} for token in between)
    )


def depth(voice: Voice, trigger: "Token") -> int:
    """How many steps up from the harm word its reporting verb stands: nearest speaker first."""
    steps, above = 0, trigger
    verb = trigger.doc[voice.verb]
    while above != verb and above.head != above:
        if verb.head == above:
            return 2 * steps + 1
        above, steps = above.head, steps + 1
    return 2 * steps + (0 if above == verb else 100 + abs(voice.verb - trigger.i))
