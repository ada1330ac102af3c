"""Paragraphs and sentences of a text, as offsets; every character except white space lies in exactly one sentence."""

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

END_MARKS = ".!?…։。！？؟۔।॥"
"""Full stop and its like: Latin, Armenian (U+0589), Chinese, Arabic, Urdu, Devanagari."""
SURE_ENDS = "։。！？؟۔।॥"
"""Marks that nothing but a sentence ends with."""
CLOSERS = "\"'”’»)]›）」』"
OPENERS = "\"'“‘«([‹„（「『¿¡-–—•*#"

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*(?:[-–—•*·▪●■‣◦]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
MARK = re.compile(
    # Possessive and only from a run's start: a thousand marks with no space behind them are tried once, not from each.
    rf"(?:(?<![{re.escape(END_MARKS)}])[{re.escape(END_MARKS)}]++|:(?=[ \t]*\n))[{re.escape(CLOSERS)}]*(?=\s|$)"
    rf"|[{re.escape(SURE_ENDS)}]+[{re.escape(CLOSERS)}]*"
)
LAST_WORD = re.compile(r"([^\s“\"'«(\[]+)$")
SHORT_LINE = 55
"""Lines of up to this many characters without end mark are headings, list entries or captions when a capital follows.
Wrapped text breaks later: its lines run to 60 characters and more."""

MAX_LENGTH = 2_000
"""Longest sentence in characters; what is longer (tables, lists, text without marks) is cut at white space, since the
time to parse a sentence grows faster than its length. The longest of 4,353 in the development corpus is a table of
contents with 1,049; the longest of prose has 571."""
REACH = 200
"""Characters looked at on either side of an end mark."""

ACRONYM = re.compile(r"[A-Z]{2,4}\b")
"""After "p.m." or "U.S.": it goes on ("2 p.m. EDT")."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words whose full stop does not end a sentence."""

    always: frozenset[str]
    before_small_or_number: frozenset[str]


@functools.cache
def abbreviations(language: str) -> Abbreviations:
    """The abbreviations of a language's pack; of the English one where it has none."""
    folder = resources.files("tutela.language").joinpath("packs")
    file = folder.joinpath(language, "sentences.yml")
    if not file.is_file():
        file = folder.joinpath("en", "sentences.yml")
    data: dict[str, list[str]] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    return Abbreviations(frozenset(data["before_anything"]), frozenset(data["before_small_or_number"]))


def paragraphs(text: str) -> list[Span]:
    """Blocks between blank lines, without the white space around them."""
    found: list[Span] = []
    start = 0
    for gap in [*(match.span() for match in BLANK_LINE.finditer(text)), (len(text), len(text))]:
        found += _trimmed(text, start, gap[0])
        start = gap[1]
    return found


def split(text: str, language: str = "en") -> list[Span]:
    """The sentences of a text, in order.

    A blank line always ends a sentence; so does the end of a line that carries no end mark when it is short or a list
    entry, or the next line is one (headings, captions, lists). Numbers, initials and the pack's abbreviations keep
    their full stop. What runs on for more than `MAX_LENGTH` is cut.
    """
    words = abbreviations(language)
    return [
        piece
        for block in paragraphs(text)
        for unit in _units(text, block)
        for span in _sentences(text, unit, words)
        for piece in _pieces(text, span)
    ]


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A span in lengths that can be parsed, cut at the last white space where there is one."""
    start, end = span
    while end - start > MAX_LENGTH:
        space = max(text.rfind(sign, start, start + MAX_LENGTH) for sign in " \n\t")
        cut = space if space > start else start + MAX_LENGTH
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    return [(left, right)] if left < right else []


def _units(text: str, block: Span) -> Iterator[Span]:
    """Runs of lines that belong together."""
    lines = [match.span() for match in LINE.finditer(text, *block)]
    start = block[0]
    for line, following in itertools.pairwise(lines):
        if _line_ends(text[slice(*line)], text[slice(*following)]):
            yield from _trimmed(text, start, line[1])
            start = following[0]
    yield from _trimmed(text, start, block[1])


def _line_ends(line: str, following: str) -> bool:
    """Whether what stands on two lines is two things."""
    if BULLET.match(following) and following.strip():
        return True
    first = following.lstrip().lstrip(OPENERS)[:1]
    if first.islower() or not line.strip():
        return False
    bare = line.rstrip().rstrip(CLOSERS)
    if bare.endswith((",", ";", "-", "–", "—")):
        return False
    return len(line.strip()) <= SHORT_LINE or bare.endswith((*END_MARKS, ":"))


def _sentences(text: str, unit: Span, words: Abbreviations) -> Iterator[Span]:
    start, end = unit
    for mark in MARK.finditer(text, start, end):
        if mark.end() < end and _ends_sentence(text, start, mark, end, words):
            yield from _trimmed(text, start, mark.end())
            start = mark.end()
    yield from _trimmed(text, start, end)


def _ends_sentence(text: str, start: int, mark: re.Match[str], end: int, words: Abbreviations) -> bool:
    marks = mark.group().rstrip(CLOSERS)
    following = text[mark.end() : min(end, mark.end() + REACH)].lstrip()
    first = following.lstrip(OPENERS + " ")[:1]
    if not marks or any(sign in SURE_ENDS for sign in marks):
        return True
    if first.islower():
        return False
    if marks != ".":
        return True
    before = text[max(start, mark.start() - REACH) : mark.start()]
    opens = mark.start() - start <= REACH
    return not _keeps_stop(before, following.lstrip(OPENERS + " "), mark.group() != ".", words, opens)


def _keeps_stop(before: str, following: str, closed: bool, words: Abbreviations, opens: bool) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation, an initial or a list number.

    `opens` when `before` begins where the sentence does.
    """
    match, first = LAST_WORD.search(before), following[:1]
    word = match.group(1) if match else ""
    if closed or not word:
        return False
    if word in words.always or (len(word) == 1 and word.isalpha() and word.isupper() and word != "I"):
        return True
    if len(word) > 2 and word[-2] == "." and word[-1].isupper() and word.count(".") == 1 and first.isupper():
        return True  # J.R. Smith
    if opens and word.isdigit() and not before[: -len(word)].strip():
        return True  # "4." opening a list line
    return word in words.before_small_or_number and (not first.isupper() or bool(ACRONYM.match(following)))
