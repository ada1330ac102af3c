"""Fetching one address: hop after hop, each guarded, each kept."""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tutela.sources.fetching.bodies import unpacked
from tutela.sources.fetching.exchanges import (
    Connect,
    Deadline,
    Exchange,
    Header,
    Limits,
    Request,
    default_tls,
    exchange,
    system_connect,
)
from tutela.sources.fetching.faults import NotFetched
from tutela.sources.fetching.guard import Guard
from tutela.sources.fetching.targets import parse_target

REDIRECTS = (301, 302, 303, 307, 308)
PAUSE_S = 1.0
"""Between two pages of one host: what a person needs to turn to the next."""
ACCEPT: tuple[Header, ...] = (
    ("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"),
    # Nothing packed: so what is kept is what the page says, with one step less to explain.
    ("Accept-Encoding", "identity"),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """Every exchange of one fetch, redirects in their order; `fault` says why there is no whole answer."""

    asked: str
    exchanges: tuple[Exchange, ...] = ()
    fault: str = ""

    @property
    def last(self) -> Exchange | None:
        """The answer at the end of the redirects."""
        return self.exchanges[-1] if self.exchanges else None

    @property
    def url(self) -> str:
        """Where the answer came from."""
        return self.exchanges[-1].url if self.exchanges else self.asked

    @property
    def packed(self) -> bool:
        """Whether the answer's body came packed though nobody asked for that."""
        return bool(self.exchanges) and self.exchanges[-1].header("content-encoding").lower() not in ("", "identity")


@dataclass(slots=True)
class Client:
    """Asks for addresses of the web: names looked up once and checked, redirects followed by hand, limits kept.

    No proxy and no cookie is taken from the surroundings; nothing that one answer sets goes out with the next request.
    """

    limits: Limits
    guard: Guard
    user_agent: str
    now: Callable[[], str]
    pause_s: float = PAUSE_S
    connect: Connect = system_connect
    tls: ssl.SSLContext = field(default_factory=default_tls)
    sleep: Callable[[float], None] = time.sleep
    _free_at: dict[str, float] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: tuple[Header, ...] = ACCEPT,
        body: bytes = b"",
        follow: bool = True,
        waits: bool = True,
    ) -> Fetched:
        """Fetch one address; whatever goes wrong stands in the result, with the exchanges that went before.

        Args:
            url: as a person wrote it.
            method: of the request.
            headers: besides those that say who asks.
            body: of the request.
            follow: whether redirects are followed.
            waits: whether the pause between two pages of one host is kept; what belongs to a page comes without.
        """
        done: list[Exchange] = []
        deadline = Deadline.of(self.limits)
        said = (("User-Agent", self.user_agent), *(pair for pair in headers if pair[0].lower() != "user-agent"))
        try:
            target = parse_target(url)
            while True:
                if waits:
                    deadline.at += self._pause(target.host)
                addresses = self.guard.addresses(target.host, target.port)
                asked = Request(target, method, said, body)
                done.append(exchange(asked, addresses, self.limits, deadline, self.now(), self.connect, self.tls))
                where = _onward(done[-1]) if follow else ""
                if not where:
                    return Fetched(url, tuple(done), done[-1].fault)
                if len(done) > self.limits.redirects:
                    raise NotFetched(f"it was sent on {len(done)} times; at most {self.limits.redirects} are followed.")
                if done[-1].status == 303 or (method == "POST" and done[-1].status in (301, 302)):
                    method, body = "GET", b""
                target = parse_target(where, target.url)
        except NotFetched as fault:
            told = f"sent on to {_onward(done[-1])[:200]}: {fault}" if done else str(fault)
            return Fetched(url, tuple(done), told)
        except TimeoutError:
            return Fetched(
                url, tuple(done), f"no whole answer within {self.limits.total_s:g} s. Give more time with --timeout."
            )

    def body(self, fetched: Fetched) -> bytes:
        """The body of the answer, unpacked.

        Raises:
            NotFetched: it cannot be unpacked within the limit.
        """
        last = fetched.last
        return unpacked(last.body, last.header("content-encoding"), self.limits.max_unpacked) if last else b""

    def _pause(self, host: str) -> float:
        """Wait until the host may be asked again; the seconds waited."""
        with self._turn:
            now = time.monotonic()
            wait = max(0.0, self._free_at.get(host, now) - now)
            self._free_at[host] = now + wait + self.pause_s
        if wait:
            self.sleep(wait)
        return wait


def _onward(answer: Exchange) -> str:
    where = answer.header("location")
    if answer.status not in REDIRECTS or not where or answer.cut:
        return ""
    try:
        # Headers are latin-1 by the letter; addresses in other scripts come as UTF-8.
        return where.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return where
