"""Which machines may be asked: those that the whole world can reach, and no others unless it is allowed."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from tutela.model.addresses import holds_passwords, is_public
from tutela.sources.fetching.faults import NotFetched

Resolve = Callable[[str, int], list[str]]
"""Host name and port -> its addresses."""


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
        if holds_passwords(parsed):
            raise NotFetched(f"{called} is where rented machines find their passwords; it is never asked.")
        if not self.allow_private and not is_public(parsed):
            raise NotFetched(f"{called} is no public address; such are asked only with --allow-private.")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
