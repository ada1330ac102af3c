"""Servers that do as they please: each connection is handed to a function that writes what it likes."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tutela.sources.fetching import Client, Limits
from tutela.sources.fetching.guard import Guard

PAGE = b"<html><body><p>The chapel was hit.</p></body></html>"


@contextmanager
def answering(speak: Callable[[socket.socket, bytes], None]) -> Iterator[int]:
    """A port of this machine on which every request is answered by `speak(connection, request)`."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(line,), daemon=True).start()

    def answer(line: socket.socket) -> None:
        # Whoever asked may hang up at any moment; that is what is being tested.
        with line, contextlib.suppress(OSError):
            speak(line, line.recv(65_536))

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


def saying(*pieces: bytes) -> Callable[[socket.socket, bytes], None]:
    def speak(line: socket.socket, _: bytes) -> None:
        for piece in pieces:
            line.sendall(piece)

    return speak


def response(body: bytes = PAGE, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: text/html", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def client(limits: Limits | None = None, **others) -> Client:
    """One that may ask this machine, unless a guard is given, and does not wait."""
    settings = {"guard": Guard(allow_private=True), "now": lambda: "2026-01-05T10:00:00.000Z", "pause_s": 0.0}
    return Client(limits or Limits(total_s=5, stall_s=2), user_agent="Tutela/test", **{**settings, **others})


PUBLIC = "93.184.216.34"


def led_to(port: int, asked: list[str]):
    """Connects every public address to a port of this machine, and writes down which address was meant."""

    def connect(address: str, _: int, seconds: float) -> socket.socket:
        asked.append(address)
        return socket.create_connection(("127.0.0.1", port), seconds)

    return connect
