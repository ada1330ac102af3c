"""Tables of date expressions, a line each: expression | start | end | kind, with - for a bound that is open."""

from tutela.language.dates import find_dates

Row = tuple[str, str | None, str | None, str]


def table(lines: str) -> list[Row]:
    """The rows of a table."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines()]
    return [(expression, bound(start), bound(end), kind) for expression, start, end, kind in rows]


def bound(cell: str) -> str | None:
    return None if cell == "-" else cell


def told(text: str, published: str, language: str) -> list[tuple[str | None, str | None, str]]:
    """The dates found in a text, as the tables write them."""
    found = find_dates(text, published, language)
    return [(date.period.start, date.period.end, date.kind) for date in found]
