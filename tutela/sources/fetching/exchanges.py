"""One request and its response over one connection, every byte kept as it went over the line, within limits.

HTTP/1.1 through h11, which only reads and writes bytes: the connection, the clock and the counting are here, so that
nothing else decides where to connect, and the record holds what was received and not what a library made of it.
"""

import hashlib
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutela.sources.fetching.faults import NotFetched
from tutela.sources.fetching.targets import Target

if TYPE_CHECKING:
    import h11

Header = tuple[str, str]
Connect = Callable[[str, int, float], socket.socket]
"""Address, port, seconds -> a connection."""
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long; each with what it was set by."""

    max_bytes: int = 50_000_000
    """Of one response as received. Pages have up to some 5 MB, pictures 20; for videos give more."""
    max_unpacked: int = 200_000_000
    """Of one response unpacked: gzip packs a thousandfold, text about fivefold."""
    max_header: int = 65_536
    """Of status line and headers; Chromium takes 256 KB, servers of publishers send up to 8."""
    redirects: int = 10
    """Browsers follow 20; beyond five is a loop or a tracker."""
    total_s: float = 60.0
    """From asking to the last byte, redirects and all."""
    stall_s: float = 15.0
    """Without a byte."""
    connect_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, as they went over the line."""

    url: str
    address: str
    """IP address that was connected to."""
    at: str
    """When it was asked, UTC."""
    request: bytes
    response: bytes
    """Status line, headers and body as received, transfer encoding and all."""
    status: int
    reason: str
    headers: tuple[Header, ...]
    body: bytes
    """Without the transfer encoding, still packed where the server packed it."""
    cut: str = ""
    """Why it is not whole, in the words of WARC: `length`, `time`, `disconnect`; empty where it is."""
    fault: str = ""
    """The same in a sentence."""
    tls: str = ""
    """Version of TLS and cipher; empty over plain HTTP."""
    certificate: str = ""
    """SHA-256 of the server's certificate (DER)."""
    took_s: float = 0.0
    """Seconds from connecting to the last byte."""

    def header(self, name: str) -> str:
        """The first header of a name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def system_connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection of this machine to an address."""
    return socket.create_connection((address, port), seconds)


def default_tls() -> ssl.SSLContext:
    """Certificates must be signed by an authority that this machine trusts, for that very name."""
    return ssl.create_default_context()


