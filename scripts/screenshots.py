"""Make the pictures of README.md and docs/ from the demonstration's dossier, in Chromium; nothing is drawn by hand.

usage: scripts/screenshots [DOSSIER]     (a folder with index.html; else the demonstration is run first)
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tutela import demo

HOUSE = Path(__file__).resolve().parent.parent
IMAGES = HOUSE / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT, SCALE = 1180, 1240, 1.2
LARGEST = 300 * 1024
"""Bytes of a picture: README pages load at once on a slow line."""


def main(dossier: Path) -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)
        page.goto((dossier / "index.html").resolve().as_uri())
        page.screenshot(path=IMAGES / "dossier.png")
        drift(page).screenshot(path=IMAGES / "told.png")
        chain = longest_chain(page)
        chain.screenshot(path=IMAGES / "chain.png")
        browser.close()
    for picture in sorted(IMAGES.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.relative_to(HOUSE)}  {size / 1024:.0f} KiB")
        if size > LARGEST:
            sys.exit(f"{picture.name} is larger than {LARGEST // 1024} KiB: make it narrower or lower the scale.")


def drift(page: Page) -> Locator:
    """The comparison in which a number changes from text to text."""
    # Of a long page only what is near the window is laid out, and the notice lies over what is scrolled to.
    page.add_style_tag(
        content=".whole-case { position: static !important; } * { content-visibility: visible !important; }"
    )
    return page.locator(".difference", has_text="How much").first


def longest_chain(page: Page) -> Locator:
    """The drawing of the incident that most publications tell of: the tallest chain."""
    drawings = page.locator("#incidents .figure svg")
    heights = [drawings.nth(at).bounding_box() for at in range(drawings.count())]
    tallest = max(range(len(heights)), key=lambda at: heights[at]["height"] if heights[at] else 0)
    drawing = drawings.nth(tallest)
    # A drawing wider than its frame scrolls there: the picture shows the whole drawing.
    drawing.evaluate("drawing => { drawing.closest('.figure').style.overflow = 'visible'; }")
    page.add_style_tag(content="svg { background: #fff; }")
    return drawing


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            demo(folder, processes=2)
            main(Path(folder) / "dossier")
