"""How many assets, and how much of one: numbers on the asset's words, percentages near the harm word."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.model.claims import Quantity
from tutela.reading.context import Context

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

NUMBER = re.compile(r"\d{1,3}(?:[ ,.]\d{3})+(?![\d])|\d+(?:[.,]\d+)?")
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
TENS = "thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: number for number, word in enumerate(ONES.split())} | {
    word: 10 * number for number, word in enumerate(TENS.split(), 3)
}
ROUND = {"dozen": 12, "dozens": 24, "hundred": 100, "hundreds": 200, "thousand": 1000, "thousands": 2000}
"""A bare plural ("dozens", "hundreds") is at least two of them; how many more is not said."""
LEAST = re.compile(r"(?:at least|more than|over|no fewer than|no less than|upwards of|above)\W*$", re.IGNORECASE)
MOST = re.compile(r"(?:up to|at most|fewer than|less than|as many as|under|nearly|almost|close to)\W*$", re.IGNORECASE)
ABOUT = re.compile(r"(?:about|around|some|roughly|approximately|an estimated)\W*$", re.IGNORECASE)
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
NEAR, LOOK_BEFORE = 4, 24
"""How many words before the asset its number stands, and in how many characters before that "at least" does."""
NO_COUNT = frozenset({"%", "percent", "per", "th", "-", "°"})
YEARS = range(1000, 2101)
"""Bare figures that are years far more often than counts."""


def count_of(context: Context) -> Quantity | None:
    """How many assets the claim speaks of, where it counts them: at least, at most, both when exact."""
    for token in _counted(context):
        quantity = _read(context, token)
        if quantity is not None:
            return quantity
    return None


def _counted(context: Context) -> Iterator["Token"]:
    """Number words inside or just before the asset's mention."""
    first, last = context.asset
    doc = context.parse
    for token in doc[max(first - NEAR, 0) : last + 1]:
        apart = any(other.is_punct or other.pos_ == "VERB" for other in doc[token.i : first])
        if not apart and (token.like_num or token.lower_ in ROUND):
            yield token


def _read(context: Context, token: "Token") -> Quantity | None:
    number = value_of(context.passage(token.i, token.i).exact)
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if number is None or after in NO_COUNT or (token.text.isdigit() and number in YEARS):
        return None
    last = token.i
    if after in ROUND and token.lower_ not in ROUND:
        number, last = number * ROUND[after], token.i + 1
    words = context.passage(token.i, last)
    start = context.sentences[context.index][0]
    before = context.document.text[max(start, words.start - LOOK_BEFORE) : words.start]
    if token.lower_ in ROUND and token.lower_.endswith("s"):
        return Quantity(number, None, words)
    return Quantity(*_bounds(before, number), words)


def _bounds(before: str, number: float) -> tuple[float | None, float | None]:
    """What "at least", "up to" and "about" before a number leave of it."""
    if LEAST.search(before):
        return number, None
    if MOST.search(before):
        return None, number
    return (None, None) if ABOUT.search(before) else (number, number)


def value_of(word: str) -> float | None:
    """The number a word or figure stands for; None when it stands for none."""
    low = word.casefold()
    known = WORDS.get(low, ROUND.get(low))
    if known is None and NUMBER.fullmatch(low):
        return float(re.sub(r"[ ,](?=\d{3})", "", low))
    return None if known is None else float(known)


def extent_of(context: Context) -> Quantity | None:
    """How much of the asset was harmed, in percent, where the text says so."""
    start, end = context.sentences[context.index]
    at = context.sentence.starts[context.trigger]
    found = list(PERCENT.finditer(context.document.text, start, end))
    if not found:
        return None
    match = min(found, key=lambda match: abs(match.start() - at))
    before = context.document.text[max(start, match.start() - LOOK_BEFORE) : match.start()]
    return Quantity(*_bounds(before, float(match.group(1))), context.document.passage(*match.span()), "percent")
