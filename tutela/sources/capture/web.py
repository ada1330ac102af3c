"""Web addresses -> items: what the server sent, every exchange as WARC, and the publication in it."""

import time
from collections import deque
from dataclasses import dataclass, field

from tutela.model.items import FileRole, KeptFile
from tutela.sources.archives.publications import PAGES, Answer
from tutela.sources.capture import warc
from tutela.sources.capture.answers import (
    charset_of,
    file_name,
    keep_picture,
    media_type_of,
    note_answer,
    read_answer,
)
from tutela.sources.capture.drafts import CapturedDraft, Circumstances
from tutela.sources.capture.making import Making
from tutela.sources.capture.rendering import NotRendered, Rendering, render
from tutela.sources.capture.requisites import MOST, requisites_of_page, requisites_of_style
from tutela.sources.fetching import Client, Exchange, Fetched, NotFetched
from tutela.sources.naming import Names

STATIC, RENDERED = "static fetch", "rendered"
SHOWN_PAGE, SHOWN_PICTURE = "page after scripts.html", "page.png"
MOST_PICTURES = 60
"""Pictures of one rendered page kept as files of their own; all are in the WARC."""
RESOURCES_S = 120.0
"""For all that a page shows together."""
RESOURCE_BYTES = 4
"""How many times the limit of one response all that a page shows may have together."""
ANYTHING = (("Accept", "*/*"), ("Accept-Encoding", "identity"))


@dataclass(slots=True)
class Page:
    """An answer that can be worked with: its body unpacked, and the file that it is kept as."""

    answer: Answer
    file: KeptFile


@dataclass(slots=True)
class WebCapture:
    """Captures addresses one by one; what fails is in the item."""

    client: Client
    here: Circumstances
    names: Names
    resources: bool = False
    """Whether what a page shows is fetched, too."""
    rendered: bool = False
    """Whether pages are shown in a browser, too."""
    chromium: str = ""

    def capture(self, url: str) -> CapturedDraft:
        """One address as an item, whatever becomes of it."""
        making = Making(self.here.begin(url, RENDERED if self.rendered else STATIC))
        fetched = self.client.fetch(url)
        exchanges = list(fetched.exchanges)
        if page := fetched_page(making, fetched, self.client):
            exchanges += self._read(making, fetched, page)
        keep_exchanges(making, exchanges, url)
        return making.finish()

    def _read(self, making: Making, fetched: Fetched, page: Page) -> list[Exchange]:
        """Read a page as it was sent, or as a browser shows it; what else was exchanged for that."""
        if self.rendered and page.answer.media_type not in PAGES:
            making.left_out("render", f"It is {page.answer.media_type}, which is shown without a browser.")
        elif self.rendered:
            try:
                rendering = render(fetched, self.client, self.chromium)
            except NotRendered as reason:
                making.left_out("render", str(reason))
            else:
                self._read_rendering(making, rendering, page)
                return rendering.exchanges
        read_answer(making, page.answer, self.names, page.file.sha256)
        if page.answer.media_type in PAGES and self.resources:
            return Requisites(self.client, making).fetch(page.answer)
        return []

    def _read_rendering(self, making: Making, rendering: Rendering, page: Page) -> None:
        keep_rendering(making, rendering, page.file.sha256)
        if rendering.dom and not rendering.broken:
            shown = Answer(rendering.url, "text/html", rendering.dom, "utf-8")
            read_answer(making, shown, self.names, making.files[-1].sha256)
        if not making.documents:
            read_answer(making, page.answer, self.names, page.file.sha256)
        kept = sum(keep_picture(making, *picture) for picture in _pictures(rendering)[:MOST_PICTURES])
        making.done("resources", f"Answers loaded: {len(rendering.exchanges):,}; pictures kept: {kept:,}.")
        making.failed_each("resources", rendering.faults)


def _pictures(rendering: Rendering) -> list[tuple[str, bytes, str]]:
    unique = {body: (url, kind) for url, kind, body in reversed(rendering.bodies)}
    return [(url, body, kind) for body, (url, kind) in reversed(unique.items())]


def keep_rendering(making: Making, rendering: Rendering, made_of: str) -> None:
    """Keep picture and DOM of a page as the browser showed it.

    Args:
        making: gets them.
        rendering: what the browser showed.
        made_of: SHA-256 of the page as it was sent.
    """
    if rendering.broken or not rendering.dom:
        making.failed("render", rendering.broken or "The browser showed nothing.")
    else:
        making.done("render", " ".join(["It was shown in a browser.", *map(_sentence, rendering.notes)]))
    making.fact("browser", rendering.browser, "browser")
    if rendering.url != making.item.item:
        making.fact("address in the end", rendering.url, "browser")
    for number, picture in enumerate(rendering.pictures, start=1):
        name = SHOWN_PICTURE if number == 1 else SHOWN_PICTURE.replace(".", f"-{number}.")
        making.keep_bytes(picture, "image/png", FileRole.RENDERING, name, made_of)
    if rendering.dom:
        making.keep_bytes(rendering.dom, "text/html", FileRole.RENDERING, SHOWN_PAGE, made_of)


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:]


