"""Voices told by the order of the words, where the parser loses the subject: "..., a chief and a missionary said."."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.reading.cues import cues
from tutela.reading.voices.issuing import can_speak, object_of
from tutela.reading.voices.reach import TAIL
from tutela.reading.voices.voice import Manner, Voice

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

LONGEST = 10
"""Words that name a closing speaker at most."""
MARKS = frozenset(',”"’;')
"""What stands between what is said and who says it."""
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "PRON"})
JOINS = frozenset({"of", "at", "in", "from", "for", "with", "to"})
"""Prepositions that go on with a name; its head stands before them."""
INNER = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "CCONJ", "NUM", "PART", "PRON", "PUNCT"})
"""Parts of speech of the words in a name."""
RELATIVES = frozenset({"who", "which", "that", "where", "when"})


def closing(doc: "Parse") -> Iterator[Voice]:
    """Who closes a sentence as its speaker, everybody coordinated by a voice of their own."""
    verb = _last_telling(doc)
    first = _name_start(verb) if verb is not None else None
    if verb is None or first is None:
        return
    for head in _heads(doc[first : verb.i]):
        if can_speak(head, Manner.SAYS, verb):
            yield Voice(head.i, verb.i, Manner.SAYS, _told(verb), closes=first)


def _last_telling(doc: "Parse") -> "Token | None":
    """The verb of telling that nothing but a day, a place or a listener follows."""
    words = 0
    for token in reversed(doc):
        if token.lower_ in cues("reporting")["closing"]:
            return token
        words += token.is_alpha
        if words > TAIL or token.tag_ in {"VBD", "VBZ", "VBP", "MD", "WDT", "WP"} or token.lower_ in RELATIVES:
            return None
    return None


def _name_start(verb: "Token") -> int | None:
    """Where the name before the verb begins; None where no comma or quotation mark parts it from what is said."""
    for at in range(verb.i - 1, max(verb.i - LONGEST - 1, 0), -1):
        token = verb.doc[at]
        if token.text in MARKS and at + 1 < verb.i:
            return at + 1
        if token.pos_ not in INNER or token.lower_ in RELATIVES or token.tag_ in {"VBD", "VBZ", "VBP"}:
            return None
    return None


def _heads(name: "tuple[Token, ...]") -> Iterator["Token"]:
    """The head of a name, and of each that is joined to it by "and"."""
    head: Token | None = None
    inside = False
    for token in name:
        if token.lower_ == "and" and head is not None and not inside:
            yield head
            head = None
        inside = inside or token.lower_ in JOINS
        if token.lower_ == "and" and inside and token.i + 1 < len(token.doc) and token.nbor().pos_ == "DET":
            if head is not None:
                yield head
            head, inside = None, False
        if token.pos_ in NOMINAL and not inside:
            head = token
    if head is not None:
        yield head


def _told(verb: "Token") -> int | None:
    heard = object_of(verb) if verb.lemma_ == "tell" else None
    return heard.i if heard is not None else None
