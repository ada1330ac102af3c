"""Where words that somebody says stand in a text really stand there: exactly, or but for spaces and printers' marks."""

import re
from functools import lru_cache

ALIKE = {
    **dict.fromkeys("“”„«»‟″", '"'),
    **dict.fromkeys("‘’‚‛ʼ՚′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2009\u202f\u2007\u3000\t\n\r", " "),
}
"""Signs that print alike. Nothing else is forgiven: no letter, no order, no ellipsis."""
_TABLE = str.maketrans(ALIKE)


def locate(words: str, text: str, near: int = 0) -> tuple[int, int] | None:
    """Offsets of words in a text, the place nearest to `near`; None where they do not stand there.

    >>> locate("the  “old” church", 'They shelled the "old"\\nchurch.')
    (13, 29)
    """
    wanted = words.strip()
    if not wanted:
        return None
    places = [match.span() for match in re.finditer(re.escape(wanted), text)] or _loosely(wanted, text)
    return min(places, key=lambda place: abs(place[0] - near), default=None)


def _loosely(words: str, text: str) -> list[tuple[int, int]]:
    plain = words.translate(_TABLE)
    pattern = r"\s+".join(map(re.escape, plain.split()))
    return [match.span() for match in re.finditer(pattern, _plain(text))] if pattern else []


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    """The text with signs that print alike made one; letter for letter as long as before."""
    return text.translate(_TABLE)
