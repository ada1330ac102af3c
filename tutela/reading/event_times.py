"""When the harm was done: each date hangs on its governing verb, and only dates of events count.

Of 14 dates in a real dispatch the first date of the sentence was the time of the harm twice; the date's governing verb
in the parse told event from report from history ten times.
"""

import functools
import re
from bisect import bisect_left
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.language.dates import FoundDate, find_dates
from tutela.model.documents import Document
from tutela.model.times import Period
from tutela.reading.context import Context, told_later
from tutela.reading.cues import cues
from tutela.reading.parsing import ParsedSentence
from tutela.reading.triggers import english

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAD = 6
"""Sentences at the top in which the event of the publication is told.

The first date of harm in them was right 104 times in 142, one told earlier in the claim's paragraph 9 times in 45: that
one is mostly another harm's.
"""
DOCUMENTS_KEPT = 16


SAME_DAY = re.compile(r"\b(?:earlier (?:in the|that|on the same) day|the same day|earlier on the day|hours earlier)\b")
"""Words that put the harm on the day it was told."""


class DateClass(StrEnum):
    """What a date is the date of."""

    EVENT = "event"
    REPORT = "report"
    HISTORY = "history"
    NONE = "none"


def time_of(context: Context) -> Period | None:
    """The time of the harm as far as the text tells it; never the date of a report, a publication or a founding."""
    sources = (_in_sentence,) if told_later(context.harm) else (_in_sentence, _headline)
    found = next((date for source in sources if (date := source(context)) is not None), None)
    return _period(context, found) if found is not None else None


def _period(context: Context, found: FoundDate) -> Period:
    """The date as a period with its words; harm "since" a day reaches to the day of the publication."""
    end = found.period.end
    if found.kind == "since" and end is None:
        end = context.document.day
    words = context.document.passage(found.start, found.end)
    return replace(found.period, end=end, words=words)


def _in_sentence(context: Context) -> FoundDate | None:
    """The event date of the claim's own sentence that stands nearest to the harm word in the parse."""
    sentence, trigger = context.sentence, context.harm
    harms, reported, dated = _harm_words(sentence), None, []
    for found in dates_of(context.document, context.sentences[context.index]):
        governor = governing(sentence, found)
        kind = date_class(governor, found, trigger)
        if kind is DateClass.REPORT and found.kind in {"day", "relative"}:
            reported = found
        if governor is not None and kind is DateClass.EVENT:
            since = _since(governor, trigger)
            if since or _concerns(governor, trigger, harms):
                order = (not since, _parted(context, found), _distance(governor, trigger), found.start)
                opened = replace(found, kind="since", period=replace(found.period, end=None))
                dated.append((order, opened if since else found))
    if dated:
        return min(dated, key=lambda item: item[0])[1]
    start, end = context.sentences[context.index]
    return reported if reported and SAME_DAY.search(context.document.text, start, end) else None


def _concerns(governor: "Token", trigger: "Token", harms: set[int]) -> bool:
    """Whether what the date hangs on is the harm, holds it, or is a part or act of it."""
    if told_later(trigger):
        return governor == trigger or trigger.is_ancestor(governor)
    act = governor.i in harms or governor.lemma_.casefold() in cues("actors")["carriers"]
    return act or governor == trigger or governor.is_ancestor(trigger) or trigger.is_ancestor(governor)


def _since(governor: "Token", trigger: "Token") -> bool:
    """Whether the date opens the stretch of the harm: "since troops crossed the border on 24 February"."""
    marked = any(child.lower_ == "since" for child in governor.children)
    return marked and governor != trigger and not governor.is_ancestor(trigger)


def _parted(context: Context, found: FoundDate) -> bool:
    """Whether a semicolon stands between a date and the harm word."""
    low, high = sorted((found.start, context.sentence.starts[context.trigger]))
    return ";" in context.document.text[low:high]


def _headline(context: Context) -> FoundDate | None:
    """The date of the harm that the first sentences tell of: what the publication is about."""
    for index in range(min(LEAD, context.index)):
        dated = harm_dates(context, index) if index in context.parsed else []
        if dated:
            return dated[0]
    return None


def harm_dates(context: Context, index: int) -> list[FoundDate]:
    """Dates of a sentence that hang on a word of harm."""
    sentence = context.parsed[index]
    found = dates_of(context.document, context.sentences[index])
    harms = _harm_words(sentence) if found else set()
    return [date for date in found if _of_harm(sentence, date, harms)]


def _harm_words(sentence: ParsedSentence) -> set[int]:
    return {trigger.token for trigger in english(sentence.parse)}


def _of_harm(sentence: ParsedSentence, date: FoundDate, harms: set[int]) -> bool:
    governor = governing(sentence, date)
    if governor is None or date_class(governor, date, None) is not DateClass.EVENT:
        return False
    shared = any(child.i in harms and child.dep_ in {"conj", "xcomp"} for child in governor.children)
    return shared or governor.i in harms or governor.lemma_.casefold() in cues("actors")["carriers"]


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def _dates(text: str, reference: str | None) -> tuple[FoundDate, ...]:
    return tuple(found for found in find_dates(text, reference, "en") if found.period.start or found.period.end)


def dates_of(document: Document, span: tuple[int, int]) -> list[FoundDate]:
    """The dates of one sentence that could be resolved, at the offsets of the document.

    They are read over the whole text, since a year told once holds for the dates after it.
    """
    every = _dates(document.text, document.day)
    first, last = (bisect_left(every, offset, key=lambda found: found.start) for offset in span)
    return list(every[first:last])


def governing(sentence: ParsedSentence, found: FoundDate) -> "Token | None":
    """The verb or noun a date hangs on in the parse; None when it stands alone, as in a dateline."""
    inside = [token for token, at in zip(sentence.parse, sentence.starts, strict=True) if found.start <= at < found.end]
    top = next((token for token in inside if token.head not in inside), None)
    while top is not None and top.head != top:
        top = top.head
        if top.pos_ in {"VERB", "AUX"} or (top.pos_ == "NOUN" and top.dep_ not in {"pobj", "npadvmod", "compound"}):
            return top
    return top if top is not None and top not in inside and top.pos_ in {"VERB", "AUX", "NOUN"} else None


def date_class(governor: "Token | None", found: FoundDate, trigger: "Token | None") -> DateClass:
    """What the date is the date of, by the word it hangs on."""
    if governor is None:
        return DateClass.NONE
    if governor == trigger:
        return DateClass.EVENT
    if found.construction or governor.lemma_ in cues("date_verbs")["making"]:
        return DateClass.HISTORY
    pack = cues("reporting")
    if any(governor.lemma_ in pack[name] for name in ("verbs", "finding", "accusing", "denying")):
        return DateClass.REPORT
    if governor.lemma_ in cues("date_verbs")["publishing"]:
        return DateClass.REPORT
    return DateClass.EVENT


def _distance(governor: "Token | None", trigger: "Token") -> int:
    """Steps between two words in the parse."""
    if governor is None:
        return 100
    above = [trigger, *trigger.ancestors]
    for steps, token in enumerate((governor, *governor.ancestors)):
        if token in above:
            return steps + above.index(token)
    return 50
