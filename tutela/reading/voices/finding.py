"""Where a sentence names somebody who says something, and how far their words reach."""

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tutela.reading.cues import cues
from tutela.reading.noun_phrases import subject
from tutela.reading.voices.closing import closing
from tutela.reading.voices.issuing import can_speak, issuer, named, object_of
from tutela.reading.voices.reach import TAIL, opening
from tutela.reading.voices.voice import Manner, Voice

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

SENTENCES_KEPT = 1024
"""Parsed sentences whose voices are remembered: a long publication, so that each is read once."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
LONG_SUBJECT = 12
"""Words within which "that" follows the verb of a sentence that tells somebody's words."""
NOMINAL_PARTS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "PART", "NUM", "CCONJ", "PRON"})
ANSWERS = frozenset({"answer"})
"""Verbs that tell nothing with a thing as object: "answered fire"."""


def voices(doc: "Parse") -> tuple[Voice, ...]:
    """Every voice of a parsed sentence, in the order of the text."""
    return _voices(doc)


@functools.lru_cache(maxsize=SENTENCES_KEPT)
def _voices(doc: "Parse") -> tuple[Voice, ...]:
    found = [voice for token in doc for voice in _at(token)]
    return tuple(dict.fromkeys(_closed(found, list(closing(doc)))))


def _closed(found: list[Voice], last: list[Voice]) -> Iterator[Voice]:
    """The voices of the parse, with whoever closes the sentence; where the parse names them too, by its head."""
    known = {voice.verb for voice in found if any(voice.verb == one.verb and _near(voice, one) for one in last)}
    for voice in found:
        closer = next((one for one in last if one.verb == voice.verb), None)
        if closer is None:
            yield voice
        elif _near(voice, closer):
            yield replace(voice, closes=min(voice.head, closer.closes or voice.head))
    yield from (one for one in last if one.verb not in known)


def _near(voice: Voice, closer: Voice) -> bool:
    """Whether the parse finds the speaker right before the verb as well: "X Y, the governor, said"."""
    return voice.verb - voice.head <= LONG_SUBJECT or closer.head < voice.head


def _at(token: "Token") -> Iterator[Voice]:
    if token.lower_ == "that" and 0 < token.i < LONG_SUBJECT:
        yield from _telling_noun(token)
    if token.lower_ in {"according", "per"}:
        yield from _according(token)
    elif token.lower_ in {"by", "in"} and token.dep_ in {"prep", "agent"}:
        yield from _by_account(token)
    elif token.lemma_.casefold() in cues("reporting")["tallies"]:
        yield from _tallying(token)
    if token.lemma_ in cues("reporting")["handing_on"] and _described(token) is not None:
        yield from _handed_on(token)
    if token.pos_ in {"VERB", "AUX"} and (manner := _manner(token)):
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
    if any(child.dep_ == "acomp" and child.lower_ in pack["sure"] for child in token.children):
        return Manner.SAYS if _tells(token) or _of_sureness(token) else None
    if lemma in {"put", "place"} and any(child.lemma_ in pack["sums"] for child in token.subtree):
        return Manner.SAYS
    return next((manner for name, manner in lists if lemma in pack[name]), None)


def _telling_noun(that: "Token") -> Iterator[Voice]:
    """Who opens a sentence whose verb the parser takes for a noun: "officials at the ministry report that .."."""
    verb = that.nbor(-1)
    if verb.pos_ != "NOUN" or verb.lemma_.casefold() not in cues("reporting")["verbs"] or verb.i == 0:
        return
    head = next((token for token in verb.doc[: verb.i] if token.pos_ in {"NOUN", "PROPN"} and not _inside(token)), None)
    plain = all(token.pos_ in NOMINAL_PARTS for token in verb.doc[: verb.i])
    if head is not None and plain and head.tag_ in {"NNS", "NNPS"} and can_speak(head, Manner.SAYS, verb):
        yield Voice(head.i, verb.i)


def _inside(token: "Token") -> bool:
    return token.dep_ in {"compound", "poss", "amod"}


def _of_sureness(verb: "Token") -> bool:
    """Whether a clause hangs on the adjective: "was satisfied that six buildings had been destroyed"."""
    sure = (child for child in verb.children if child.dep_ == "acomp")
    return any(child.dep_ == "ccomp" for one in sure for child in one.children)


def _verb_voices(verb: "Token", manner: Manner) -> Iterator[Voice]:
    if verb.lemma_ in cues("reporting")["clausal"] and not _tells(verb) and _closing(verb) is None:
        if verb.lemma_ not in cues("reporting")["finding"]:
            return
        manner = Manner.FINDS
    quoted = _quoted(verb)
    speaker = (
        _agent(verb)
        if _passive(verb)
        else (_inverted(verb) or _closing(verb) or opening(verb) or subject(verb) or _of_auxiliary(verb))
    )
    if quoted is not None:
        for name in named(quoted):
            yield Voice(name.i, verb.i, manner, nearer=True)
    if speaker is None or (_passive(verb) and quoted is not None):
        return
    for name in named(issuer(speaker)):
        if can_speak(name, manner, verb):
            yield Voice(name.i, verb.i, manner, _told(verb))


