"""A PDF becomes an item with its text, the place of every line, and what the file says of itself.

PDFium (through pypdfium2) was chosen by measuring: of text set in Arabic and Hebrew it alone gives the words in the
order they are read together with the place of each letter (docs/sources.md has the table). It is a large program for
hostile input, so it runs in a process of its own with bounds on memory, time and output.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from tutela.model.documents import Captured, Finding
from tutela.model.items import CaptureStep, Done, Fact, FileRole, KeptFile, PageArea
from tutela.model.problems import Problem
from tutela.sources.capture.drafts import CapturedDraft, Circumstances, kept_path
from tutela.sources.decoding import storable
from tutela.sources.drafts import Draft, Source, shown_path
from tutela.sources.naming import Names, captured
from tutela.sources.pdf.child import DAMAGED, MOST_LETTERS, MOST_PAGES, PASSWORD

MEDIA_TYPE = "application/pdf"
MAX_BYTES = 200_000_000
"""Longest PDF read: a scanned book of 500 pages has 100 MB."""
PATIENCE_S = 150.0
NOT_INSTALLED = "pypdfium2 is not installed, so its text was not read: pip install 'tutela[capture]'."
WHY = {
    PASSWORD: "It is locked with a password, so nothing in it was read. Save it without one.",
    DAMAGED: "It is no PDF that can be opened.",
}
NO_TEXT = "It holds no text, only pictures of pages: it was scanned. Its words have to be recognised (OCR) first."


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says."""

    text: str = ""
    areas: tuple[PageArea, ...] = ()
    """One for each line, in the order of the text."""
    pages: int = 0
    told: tuple[tuple[str, str], ...] = ()
    """What the file says of itself: author, program, dates."""
    steps: tuple[CaptureStep, ...] = ()


def read_pdf(content: bytes) -> PdfText:
    """The text of a PDF with the place of each line; how that went stands in its steps, and nothing is raised."""
    if len(content) > MAX_BYTES:
        return _failed(f"It is {len(content):,} bytes long; at most {MAX_BYTES:,} are read.")
    if importlib.util.find_spec("pypdfium2") is None:
        return PdfText(steps=(CaptureStep("read", Done.LEFT_OUT, NOT_INSTALLED),))
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "tutela.sources.pdf.child"],
            input=content,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _failed(f"Reading it took longer than {PATIENCE_S:g} seconds and was broken off.")
    if ran.returncode:
        return _failed("Reading it went beyond the bounds on memory and time, or its reader broke down over it.")
    try:
        return _told(cast("dict[str, object]", json.loads(ran.stdout)))
    except ValueError:
        return _failed("What its reader answered cannot be understood.")


def _failed(sentence: str) -> PdfText:
    return PdfText(steps=(CaptureStep("read", Done.FAILED, sentence),))


def _told(answer: dict[str, object]) -> PdfText:
    if why := answer.get("why"):
        return _failed(WHY[str(why)])
    # Every replacement keeps the length, so the areas stay where they are.
    text = storable(str(answer["text"]))
    areas = tuple(
        PageArea(start, end, page, (box[0], box[1], box[2], box[3]))
        for start, end, page, box in cast("list[tuple[int, int, int, list[float]]]", answer["areas"])
    )
    pages = cast("int", answer["pages"])
    told = tuple((name, storable(value)) for name, value in cast("list[tuple[str, str]]", answer["told"]))
    return PdfText(text, areas, pages, (("pages", str(pages)), *told), tuple(_steps(answer, text, pages)))


def _steps(answer: dict[str, object], text: str, pages: int) -> Iterator[CaptureStep]:
    empty, unread = cast("list[int]", answer["empty"]), cast("list[int]", answer["unread"])
    if not text.strip():
        yield CaptureStep("read", Done.FAILED, NO_TEXT)
        return
    yield CaptureStep("read", Done.DONE, f"{len(text):,} letters on {pages:,} pages.")
    if empty:
        told = f"Without text, blank or scanned: page{'s' if len(empty) > 1 else ''} {_numbers(empty)}."
        yield CaptureStep("read", Done.LEFT_OUT, told)
    if unread:
        yield CaptureStep("read", Done.FAILED, f"Damaged: page{'s' if len(unread) > 1 else ''} {_numbers(unread)}.")
    if pages > MOST_PAGES or len(text) > MOST_LETTERS:
        told = f"Only the first {MOST_PAGES:,} pages or {MOST_LETTERS:,} letters were read."
        yield CaptureStep("read", Done.FAILED, told)


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return f"{shown} and {len(pages) - 20:,} more" if len(pages) > 20 else shown


def draft_of(content: bytes, read: PdfText, url: str = "") -> Draft:
    """The publication that a PDF's text is; the title it gives itself stands with it, its dates do not.

    The dates in a PDF are those of the file (made, changed), set by whoever's clock; they are kept as facts.
    """
    title = next((value for name, value in read.told if name == "Title"), "")
    language = next((value for name, value in read.told if name == "Lang"), "")
    found = Finding(language, "page", language) if language else None
    return Draft(read.text, content, MEDIA_TYPE, title=title, url=url, language=found)


def facts_of(read: PdfText, file: KeptFile) -> tuple[Fact, ...]:
    """What the file says of itself, as facts that nobody vouches for."""
    return tuple(Fact(name, value, "pdf", file.sha256) for name, value in read.told)


def read_pdf_file(
    path: Path, here: Circumstances, name: str = "", names: Names | None = None
) -> Iterator[CapturedDraft | Problem]:
    """A PDF as an item: the file as the original, its text as a document, the place of every line.

    Args:
        path: the file.
        here: who captures, when.
        name: what the document is called; the file's own name without ending where it is empty.
        names: those given so far in this go.
    """
    item = here.begin(shown_path(path), "file")
    try:
        file, content = kept_path(path, MEDIA_TYPE, FileRole.ORIGINAL)
        data = path.read_bytes() if file.size <= MAX_BYTES else b""
    except OSError as error:
        yield Problem(shown_path(path), f"cannot be read ({error.strerror or error}).", "Check the path.")
        return
    read = read_pdf(data) if data or not file.size else _failed(f"It is longer than {MAX_BYTES:,} bytes.")
    source = Source(shown_path(path), name or shown_path(path.stem))
    documents = []
    for found in captured(source, draft_of(data, read), names or Names()) if read.text.strip() else ():
        if isinstance(found, Captured):
            documents.append(found)
        else:
            yield found
    yield CapturedDraft(
        replace(
            item,
            files=(file,),
            documents=tuple(one.document.id for one in documents),
            steps=read.steps,
            facts=facts_of(read, file),
            areas=read.areas if documents else (),
        ),
        (content,),
        tuple(documents),
    )
