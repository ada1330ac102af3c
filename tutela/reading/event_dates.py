"""The dates of a document's sentences, and what each is the date of: an event, a report, the asset's own history."""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
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
AROUND = 70
"""Characters before a date in which a dateline opens."""
DATELINE = re.compile(r"(?:\A|\n)[A-Z][\w’' -]{1,30}(?:, [A-Z][\w. ]{1,20})?(?: ?\([\w/. ]+\))?,? \Z")
DATELINE_END = re.compile(r",?(?: \d{4})?(?: ?\([\w/. ]+\))? ?(?:[-–—]|\.-)")
"""What stands before and behind the day in "DALAFUR, Jan 15 (Reuters) -": the day of the report."""
ENTRY = re.compile(r"[ \t]*(?:(?:[-•*–—▪]|\(?\d{1,3}[.)/])[ \t]*)?(?:On |In )?[\[(]?")
ENTRY_END = re.compile(r"[\])]?(?:[ \t]*(?:[:–—|/]|\.(?= )|- |\n|\Z))")
"""What stands before and behind a date that heads an entry."""
FEWEST_ENTRIES = 3
CAPTION = re.compile(r"[A-Z][\w’'-]+,? \Z")
CAPTION_END = re.compile(r"\.?\s*(?:\n|\Z|\[|\()")
UP_TO = re.compile(r"\b[Aa]s of (?:the )?\Z")
"""Before the day up to which something is known."""
NOWADAYS = frozenset({"today", "this day"})
REFLEXIVE = frozenset({"themselves", "himself", "herself", "itself"})
PRESENT = frozenset({"VBZ", "VBP"})
BESIDE_AN_ACT = frozenset({",", "on", "in", "of", "the", "at", "from", "last", "this", "early", "late"})
"""Words between an act and its day: "since the raid, on 31 May"."""
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
    return dates_within(context.document, *context.sentences[index])


def unsettled_in(document: Document, span: tuple[int, int]) -> bool:
    """Whether a sentence holds words for a time that could not be resolved."""
    return any(not (found.period.start or found.period.end) for found in _within(document, span))


def _within(document: Document, span: tuple[int, int]) -> tuple[FoundDate, ...]:
    every = _dates(document.text, document.day)
    first, last = (bisect_left(every, offset, key=lambda found: found.start) for offset in span)
    return every[first:last]


def all_dates_of(context: Context) -> tuple[FoundDate, ...]:
    """The dates of the claim's sentence, those that could not be resolved among them."""
    return _within(context.document, context.sentences[context.index])


def dates_within(document: Document, start: int, end: int) -> list[FoundDate]:
    """The dates between two offsets that harm can have, parsed or not."""
    every = _within(document, (start, end))
    return [found for found in every if _possible(found) and not _of_the_report(document.text, found)]


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def entries(document: Document) -> tuple[tuple[int, int, FoundDate], ...]:
    """(start, end, date) of each entry of a chronicle: from a line that a date opens to the next such line.

    One such line makes no chronicle: it tells when the document was published.
    """
    text = document.text
    opened = [(line, date) for date in _dates(text, document.day) if (line := _line_opened(text, date)) is not None]
    ends = [start for start, _ in opened[1:]] + [len(text)]
    if len(opened) < FEWEST_ENTRIES:
        return ()
    return tuple((start, end, date) for (start, date), end in zip(opened, ends, strict=True) if _possible(date))


def _line_opened(text: str, date: FoundDate) -> int | None:
    """Where the line begins that a date opens as its heading: "March 1993", "- 2 May: ..", "[12 July 2014] ..."."""
    line = text.rfind("\n", 0, date.start) + 1
    opens = ENTRY.fullmatch(text, line, date.start) is not None and ENTRY_END.match(text, date.end) is not None
    return line if opens else None


def _of_the_report(text: str, found: FoundDate) -> bool:
    """Whether a day stands in a dateline or is the last for which something is known."""
    before = text[max(0, found.start - AROUND) : found.start]
    opens = DATELINE.search(before) is not None and DATELINE_END.match(text, found.end) is not None
    return opens or UP_TO.search(before) is not None or _in_caption(text, found) or _cited(text, found)


def _in_caption(text: str, found: FoundDate) -> bool:
    """Whether a whole date ends a caption right behind its place: "the museum in Khartoum, Thursday, April 3, 2025"."""
    behind = CAPTION.search(text, max(0, found.start - AROUND), found.start) is not None
    return (
        found.kind == "day" and found.text[-4:].isdigit() and behind and CAPTION_END.match(text, found.end) is not None
    )


