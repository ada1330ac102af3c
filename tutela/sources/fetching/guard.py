"""Which machines may be asked: those that the whole world can reach, and no others unless it is allowed."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from tutela.sources.fetching.faults import NotFetched

Resolve = Callable[[str, int], list[str]]
"""Host name and port -> its addresses."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NEVER = {
    "169.254.169.254": "metadata of Amazon, Google, Microsoft and others",
    "169.254.170.2": "credentials of containers at Amazon",
    "168.63.129.16": "Microsoft's agent, at an address that counts as public",
    "100.100.100.200": "metadata of Alibaba",
    "192.0.0.192": "metadata of Oracle, at an address that counts as public",
    "fd00:ec2::254": "metadata of Amazon over IPv6",
    "fd20:ce::254": "metadata of Google over IPv6",
}
"""Where machines rented from a cloud find their own passwords. No publication lies there: refused even where private
addresses are allowed."""
_TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
"""IPv6 addresses that a translator turns into the IPv4 address in their last four bytes (RFC 6052, RFC 8215)."""
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def system_resolver(host: str, port: int) -> list[str]:
    """Addresses as this machine finds them.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks up names, once for each connection, and lets through only addresses that may be asked.

    Whoever connects must connect to what `addresses` gives: a name looked up a second time may lead elsewhere.
    """

    allow_private: bool = False
    resolve: Resolve = field(default=system_resolver, repr=False)

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host that may be connected to.

        Raises:
            NotFetched: there are none, or one of them may not be asked.
        """
        try:
            found = [host] if _is_address(host) else self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise NotFetched(f"the name {host} leads nowhere ({why}). Check the address and the connection.") from error
        if not found:
            raise NotFetched(f"the name {host} leads nowhere. Check the address and the connection.")
        for address in found:
            self._check(host, address)
        return tuple(found)

    def _check(self, host: str, address: str) -> None:
        # One private address among public ones is refused, too: nobody publishes like that.
        called = address if address == host else f"{address} (of {host})"
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError as error:
            raise NotFetched(f"{called} is no address. Check how this machine looks up names.") from error
        innermost = _innermost(parsed)
        if str(parsed) in NEVER or str(innermost) in NEVER:
            raise NotFetched(f"{called} is where rented machines find their passwords; it is never asked.")
        if not self.allow_private and not is_public(parsed):
            raise NotFetched(f"{called} is no public address; such are asked only with --allow-private.")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: Address) -> bool:
    """Whether everybody reaches the same machine there.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "224.0.0.1")]
    [True, False, False, False]
    """
    inner = _innermost(address)
    if inner is not address:
        return is_public(inner)
    local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or local)


def _innermost(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    translated = any(address in network for network in (*_TRANSLATED, _COMPATIBLE))
    if translated and int(address) > 1:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address
