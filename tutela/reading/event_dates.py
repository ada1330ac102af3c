"""The dates of a document's sentences, and what each is the date of: an event, a report, the asset's own history."""

import functools
from bisect import bisect_left
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.language.dates import FoundDate, find_dates
from tutela.model.documents import Document
from tutela.reading.context import Context
from tutela.reading.cues import cues
from tutela.reading.parsing import ParsedSentence

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

DOCUMENTS_KEPT = 16
FIRST_YEAR = 1900
"""Harm before it is no claim (annotation guide): what ends before is when something was made or whose life it was."""


class DateClass(StrEnum):
    """What a date is the date of."""

    EVENT = "event"
    REPORT = "report"
    HISTORY = "history"
    NONE = "none"


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def _dates(text: str, reference: str | None) -> tuple[FoundDate, ...]:
    return tuple(find_dates(text, reference, "en"))


def dates_of(context: Context, index: int) -> list[FoundDate]:
    """The dates of one sentence that could be resolved and that harm can have, at the offsets of the document.

    They are read over the whole text, since a year told once holds for the dates after it.
    """
    return [found for found in _within(context.document, context.sentences[index]) if _possible(found)]


def unsettled_in(document: Document, span: tuple[int, int]) -> bool:
    """Whether a sentence holds words for a time that could not be resolved."""
    return any(not (found.period.start or found.period.end) for found in _within(document, span))


def _within(document: Document, span: tuple[int, int]) -> tuple[FoundDate, ...]:
    every = _dates(document.text, document.day)
    first, last = (bisect_left(every, offset, key=lambda found: found.start) for offset in span)
    return every[first:last]


def _possible(found: FoundDate) -> bool:
    """Whether harm that counts can have been done then."""
    latest = found.period.end or found.period.start
    return latest is not None and int(latest[:4]) >= FIRST_YEAR


def is_act(token: "Token") -> bool:
    """Whether a word names an act or weapon of war ("raid", "missile")."""
    return token.lemma_.casefold() in cues("actors")["carriers"]


def governing(sentence: ParsedSentence, found: FoundDate) -> "Token | None":
    """The verb or noun a date hangs on in the parse; None when it stands alone, as in a dateline."""
    inside = [token for token, at in zip(sentence.parse, sentence.starts, strict=True) if found.start <= at < found.end]
    act = next((token for token in inside if is_act(token)), None)
    if act is not None:
        # "the 1991 shelling" is one expression of time.
        return act
    first = next((token for token in inside if token.head not in inside), None)
    top = first
    while top is not None and top.head != top:
        top = top.head
        if first is not None and _in_brackets(top, first):
            continue
        if top.pos_ in {"VERB", "AUX"} or is_act(top):
            return top
        if top.pos_ == "NOUN" and top.dep_ not in {"pobj", "npadvmod", "compound"}:
            return top
    return top if top is not None and top not in inside and top.pos_ in {"VERB", "AUX", "NOUN"} else None


def _in_brackets(governor: "Token", date: "Token") -> bool:
    """Whether a word stands in brackets that end before the date: "(also called X) on 3 May" is no calling on 3 May."""
    between = [token.text for token in governor.doc[governor.i : date.i]]
    return ")" in between and "(" not in between[: between.index(")")]


def date_class(governor: "Token | None", found: FoundDate, trigger: "Token | None") -> DateClass:
    """What the date is the date of, by the word it hangs on."""
    if governor is None:
        return DateClass.NONE
    if governor == trigger:
        return DateClass.EVENT
    if found.construction or governor.lemma_ in cues("date_verbs")["making"]:
        return DateClass.HISTORY
    if _onto_a_list(governor):
        return DateClass.HISTORY
    pack = cues("reporting")
    if _tells_of_all_time(governor, found) or _into(governor):
        return DateClass.EVENT
    if any(governor.lemma_ in pack[name] for name in ("verbs", "finding", "accusing", "denying")):
        return DateClass.REPORT
    if governor.lemma_ in cues("date_verbs")["publishing"]:
        return DateClass.REPORT
    return DateClass.EVENT


def under_since(sentence: ParsedSentence, found: FoundDate, trigger: "Token") -> bool:
    """Whether a date opens the stretch of a harm: "has confirmed damage since the start of the war on 24 February"."""
    at = next((n for n, start in enumerate(sentence.starts) if found.start <= start < found.end), None)
    above = sentence.parse[at] if at is not None else None
    while above is not None and above.head != above and above.pos_ not in {"VERB", "AUX"}:
        above = above.head
        if above.lower_ == "since":
            pack, verb = cues("reporting"), above.head
            told = verb.lemma_ in pack["finding"] or verb.lemma_ in pack["verbs"]
            return verb == trigger or trigger in verb.conjuncts or (told and verb.is_ancestor(trigger))
    return False


def _into(verb: "Token") -> bool:
    """ "Slammed into the town" is no report, as "slammed the army" is."""
    return any(child.lower_ in {"into", "onto"} for child in verb.children)


def _onto_a_list(verb: "Token") -> bool:
    """Whether something is put on a list or register ("put on the World Heritage list this January")."""
    onto = (child for child in verb.children if child.lower_ in {"on", "onto", "to"})
    return any(token.lemma_.casefold() in cues("date_verbs")["lists"] for one in onto for token in one.children)


def _tells_of_all_time(verb: "Token", found: FoundDate) -> bool:
    """Whether a date beside a verb of telling is that of what it tells: "has confirmed damage to it since March"; "in
    July, it was reported, tombs were destroyed"."""
    pack = cues("reporting")
    if found.kind == "since":
        return verb.lemma_ in pack["finding"] or verb.lemma_ in pack["verbs"]
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return bool(own) and own[0].lower_ == "it" and own[0].dep_ == "nsubjpass"
