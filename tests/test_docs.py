import re
import runpy
from pathlib import Path
from urllib.parse import unquote

import pytest

HOUSE = Path(__file__).resolve().parent.parent
PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")])


def test_the_reference_is_what_the_program_says():
    written = runpy.run_path(str(HOUSE / "scripts" / "write_reference.py"))
    assert written["REFERENCE"].read_text("utf-8") == written["reference"](), "run python scripts/write_reference.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / unquote(target)).exists(), f"{page.name} links to {target}"


def test_every_stage_has_its_page():
    rooms = [
        "sources",
        "inventory",
        "language",
        "reading",
        "linking",
        "incidents",
        "review",
        "missions",
        "publishing",
        "store",
    ]
    assert [room for room in rooms if not (HOUSE / "docs" / f"{room}.md").is_file()] == []
