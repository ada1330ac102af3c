import gzip
import socket
import ssl
import time

import pytest
from sources.fetching.lying import PAGE, PUBLIC, answering, client, led_to, response, saying

from tutela.sources.fetching import Limits
from tutela.sources.fetching.guard import Guard

SHORT = Limits(max_bytes=100_000, max_header=8_192, redirects=3, total_s=1.0, stall_s=0.4, connect_s=1.0)


def at(port: int, path: str = "/") -> str:
    return f"http://127.0.0.1:{port}{path}"


def test_every_byte_is_kept_as_it_went_over_the_line():
    asked = []
    with answering(
        lambda line, request: (asked.append(request), line.sendall(response(PAGE, "X-Odd:  Kept  ")))
    ) as port:
        fetched = client().fetch(at(port, "/news?a=ä"))
    [only] = fetched.exchanges
    assert only.request == asked[0]
    assert only.response == response(PAGE, "X-Odd:  Kept  ")
    assert asked[0].startswith(b"GET /news?a=%C3%A4 HTTP/1.1\r\n")
    assert b"User-Agent: Tutela/test\r\n" in asked[0]
    assert (only.status, only.body, only.address, fetched.fault) == (200, PAGE, "127.0.0.1", "")
    assert only.header("x-odd") == "Kept"


def test_interim_answers_and_what_follows_the_end_are_no_part_of_the_answer():
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    with answering(saying(early, response(), b"HTTP/1.1 200 OK\r\n\r\nsmuggled")) as port:
        [only] = client().fetch(at(port)).exchanges
    assert only.response == response()


def test_chunks_are_kept_as_they_came_and_put_together():
    chunked = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe c\r\n6;x=y\r\nhurch.\r\n0\r\nSum: 1\r\n\r\n"
    )
    with answering(saying(chunked)) as port:
        [only] = client().fetch(at(port)).exchanges
    assert (only.response, only.body) == (chunked, b"The church.")


def test_each_hop_is_kept():
    hops = {
        b"/a": response(b"", "Location: /b", status="301 Moved Permanently"),
        b"/b": response(b"", "Location: c?d=ä", status="302 Found"),
        b"/c?d=%C3%A4": response(),
    }
    with answering(lambda line, request: line.sendall(hops[request.split()[1]])) as port:
        fetched = client().fetch(at(port, "/a"))
    assert [one.status for one in fetched.exchanges] == [301, 302, 200]
    assert fetched.url == at(port, "/c?d=%C3%A4")


def test_redirects_without_end_are_ended():
    with answering(saying(response(b"", "Location: /again", status="302 Found"))) as port:
        fetched = client(SHORT).fetch(at(port))
    assert len(fetched.exchanges) == 4
    assert "at most 3 are followed" in fetched.fault


@pytest.mark.parametrize(
    ("where", "word"),
    [
        ("http://127.0.0.1/admin", "no public address"),
        ("http://2130706433/", "no public address"),
        ("http://[::ffff:10.0.0.1]/", "no public address"),
        ("http://169.254.169.254/latest/meta-data/", "never asked"),
        ("http://inner.example/", "192.168.0.7 (of inner.example) is no public address"),
        ("file:///etc/passwd", "only http and https"),
        ("http://news.example:25/", "port 25"),
    ],
)
def test_a_public_page_cannot_send_on_to_what_is_private(where, word):
    names = {"news.example": [PUBLIC], "inner.example": ["192.168.0.7"]}
    asked: list[str] = []
    with answering(saying(response(b"", f"Location: {where}", status="302 Found"))) as port:
        guarded = client(guard=Guard(resolve=lambda host, _: names[host]), connect=led_to(port, asked))
        fetched = guarded.fetch("http://news.example/")
    assert asked == [PUBLIC]
    assert word in fetched.fault
    assert [one.status for one in fetched.exchanges] == [302]


def test_a_name_that_leads_elsewhere_when_asked_again_is_asked_once_and_the_checked_address_connected_to():
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []
    with answering(saying(response())) as port:
        guarded = client(guard=Guard(resolve=lambda *_: next(answers)), connect=led_to(port, asked))
        [only] = guarded.fetch("http://rebinding.example/").exchanges
        assert only.address == PUBLIC
        again = guarded.fetch("http://rebinding.example/")
    assert asked == [PUBLIC]
    assert "127.0.0.1 (of rebinding.example) is no public address" in again.fault
    assert next(answers) == ["127.0.0.1"]


