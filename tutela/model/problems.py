"""What was wrong with an input, said so that a person can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one place of one input; the rest of the input was used."""

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
        return f"{self.file}{place}: {self.message} {self.remedy}".strip()
