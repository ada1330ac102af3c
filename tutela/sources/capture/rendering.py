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
import time
from collections.abc import Awaitable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tutela.sources.capture.page_requests import PageRequests
from tutela.sources.fetching import Client, Exchange, Fetched

if TYPE_CHECKING:
    from playwright.async_api import (
        Browser,
        FloatRect,
        Page,
        Playwright,
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
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


class _Browsing:
    """One page in one browser."""

    def __init__(self, first: Fetched, client: Client, program: str) -> None:
        self._client = client
        self._program = program
        self._first = first
        self._ends = math.inf
        self._out = Rendering(url=first.url)

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
        out, client = self._out, replace(self._client, user_agent=agent)
        requests = PageRequests(self._first, client, out.exchanges, out.faults, out.bodies)
        out.browser = f"Chromium {browser.version}, {WIDTH} pixels wide"
        context = await browser.new_context(
            accept_downloads=False,
            service_workers="block",
            user_agent=agent,
            viewport={"width": WIDTH, "height": HEIGHT},
            permissions=[],
        )
        await context.route_web_socket(lambda _: True, requests.refuse_socket)
        await context.route(lambda _: True, lambda route: requests.answer(context, route))
        page = await context.new_page()
        context.on("page", lambda other: other.close() if other is not page else None)
        await self._load(page)
        await self._take(page)

    async def _load(self, page: "Page") -> None:
        from playwright.async_api import Error

        self._ends = time.monotonic() + self._client.limits.total_s
        try:
            await self._within(page.goto(self._first.url, wait_until="load", timeout=0))
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


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