def test_a_drip_is_ended_by_the_whole_time_though_no_pause_is_long():
    def drip(line: socket.socket, _: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            line.sendall(b"a")
            time.sleep(0.02)

    with answering(drip) as port:
        [only] = client(SHORT).fetch(at(port)).exchanges
    assert only.cut == "time"
    assert "--timeout" in only.fault
    assert 0 < len(only.body) < 100_000


def test_silence_is_ended_and_a_header_that_drips_is_too():
    def header_drip(line: socket.socket, _: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            line.sendall(b"a: b\r\n")
            time.sleep(0.02)

    with answering(lambda line, _: time.sleep(3)) as port:
        assert "no byte for 0.4 s" in client(SHORT).fetch(at(port)).fault
    with answering(header_drip) as port:
        fetched = client(SHORT).fetch(at(port))
    assert fetched.exchanges == ()
    assert "no whole answer within 1 s" in fetched.fault


def endless(line: socket.socket, head: bytes, piece: bytes) -> None:
    line.sendall(head)
    while True:
        line.sendall(piece)


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 10_000),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"2710\r\n" + b"a" * 10_000 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n" * 1_000),
    ],
    ids=["until it closes", "chunks", "tiny chunks"],
)
def test_a_body_without_end_is_cut_and_kept_so_far(head, piece):
    with answering(lambda line, _: endless(line, head, piece)) as port:
        [only] = client(SHORT).fetch(at(port)).exchanges
    assert only.cut == "length"
    assert "--max-bytes" in only.fault
    assert 10_000 < len(only.response) < 400_000


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"],
    ids=["headers without end", "interim answers without end"],
)
def test_headers_without_end_are_ended(head):
    piece = b"x: y\r\n" * 1_000 if b"200" in head else head * 100
    with answering(lambda line, _: endless(line, head, piece)) as port:
        fetched = client(SHORT).fetch(at(port))
    assert fetched.exchanges == ()
    assert fetched.fault


def test_a_length_beyond_the_limit_is_taken_at_its_word():
    with answering(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nabc")) as port:
        [only] = client(SHORT).fetch(at(port)).exchanges
    assert (only.cut, only.body) == ("length", b"")
    assert only.response.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort", "received 5 bytes, expected 500"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde", "Content-Length"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcde", "Content-Length"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: rot13\r\n\r\nxyz\r\n", "HTTP"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "HTTP"),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP"),
        (b"", "HTTP"),
    ],
)
def test_wrong_lengths_and_what_is_no_http_are_said_to_be_so(said, word):
    with answering(saying(said)) as port:
        fetched = client(SHORT).fetch(at(port))
    assert word in fetched.fault
    assert all(one.cut for one in fetched.exchanges)


def test_a_bomb_is_kept_packed_and_not_unpacked():
    bomb = gzip.compress(b"\0" * 20_000_000)
    asking = client(Limits(max_unpacked=1_000_000))
    with answering(saying(response(bomb, "Content-Encoding: gzip"))) as port:
        fetched = asking.fetch(at(port))
    assert fetched.fault == ""
    assert fetched.exchanges[0].body == bomb
    with pytest.raises(Exception, match="more than may be unpacked"):
        asking.body(fetched)


def test_nobody_there_is_said():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "cannot be reached" in client(SHORT).fetch(at(port)).fault


def test_plain_http_on_a_port_that_should_speak_tls_is_said():
    with answering(saying(response())) as port:
        assert "speaks no TLS" in client(SHORT).fetch(f"https://127.0.0.1:{port}/").fault


def test_the_host_is_asked_by_its_name_whatever_the_address():
    seen = []
    with answering(lambda line, request: (seen.append(request), line.sendall(response()))) as port:
        guarded = client(guard=Guard(resolve=lambda *_: [PUBLIC]), connect=led_to(port, []))
        guarded.fetch("http://News.Example:8080/")
    assert b"\r\nHost: news.example:8080\r\n" in seen[0]


def test_a_host_is_given_time_between_two_pages():
    waited: list[float] = []
    with answering(saying(response())) as port:
        asking = client(pause_s=30.0, sleep=waited.append)
        for _ in range(3):
            asking.fetch(at(port))
        asking.fetch(at(port), waits=False)
    assert len(waited) == 2
    assert 25 < waited[0] <= 30 < waited[1] <= 60


def test_no_proxy_of_the_surroundings_is_used(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with answering(saying(response())) as port:
        assert client().fetch(at(port)).fault == ""


def test_a_post_that_is_sent_on_becomes_a_get_without_its_body():
    asked = []

    def speak(line: socket.socket, request: bytes) -> None:
        asked.append(request)
        line.sendall(response(b"", "Location: /b", status="302 Found") if len(asked) == 1 else response())

    with answering(speak) as port:
        client().fetch(at(port), method="POST", body=b"a=b")
    assert asked[0].startswith(b"POST / ")
    assert asked[0].endswith(b"\r\n\r\na=b")
    assert asked[1].startswith(b"GET /b ")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that its server made for itself, for 127.0.0.1."""
    import subprocess

    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=self", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def secured(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")

    def speak(line: socket.socket, _: bytes) -> None:
        with context.wrap_socket(line, server_side=True) as talk:
            talk.recv(65_536)
            talk.sendall(response())

    listening = socket.create_server(("127.0.0.1", 0))
    import contextlib
    import threading

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listening.accept()
                with line, contextlib.suppress(OSError):
                    speak(line, b"")

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(secured):
    fetched = client().fetch(f"https://127.0.0.1:{secured}/")
    assert fetched.exchanges == ()
    assert "certificate that does not hold" in fetched.fault


def test_who_answered_over_tls_is_kept(secured, certificate):
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    [only] = client(tls=trusting).fetch(f"https://127.0.0.1:{secured}/").exchanges
    assert only.body == PAGE
    assert only.tls.startswith("TLSv1.3 ")
    assert len(only.certificate) == 64


def test_a_certificate_for_another_name_is_refused(secured, certificate):
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    elsewhere = client(tls=trusting, guard=Guard(resolve=lambda *_: [PUBLIC]), connect=led_to(secured, []))
    assert "certificate that does not hold" in elsewhere.fetch("https://news.example/").fault
