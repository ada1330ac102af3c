"""Pictures and videos that two documents show: the same one, however it was made smaller, compressed or cropped."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutela.model.media import Frame, Medium

BITS = 256
SAME = 40
"""Bits two PDQ hashes may differ in. Of 60 drawn scenes all copies scaled to 160 pixels, compressed to JPEG quality 10,
brightened, or cropped by 5 % on every side lie within 36; of 1,770 pairs of different scenes none below 94. PDQ's
makers advise 31 for whole pictures; cuts need more room."""
WORTH = 50
"""Quality below which a picture shows too little to be known again; PDQ's makers advise it."""


@dataclass(frozen=True, slots=True)
class SameMedium:
    """Two media that show the same, and how surely."""

    score: float
    """1 for the same bits, 0.5 at the bound."""
    sentence: str


def same_medium(one: Medium, other: Medium) -> SameMedium | None:
    """Whether two media show the same picture; None where they do not, or cannot be compared."""
    if one.sha256 == other.sha256:
        return SameMedium(1.0, f"{one.name} and {other.name} are one file, byte for byte")
    pairs = list(itertools.product(_telling(one.frames), _telling(other.frames)))
    if not pairs:
        return None
    apart, ours, theirs = min(((distance(a, b), a, b) for a, b in pairs), key=lambda found: found[0])
    if apart > SAME:
        return None
    known = sum(any(distance(a, b) <= SAME for b in _telling(other.frames)) for a in _telling(one.frames))
    return SameMedium(round(1 - apart / (2 * SAME), 3), _sentence(one, other, ours, theirs, apart, known))


def _telling(frames: Iterable[Frame]) -> list[Frame]:
    return [frame for frame in frames if frame.quality >= WORTH]


def distance(one: Frame, other: Frame) -> int:
    """The fewest bits in which the whole of either picture, or a cut of it, differs from one of the other."""
    ours, theirs = ([int(hash_, 16) for hash_ in frame.hashes] for frame in (one, other))
    return min((a ^ b).bit_count() for a in ours for b in theirs)


def _sentence(one: Medium, other: Medium, ours: Frame, theirs: Frame, apart: int, known: int) -> str:
    told = f"{_called(one, ours)} and {_called(other, theirs)} show the same picture ({apart} of {BITS} bits differ)"
    return f"{told}; {known} of {len(one.frames)} frames are known again" if len(one.frames) > 1 else told


def _called(medium: Medium, frame: Frame) -> str:
    return f"{medium.name} at {frame.at_s:g} s" if len(medium.frames) > 1 else medium.name


def shared_medium(ours: Sequence[Medium], theirs: Sequence[Medium]) -> SameMedium | None:
    """The surest of what two documents both show; None where they share nothing."""
    found = [same for one in ours for other in theirs if (same := same_medium(one, other))]
    return max(found, key=lambda same: (same.score, same.sentence), default=None)
