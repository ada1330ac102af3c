"""What runs in the process that opens a PDF: limits first, then PDFium; the answer goes out as JSON."""

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.sources.pdf.layout import ENDS, Letter, joined, lines_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_MEMORY = 2_000_000_000
MOST_SECONDS = 120
"""Processor time: a book of 1,000 pages takes 10 s."""
MOST_PAGES = 5_000
MOST_LETTERS = 20_000_000
PASSWORD, DAMAGED = "password", "damaged"


def main() -> None:
    """Read a PDF from standard input and write what it says to standard output."""
    limit()
    content = sys.stdin.buffer.read()
    sys.stdout.buffer.write(json.dumps(answer(content)).encode("ascii"))


def limit() -> None:
    """Bound memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows; the clock of whoever waits still holds
        return
    bounds = (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for what, most in bounds:
        # Some systems know a bound and cannot set it; the clock of whoever waits still holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def answer(content: bytes) -> dict[str, object]:
    """What a PDF says: its text, where each line of it stands, its own description; or why it cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"why": PASSWORD if "password" in str(error).lower() else DAMAGED}
    parts: list[str] = []
    areas: list[tuple[int, int, int, tuple[float, ...]]] = []
    empty, unread, length, count = [], [], 0, len(document)
    for number in range(1, min(count, MOST_PAGES) + 1):
        try:
            page = document[number - 1]
            found = list(joined(list(lines_of(_letters(page)))))
        except pypdfium2.PdfiumError:
            unread.append(number)
            continue
        if not found:
            empty.append(number)
        for order, (before, line) in enumerate(found):
            gap = _over_page(parts) if not order and length else before
            parts += [gap, line.words]
            start = length + len(gap)
            length = start + len(line.words)
            areas.append((start, length, number, tuple(round(side, 1) for side in line.box)))
        if length > MOST_LETTERS:
            break
    text = "".join(parts)
    told = [list(pair) for pair in _told(document)]
    return {"text": text, "areas": areas, "empty": empty, "unread": unread, "pages": count, "told": told}


def _over_page(parts: list[str]) -> str:
    """What parts two pages: a paragraph may go on, but not behind a page's number."""
    last = parts[-1]
    return "\n\n" if last.endswith(ENDS) or last.strip("-– ").isdigit() else " "


def _told(document: "PdfDocument") -> Iterator[tuple[str, str]]:
    """What the file says of itself."""
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        yield str(name), str(value)[:1000]
    yield "PDF version", str((document.get_version() or 0) / 10)
    if attached := document.count_attachments():
        yield "attachments", str(attached)


def _letters(page: "PdfPage") -> Iterator[Letter]:
    import pypdfium2.raw as pdfium

    text: PdfTextPage = page.get_textpage()
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        # Halves of letters fit into no file.
        letter = "\ufffd" if 0xD800 <= code < 0xE000 or code > sys.maxunicode else chr(code) if code else ""
        if letter:
            box = text.get_charbox(index, loose=True)
            yield Letter(letter, _seen(box, (left, bottom, right, top), turned))


def _seen(
    box: tuple[float, float, float, float], page: tuple[float, float, float, float], turned: int
) -> tuple[float, float, float, float]:
    """A box as the reader sees it: from the upper left corner, the page turned as it is shown."""
    left, bottom, right, top = box
    west, south, east, north = page
    if turned == 90:
        return bottom - south, left - west, top - south, right - west
    if turned == 180:
        return east - right, bottom - south, east - left, top - south
    if turned == 270:
        return north - top, east - right, north - bottom, east - left
    return left - west, north - top, right - west, north - bottom


if __name__ == "__main__":
    main()
