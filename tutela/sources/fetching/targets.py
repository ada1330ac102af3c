"""Addresses as people and pages write them -> where to connect, what to ask for; what is no web address is refused."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from tutela.sources.fetching.faults import NotFetched

PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024
"""Below it lie mail, shells and file servers, which a page could have us speak to; the web has 80 and 443 there."""
LONGEST = 8_000
"""Letters of an address: what is longer few servers take (RFC 9110 recommends that they take 8,000)."""
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_PATH, _QUERY = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True, slots=True)
class Target:
    """A web address taken apart. What is connected to, what is asked for and what is recorded all come from here.

    >>> parse_target("HTTPS://Example.org/Seite?q=ü#top")
    Target(scheme='https', host='example.org', port=443, path='/Seite?q=%C3%BC')
    """

    scheme: str
    host: str
    """In ASCII, lower case; an IPv6 address without its brackets."""
    port: int
    path: str
    """With the query, as the request line carries it."""

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its plain form, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_target(url: str, base: str = "") -> Target:
    """Take an address apart; one that leads out of `base` may be relative.

    Raises:
        NotFetched: it is no address of the web, or one that nobody writes in good faith.
    """
    url = url.strip()
    if len(url) > LONGEST:
        raise NotFetched(f"its address has {len(url):,} letters; at most {LONGEST:,} are taken.")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError as error:
        raise NotFetched(f"its address cannot be understood ({error}). Correct it.") from error
    if parts.scheme not in PORTS:
        raise NotFetched(f"its address begins with {parts.scheme or 'nothing'!r}; only http and https are fetched.")
    if _FORBIDDEN.search(url):
        raise NotFetched("its address holds backslashes or control characters. Correct it.")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("its address holds a name or password, which would be kept with it. Leave them out.")
    name = parts.hostname or ""
    host = _ipv6(name) if "[" in parts.netloc else _host(name)
    port = PORTS[parts.scheme] if port is None else port
    if port < FIRST_FREE_PORT and port not in PORTS.values():
        raise NotFetched(f"port {port} is no port of the web: 80, 443 and those from {FIRST_FREE_PORT} on are.")
    path = quote(parts.path or "/", safe=_PATH) + (f"?{quote(parts.query, safe=_QUERY)}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def _host(name: str) -> str:
    """A host in ASCII; numbers written in whatever way as the IPv4 address that every browser takes them for."""
    if number := _ipv4(name.lower()):
        return number
    try:
        host = _ascii(name)
    except ValueError as error:
        raise NotFetched(f"{name!r} is no name of a host ({error}). Correct the address.") from error
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise NotFetched(f"{name!r} is no name of a host. Correct the address.")
    # A letter that looks like a digit may have become one.
    return _ipv4(host) or host


def _ascii(name: str) -> str:
    if name.isascii():
        return name.lower()
    import idna

    return idna.encode(name, uts46=True).decode()


def _ipv6(name: str) -> str:
    try:
        if "%" in name:
            raise ValueError("it names an interface of this machine")
        return ipaddress.IPv6Address(name).compressed
    except ValueError as error:
        raise NotFetched(f"{name!r} is no IPv6 address. Correct it.") from error


def _ipv4(name: str) -> str:
    """2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 (WHATWG URL, IPv4 parser); empty where it is no number."""
    parts = name.removesuffix(".").split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return ""
    try:
        numbers = [_whole(part) for part in parts]
        if len(numbers) > 4 or any(number > 255 for number in numbers[:-1]):
            raise ValueError
        total = sum(number << (24 - 8 * place) for place, number in enumerate(numbers[:-1]))
        if numbers[-1] >= 256 ** (5 - len(numbers)):
            raise ValueError
        return ipaddress.IPv4Address(total + numbers[-1]).compressed
    except ValueError as error:
        raise NotFetched(f"{name!r} is no IPv4 address. Correct it.") from error


def _whole(part: str) -> int:
    if not _NUMBER.fullmatch(part):
        raise ValueError(part)
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)
