"""Where the asset stands: places the text ties to it, most specific first."""

import re
from collections.abc import Iterator, Sequence

from tutela.model.passages import Passage
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues
from tutela.reading.place_names import Named, centre, every_name, holds, named_places, width

NEAR, CHAIN = 45, 28
"""Characters from the asset's words to the place that goes with them, and from one such place to the next: "the church
of X in the village of Y, Z region"."""
OWNED = 25
"""Characters between "Sudan's" and the asset it is said to own."""
LEAD = 5
"""Sentences at the top that name where the story is."""
BACK = 3
NAME_WORD = re.compile(r"\b[A-Z][\w’'-]{3,}")


def places_of(context: Context) -> tuple[Passage, ...]:
    """Places the text ties to the asset, most specific first: those told with it here, else with it elsewhere in the
    document, else earlier in the paragraph, else at the top; then wider places told in one breath with these."""
    named = named_places(context.document, context.gazetteer)
    sources = (_here(context, named), _elsewhere(context, named), _earlier(context, named), _top(context, named))
    found = list(next((places for places in sources if places), []))
    found += _holders(context, found, named)
    unique: dict[str, Named] = {}
    for one in found:
        unique.setdefault(one.text.casefold(), one)
    ordered = sorted(unique.values(), key=width)
    return tuple(context.document.passage(one.start, one.end) for one in ordered)


def _here(context: Context, named: Sequence[Named]) -> list[Named]:
    """Places of the claim's own sentence: those that go with the asset, else all but where somebody said it."""
    start, end = context.sentences[context.index]
    mention = context.sentence.span(*context.asset)
    inside = [one for one in named if start <= one.start < end]
    told = [*_in_name(context, inside, mention), *_with_asset(context, inside, mention)]
    if told:
        return told
    low, high = _own_part(context, mention)
    return [
        one
        for one in inside
        if low <= one.start < high
        and not one.dateline
        and (not one.owner or 0 <= mention[0] - one.end <= OWNED)
        and not _told_there(context, one)
    ]


def _in_name(context: Context, places: Sequence[Named], mention: tuple[int, int]) -> Iterator[Named]:
    """The town in the asset's own name: "Dhamar Museum"."""
    for one in every_name(context.document, context.gazetteer):
        known = any(other.start == one.start for other in places)
        if mention[0] <= one.start < mention[1] and not known and one.places[0].kind != "country":
            yield Named(one.start, one.end, one.text, one.places)


def _own_part(context: Context, mention: tuple[int, int]) -> tuple[int, int]:
    """The part of the sentence between semicolons around the asset."""
    start, end = context.sentences[context.index]
    text = context.document.text
    low, high = text.rfind(";", start, mention[0]), text.find(";", mention[1], end)
    return (low if low >= 0 else start), (high if high >= 0 else end)


def _with_asset(context: Context, places: Sequence[Named], mention: tuple[int, int]) -> list[Named]:
    """Places inside the asset's words and in the chain right behind them."""
    following = min((a for a, _ in context.assets if a >= mention[1]), default=len(context.document.text))
    found, reached, reach = [], mention[1], NEAR
    for one in places:
        if mention[0] <= one.start < mention[1]:
            found.append(one)
        elif mention[1] <= one.start < following and _close(context.document.text, reached, one.start, reach):
            found.append(one)
            reached, reach = one.end, CHAIN
    return found


def _close(text: str, end: int, start: int, reach: int) -> bool:
    return start - end <= reach and not re.search(r"[;.!?\n]|\b(?:said|was|were|has|have|had|is)\b", text[end:start])


def _told_there(context: Context, one: Named) -> bool:
    """Whether it is where somebody spoke ("said in Geneva") or whom it belongs to, by the parse."""
    sentence = context.sentence
    token = next((t for t, at in zip(sentence.parse, sentence.starts, strict=True) if at == one.start), None)
    if token is None:
        return False
    while token.dep_ in {"compound", "pobj", "prep", "nmod", "appos"} and token.head != token:
        token = token.head
    pack = cues("reporting")
    return token.pos_ in {"VERB", "AUX"} and (token.lemma_ in pack["verbs"] or token.lemma_ in pack["accusing"])


def _elsewhere(context: Context, named: Sequence[Named]) -> list[Named]:
    """Places told with the same asset elsewhere: wherever its whole name, or a name in it, stands."""
    text, mention = context.document.text, context.sentence.span(*context.asset)
    words = text[mention[0] : mention[1]]
    if not NAME_WORD.search(words):
        return []
    for match in re.finditer(re.escape(words), text):
        if match.start() == mention[0]:
            continue
        told = _with_asset(context, [one for one in named if abs(one.start - match.start()) < 300], match.span())
        if told:
            return told
    return []


def _earlier(context: Context, named: Sequence[Named]) -> list[Named]:
    for index in beside(context, BACK, 0):
        start, end = context.sentences[index]
        near = [one for one in named if start <= one.start < end and not one.dateline]
        if near:
            return near
    return []


def _top(context: Context, named: Sequence[Named]) -> list[Named]:
    """The town the document speaks of most; where it names none, the first place of its first sentences."""
    middle = centre(context.document, context.gazetteer)
    if middle is not None:
        return [middle]
    end = context.sentences[min(LEAD, len(context.sentences)) - 1][1]
    return [one for one in named if one.start < end][:1]


def _holders(context: Context, found: Sequence[Named], named: Sequence[Named]) -> Iterator[Named]:
    """Wider places that hold a found one and are told in one sentence with it somewhere."""
    for one in found:
        for start, end in context.sentences:
            told = [other for other in named if start <= other.start < end]
            if any(other.text == one.text for other in told):
                yield from (other for other in told if width(other) > width(one) and holds(other, one))
