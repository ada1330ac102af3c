"""Pages in a real browser, some of which try to get out of it: nothing but the guarded client speaks to the network."""

import asyncio
import io
import socket
import threading
from contextlib import contextmanager

import pytest
from PIL import Image
from sources.fetching.lying import PUBLIC, answering, client, led_to, response

from tutela.sources.capture import rendering as rendering_room
from tutela.sources.capture.rendering import NotRendered, browser_program, render
from tutela.sources.fetching import Limits
from tutela.sources.fetching.guard import Guard

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
PROGRAM = browser_program()
pytestmark = pytest.mark.skipif(not PROGRAM, reason="no Chromium is installed")

PAGE = "<!doctype html><html><head><title>News</title></head><body>{}</body></html>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a34f66a0000000049454e44ae426082"
)


class Site:
    """Pages by path; what was asked for is written down."""

    def __init__(self, pages):
        self.pages = {
            path: page if isinstance(page, bytes) else response(page.encode()) for path, page in pages.items()
        }
        self.asked = []

    def __call__(self, line, request):
        path = request.split()[1].decode()
        self.asked.append(path)
        line.sendall(self.pages.get(path, response(b"none", status="404 Not Found")))


@contextmanager
def private_place():
    """A port of this machine that nobody may reach, and how often somebody did."""
    reached = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                reached.append(line.recv(1_000))
                line.sendall(response(b"SECRET", "Access-Control-Allow-Origin: *"))

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1], reached
    finally:
        listening.close()


def shown(site, path="/", limits=None, **names):
    """What a browser shows of a page of news.example, a site that all public addresses lead to."""
    known = {"news.example": [PUBLIC], **names}

    def resolve(host, _):
        if host not in known:
            raise OSError(-2, "Name or service not known")
        return known[host]

    with answering(site) as port:
        asking = client(limits or Limits(total_s=15), guard=Guard(resolve=resolve), connect=led_to(port, []))
        first = asking.fetch(f"http://news.example{path}")
        return render(first, asking, PROGRAM)


def test_scripts_have_run_cookies_went_along_and_everything_loaded_is_kept():
    site = Site({
        "/": response(
            PAGE.format('<p id="a">empty</p><img src="/a.png"><script src="/s.js"></script>').encode(),
            "Set-Cookie: a=1", "Set-Cookie: c=3; HttpOnly",
        ),
        "/s.js": response(
            b"document.cookie = 'b=2'; document.getElementById('a').textContent = 'The chapel burned.'; fetch('/next')",
            "Content-Type: text/javascript",
        ),
        "/a.png": response(PNG).replace(b"text/html", b"image/png"),
        "/next": "told",
    })  # fmt: skip
    rendering = shown(site)
    assert "The chapel burned." in rendering.dom.decode()
    assert rendering.pictures[0].startswith(b"\x89PNG")
    assert rendering.broken == ""
    requests = {one.url.removeprefix("http://news.example"): one.request for one in rendering.exchanges}
    assert set(requests) == {"/s.js", "/a.png", "/next"}
    assert all(one in requests["/next"] for one in (b"a=1", b"b=2", b"c=3"))
    assert [(url, kind) for url, kind, _ in rendering.bodies] == [("http://news.example/a.png", "image/png")]
    assert site.asked.count("/") == 1
    assert rendering.browser.startswith("Chromium ")


