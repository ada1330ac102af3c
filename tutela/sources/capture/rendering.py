"""A page as a browser shows it: picture, DOM after scripts, and everything that it loaded.

Chromium runs through Playwright in a fresh profile and never speaks to the network itself: each of its requests is
fetched by the same guarded client as any address, and answered from there. So the guard, the limits and the WARC are
one, and a name is looked up by nobody else. What does not pass that way (WebSockets, WebRTC, lookups ahead of time)
meets a browser that finds no names and has a proxy that is not there.
"""

import asyncio
import contextlib
import math
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urldefrag

from tutela.sources.fetching import Client, Exchange, Fetched, NotFetched

if TYPE_CHECKING:
    from playwright.async_api import (
        Browser,
        BrowserContext,
        FloatRect,
        Page,
        Playwright,
        Request,
        Route,
        WebSocketRoute,
    )

Made = TypeVar("Made")

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 1280, 1024
MOST_HEIGHT = 16_000
"""Pixels of one picture: Chromium draws no surface higher than 16,384."""
MOST_PICTURES = 4
"""Pictures of one page, one below the other."""
SCREENS = 30
"""Scrolled down before the picture is taken, so that what loads late is loaded."""
SCROLL_S = 0.15
QUIET_S = 5.0
"""Waited for the last answers once all is shown."""
CLOSING_S = 10.0
MOST_REQUESTS = 500
"""Of one page; pages of the news make 50 to 300."""
MOST_TIMES = 4
"""How many times the limit of one answer all that a page loads may have together: it is held in memory."""
AT_ONCE = 6
"""Requests of one page at a time, as browsers do it per host."""
MOST_FAULTS = 1_000
DRAW_ALL = """() => {
  for (const part of document.querySelectorAll("*"))
    if (getComputedStyle(part).contentVisibility === "auto") part.style.contentVisibility = "visible"
}"""
"""Parts that are drawn only when scrolled to (`content-visibility: auto`) would be blank in the picture."""
ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--block-new-web-contents",
    "--deny-permission-prompts",
    # A page that wants more is no page: its process is ended, not this machine's memory.
    "--js-flags=--max-old-space-size=512",
)
NOWHERE = "socks5://127.0.0.1:1"
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TMPDIR", "FONTCONFIG_PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What Chromium sees of the surroundings: no keys, no home."""
NOT_FORWARDED = frozenset({"host", "connection", "content-length", "accept-encoding", "user-agent", "cookie"})
NOT_PASSED_ON = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "alt-svc", "trailer"}
)
"""Headers of the line from the server, which mean nothing on that to the browser."""
NO_PLAYWRIGHT = "Playwright is not installed, so the page was not shown in a browser: pip install 'tutela[capture]'."
NO_CHROMIUM = (
    "No Chromium was found, so the page was not shown in a browser: install it (apt install chromium, or playwright "
    "install chromium), or say where it is in TUTELA_CHROMIUM."
)


class NotRendered(Exception):
    """A page was not shown in a browser, for want of a program; the message says which, and the remedy."""


@dataclass(slots=True)
class Rendering:
    """What showing a page came to."""

    url: str = ""
    """Where the browser stood in the end; scripts may lead on."""
    dom: bytes = b""
    pictures: list[bytes] = field(default_factory=list)
    """PNG of the whole page, from its top; of a long one in several, one below the other."""
    exchanges: list[Exchange] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What a page asked for and did not get."""
    notes: list[str] = field(default_factory=list)
    broken: str = ""
    """Why there is no whole rendering."""
    browser: str = ""
    bodies: list[tuple[str, str, bytes]] = field(default_factory=list)
    """(address, media type, body) of the pictures and videos that were loaded."""


def browser_program(named: str = "") -> str:
    """The Chromium to use; empty where there is none.

    Args:
        named: where the user says it is.
    """
    if named:
        return named if Path(named).is_file() else ""
    return next(filter(None, map(shutil.which, PROGRAMS)), "")