def _tells(verb: "Token") -> bool:
    """Whether a clause hangs on the verb, or the verb stands between commas inside one."""
    if verb.dep_ == "parataxis" or any(child.dep_ in {"ccomp", "parataxis"} for child in verb.children):
        return not (verb.lemma_ in ANSWERS and any(child.dep_ == "dobj" for child in verb.children))
    if verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "that":
        return True
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


def _of_auxiliary(verb: "Token") -> "Token | None":
    """The subject that the parser hangs on "had" or "has": "X, which keeps a list, had in May verified damage"."""
    helping = (child for child in verb.children if child.dep_ == "aux" and child.lemma_ == "have")
    return next((one for have in helping for one in have.children if one.dep_ == "nsubj"), None)


def _passive(verb: "Token") -> bool:
    return any(child.dep_ in {"auxpass", "agent"} for child in verb.children)


def _agent(verb: "Token") -> "Token | None":
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    return object_of(agent) if agent is not None else None


def _quoted(verb: "Token") -> "Token | None":
    """Whom a relaying verb quotes: "citing X", "quoted X as saying", "X was quoted as saying"."""
    if verb.lemma_ == "refer" and verb.dep_ == "advcl":
        to = next((child for child in verb.children if child.lower_ == "to"), None)
        return object_of(to) if to is not None else None
    if verb.lemma_ not in {"quote", "cite"}:
        return None
    if any(child.dep_ == "auxpass" for child in verb.children):
        return subject(verb)
    return object_of(verb)


def _told(verb: "Token") -> int | None:
    heard: Token | None = None
    if verb.lemma_ == "tell":
        heard = next((child for child in verb.children if child.dep_ in {"dobj", "dative", "iobj"}), None)
    for preposition in verb.children if heard is None else ():
        text = object_of(preposition) if preposition.lower_ == "in" else None
        if text is not None and text.lemma_ in cues("reporting")["voices"] | {"comment", "interview", "remark"}:
            to = next((child for child in text.children if child.lower_ in {"to", "with"}), None)
            heard = object_of(to) if to is not None else None
    return heard.i if heard is not None else None


def _according(token: "Token") -> Iterator[Voice]:
    to = next((child for child in token.children if child.lower_ == "to"), token)
    speaker = object_of(to)
    which = token.doc[token.i + 2] if token.i + 2 < len(token.doc) else token
    if which.lower_ == "which":
        speaker = _told_of(which)
    if speaker is not None and speaker.lemma_.casefold() in cues("reporting")["by_account"]:
        speaker = next((child for child in speaker.children if child.dep_ == "poss"), None)
    if speaker is not None:
        for name in named(issuer(speaker)):
            if can_speak(name, Manner.SAYS, token):
                yield Voice(name.i, token.i)


def _told_of(relative: "Token") -> "Token | None":
    """The text that "according to which" goes back to: the last one named before."""
    texts = cues("reporting")["voices"]
    return next((token for token in reversed(relative.doc[: relative.i]) if token.lemma_.casefold() in texts), None)


def _by_account(token: "Token") -> Iterator[Voice]:
    """ "By their account", "in the words of X"."""
    noun = object_of(token)
    if noun is None or noun.lemma_.casefold() not in cues("reporting")["by_account"]:
        return
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        of = next((child for child in noun.children if child.lower_ == "of"), None)
        owner = object_of(of) if of is not None else None
    if owner is not None:
        yield Voice(owner.i, token.i)


def _tallying(noun: "Token") -> Iterator[Voice]:
    """Whose list or count it is that tells: "UNESCO's own list of damaged sites had reached 270"."""
    for owner in noun.children:
        if owner.dep_ == "poss" and owner.pos_ == "PROPN":
            yield Voice(owner.i, noun.i)


def _described(verb: "Token") -> "Token | None":
    """The noun that a participle describes: "pictures taken from the air and handed out by X"."""
    while verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        verb = verb.head
    return verb.head if verb.dep_ == "acl" else None


def _handed_on(verb: "Token") -> Iterator[Voice]:
    """Who carried or checked a recording or report: "photographs carried by X", "footage verified by X"."""
    agent = _agent(verb)
    described = _described(verb)
    noun = described.lemma_.casefold() if described is not None else ""
    known = cues("evidence")["video"] | cues("evidence")["photo"] | cues("reporting")["voices"]
    if agent is not None and noun in known:
        for name in named(agent):
            yield Voice(name.i, verb.i)
