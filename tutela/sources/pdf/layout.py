"""The letters of a page, as a PDF draws them one by one, put together into lines and paragraphs."""

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the page's upper left corner."""

HYPHEN = "\x02"
"""What PDFium writes for the hyphen of a word that goes on in the next line."""
WIDER_GAP = 1.3
"""Distance of two lines, measured by that usual on the page, from which a paragraph ends: typeset text keeps its lines
apart by 1.0 and its paragraphs by 1.5 and more."""
OTHER_SIZE = 1.15
"""Ratio of the heights of two lines from which one of them is a heading."""
ROWS = 1.6
"""Distance of two lines, by their height, from which they may be rows of a table or a list, and keep a line each: text
set by typst and LaTeX has 1.2 to 1.4, tables 1.65."""
ENDS = tuple('.!?…։。！？؟۔।:”»")')


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it is drawn."""

    letter: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """Letters that stand in one line, in the order they are read."""

    words: str
    box: Box
    broken: bool = False
    """Whether its last word goes on in the next line."""

    @property
    def height(self) -> float:
        """In points."""
        return self.box[3] - self.box[1]


def lines_of(letters: Iterable[Letter]) -> Iterator[Line]:
    """The lines of a page; each ends where the next letter stands lower, or where PDFium ends it."""
    held: list[Letter] = []
    for letter in righted(letters):
        if letter.letter in "\r\n":
            yield from _line(held)
            held = []
        elif letter.letter == HYPHEN:
            yield from _line(held, broken=True)
            held = []
        else:
            held.append(letter)
    yield from _line(held)


def righted(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The letters with those of each Arabic ligature in the order they are read.

    PDFium turns a line that runs to the left letter by letter, and with it the letters that one sign stands for.

    >>> sign = (0.0, 0.0, 5.0, 9.0)
    >>> "".join(one.letter for one in righted([Letter("ا", sign), Letter("ل", sign)])) == "لا"
    True
    """
    for _, drawn in itertools.groupby(letters, key=lambda letter: letter.box):
        group = list(drawn)
        yield from reversed(group) if all(_runs_left(one.letter) for one in group) else group


def _runs_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("AL", "R")


def _line(letters: Sequence[Letter], broken: bool = False) -> Iterator[Line]:
    words = "".join(letter.letter for letter in letters)
    drawn = [letter.box for letter in letters if letter.letter.strip()]
    if not drawn:
        return
    box = (
        min(box[0] for box in drawn),
        min(box[1] for box in drawn),
        max(box[2] for box in drawn),
        max(box[3] for box in drawn),
    )
    yield Line(words.strip(), box, broken)


def joined(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Each line with what stands before it: nothing, a space, or the end of a paragraph.

    >>> top, under = Line("The chapel was", (0, 0, 90, 10)), Line("hit.", (0, 12, 20, 22))
    >>> [before for before, _ in joined([top, under])]
    ['', ' ']
    """
    usual = _usual_pitch(lines)
    before: Line | None = None
    for line in lines:
        if before is None:
            yield "", line
        elif before.broken:
            # A word that was broken is one word, wherever its second half stands.
            yield "", line
        else:
            yield _between(before, line, usual), line
        before = line


def _usual_pitch(lines: Sequence[Line]) -> float:
    pitches = [under.box[3] - line.box[3] for line, under in itertools.pairwise(lines)]
    down = [pitch for pitch in pitches if pitch > 0]
    return median(down) if down else 0.0


def _between(before: Line, line: Line, usual: float) -> str:
    if _parted(before, line, usual):
        return "\n\n"
    return "\n" if line.box[3] - before.box[3] > ROWS * before.height else " "


def _parted(before: Line, line: Line, usual: float) -> bool:
    heights = sorted((before.height, line.height))
    if heights[0] <= 0 or heights[1] / heights[0] > OTHER_SIZE:
        return True
    pitch = line.box[3] - before.box[3]
    if pitch <= -before.height:
        # Up again: the next column, where a sentence may go on.
        return before.words.endswith(ENDS)
    if pitch < before.height / 2:
        # Beside it: the cells of a table.
        return line.box[0] - before.box[2] > before.height or before.box[0] - line.box[2] > before.height
    return pitch > WIDER_GAP * max(usual, before.height)
