"""What a page in the browser asks for: fetched by the guarded client, kept, and answered from there."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from tutela.sources.fetching import Client, Exchange, Fetched, NotFetched

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Request, Route, WebSocketRoute

MOST_REQUESTS = 500
"""Of one page; pages of the news make 50 to 300."""
MOST_TIMES = 4
"""How many times the limit of one answer all that a page loads may have together: it is held in memory."""
AT_ONCE = 6
"""Requests of one page at a time, as browsers do it per host."""
MOST_FAULTS = 1_000
NOT_FORWARDED = frozenset({"host", "connection", "content-length", "accept-encoding", "user-agent", "cookie"})
NOT_PASSED_ON = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "alt-svc", "trailer"}
)
"""Headers of the line from the server, which mean nothing on that to the browser."""


@dataclass  # without slots: Playwright leaves marks on whose methods it calls
class PageRequests:
    """Answers the requests of one page, and remembers what was exchanged for them."""

    first: Fetched | None
    """The page itself, which was fetched already."""
    client: Client
    exchanges: list[Exchange] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What was asked for and not given."""
    bodies: list[tuple[str, str, bytes]] = field(default_factory=list)
    """(address, media type, body) of the pictures and videos that were loaded."""
    _asked: int = 0
    _bytes: int = 0
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def refuse_socket(self, socket: "WebSocketRoute") -> None:
        """Close a WebSocket before it is opened."""
        self._fault(socket.url, "a WebSocket, which is not opened.")
        await socket.close()

    async def answer(self, context: "BrowserContext", route: "Route") -> None:
        """Answer one request of the page."""
        from playwright.async_api import Error

        # The page may be gone by the time it is answered.
        with contextlib.suppress(Error):
            fetched = await self._fetched(context, route.request)
            if fetched is None:
                await route.abort("blockedbyclient")
                return
            await self._fulfil(route, fetched)

    async def _fetched(self, context: "BrowserContext", request: "Request") -> Fetched | None:
        url = urldefrag(request.url).url
        if self.first is not None and url == urldefrag(self.first.url).url and request.method == "GET":
            fetched, self.first = self.first, None
            return fetched
        self._asked += 1
        if self._asked > MOST_REQUESTS:
            self._fault(url, f"the page asks for more than {MOST_REQUESTS} things.")
            return None
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in await context.cookies(url))
        said = [(name, value) for name, value in request.headers.items() if name.lower() not in NOT_FORWARDED]
        headers = (*said, ("accept-encoding", "identity"), *((("cookie", cookies),) if cookies else ()))
        async with self._turns:
            if self._bytes > MOST_TIMES * self.client.limits.max_bytes:
                self._fault(url, f"the page has loaded {self._bytes:,} bytes. Take more with --max-bytes.")
                return None
            fetched = await asyncio.to_thread(
                self.client.fetch,
                url,
                method=request.method,
                headers=headers,
                body=request.post_data_buffer or b"",
                follow=not request.is_navigation_request(),
                waits=False,
            )
            self._bytes += sum(len(one.response) for one in fetched.exchanges)
        self.exchanges += fetched.exchanges
        if fetched.fault:
            self._fault(url, fetched.fault)
            return None
        return fetched

    async def _fulfil(self, route: "Route", fetched: Fetched) -> None:
        last = fetched.last
        if last is None:
            await route.abort("failed")
            return
        try:
            body = self.client.body(fetched)
        except NotFetched as fault:
            self._fault(last.url, str(fault))
            await route.abort("failed")
            return
        if 300 <= last.status < 400 and (onward := last.header("location")):
            # The browser does not follow what is answered for it: it is led on by a page of ours, which is not kept.
            await route.fulfill(status=200, content_type="text/html", body=_leading_to(onward))
            return
        self._keep(last, body)
        await route.fulfill(status=last.status, headers=_passed_on(last), body=body)

    def _keep(self, answer: Exchange, body: bytes) -> None:
        kind = answer.header("content-type").partition(";")[0].strip().lower()
        if kind.startswith(("image/", "video/")) and answer.status == 200:
            self.bodies.append((answer.url, kind, body))

    def _fault(self, url: str, why: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(f"{url[:200]}: {why}")


def _passed_on(answer: Exchange) -> dict[str, str]:
    """The headers for the browser; several of one name are joined as Playwright takes them apart."""
    joined: dict[str, str] = {}
    for name, value in answer.headers:
        key = name.lower()
        if key not in NOT_PASSED_ON:
            separator = "\n" if key == "set-cookie" else ", "
            joined[key] = f"{joined[key]}{separator}{value}" if key in joined else value
    return joined


def _leading_to(url: str) -> str:
    from html import escape

    return f'<!doctype html><meta http-equiv="refresh" content="0;url={escape(url)}">'
