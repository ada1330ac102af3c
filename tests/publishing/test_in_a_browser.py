"""The page in a real browser: no fault for those who read with other means (axe-core), nothing wider than a phone.

Needs Chromium, and the path of axe.min.js (npm package axe-core) in AXE_CORE for the first test.
"""

import dataclasses
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing.test_differences import three_tellings
from publishing.test_dossier import small

from tutela.model.casefile import CaseFile
from tutela.model.geometry import Position
from tutela.model.inventory import Name
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
    write_dossier(release(small(notice="Training material.", made_with=(("parser model", "packaged"),))), folder)
    return (folder / "index.html").as_uri()


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with a comparison, a chain and long names in five scripts."""
    folder = tmp_path_factory.mktemp("telling")
    write_dossier(release(named_in_many_scripts(three_tellings())), folder)
    return (folder / "index.html").as_uri()


def named_in_many_scripts(made: CaseFile) -> CaseFile:
    names = tuple(
        Name(text, language, script)
        for text, language, script in (
            ("Սուրբ Ամենափրկիչ Ղազանչեցոց մայր տաճարի հին գերեզմանատունը", "hy", "Armn"),
            ("مقبرة الكاتدرائية القديمة في المدينة العليا", "ar", "Arab"),
            ("ძველი სასაფლაო ზემო ქალაქში", "ka", "Geor"),
            ("בית הקברות הישן של הקתדרלה", "he", "Hebr"),
            ("Ağdam Cümə məscidinin qəbiristanlığı", "az", "Latn"),
        )
    )
    site = dataclasses.replace(made.assets[0], names=names, position=Position(39.7, 46.7, 50.0))
    return dataclasses.replace(made, assets=(site,))


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("which", ["address", "telling"])
def test_axe_finds_no_fault(
    browser: "sync_api.Browser", request: pytest.FixtureRequest, which: str, scheme: str, width: int
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(request.getfixturevalue(which))
    # All of the page is looked at, what is folded or not yet laid out, too.
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
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


CUT = """() => {
  const inside = (part, whole) => part.x >= whole.x - 1 && part.x + part.width <= whole.x + whole.width + 1
    && part.y >= whole.y - 2 && part.y + part.height <= whole.y + whole.height + 2;
  const cut = [...document.querySelectorAll('svg')].flatMap(picture => {
    const frame = {x: 0, y: 0, width: picture.viewBox.baseVal.width, height: picture.viewBox.baseVal.height};
    const boxes = [...picture.querySelectorAll('path.sheet, rect.speaker, rect.origin')].map(box => box.getBBox());
    return [...picture.querySelectorAll('text')].filter(text => {
      const own = text.getBBox();
      const boxed = text.matches('.chain .name') || (text.matches('.chain .sub') && text.parentNode.matches('a, g'));
      const turned = text.hasAttribute('transform');
      return !turned && (boxed ? !boxes.some(box => inside(own, box)) : !inside(own, frame));
    }).map(text => text.textContent);
  });
  return [cut, [...document.querySelectorAll('svg text')].map(t => t.textContent).filter(t => t.includes('…'))];
}"""
"""Words of figures that stand outside their box or the picture, and those that were shortened."""


def test_no_label_of_a_figure_is_cut(browser: "sync_api.Browser", telling: str) -> None:
    page = browser.new_page()
    page.goto(telling)
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    assert page.locator("svg.chain, svg.drift, svg.map, svg.timeline").count() == 4
    assert page.evaluate(CUT) == [[], []]
    page.close()


def test_nothing_moves_by_itself(browser: "sync_api.Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.close()


def test_names_written_from_right_to_left_are_set_so(browser: "sync_api.Browser", telling: str) -> None:
    page = browser.new_page()
    page.goto(telling)
    found = page.eval_on_selector_all(
        ".names td:first-child span", "parts => parts.map(p => [p.lang, getComputedStyle(p).direction])"
    )
    assert found == [["hy", "ltr"], ["ar", "rtl"], ["ka", "ltr"], ["he", "rtl"], ["az", "ltr"]]
    page.close()
