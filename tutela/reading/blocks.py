"""Blocks: entries, bulletins, captions, subtitles, where what is spoken of stands apart from what is said of it."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from tutela.language.sentences import paragraphs
from tutela.reading.candidates import MentionKind
from tutela.reading.discourse import Discourse
from tutela.reading.frames import PATIENT
from tutela.reading.scanning import Scanned

Span = tuple[int, int]

SUBTITLE_TIME = re.compile(r"\[\d\d:\d\d")
END = re.compile(r"[.!?…][\"'”’)]*$")
ITEM = re.compile(r"\s*(?:[-–—•*·▪●]|\(?\d{1,3}[.)])\s")
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
    """Whether a sentence opens a line and only names what the entry is about."""
    before = text[text.rfind("\n", 0, span[0]) + 1 : span[0]]
    if any(letter.isalpha() for letter in before):
        return False
    verbless = not any(token.tag_ in ("VBD", "VBZ", "VBP") or token.dep_ == "aux" for token in scanned.sentence.parse)
    return verbless and (bool(ITEM.match(text, span[0])) or len(scanned.sentence.parse) < 16)


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
        if mention.kind is MentionKind.WEAK and not (heads and mention.named):
            continue
        patient = any((tie := ties.get(mention.top)) is not None and tie.role in PATIENT for ties in scanned.ties)
        rank = (0 if patient else 2) + (mention.kind is MentionKind.NAME)
        if best is None or rank < best[0]:
            best = (rank, thing)
    return best[1] if best else None


Headings = Mapping[int, tuple[int, bool]]
