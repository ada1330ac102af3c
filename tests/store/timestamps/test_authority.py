"""Asking an authority over HTTP, and where it may not be asked."""

import socket
from types import SimpleNamespace

import pytest
from authority import Authority

from tutela.model.errors import InputError
from tutela.store.timestamps import authority as asking
from tutela.store.timestamps.authority import ANSWER_BYTES, ask_authority
from tutela.store.timestamps.checking import Standing, check_response
from tutela.store.timestamps.response import request_for

NOTE = b"note\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def test_an_authority_on_this_machine_answers_where_that_is_allowed(authority):
    with authority.serving() as url:
        answer = ask_authority(url, request_for(NOTE), allow_private=True)
        assert check_response(answer, NOTE, authority.certificate).standing is Standing.TRUSTED
        with pytest.raises(InputError, match=r"127\.0\.0\.1, an address of this machine"):
            ask_authority(url, request_for(NOTE))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[fd00::1]",
        "0.0.0.0",
        "224.0.0.1",
        "168.63.129.16",
        "[64:ff9b::a00:1]",
        "[2002:7f00:1::]",
        "[::ffff:10.0.0.1]",
    ],
)
def test_private_addresses_are_not_asked(host):
    with pytest.raises(InputError, match=r"of this machine or of a private network|there is no such host"):
        ask_authority(f"http://{host}/", b"")


def test_a_public_name_for_a_private_address_is_not_asked(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.1.1.1")]
    monkeypatch.setattr(asking.socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(asking.socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    with pytest.raises(InputError, match=r"leads to 10\.1\.1\.1"):
        ask_authority("https://tsa.example/", b"")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tsa.example",
        "ftp://tsa.example",
        "file:///etc/passwd",
        "http://",
        "http://a:b@tsa.example/",
        "http://[",
        "http://a b/",
        "http://tsa.example:0/",
        "http://tsa.example/\r\nX: y",
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(InputError, match="no address of a timestamp authority"):
        ask_authority(url, b"")


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        ((302, {"Location": "http://169.254.169.254/"}, b""), "status 302"),
        ((500, {}, b""), "status 500"),
        ((200, {}, b"x" * (ANSWER_BYTES + 1)), "more than 1,048,576 bytes"),
    ],
)
def test_other_answers_are_told(authority, answered, told):
    with authority.serving(lambda _: answered) as url, pytest.raises(InputError, match=told):
        ask_authority(url, b"x", allow_private=True)


def test_a_server_that_drips_is_left(authority, monkeypatch):
    clock = iter(range(0, 10_000, 20))
    monkeypatch.setattr(asking, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    with authority.serving(lambda _: (200, {}, b"x")) as url, pytest.raises(InputError, match="took too long"):
        ask_authority(url, b"x", allow_private=True, patience_s=10.0)


def test_nobody_there_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(InputError, match="gave no answer"):
        ask_authority(f"http://127.0.0.1:{port}/", b"x", allow_private=True)