ESCAPES = """
<link rel="dns-prefetch" href="http://127.0.0.1:{port}/"><link rel="preconnect" href="http://127.0.0.1:{port}/">
<link rel="prefetch" href="http://127.0.0.1:{port}/p"><img src="http://127.0.0.1:{port}/i">
<iframe src="http://127.0.0.1:{port}/f"></iframe><iframe src="file:///etc/passwd"></iframe>
<iframe src="/away"></iframe><object data="http://[::ffff:127.0.0.1]:{port}/o"></object>
<video src="http://2130706433:{port}/v"></video><link rel="stylesheet" href="http://inner.example:{port}/c">
<p id="told"></p>
<script>
const told = [], tell = word => {{ told.push(word); document.getElementById("told").textContent = told.join(" | ") }};
fetch("http://127.0.0.1:{port}/x").then(a => a.text()).then(a => tell("fetch " + a), e => tell("fetch refused"));
fetch("http://169.254.169.254/latest/").then(a => tell("metadata"), e => tell("metadata refused"));
fetch("/away").then(a => a.text()).then(a => tell("away " + a), e => tell("away refused"));
fetch("file:///etc/passwd").then(a => tell("file"), e => tell("file refused"));
navigator.sendBeacon("http://127.0.0.1:{port}/b", "x");
const socket = new WebSocket("ws://127.0.0.1:{port}/w");
socket.onopen = () => tell("socket open"); socket.onmessage = a => tell("socket says");
const worker = new Worker(URL.createObjectURL(new Blob([`
  try {{ new WebSocket("ws://127.0.0.1:{port}/ww") }} catch (e) {{}}
  fetch("http://127.0.0.1:{port}/wf").then(a => a.text()).then(a => postMessage("worker " + a), e => postMessage("worker refused"));
`])));
worker.onmessage = a => tell(a.data);
navigator.serviceWorker?.register("/sw.js").then(a => tell("service worker"), e => tell("service worker refused"));
try {{
  const peer = new RTCPeerConnection({{iceServers: [{{urls: "turn:127.0.0.1:{port}?transport=tcp", username: "a", credential: "b"}}]}});
  peer.createDataChannel("a"); peer.createOffer().then(o => peer.setLocalDescription(o));
}} catch (e) {{}}
try {{ new WebTransport("https://127.0.0.1:{port}/wt") }} catch (e) {{}}
open("http://127.0.0.1:{port}/popup");
navigator.geolocation.getCurrentPosition(a => tell("position"), e => tell("position refused"));
const link = document.createElement("a"); link.href = "/file.zip"; link.download = "a.zip"; document.body.append(link); link.click();
alert("a"); confirm("b");
</script>
"""


def test_a_page_that_tries_every_way_out_reaches_nothing_private():
    with private_place() as (port, reached):
        site = Site({
            "/": PAGE.format(ESCAPES.format(port=port)),
            "/away": response(b"", f"Location: http://127.0.0.1:{port}/sent", status="302 Found"),
            "/sw.js": response(b"self.x = 1").replace(b"text/html", b"text/javascript"),
        })  # fmt: skip
        rendering = shown(site, **{"inner.example": ["10.0.0.7"]})
    assert reached == []
    assert b"SECRET" not in rendering.dom
    told = rendering.dom.decode().partition('<p id="told">')[2].partition("</p>")[0]
    for word in ("fetch", "metadata", "away", "file", "worker", "position"):
        assert f"{word} refused" in told, word
    assert "open" not in told and "says" not in told
    assert b"root:" not in rendering.dom
    faults = "\n".join(rendering.faults)
    assert f"http://127.0.0.1:{port}/x: 127.0.0.1 is no public address" in faults
    assert "10.0.0.7 (of inner.example) is no public address" in faults
    assert "169.254.169.254 is where rented machines find their passwords" in faults
    assert f"ws://127.0.0.1:{port}/w: a WebSocket" in faults
    assert rendering.pictures[0].startswith(b"\x89PNG")


def test_a_redirect_in_the_page_leads_the_browser_on():
    site = Site({
        "/": PAGE.format('<iframe src="/a/old"></iframe><script>fetch("/data").then(a => a.text()).then(a => document.title = a)</script>'),
        "/a/old": response(b"", "Location: ../b/new", status="301 Moved Permanently"),
        "/b/new": PAGE.format('<img src="here.png">'),
        "/data": response(b"", "Location: /data2", status="302 Found"),
        "/data2": "told",
    })  # fmt: skip

    async def notebook():
        # A notebook's loop is running already.
        return shown(site)

    rendering = asyncio.run(notebook())
    assert "/b/here.png" in site.asked
    assert "<title>told</title>" in rendering.dom.decode()
    assert "http://news.example/a/old" in {one.url for one in rendering.exchanges}


def test_a_script_that_sends_the_page_elsewhere_is_followed_and_told():
    site = Site({"/": PAGE.format("<script>location.replace('/end')</script>"), "/end": PAGE.format("The end.")})
    rendering = shown(site)
    assert rendering.url == "http://news.example/end"
    assert "The end." in rendering.dom.decode()


