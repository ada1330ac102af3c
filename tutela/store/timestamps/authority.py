"""Asking a timestamp authority over HTTP (RFC 3161, section 3.4), without being led to addresses inside the house."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, urlsplit

from tutela.model.addresses import is_public
from tutela.model.errors import InputError

ANSWER_BYTES = 1 << 20
"""An answer with its chain of certificates takes 2 to 8 KB."""
PATIENCE_S = 30.0
"""Authorities answer within seconds."""
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
PORTS = {"http": 80, "https": 443}

Ask = Callable[[str, bytes], bytes]
"""Send a request to an address, and give the answer."""


def ask_authority(url: str, request: bytes, allow_private: bool = False, patience_s: float = PATIENCE_S) -> bytes:
    """Send a timestamp request to an authority; its answer as it came. Redirects are not followed.

    Args:
        allow_private: whether addresses of this machine and of private networks may be asked.

    Raises:
        InputError: the address may not be asked, or gave no answer of the kind; which, and why.
    """
    return exchange(url, request, HEADERS, allow_private, ANSWER_BYTES, patience_s)


def exchange(
    url: str,
    content: bytes | None,
    headers: Mapping[str, str],
    allow_private: bool = False,
    most: int = ANSWER_BYTES,
    patience_s: float = PATIENCE_S,
) -> bytes:
    """Send bytes to an address, or without any fetch what is there. Redirects are not followed.

    Args:
        most: bytes that the answer may have.

    Raises:
        InputError: the address may not be asked, or gave no answer; which, and why.
    """
    parts = _checked(url)
    deadline = time.monotonic() + patience_s
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    address = _address(url, host, port, allow_private)
    connection = http.client.HTTPConnection(host, port, timeout=patience_s)
    try:
        # Connected to the address that was looked at: asked again, a name server might give another.
        plain = socket.create_connection((address, port), timeout=patience_s)
        connection.sock = plain
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        return _asked(connection, parts, content, headers, most, deadline)
    except (OSError, http.client.HTTPException) as error:
        raise InputError(f"{url} gave no answer: {error}.", "Try again, or ask another authority.") from error
    finally:
        connection.close()


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in PORTS and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise InputError(f"{url!r} is no address of a timestamp authority.", "Give one that begins with https://.")
    return parts


def _address(url: str, host: str, port: int, allow_private: bool) -> str:
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise InputError(f"{url}: there is no such host ({error}).", "Check the address and the connection.") from error
    inside = sorted(one for one in found if not is_public(ipaddress.ip_address(one.partition("%")[0])))
    if inside and not allow_private:
        raise InputError(
            f"{url} leads to {inside[0]}, an address of this machine or of a private network.",
            "If that is meant, give --allow-private.",
        )
    return min(found, key=lambda one: (":" in one, one))


def _asked(
    connection: http.client.HTTPConnection,
    parts: SplitResult,
    content: bytes | None,
    headers: Mapping[str, str],
    most: int,
    deadline: float,
) -> bytes:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET" if content is None else "POST", path, body=content, headers=dict(headers))
    response = connection.getresponse()
    if response.status != http.client.OK:
        raise http.client.HTTPException(f"status {response.status}")
    answer = bytearray()
    while piece := response.read1(1 << 16):
        answer += piece
        if len(answer) > most:
            raise http.client.HTTPException(f"more than {most:,} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError("it took too long")
    return bytes(answer)