def render(first: Fetched, client: Client, program: str = "") -> Rendering:
    """Show a page that was fetched, within the client's limits.

    Args:
        first: the page; it is not fetched again.
        client: fetches what the page asks for.
        program: the Chromium to use, where it is not found by itself.

    Raises:
        NotRendered: Playwright or Chromium is not installed.
    """
    try:
        import playwright.async_api  # noqa: F401
    except ImportError as error:
        raise NotRendered(NO_PLAYWRIGHT) from error
    found = browser_program(program)
    if program and not found:
        raise NotRendered(NO_CHROMIUM)
    return _run(_Browsing(first, client, found).render())


def _run(work: Coroutine[object, object, Made]) -> Made:
    """Run it here, or beside a loop that runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    done: list[Made] = []
    thread = threading.Thread(target=lambda: done.append(asyncio.run(work)))
    thread.start()
    thread.join()
    if not done:
        raise NotRendered("The browser broke down.")
    return done[0]


class _Browsing:
    """One page in one browser."""

    def __init__(self, first: Fetched, client: Client, program: str) -> None:
        self._first: Fetched | None = first
        self._client = client
        self._program = program
        self._ends = math.inf
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._asked = self._bytes = 0
        self._out = Rendering(url=first.url)
        self._start = first.url

    async def render(self) -> Rendering:
        from playwright.async_api import Error, async_playwright

        # Where it is stopped, Playwright leaves answers behind that nobody waits for any more.
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        with tempfile.TemporaryDirectory(prefix="tutela-browser-", ignore_cleanup_errors=True) as home:
            async with async_playwright() as playwright:
                try:
                    browser = await self._launched(playwright, home)
                except Error as error:
                    raise NotRendered(f"Chromium does not start ({_first_line(error)}).") from error
                try:
                    await self._show(browser)
                except (Error, TimeoutError) as error:
                    self._out.broken = f"The browser could not show it to the end ({_first_line(error)})."
                finally:
                    with contextlib.suppress(Error, TimeoutError):
                        await asyncio.wait_for(browser.close(), CLOSING_S)
        return self._out

    async def _launched(self, playwright: "Playwright", home: str) -> "Browser":
        # Chromium refuses its own sandbox to the administrator's account.
        administrator = hasattr(os, "geteuid") and os.geteuid() == 0
        if administrator:
            self._out.notes.append("Chromium ran without its own sandbox, since the administrator's account has none.")
        # Without one of the system's there may be the one that Playwright installs for itself.
        program = self._program or playwright.chromium.executable_path
        if not Path(program).is_file():
            raise NotRendered(NO_CHROMIUM)
        kept = {name: value for name in KEPT_VARIABLES if (value := os.environ.get(name))}
        return await playwright.chromium.launch(
            executable_path=program,
            args=list(ARGUMENTS),
            chromium_sandbox=not administrator,
            env={**kept, "HOME": home},
            proxy={"server": NOWHERE, "bypass": "<-loopback>"},
        )

    async def _show(self, browser: "Browser") -> None:
        plain = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{browser.version}"
        agent = f"{plain} Safari/537.36 {self._client.user_agent}"
        self._client = replace(self._client, user_agent=agent)
        self._out.browser = f"Chromium {browser.version}, {WIDTH} pixels wide"
        context = await browser.new_context(
            accept_downloads=False,
            service_workers="block",
            user_agent=agent,
            viewport={"width": WIDTH, "height": HEIGHT},
            permissions=[],
        )
        await context.route_web_socket(lambda _: True, self._refuse_socket)
        await context.route(lambda _: True, lambda route: self._answer(context, route))
        page = await context.new_page()
        context.on("page", lambda other: other.close() if other is not page else None)
        await self._load(page)
        await self._take(page)

    async def _load(self, page: "Page") -> None:
        from playwright.async_api import Error

        self._ends = time.monotonic() + self._client.limits.total_s
        try:
            await self._within(page.goto(self._start, wait_until="load", timeout=0))
            await self._scroll(page)
            with contextlib.suppress(Error, TimeoutError):
                await page.wait_for_load_state("networkidle", timeout=1_000 * min(QUIET_S, self._left()))
        except TimeoutError:
            told = f"not all was loaded within {self._client.limits.total_s:g} s; it was taken as it stood."
            self._out.notes.append(told)

    async def _scroll(self, page: "Page") -> None:
        for _ in range(SCREENS):
            await page.mouse.wheel(0, HEIGHT)
            await asyncio.sleep(min(SCROLL_S, self._left()))
            if await self._within(page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1")):
                break
        await self._within(page.evaluate("scrollTo(0, 0)"))

    async def _take(self, page: "Page") -> None:
        """Picture and DOM; a page that never rests is given a little more than its time."""
        self._out.url = page.url
        if not page.url.startswith(("http://", "https://")):
            self._out.broken = f"The page led the browser away to {page.url[:100]}, which is no page of the web."
        self._ends = max(self._ends, time.monotonic() + CLOSING_S)
        dom = (await self._within(page.content())).encode("utf-8", "replace")
        if len(dom) <= self._client.limits.max_unpacked:
            self._out.dom = dom
        else:
            self._out.notes.append(f"its DOM has {len(dom):,} bytes, and was not kept.")
        await self._within(page.evaluate(DRAW_ALL))
        height = await self._within(page.evaluate("document.documentElement.scrollHeight"))
        tall = height if isinstance(height, int) else HEIGHT
        shown = min(max(tall, HEIGHT), MOST_HEIGHT * MOST_PICTURES)
        if tall > shown:
            self._out.notes.append(f"the page is {tall:,} pixels high; the pictures show the first {shown:,}.")
        for top in range(0, shown, MOST_HEIGHT):
            self._out.pictures.append(await self._within(self._picture(page, top, min(MOST_HEIGHT, shown - top))))

    async def _picture(self, page: "Page", top: int, height: int) -> bytes:
        clip: FloatRect = {"x": 0, "y": top, "width": WIDTH, "height": height}
        return await page.screenshot(full_page=True, clip=clip, animations="disabled", timeout=1_000 * self._left())

    async def _within(self, work: Awaitable[Made]) -> Made:
        return await asyncio.wait_for(work, self._left())

    def _left(self) -> float:
        return max(0.001, self._ends - time.monotonic())

    # -- what the page asks for ---------------------------------------------------------------------------------------

    async def _refuse_socket(self, socket: "WebSocketRoute") -> None:
        self._fault(socket.url, "a WebSocket, which is not opened.")
        await socket.close()

    async def _answer(self, context: "BrowserContext", route: "Route") -> None:
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
        if self._first is not None and url == urldefrag(self._first.url).url and request.method == "GET":
            fetched, self._first = self._first, None
            return fetched
        self._asked += 1
        if self._asked > MOST_REQUESTS:
            self._fault(url, f"the page asks for more than {MOST_REQUESTS} things.")
            return None
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in await context.cookies(url))
        said = [(name, value) for name, value in request.headers.items() if name.lower() not in NOT_FORWARDED]
        headers = (*said, ("accept-encoding", "identity"), *((("cookie", cookies),) if cookies else ()))
        async with self._turns:
            if self._bytes > MOST_TIMES * self._client.limits.max_bytes:
                self._fault(url, f"the page has loaded {self._bytes:,} bytes. Take more with --max-bytes.")
                return None
            fetched = await asyncio.to_thread(
                self._client.fetch,
                url,
                method=request.method,
                headers=headers,
                body=request.post_data_buffer or b"",
                follow=not request.is_navigation_request(),
                waits=False,
            )
            self._bytes += sum(len(one.response) for one in fetched.exchanges)
        self._out.exchanges += fetched.exchanges
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
            body = self._client.body(fetched)
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
            self._out.bodies.append((answer.url, kind, body))

    def _fault(self, url: str, why: str) -> None:
        if len(self._out.faults) < MOST_FAULTS:
            self._out.faults.append(f"{url[:200]}: {why}")


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


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