def test_a_page_sent_to_what_is_private_shows_nothing_of_it():
    with private_place() as (port, reached):
        site = Site({"/": PAGE.format(f"<script>location.replace('http://127.0.0.1:{port}/')</script>")})
        rendering = shown(site)
    assert reached == []
    assert "SECRET" not in rendering.dom.decode()
    assert "no public address" in rendering.faults[0]
    # What stands there is the browser's own page of errors, and nobody's publication.
    assert "led the browser away to chrome-error:" in rendering.broken


def test_a_script_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(rendering_room, "CLOSING_S", 1.0)
    rendering = shown(Site({"/": PAGE.format("<p>a</p><script>for (;;);</script>")}), limits=Limits(total_s=2))
    assert rendering.broken
    assert rendering.pictures == []


def test_a_page_that_never_stops_loading_is_taken_as_it_stands():
    def site(line, request):
        if b"GET / " in request:
            line.sendall(response(PAGE.format("<p>The chapel burned.</p><img src=/slow>").encode()))
        else:
            while line.recv(100):
                pass

    rendering = shown(site, limits=Limits(total_s=6, stall_s=6))
    assert "The chapel burned." in rendering.dom.decode()
    assert rendering.pictures[0].startswith(b"\x89PNG")
    assert "not all was loaded within 6 s" in rendering.notes[-1]


def test_a_long_page_is_pictured_in_several_and_a_page_without_end_as_far_as_these_go(monkeypatch):
    monkeypatch.setattr(rendering_room, "MOST_HEIGHT", 1_100)
    style = "content-visibility:auto;contain-intrinsic-size:auto 500px;height:500px"
    parts = "".join(
        f'<div style="{style}"><div style="height:500px;background:rgb({n},0,0)"></div></div>' for n in range(1, 30)
    )
    page = f'<style>body {{ margin: 0 }}</style>{parts}<div style="height:90000px;width:50000px"></div>'
    rendering = shown(Site({"/": PAGE.format(page)}))
    assert rendering.broken == ""
    seen = []
    for picture in rendering.pictures:
        with Image.open(io.BytesIO(picture)) as opened:
            assert opened.size == (1280, 1_100)
            seen += [opened.getpixel((600, row))[0] for row in range(50, 1_100, 100)]
    # What is drawn only when scrolled to stands in the pictures, too, and the DOM is as it was.
    assert seen == [1 + (row // 500) for row in range(50, 4_400, 100)]
    assert b"content-visibility: visible" not in rendering.dom
    assert "the first 4,400" in rendering.notes[-1]


def test_a_page_that_loads_without_measure_is_stopped():
    image = response(PNG + b"\0" * 15_000).replace(b"text/html", b"image/png")
    loading = "for (let n = 0; n < 60; n++) document.body.append(Object.assign(new Image(), {src: `/${n}.png`}))"
    site = Site({"/": PAGE.format(f"<script>{loading}</script>"), **{f"/{n}.png": image for n in range(60)}})
    rendering = shown(site, limits=Limits(max_bytes=20_000, total_s=15))
    assert 80_000 < sum(len(one.response) for one in rendering.exchanges) < 80_000 + 7 * len(image)
    assert "the page has loaded " in rendering.faults[-1]


def test_without_a_browser_it_says_what_is_missing(monkeypatch):
    with answering(Site({"/": PAGE.format("a")})) as port:
        asking = client()
        first = asking.fetch(f"http://127.0.0.1:{port}/")
    with pytest.raises(NotRendered, match="TUTELA_CHROMIUM"):
        render(first, asking, "/nowhere/chromium")
    monkeypatch.setattr(rendering_room, "PROGRAMS", ())
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "/nowhere")
    with pytest.raises(NotRendered, match="playwright install chromium"):
        render(first, asking)
    monkeypatch.setitem(__import__("sys").modules, "playwright.async_api", None)
    with pytest.raises(NotRendered, match=r"pip install 'tutela\[capture\]'"):
        render(first, asking, PROGRAM)
