"""When the harm was done: each date hangs on its governing verb, and only dates of events count.

Of 14 dates in a real dispatch the first date of the sentence was the time of the harm twice; the date's governing verb
in the parse told event from report from history ten times.
"""

import functools
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.language.dates import FoundDate, find_dates
from tutela.language.vocabulary import vocabulary
from tutela.model.documents import Document
from tutela.model.times import Period
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues
from tutela.reading.parsing import ParsedSentence
from tutela.reading.triggers import triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

BACK = 3
"""Sentences of the same paragraph that may give the time of a harm told without one."""
LEAD = 6
"""Sentences at the top in which the event of the publication is told."""
SENTENCES_KEPT = 4096


class DateClass(StrEnum):
    """What a date is the date of."""

    EVENT = "event"
    REPORT = "report"
    HISTORY = "history"
    NONE = "none"


def time_of(context: Context) -> Period | None:
    """The time of the harm as far as the text tells it; never the date of a report, a publication or a founding."""
    for found in (_in_sentence(context), _before(context), _headline(context)):
        if found is not None:
            return _period(context, found)
    return None


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
    dated = []
    for found in dates_of(context.document, context.sentences[context.index]):
        governor = governing(sentence, found)
        if date_class(governor, found, trigger) is DateClass.EVENT:
            apart = _parted(context, found)
            dated.append(
                (apart, _distance(governor, trigger), abs(found.start - sentence.starts[context.trigger]), found)
            )
    return min(dated, key=lambda item: item[:3])[3] if dated else None


def _parted(context: Context, found: FoundDate) -> bool:
    """Whether a semicolon stands between a date and the harm word."""
    low, high = sorted((found.start, context.sentence.starts[context.trigger]))
    return ";" in context.document.text[low:high]


def _before(context: Context) -> FoundDate | None:
    """The last date of a harm told earlier in the paragraph."""
    for index in beside(context, BACK, 0):
        dated = harm_dates(context, index)
        if dated:
            return dated[-1]
    return None


def _headline(context: Context) -> FoundDate | None:
    """The date of the harm that the first sentences tell of: what the publication is about."""
    for index in range(min(LEAD, context.index)):
        dated = harm_dates(context, index) if index in context.parsed else []
        if dated:
            return dated[0]
    return None


def harm_dates(context: Context, index: int) -> list[FoundDate]:
    """Dates of a sentence that hang on a word of harm."""
    sentence, words = context.parsed[index], vocabulary("en")
    found = dates_of(context.document, context.sentences[index])
    if not found or words is None:
        return []
    harms = {trigger.token for trigger in triggers(sentence.parse, words)}
    return [date for date in found if _of_harm(sentence, date, harms)]


def _of_harm(sentence: ParsedSentence, date: FoundDate, harms: set[int]) -> bool:
    governor = governing(sentence, date)
    if date_class(governor, date, None) is not DateClass.EVENT or governor is None:
        return False
    act = governor.lemma_.casefold() in cues("actors")["carriers"]
    return (
        act
        or governor.i in harms
        or any(child.i in harms and child.dep_ in {"conj", "xcomp"} for child in governor.children)
    )


@functools.lru_cache(maxsize=SENTENCES_KEPT)
def _dates(text: str, reference: str | None, start: int) -> tuple[FoundDate, ...]:
    return tuple(found for found in find_dates(text, reference, "en", start) if found.period.start or found.period.end)


def dates_of(document: Document, span: tuple[int, int]) -> tuple[FoundDate, ...]:
    """The dates of one sentence that could be resolved, at the offsets of the document."""
    start, end = span
    return _dates(document.text[start:end], document.day, start)


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
