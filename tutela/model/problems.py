"""What was wrong with an input, said so that a person can mend it."""

import re
from dataclasses import dataclass

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys instead of showing: control characters, line ends, orders to change the direction of reading;
and halves of letters, which no output can carry."""


def one_line(text: str) -> str:
    """Text that stands on one line and shows all its characters: a line end is written `\\n`."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def json_shown(line: str) -> str:
    r"""A line of JSON in which such characters are escaped: it says the same, and gives a terminal no orders.

    >>> json_shown('{"name": "a\u202eb"}')
    '{"name": "a\\u202eb"}'
    """
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one place of one input; the rest of the input was used.

    >>> print(Problem("list.csv", "latitude 95 lies beyond a pole.", "Correct it.", row=4, column="lat"))
    list.csv, row 4, column lat: latitude 95 lies beyond a pole. Correct it.
    """

    file: str
    message: str
    """What is wrong, naming the value."""
    remedy: str
    """What to do about it."""
    row: int | None = None
    """Row or line, counted as an editor shows it (the header of a table is row 1)."""
    column: str | None = None
    value: str | None = None
    dropped: bool = True
    """True when the row or file was left out, False when it was used all the same."""

    def __str__(self) -> str:
        place = "".join(
            f", {word} {value}" for word, value in (("row", self.row), ("column", self.column)) if value is not None
        )
        return one_line(f"{self.file}{place}: {self.message} {self.remedy}".strip())