def _cited(text: str, found: FoundDate) -> bool:
    """Whether a date stands alone in brackets as a source's ("Al Jazeera (8 Dec): ..") or as the years of a life."""
    if text[found.start - 1 : found.start] != "(":
        return False
    return text[found.end : found.end + 2] == "):" or (found.kind == "range" and text[found.end : found.end + 1] == ")")


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
    beside = _act_before(inside[0]) if inside else None
    if beside is not None:
        return beside
    top = first
    while top is not None and top.head != top:
        top = top.head
        if first is not None and _in_brackets(top, first):
            continue
        if top.pos_ in {"VERB", "AUX"} or is_act(top):
            return top
        if top.pos_ == "NOUN" and top.dep_ not in {"pobj", "npadvmod", "compound"}:
            return top.head if _opened_by(top, inside) else top
    return top if top is not None and top not in inside and top.pos_ in {"VERB", "AUX", "NOUN"} else None


def _opened_by(noun: "Token", date: Sequence["Token"]) -> bool:
    """Whether a date opens the sentence right before its subject: "On 24 May militants" are not that day's."""
    opens = all(token.pos_ in {"ADP", "DET", "PUNCT"} for token in noun.doc[: date[0].i])
    return opens and noun.i == date[-1].i + 1 and noun.dep_ in {"nsubj", "nsubjpass"}


def _act_before(date: "Token") -> "Token | None":
    """The act that a date stands right behind: "since the raid, on 31 May"."""
    at = date.i - 1
    while at > 0 and date.doc[at].lower_ in BESIDE_AN_ACT:
        at -= 1
    act = date.doc[at] if at >= 0 and at < date.i - 1 else None
    return act if act is not None and act.pos_ in {"NOUN", "PROPN"} and is_act(act) else None


def _in_brackets(governor: "Token", date: "Token") -> bool:
    """Whether a word stands in brackets that end before the date: "(also called X) on 3 May" is no calling on 3 May."""
    between = [token.text for token in governor.doc[governor.i : date.i]]
    return ")" in between and "(" not in between[: between.index(")")]


def date_class(governor: "Token | None", found: FoundDate, trigger: "Token | None") -> DateClass:
    """What the date is the date of, by the word it hangs on."""
    if governor is None or _nowadays(governor, found):
        return DateClass.NONE
    if governor == trigger:
        return DateClass.EVENT
    if found.construction or governor.lemma_ in cues("date_verbs")["making"]:
        return DateClass.HISTORY
    if _onto_a_list(governor):
        return DateClass.HISTORY
    pack = cues("reporting")
    if _tells_of_all_time(governor, found) or _into(governor) or _of_itself(governor):
        return DateClass.EVENT
    if any(governor.lemma_ in pack[name] for name in ("verbs", "finding", "accusing", "denying")):
        return DateClass.REPORT
    if governor.lemma_ in cues("date_verbs")["publishing"] or governor.lemma_ in cues("date_verbs")["occasions"]:
        return DateClass.REPORT
    return DateClass.EVENT


def _nowadays(governor: "Token", found: FoundDate) -> bool:
    """Whether "today" only says that something is so in these days: "the church serves today as a mosque"."""
    if found.text.lower() not in NOWADAYS:
        return False
    helped = any(child.dep_ in {"aux", "auxpass"} and child.tag_ not in PRESENT for child in governor.children)
    return governor.tag_ in PRESENT and not helped


def only_bounds(governor: "Token", trigger: "Token") -> bool:
    """Whether a date is that of something the harm came after or before: "soon after war broke out on 15 April"."""
    violent = governor.lemma_.casefold() in cues("date_verbs")["violent"]
    if violent or governor == trigger or governor.is_ancestor(trigger):
        return False
    return governor.dep_ == "advcl" and any(child.lower_ in {"after", "before"} for child in governor.children)


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


def _of_itself(verb: "Token") -> bool:
    """ "Men filmed themselves as they smashed it" tells of what they did then."""
    return any(child.dep_ == "dobj" and child.lower_ in REFLEXIVE for child in verb.children)


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
    if not own or own[0].dep_ != "nsubjpass":
        return False
    # "In January the group is said to have dug up graves."
    told = (child for child in verb.children if child.dep_ == "xcomp")
    return own[0].lower_ == "it" or any(token.lower_ == "have" for child in told for token in child.children)
