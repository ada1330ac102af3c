"""Submissions of an ODK Central server, by a loopback server that speaks its API: sessions, OData pages, attachments."""

import json
import re
from contextlib import contextmanager
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

import loopback
import pytest
from filled_forms import filled, photo

from tutela.model.errors import InputError, SettingError, UnreadableFile
from tutela.sources.submissions import central
from tutela.workspace.missions.central import EMAIL, PASSWORD, check_address, from_central

TOKEN = "loopback-token"
TABLE = re.compile(r"/v1/projects/(\d+)/forms/([^/]+)\.svc/Submissions$")
FILE = re.compile(r"/v1/projects/(\d+)/forms/([^/]+)/submissions/([^/]+)/attachments/([^/]+)$")


class Central(loopback.Quiet):
    """What of ODK Central's API a return asks for."""

    rows: ClassVar[list[dict[str, object]]] = []
    media: ClassVar[dict[tuple[str, str], bytes]] = {}
    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = self.path == "/v1/sessions" and given == {"email": "team@example.org", "password": "right"}
        self.answer(200 if known else 401, {"token": TOKEN} if known else {"code": 401.2})

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path, query = unquote(parts.path), parse_qs(parts.query)
        self.asked.append(self.path)
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self.answer(403, {})
        elif (table := TABLE.match(path)) and table[1] == "7" and table[2] == "visit":
            skip, top = int(query["$skip"][0]), int(query["$top"][0])
            assert query["$expand"] == ["*"]
            self.answer(200, {"value": self.rows[skip : skip + top]})
        elif (file := FILE.match(path)) and (file[3], file[4]) in self.media:
            self.answer(200, self.media[file[3], file[4]])
        elif TABLE.match(path) and "moved" in path:
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.answer(404, {"code": 404.1})

    def answer(self, status: int, content: object) -> None:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(rows, media=()):
    handler = type("Loopback", (Central,), {"rows": list(rows), "media": dict(media), "asked": []})
    with loopback.serving(handler) as server:
        yield loopback.address_of(server), handler


@pytest.fixture(autouse=True)
def account(monkeypatch, tmp_path):
    monkeypatch.setenv(EMAIL, "team@example.org")
    monkeypatch.setenv(PASSWORD, "right")
    # pyodk would write its token there.
    monkeypatch.setenv("PYODK_CACHE_FILE", str(tmp_path / "cache.toml"))
    yield
    assert not (tmp_path / "cache.toml").exists(), "nothing of the session is written"


def test_all_pages_come_with_their_photos(monkeypatch):
    monkeypatch.setattr(central, "PAGE", 4)
    rows = [filled(n, f"ast_{n}", photos=[{"photo": f"{n} é.jpg", "shows": "gate"}]) for n in range(1, 11)]
    media = {(str(row["__id"]), f"{n} é.jpg"): photo(shade=n) for n, row in enumerate(rows, 1)}
    with serving(rows, media) as (address, handler), from_central(address, 7, "visit", True) as found:
        assert [form.field("stop") for form in found.submissions] == [f"ast_{n}" for n in range(1, 11)]
        assert [found.media(form, form.photos[0][0]) for form in found.submissions] == list(media.values())
        assert found.media(found.submissions[0], "none.jpg") is None
    assert sum(".svc" in path for path in handler.asked) == 3


def test_a_page_that_repeats_a_submission_brings_it_once(monkeypatch):
    monkeypatch.setattr(central, "PAGE", 2)
    one, two, three = (filled(n, f"ast_{n}") for n in (1, 2, 3))
    with serving([one, two, two, three]) as (address, _), from_central(address, 7, "visit", True) as found:
        assert len(found.submissions) == 3


def test_rejected_and_encrypted_submissions_are_told():
    rejected = filled(1, "ast_1") | {"__system": {"reviewState": "rejected"}}
    encrypted = filled(2, "ast_2") | {"__system": {"status": "notDecrypted"}}
    with (
        serving([rejected, encrypted, filled(3, "ast_3")]) as (address, _),
        from_central(address, 7, "visit", True) as found,
    ):
        assert [form.id for form in found.submissions] == ["uuid:00000003"]
        assert [problem.dropped for problem in found.problems] == [True, True]


@pytest.mark.parametrize(
    ("form", "password", "said"),
    [
        ("visit", "wrong", "e-mail and password"),
        ("none", "right", "no form 'none'"),
        ("moved", "right", "TooManyRedirects"),
    ],
)
def test_a_refusal_of_the_server_is_said_in_plain_words(monkeypatch, form, password, said, capsys):
    monkeypatch.setenv(PASSWORD, password)
    with serving([]) as (address, _), pytest.raises(UnreadableFile, match=said), from_central(address, 7, form, True):
        pass
    assert "wrong" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1",
        "https://127.0.0.1:1",
        "https://10.0.0.1",
        "https://[::1]",
        "http://192.168.1.1",
        "ftp://a",
        "here",
        "https://169.254.169.254",
    ],
)
def test_this_house_is_not_asked_unless_it_is_allowed(address):
    with pytest.raises(InputError):
        check_address(address, allow_private=False)


def test_without_an_account_nobody_is_asked(monkeypatch):
    monkeypatch.delenv(PASSWORD)
    with pytest.raises(SettingError, match=PASSWORD), from_central("http://127.0.0.1:1", 7, "visit", True):
        pass


def test_a_server_that_is_not_there_is_said_to_be_silent(monkeypatch):
    with serving([]) as (address, _):
        pass
    with pytest.raises(UnreadableFile, match="does not answer as asked"), from_central(address, 7, "visit", True):
        pass
