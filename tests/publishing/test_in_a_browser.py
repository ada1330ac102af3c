"""The page in a real browser: no fault for those who read with other means (axe-core), nothing wider than a phone.

Needs Chromium, and the path of axe.min.js (npm package axe-core) in AXE_CORE for the first test.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing.test_dossier import small

from tutela.publishing.dossier import write_dossier
from tutela.publishing.gate import release

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core/axe.min.js"))

if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("dossier")
    write_dossier(release(small()), folder)
    return (folder / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_no_fault(browser: "sync_api.Browser", address: str, scheme: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)])"
    )
    context.close()
    assert found == []


def test_a_phone_needs_no_sideways_scrolling(browser: "sync_api.Browser", address: str) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 900})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.close()


def test_nothing_but_the_page_itself_is_fetched(browser: "sync_api.Browser", address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.close()
    assert asked == [address]


def test_the_filter_hides_what_does_not_mention_the_words(browser: "sync_api.Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.fill("#filter", "nothing says this")
    assert page.locator("article.incident:visible").count() == 0
    page.fill("#filter", "aghdam MOSQUE")
    assert page.locator("article.incident:visible").count() == 1
    assert page.inner_text("#filter-count") == "1 incident shown"
    page.close()


def test_without_scripts_everything_is_shown_and_no_filter(browser: "sync_api.Browser", address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("#filter").is_hidden()
    assert page.locator("article.incident").first.is_visible()
    context.close()