@dataclass(slots=True)
class Deadline:
    """The end of the time for one fetch."""

    at: float
    stall_s: float

    @classmethod
    def of(cls, limits: Limits) -> "Deadline":
        """The one that begins now."""
        return cls(time.monotonic() + limits.total_s, limits.stall_s)

    def left(self, most: float | None = None) -> float:
        """Seconds to wait for the next byte.

        Raises:
            TimeoutError: none are left.
        """
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time for it was over")
        return min(seconds, self.stall_s if most is None else most)


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for."""

    target: Target
    method: str = "GET"
    headers: tuple[Header, ...] = ()
    body: bytes = b""

    def lines(self) -> list[Header]:
        """The headers that go out: one connection for each request, so that each record has its own."""
        own = [("Host", self.target.authority), *self.headers, ("Connection", "close")]
        return [*own, ("Content-Length", str(len(self.body)))] if self.body else own


@dataclass(slots=True)
class _Received:
    """What came in so far."""

    data: bytearray = field(default_factory=bytearray)
    begins: int = 0
    """Where the response begins, behind interim ones."""
    body: bytearray = field(default_factory=bytearray)
    head: "h11.Response | None" = None
    cut: str = ""
    fault: str = ""


def exchange(
    request: Request,
    addresses: Sequence[str],
    limits: Limits,
    deadline: Deadline,
    at: str,
    connect: Connect = system_connect,
    tls: ssl.SSLContext | None = None,
) -> Exchange:
    """Send a request to the first of the addresses that answers, and receive the response.

    Raises:
        NotFetched: no response began; what broke off later comes as an exchange that is `cut`.
    """
    target, began = request.target, time.monotonic()
    line, address = _connected(target, addresses, limits, deadline, connect)
    with line:
        talk = _secured(line, target, deadline, tls or default_tls()) if target.scheme == "https" else line
        with talk:
            sent, received = _asked(talk, request, limits, deadline)
            version, certificate = _tls_facts(talk)
    head = received.head
    if head is None:
        raise NotFetched(received.fault)
    return Exchange(
        url=target.url,
        address=address,
        at=at,
        request=sent,
        response=bytes(received.data[received.begins :]),
        status=head.status_code,
        reason=head.reason.decode("latin-1"),
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers.raw_items()),
        body=bytes(received.body),
        cut=received.cut,
        fault=received.fault,
        tls=version,
        certificate=certificate,
        took_s=time.monotonic() - began,
    )


def _connected(
    target: Target, addresses: Sequence[str], limits: Limits, deadline: Deadline, connect: Connect
) -> tuple[socket.socket, str]:
    why = ""
    for address in addresses:
        try:
            return connect(address, target.port, deadline.left(limits.connect_s)), address
        except OSError as error:
            why = error.strerror or str(error)
    raise NotFetched(f"{target.authority} cannot be reached ({why}). Check the address and the connection.")


def _secured(line: socket.socket, target: Target, deadline: Deadline, tls: ssl.SSLContext) -> socket.socket:
    try:
        line.settimeout(deadline.left())
        return tls.wrap_socket(line, server_hostname=target.host)
    except ssl.SSLCertVerificationError as error:
        raise NotFetched(
            f"{target.authority} shows a certificate that does not hold ({error.verify_message}), so who answers is "
            "not known. Look at it in a browser, and capture a saved page as a file where that must do."
        ) from error
    except OSError as error:
        raise NotFetched(
            f"{target.authority} speaks no TLS that is understood ({error}). Check the address."
        ) from error


def _tls_facts(talk: socket.socket) -> tuple[str, str]:
    if not isinstance(talk, ssl.SSLSocket):
        return "", ""
    cipher, shown = talk.cipher(), talk.getpeercert(binary_form=True)
    version = " ".join(filter(None, [talk.version(), cipher[0] if cipher else ""]))
    return version, hashlib.sha256(shown).hexdigest() if shown else ""


def _asked(talk: socket.socket, request: Request, limits: Limits, deadline: Deadline) -> tuple[bytes, _Received]:
    import h11

    speaker = h11.Connection(our_role=h11.CLIENT, max_incomplete_event_size=limits.max_header)
    received = _Received()
    sent = b""
    try:
        asked = h11.Request(method=request.method, target=request.target.path, headers=request.lines())
        sent = speaker.send(asked) or b""
        sent += (speaker.send(h11.Data(data=request.body)) or b"") if request.body else b""
        sent += speaker.send(h11.EndOfMessage()) or b""
        talk.settimeout(deadline.left())
        talk.sendall(sent)
        _receive(talk, speaker, received, limits, deadline)
    except h11.LocalProtocolError as error:
        received.fault = f"it cannot be asked for ({error})."
    except h11.RemoteProtocolError as error:
        received.cut, received.fault = "disconnect", f"the server broke off or does not keep to HTTP ({error})."
    except TimeoutError:
        told = f"no whole answer within {limits.total_s:g} s, or no byte for {limits.stall_s:g} s"
        received.cut, received.fault = "time", f"{told}. Give more time with --timeout, or try again later."
    except OSError as error:
        received.cut, received.fault = "disconnect", f"the connection broke off ({error.strerror or error})."
    return sent, received


def _receive(
    talk: socket.socket, speaker: "h11.Connection", received: _Received, limits: Limits, deadline: Deadline
) -> None:
    """Take in a response until its end or a limit."""
    import h11

    while True:
        event = speaker.next_event()
        if event is h11.NEED_DATA:
            if received.head is None and len(received.data) > limits.max_header:
                received.fault = f"its headers are longer than {limits.max_header:,} bytes."
                return
            talk.settimeout(deadline.left())
            piece = talk.recv(PIECE)
            received.data += piece
            speaker.receive_data(piece)
        elif isinstance(event, h11.InformationalResponse):
            received.begins = len(received.data) - len(speaker.trailing_data[0])
        elif isinstance(event, h11.Response):
            received.head = event
            if _too_long_by_its_word(event, request_limit=limits.max_bytes):
                _cut(received, limits)
                received.data = received.data[: len(received.data) - len(speaker.trailing_data[0])]
                return
        elif isinstance(event, h11.Data):
            received.body += event.data
        elif isinstance(event, h11.EndOfMessage):
            # What follows the end of a response is none of it.
            received.data = received.data[: len(received.data) - len(speaker.trailing_data[0])]
            return
        else:
            raise h11.RemoteProtocolError("it closed the connection before it answered")
        if len(received.data) - received.begins > limits.max_bytes + limits.max_header:
            _cut(received, limits)
            return


def _too_long_by_its_word(head: "h11.Response", request_limit: int) -> bool:
    stated = next((value for name, value in head.headers if name == b"content-length"), b"")
    return stated.isdigit() and int(stated) > request_limit


def _cut(received: _Received, limits: Limits) -> None:
    received.cut = "length"
    received.fault = f"it is longer than {limits.max_bytes:,} bytes. Take more with --max-bytes."
