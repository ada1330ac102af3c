"""Blocks: entries, bulletins, captions, subtitles, where what is spoken of stands apart from what is said of it."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tutela.language.sentences import paragraphs
from tutela.reading.candidates import Mention, MentionKind
from tutela.reading.discourse import Discourse
from tutela.reading.frames import PATIENT
from tutela.reading.scanning import Scanned

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

Span = tuple[int, int]

SUBTITLE_TIME = re.compile(r"\[\d\d:\d\d")
END = re.compile(r"[.!?…][\"'”’)]*$")
ITEM = re.compile(r"\s*(?:[-–—•*·▪●]|\(?\d{1,3}[.)])\s")
INLINE = 10
"""Tokens that a name which heads an entry within a paragraph has at most."""
NAMING = frozenset({"PROPN", "DET", "NUM", "ADP", "PUNCT", "SYM", "X"})
LOOK_BACK = 2
"""Sentences that what is spoken of may lie back: at three the wrong asset is as likely as the right one."""


def joined(text: str, sentences: Sequence[Span]) -> list[Span]:
    """The sentences with broken subtitle lines put together."""
    found: list[Span] = []
    for start, end in sentences:
        broken = found and SUBTITLE_TIME.match(text, start) and not END.search(text[slice(*found[-1])])
        if broken:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def topics(
    text: str, sentences: Sequence[Span], scans: Sequence[Scanned], discourse: Discourse
) -> dict[int, tuple[int, bool]]:
    """For each scanned sentence, the thing spoken of before it, and whether an entry's heading names it."""
    block_of = _blocks(text, sentences)
    heading: dict[int, int] = {}
    last: tuple[int, int] | None = None
    found: dict[int, tuple[int, bool]] = {}
    for scanned in scans:
        block = block_of[scanned.index]
        if block in heading:
            found[scanned.index] = (heading[block], True)
        elif last is not None and scanned.index - last[0] <= LOOK_BACK:
            found[scanned.index] = (last[1], False)
        heads = _is_heading(text, sentences[scanned.index], scanned)
        thing = _salient(scanned, discourse, heads)
        if thing is None:
            continue
        if heads:
            heading[block] = thing
        last = (scanned.index, thing)
    return found


def headings(
    text: str, sentences: Sequence[Span], scans: Sequence[Scanned], discourse: Discourse
) -> tuple[list[int], dict[int, int]]:
    """The block of each sentence, and for each block the thing that its heading names, if it opens with one."""
    block_of = _blocks(text, sentences)
    found: dict[int, int] = {}
    for scanned in scans:
        if _is_heading(text, sentences[scanned.index], scanned):
            thing = _salient(scanned, discourse, heads=True)
            if thing is not None:
                found.setdefault(block_of[scanned.index], thing)
    return block_of, found


def _blocks(text: str, sentences: Sequence[Span]) -> list[int]:
    blocks = paragraphs(text)
    starts = [start for start, _ in blocks]
    return [_block(blocks, starts, span[0]) for span in sentences]


def _block(blocks: Sequence[Span], starts: Sequence[int], at: int) -> int:
    """The paragraph that holds an offset; -1 where none does."""
    found = bisect_right(starts, at) - 1
    return found if found >= 0 and at < blocks[found][1] else -1


def _is_heading(text: str, span: Span, scanned: Scanned) -> bool:
    """Whether a sentence only names what the entry is about: at the start of a line, or within a run of entries."""
    parse = scanned.sentence.parse
    if any(token.tag_ in ("VBD", "VBZ", "VBP") or token.dep_ == "aux" for token in parse):
        return False
    if _opens_line(text, span[0]):
        return bool(ITEM.match(text, span[0])) or len(parse) < 16
    return len(parse) < INLINE and _only_names(scanned)


def _opens_line(text: str, at: int) -> bool:
    return not any(letter.isalpha() for letter in text[text.rfind("\n", 0, at) + 1 : at])


def _only_names(scanned: Scanned) -> bool:
    """Whether nothing but a name, and the place it is in, stands in a sentence: "Hart's Pottery, Longbridge."."""
    named = {at for one in scanned.mentions if one.named or one.definite for at in range(one.first, one.last + 1)}
    others = (token for at, token in enumerate(scanned.sentence.parse) if at not in named)
    return bool(named) and all(token.pos_ in NAMING or token.is_punct or _is_age(token) for token in others)


def _is_age(token: "Token") -> bool:
    return token.lower_ == "century" or token.text[:1].isdigit()


def _is_root(scanned: Scanned, mention: Mention) -> bool:
    return scanned.sentence.parse[mention.top].dep_ == "ROOT"


def _salient(scanned: Scanned, discourse: Discourse, heads: bool) -> int | None:
    """The thing a sentence is about: the patient of its harm, else the first asset it names.

    Args:
        heads: whether the sentence is a heading, where a name of a house, too, is that of an asset ("Emir's House.").
    """
    best: tuple[int, int] | None = None
    for position, mention in enumerate(scanned.mentions):
        thing = discourse.of.get((scanned.index, position))
        if thing is None or (discourse.things[thing].type is None and mention.kind is not MentionKind.NAME):
            continue
        if mention.kind is MentionKind.WEAK and not (heads and mention.named and _is_root(scanned, mention)):
            continue
        patient = any((tie := ties.get(mention.top)) is not None and tie.role in PATIENT for ties in scanned.ties)
        rank = (0 if patient else 2) + (mention.kind is MentionKind.NAME)
        if best is None or rank < best[0]:
            best = (rank, thing)
    return best[1] if best else None


Headings = Mapping[int, tuple[int, bool]]
