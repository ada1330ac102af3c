"""What kind of source a speaker is."""

import functools
import re

from tutela.language.parties import stand_in
from tutela.model.claims import SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.context import Context
from tutela.reading.cues import cues

WORD = re.compile(r"[\w.]+")
KINDS = ("imagery", "witness", "agency", "outlet", "official", "video", "organisation")
"""The order in which the lists are asked: "AFP correspondent" is an outlet's, "state news agency" no state office."""


def kind_of(context: Context, words: Passage) -> SpeakerKind:
    """What kind of source a speaker is: by its own words, the known publishers, the office told beside a name."""
    known = context.recalled.kinds
    if words.exact not in known:
        known[words.exact] = _kind_of(context, words)
    return known[words.exact]


def _kind_of(context: Context, words: Passage) -> SpeakerKind:
    known = _kind_in(words.exact)
    if known is not None:
        return known
    for publisher in context.publishers:
        if words.exact in {publisher.name, *publisher.other_names}:
            return SpeakerKind.AGENCY if "agency" in publisher.kind else SpeakerKind.OUTLET
    if words.exact[:1].isupper() and not stand_in(words.exact):
        return _kind_beside(context.document.text, words.exact) or SpeakerKind.UNKNOWN
    return SpeakerKind.UNKNOWN


def kind_of_words(words: str) -> SpeakerKind:
    """What kind of source a speaker is by its own words alone; `unknown` where they do not say."""
    return _kind_in(words) or SpeakerKind.UNKNOWN


def _kind_in(text: str) -> SpeakerKind | None:
    spaced = " ".join(("", *WORD.findall(text.casefold()), ""))
    for kind in KINDS:
        if any(entry in spaced for entry in _spaced(kind)):
            return SpeakerKind(kind)
    return None


@functools.cache
def _spaced(kind: str) -> tuple[str, ...]:
    """The words of a kind as they are looked for among the words of a name ("france-presse" is two)."""
    return tuple(" ".join(("", *WORD.findall(entry), "")) for entry in sorted(cues("reporting")[kind]))


def _kind_beside(text: str, name: str) -> SpeakerKind | None:
    """By what is told of a person beside the name: "the governor, X Y", "X Y, caretaker of"."""
    title = rf"((?:[\w’'-]+,? ){{1,7}}?){re.escape(name)}\b|\b{re.escape(name)}, ((?:[\w’'-]+[ ,]+){{1,7}})"
    for match in re.finditer(title, text):
        told = _kind_in(match[2] or match[1] or "")
        if told in {SpeakerKind.OFFICIAL, SpeakerKind.WITNESS}:
            return told
    return None
