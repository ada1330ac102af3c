"""What an archive keeps of a web address becomes a document: pages, plain texts, JSON, PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urljoin, urlsplit

from tutela.model.documents import Captured
from tutela.model.items import CaptureStep, Done, PageArea
from tutela.model.problems import Problem
from tutela.sources.archives.exchanges import Response, Undecodable, body_of
from tutela.sources.archives.records import Record
from tutela.sources.capture.drafts import read_out
from tutela.sources.decoding import decode, storable
from tutela.sources.drafts import Draft, Source
from tutela.sources.json_files import MAX_BYTES, read_json
from tutela.sources.naming import Names, captured
from tutela.sources.pages import read_page
from tutela.sources.pdf.reading import draft_of, read_pdf

PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain",)
DATA = ("application/json", "text/json", "application/activity+json", "application/ld+json")
PDF = "application/pdf"
READ = (*PAGES, *TEXTS, *DATA, PDF)
FEWEST_LETTERS = 80
"""Letters below which a page is a frame, a counter or an error message; the shortest report of the development corpus
has 240."""
MOST_SHOWN = 60
"""Pictures of one page that are taken; a page with more is a gallery."""
_SHOWN = re.compile(
    rb"""<(?:img|video|source)\b[^>]{0,2000}?\s(?:src|data-src|data-original|poster)\s*=\s*["']([^"'<>]{1,1000})["']"""
    rb"""|<meta\b[^>]{0,300}?og:(?:image|video)["'][^>]{0,100}?content\s*=\s*["']([^"'<>]{1,1000})["']""",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a web address gave: the body as a browser would see it."""

    url: str
    media_type: str
    body: bytes
    charset: str = ""


def answer_of(record: Record, response: Response | None) -> Answer:
    """The answer that a `response` or `resource` record keeps.

    Raises:
        Undecodable: its packing cannot be undone.
    """
    if record.length > len(record.block):
        raise Undecodable(f"it has {record.length:,} bytes; {len(record.block):,} were held")
    if response is None:
        return Answer(record.url, record.media_type, record.block)
    charset = _CHARSET.search(response.headers.get("content-type", ""))
    return Answer(record.url, response.media_type, body_of(response), charset[1] if charset else "")


@dataclass(frozen=True, slots=True)
class Publications:
    """What was read out of one answer."""

    documents: tuple[Captured, ...] = ()
    steps: tuple[CaptureStep, ...] = ()
    areas: tuple[PageArea, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    """What a PDF says of itself."""


def publications_of(answer: Answer, names: Names) -> Publications:
    """The publications in an answer; none where it holds none, with a step where that was for a reason."""
    if answer.media_type == PDF:
        return _of_pdf(answer, names)
    documents, remarks = read_out(documents_of(answer, names))
    done = CaptureStep("read", Done.DONE, f"It was read as {answer.media_type}.")
    return Publications(tuple(documents), (done, *remarks) if documents else ())


def documents_of(answer: Answer, names: Names) -> Iterator[Captured | Problem]:
    """The publications in a page, a text or data; nothing where it holds none."""
    source = Source(answer.url, name_of(answer.url))
    if len(answer.body) > MAX_BYTES:
        message = f"is {len(answer.body):,} bytes long; a publication has at most {MAX_BYTES:,}."
        yield source.fault(message, "Save what matters of it as a file of its own.")
        return
    for draft in _drafts(source, answer):
        if isinstance(draft, Problem):
            if not draft.dropped:
                yield draft
        elif len(draft.text.strip()) >= FEWEST_LETTERS:
            yield from captured(source, replace(draft, url=storable(answer.url), content=answer.body), names)


def _of_pdf(answer: Answer, names: Names) -> Publications:
    source = Source(answer.url, name_of(answer.url))
    read = read_pdf(answer.body)
    draft = draft_of(answer.body, read, storable(answer.url))
    documents, remarks = read_out(captured(source, draft, names) if read.text.strip() else ())
    return Publications(tuple(documents), (*read.steps, *remarks), read.areas if documents else (), read.told)


def _drafts(source: Source, answer: Answer) -> Iterator[Draft | Problem]:
    if answer.media_type in PAGES:
        yield from read_page(source, _in_utf8(answer))
    elif answer.media_type in TEXTS:
        decoded = decode(answer.body)
        if not decoded.binary:
            yield Draft(storable(decoded.text), answer.body, "text/plain")
    elif answer.media_type in DATA and b'"text"' in answer.body:
        yield from read_json(source, answer.body)


def _in_utf8(answer: Answer) -> bytes:
    """A page in UTF-8 where the server says that it is in something else that the page does not name."""
    try:
        return answer.body.decode(answer.charset).encode() if answer.charset else answer.body
    except (LookupError, UnicodeDecodeError, UnicodeEncodeError):
        return answer.body


def name_of(url: str) -> str:
    """What a document from the web is called: its address without scheme and mark-up, readable.

    >>> name_of("https://example.org/2021/05/%D5%8F?id=7#top")
    'example.org/2021/05/Տ?id=7'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return storable(url[:200])
    query = f"?{parts.query}" if parts.query else ""
    path = unquote(f"{parts.path}{query}").rstrip("/")
    return storable(f"{parts.netloc.rpartition('@')[2]}{path}"[:200]) or "page"


def shown_in(answer: Answer) -> Iterator[str]:
    """Addresses of the pictures and videos a page shows, each once."""
    seen: set[str] = set()
    for match in _SHOWN.finditer(answer.body):
        source = (match[1] or match[2]).decode("utf-8", "replace").replace("&amp;", "&").strip()
        try:
            url = urljoin(answer.url, source)
        except ValueError:
            continue
        if url not in seen and url.startswith(("http://", "https://")) and len(seen) < MOST_SHOWN:
            seen.add(url)
            yield url
