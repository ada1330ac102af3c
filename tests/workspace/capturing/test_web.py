"""Web addresses captured into a workspace, from servers of this machine that are honest, broken or worse."""

import gzip
import hashlib
import io
import socket
import sys

import pytest
from sources.fetching.lying import answering, response
from sources.media.test_fingerprints import scene

from tutela import Workspace, run
from tutela.model.items import Done, FileRole
from tutela.sources.capture.rendering import browser_program
from tutela.sources.fetching import Limits
from tutela.workspace.capturing import CaptureOptions, capture

NEWS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Chapel hit</title>
<meta property="article:published_time" content="2021-05-09"><link rel="stylesheet" href="/style.css"></head><body><article>
<h1>Chapel hit</h1><p>The chapel above Lower Village was hit by a shell on Monday morning, the mayor said on 8 May 2021.</p>
<p>The roof of the chapel was damaged and two windows were broken, he added.</p><img src="/roof.png"><p id="late"></p>
</article><script>document.getElementById("late").textContent =
"Later that week the bell tower of the chapel collapsed, a resident told the paper."</script></body></html>"""
SHORT = Limits(max_bytes=200_000, max_unpacked=1_000_000, total_s=2.0, stall_s=1.0)


def picture() -> bytes:
    file = io.BytesIO()
    scene(1).save(file, "PNG")
    return file.getvalue()


def typed(body: bytes, kind: str, *headers: str) -> bytes:
    return response(body, *headers).replace(b"text/html", kind.encode())


def drips(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The church")
    while True:
        line.sendall(b" burned")
        line.settimeout(0.02)
        try:
            if not line.recv(1):
                return
        except TimeoutError:
            continue


ANSWERS = {
    "/news": response(NEWS.encode(), "Date: Mon, 05 Jan 2015 10:00:00 GMT"),
    "/style.css": typed(b"body { background: url(/none.png) }", "text/css"),
    "/roof.png": typed(picture(), "image/png"),
    "/moved": response(b"", "Location: /news", status="301 Moved Permanently"),
    "/gone": response(b"<p>The page you ask for is gone. " + b"It stood here for years. " * 5, status="410 Gone"),
    "/bomb": response(gzip.compress(b"\0" * 20_000_000), "Content-Encoding: gzip"),
    "/packed": response(gzip.compress(NEWS.encode()), "Content-Encoding: gzip"),
    "/turkish": typed(NEWS.replace("Chapel hit", "Şapel vuruldu").replace('<meta charset="utf-8">', "").encode("cp1254"),
                      "text/html; charset=windows-1254"),
    "/short": b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nContent-Type: text/html\r\n\r\n<p>The church burned",
    "/text": typed(b"The chapel above Lower Village was hit by a shell on Monday. " * 3, "text/plain"),
    "/data": typed(b'{"id": "a", "text": "' + b"The chapel was hit by a shell on Monday. " * 3 + b'"}', "application/json"),
    "/thing": typed(b"\x00\x01\x02", "application/x-thing"),
    "/private": response(b"", "Location: http://169.254.169.254/", status="302 Found"),
    "/nothing": response(b""),
}  # fmt: skip


def speak(line: socket.socket, request: bytes) -> None:
    path = request.split()[1].decode()
    if path == "/drip":
        drips(line)
    line.sendall(ANSWERS.get(path, response(b"none", status="404 Not Found")))


@pytest.fixture(scope="module")
def server():
    with answering(speak) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "case" / "workspace") as made:
        yield made


def captured(workspace, *what, **options):
    before = len(workspace.items())
    settings = CaptureOptions(allow_private=True, limits=SHORT, pause_s=0.0, **options)
    report = capture(workspace, list(what), by="A. Reader", options=settings)
    return report, workspace.items()[before:]


def outcomes(item):
    return {step.name: step.outcome for step in item.steps}


def of_role(item, role):
    return [file for file in item.files if file.role is role]


def test_a_page_is_kept_as_sent_with_its_exchanges_and_read_by_a_run(workspace, server, tmp_path):
    report, [item] = captured(workspace, f"{server}/moved")
    assert (report.documents, report.failures) == (1, ())
    [page] = of_role(item, FileRole.ORIGINAL)
    assert (page.sha256, page.media_type) == (hashlib.sha256(NEWS.encode()).hexdigest(), "text/html")
    [document] = workspace.documents()
    assert (document.id, document.sha256, document.url) == (item.documents[0], page.sha256, f"{server}/news")
    assert document.published.value == "2021-05-09"
    facts = {fact.name: fact.value for fact in item.facts}
    assert (facts["address"], facts["status"], facts["ip address"]) == (f"{server}/news", "200 OK", "127.0.0.1")
    assert facts["redirect"] == f"{server}/moved (301)"
    assert "behind this machine's" in facts["clock difference"]
    [record] = of_role(item, FileRole.RECORD)
    warc = gzip.decompress((workspace.path / "files" / record.sha256[:2] / record.sha256).read_bytes())
    assert ANSWERS["/moved"] in warc and ANSWERS["/news"] in warc
    assert b"User-Agent: tutela/" in warc
    assert b"operator: A. Reader" in warc
    assert not workspace.verify().faults
    told = run(tmp_path / "case")
    assert told.claims > 0


def test_what_a_page_shows_is_fetched_when_asked_for(workspace, server):
    _, [item] = captured(workspace, f"{server}/news", resources=True)
    [shown] = of_role(item, FileRole.RESOURCE)
    assert shown.sha256 == hashlib.sha256(picture()).hexdigest()
    [medium] = workspace.media()
    assert (medium.id, medium.document) == (item.media[0], item.documents[0])
    sentences = [step.sentence for step in item.steps if step.name == "resources"]
    assert sentences[0] == "2 of 3 that the page shows were fetched."
    assert f"{server}/none.png: it answered 404" in sentences[1]


BROKEN = {
    "/gone": ("fetch", "It answered 410 Gone; what it showed is kept, and not read"),
    "/none": ("fetch", "404 Not Found"),
    "/bomb": ("unpack", "more than may be unpacked"),
    "/short": ("fetch", "expected 5000"),
    "/drip": ("fetch", "no whole answer within 2 s"),
    "/private": ("fetch", "sent on to http://169.254.169.254/"),
}


def test_nothing_that_is_wrong_with_one_address_stops_the_others(workspace, server):
    wrong = ["http://127.0.0.1:1/", "http://name:word@127.0.0.1/", "http://[broken", "https://none.invalid/"]
    paths = [*BROKEN, "/nothing", "/news"]
    report, items = captured(workspace, *wrong, *(server + path for path in paths))
    by_path = {item.item.removeprefix(server): item for item in items}
    assert len(items) == len(wrong) + len(paths)
    for address in wrong:
        assert by_path[address].failed, address
        assert by_path[address].files == ()
    for path, (name, word) in BROKEN.items():
        [failed] = by_path[path].failed
        assert (failed.name, word in failed.sentence) == (name, True), failed
        assert by_path[path].documents == (), path
        assert of_role(by_path[path], FileRole.RECORD), path
    assert by_path["/news"].documents
    assert report.failed
    assert not workspace.verify().faults


def test_a_page_that_came_packed_is_kept_packed_and_read_unpacked(workspace, server):
    _, [item] = captured(workspace, f"{server}/packed")
    original, copy = item.files[:2]
    assert (original.role, copy.role, copy.made_of) == (FileRole.ORIGINAL, FileRole.WORKING_COPY, original.sha256)
    assert copy.sha256 == hashlib.sha256(NEWS.encode()).hexdigest()
    assert len(item.documents) == 1


def test_other_kinds_are_read_or_kept(workspace, server):
    _, items = captured(workspace, *(server + path for path in ("/text", "/data", "/roof.png", "/thing", "/turkish")))
    text, data, roof, thing, turkish = items
    assert len(text.documents) == len(data.documents) == 1
    assert len(roof.media) == 1 and outcomes(roof)["fingerprint"] is Done.DONE
    assert outcomes(thing)["read"] is Done.LEFT_OUT
    names = {document.id: document.title for document in workspace.documents()}
    assert names[turkish.documents[0]] == "Şapel vuruldu"
    assert not workspace.verify().faults


def test_a_page_that_changed_is_a_document_of_its_own(workspace, server, monkeypatch):
    captured(workspace, f"{server}/news")
    captured(workspace, f"{server}/news")
    assert len(workspace.documents()) == 1
    monkeypatch.setitem(ANSWERS, "/news", response(NEWS.replace("two windows", "no window").encode()))
    captured(workspace, f"{server}/news")
    first, second = workspace.documents()
    assert second.name == f"{first.name}-2"
    assert len(workspace.items()) == 3


def test_private_addresses_are_refused_unless_allowed(workspace, server):
    report = capture(workspace, [f"{server}/news"], by="A. Reader")
    [item] = workspace.items()
    assert report.failed
    assert "no public address; such are asked only with --allow-private" in item.failed[0].sentence
    assert item.files == ()


@pytest.mark.skipif(not browser_program(), reason="no Chromium is installed")
def test_a_rendered_page_is_kept_as_a_picture_and_as_it_stood_after_scripts(workspace, server):
    pytest.importorskip("playwright", reason="Playwright is not installed")
    # A browser takes seconds where a fetch takes milliseconds.
    settings = CaptureOptions(rendered=True, allow_private=True, limits=Limits(total_s=30))
    report = capture(workspace, [f"{server}/news"], by="A. Reader", options=settings)
    [item] = workspace.items()
    assert item.how == "rendered"
    page, picture_of, dom = item.files[:3]
    assert (picture_of.role, picture_of.media_type, picture_of.made_of) == (
        FileRole.RENDERING,
        "image/png",
        page.sha256,
    )
    assert (dom.role, dom.made_of) == (FileRole.RENDERING, page.sha256)
    [document] = workspace.documents()
    assert document.sha256 == dom.sha256
    assert "the bell tower of the chapel collapsed" in document.text
    assert [medium.document for medium in workspace.media()] == [document.id]
    assert not report.failed
    assert not workspace.verify().faults


@pytest.mark.skipif(not browser_program(), reason="no Chromium is installed")
def test_a_page_that_leads_the_browser_away_is_read_as_it_was_sent(workspace, server, monkeypatch):
    pytest.importorskip("playwright", reason="Playwright is not installed")
    monkeypatch.setitem(
        ANSWERS, "/away", response(NEWS.replace("<script>", "<script>location = 'about:blank';").encode())
    )
    settings = CaptureOptions(rendered=True, allow_private=True, limits=Limits(total_s=30))
    report = capture(workspace, [f"{server}/away"], by="A. Reader", options=settings)
    [item] = workspace.items()
    assert report.failed
    assert "led the browser away to about:blank" in item.failed[0].sentence
    [document] = workspace.documents()
    assert document.sha256 == item.files[0].sha256
    assert document.url == f"{server}/away"


def test_without_a_browser_the_page_is_captured_as_it_was_sent(workspace, server):
    _, [item] = captured(workspace, f"{server}/news", rendered=True, chromium="/nowhere/chromium")
    assert outcomes(item)["render"] is Done.LEFT_OUT
    assert len(item.documents) == 1


def test_without_the_extra_addresses_are_left_out_and_files_are_not(workspace, server, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "h11", None)
    (tmp_path / "note.txt").write_text("The church burned.")
    _, items = captured(workspace, tmp_path / "note.txt", f"{server}/news")
    note, page = items
    assert note.documents
    assert outcomes(page) == {"fetch": Done.LEFT_OUT}
    assert "pip install 'tutela[capture]'" in page.steps[0].sentence