def fetched_page(making: Making, fetched: Fetched, client: Client) -> Page | None:
    """Note how a fetch went and keep its body; None where nothing in it may be read."""
    note_answer(making, fetched)
    last = fetched.last
    if last is None or fetched.fault:
        making.failed("fetch", fetched.fault)
        return None
    told = f"answered {last.status} {last.reason}".strip()
    page = _body(making, fetched, client)
    if not 200 <= last.status < 300:
        making.failed("fetch", f"It {told}; what it showed is kept, and not read as a publication.")
        return None
    hops = f", after {len(fetched.exchanges) - 1} redirects" if len(fetched.exchanges) > 1 else ""
    making.done("fetch", f"It {told}: {len(last.body):,} bytes{hops}.")
    return page


def _body(making: Making, fetched: Fetched, client: Client) -> Page | None:
    last = fetched.last
    if last is None or not last.body:
        return None
    try:
        body = client.body(fetched)
    except NotFetched as fault:
        making.keep_bytes(last.body, "application/octet-stream", FileRole.ORIGINAL, file_name(last.url, ""))
        making.failed("unpack", str(fault))
        return None
    kind = media_type_of(last, body)
    name = file_name(last.url, kind)
    if fetched.packed:
        packed = last.header("content-encoding")
        original = making.keep_bytes(last.body, "application/octet-stream", FileRole.ORIGINAL, f"{name} ({packed})")
        file = making.keep_bytes(body, kind, FileRole.WORKING_COPY, name, original.sha256)
        making.done("unpack", f"The server had packed it as {packed}.")
    else:
        file = making.keep_bytes(body, kind, FileRole.ORIGINAL, name)
    return Page(Answer(last.url, kind, body, charset_of(last)), file)


def keep_exchanges(making: Making, exchanges: list[Exchange], url: str) -> None:
    """Keep every exchange of a capture as one WARC file; none where nothing was exchanged."""
    if not exchanges:
        return
    item = making.item
    info = {"software": item.software, "operator": item.by, "description": f"capture of {url}", "robots": "ignore"}
    data = warc.warc_file(exchanges, item.at, info)
    making.keep_bytes(data, warc.MEDIA_TYPE, FileRole.RECORD, warc.NAME)
    making.done("record", f"{len(exchanges):,} requests with their answers were written as WARC.")


@dataclass(slots=True)
class Requisites:
    """Fetches what a page shows: pictures, styles and what these name, within limits for all together."""

    client: Client
    making: Making
    _waiting: deque[str] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)
    _faults: list[str] = field(default_factory=list)
    _bytes: int = 0

    def fetch(self, page: Answer) -> list[Exchange]:
        """Every exchange, redirects and all; pictures are kept with the item."""
        self._expect(requisites_of_page(page.body, page.url))
        exchanges: list[Exchange] = []
        had, ends = 0, time.monotonic() + RESOURCES_S
        while self._waiting and not self._over(ends):
            url = self._waiting.popleft()
            fetched = self.client.fetch(url, headers=(("Referer", page.url), *ANYTHING), waits=False)
            exchanges += fetched.exchanges
            had += self._take(url, fetched)
        self._tell(had)
        return exchanges

    def _expect(self, urls: tuple[str, ...]) -> None:
        fresh = [url for url in urls if url not in self._seen][: MOST - len(self._seen)]
        self._seen.update(fresh)
        self._waiting.extend(fresh)

    def _over(self, ends: float) -> bool:
        return time.monotonic() > ends or self._bytes > RESOURCE_BYTES * self.client.limits.max_bytes

    def _take(self, url: str, fetched: Fetched) -> bool:
        last = fetched.last
        if last is None or fetched.fault or last.status != 200:
            why = fetched.fault or (f"it answered {last.status} {last.reason}".strip() if last else "no answer.")
            self._faults.append(f"{url[:200]}: {why}")
            return False
        self._bytes += len(last.response)
        try:
            body = self.client.body(fetched)
        except NotFetched as fault:
            self._faults.append(f"{url[:200]}: {fault}")
            return False
        kind = media_type_of(last, body)
        if kind == "text/css":
            self._expect(requisites_of_style(body, last.url))
        keep_picture(self.making, last.url, body, kind)
        return True

    def _tell(self, had: int) -> None:
        self.making.done("resources", f"{had:,} of {len(self._seen):,} that the page shows were fetched.")
        self.making.failed_each("resources", self._faults)
        if self._waiting:
            self.making.left_out("resources", f"{len(self._waiting):,} were not fetched: the page shows too much.")
