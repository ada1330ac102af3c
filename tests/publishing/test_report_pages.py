"""Reports made of blocks, in a browser and on paper. Axe-core lies where AXE_CORE says."""

import os
import shutil
from pathlib import Path

import pytest

from tutela.publishing.mission_report.blocks import Grid, Heading, Points, Text
from tutela.publishing.report_pages import Shown, Verbatim, as_page, as_pdf, as_text

HASH = "573d5ce14862252c53a5cf3bc88b0c2098757533a65bd2a7fd41715828e132a6"
EVIL = "<script>document.title = 'taken over'</script><img src=x onerror=alert(1)>"
BLOCKS = (
    Heading("What it is"),
    Grid(("", "said"), (("Record", f"doc_1 {HASH}"), ("Address", EVIL)), (28, 72)),
    Text("#emph[no markup]"),
    Heading("Every touch"),
    Grid(("What", "SHA-256"), (("Շուշի", HASH), ("مقبرة الكاتدرائية", HASH)), (50, 50)),
    Points(("one", "two")),
    Verbatim("Its text", EVIL),
    Shown("picture.png", "a picture"),
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core/axe.min.js"))


def test_words_of_others_stay_words():
    page = as_page(BLOCKS, EVIL, notice="Training material.")
    assert "<script" not in page and "onerror=alert" not in page.replace("&lt;img src=x onerror=alert", "")
    assert as_text(BLOCKS, "A title").startswith("A title\n=======\n\nWhat it is\n")


def test_on_paper_nothing_runs_over_its_cell(tmp_path):
    pytest.importorskip("typst")
    printed = as_pdf(BLOCKS, "A title", "Training material.", "2020-12-01T00:00:00Z")
    assert printed == as_pdf(BLOCKS, "A title", "Training material.", "2020-12-01T00:00:00Z")
    assert printed.startswith(b"%PDF-") and b"pdfaid" in printed


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    (folder / "index.html").write_text(as_page(BLOCKS, "A title", "Training material.", "tutela"), "utf-8")
    from PIL import Image

    Image.new("RGB", (9, 9), "navy").save(folder / "picture.png")
    return (folder / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 400), ("dark", 400)])
def test_axe_finds_no_fault_and_a_phone_needs_no_sideways_scrolling(browser, address, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
    context.close()
    assert found == []


def test_nothing_but_pictures_beside_it_is_fetched_and_nothing_runs(browser, address):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert asked == [address, address.replace("index.html", "picture.png")]
    assert page.evaluate("document.images[0].naturalWidth") == 9
    assert page.title() == "A title – Training material."
    page.close()
