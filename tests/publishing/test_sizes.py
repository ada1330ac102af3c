"""A dossier with nothing in it, with one claim, with five hundred incidents."""

import dataclasses
import random
from xml.etree import ElementTree

import pytest
from publishing.pages import Page
from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.publishing.chain import MOST_DOCUMENTS, chain_in_words, draw_chain
from tutela.publishing.contents import contents
from tutela.publishing.dossier import page
from tutela.publishing.gate import release
from tutela.publishing.map import draw_maps
from tutela.publishing.timeline import MOST_ROWS, draw_timeline

SVG = "{http://www.w3.org/2000/svg}"
MANY = 500


def many(number: int) -> CaseFile:
    spread = random.Random(2)
    spots = [(39 + spread.random(), 46 + spread.random()) for _ in range(number)]
    sites = [asset(f"Church {place}", f"Եկեղեցի {place}", at=spot) for place, spot in enumerate(spots)]
    told = [
        Told(f"Church {place} was hit, the mayor said.", place, f"Church {place}", "the mayor")
        for place in range(number)
    ]
    return case(sites, [(document(f"text {item.asset}", [item]), [item]) for item in told])


@pytest.fixture(scope="module")
def crowded() -> CaseFile:
    return many(MANY)


def test_nothing_reads_as_nothing() -> None:
    read = Page(page(release(case([], []))))
    assert read.faults == []
    assert "No claim of harm was read in 0 documents. That says nothing about the condition of any asset." in read.text
    assert "Map" not in [words for _, words in read.headings]


def test_one_claim_needs_no_chain_and_no_comparison() -> None:
    read = Page(page(release(many(1))))
    assert read.faults == []
    assert "This dossier sets out what 1 document says about harm to 1 cultural asset" in read.text
    assert "How it was told" not in read.text
    assert "D1 A daily (4 May 2023) quotes or relays the mayor." in read.text
    assert not [values for tag, values in read.tags if tag == "svg" and values.get("class") == "chain"]


def test_five_hundred_incidents_are_all_there_and_can_be_read(crowded: CaseFile) -> None:
    html = page(release(crowded))
    assert all(f'id="{incident.id}"' in html for incident in crowded.incidents)
    assert len(html) < 9_000_000, "a page that a laptop opens in a few seconds"
    assert f"The {MOST_ROWS} best founded of {MANY} incidents are drawn" in html


def test_figures_of_five_hundred_incidents_stay_small(crowded: CaseFile) -> None:
    held = contents(release(crowded))
    timeline = ElementTree.fromstring(str(draw_timeline(held)))
    assert float(timeline.attrib["height"]) < MOST_ROWS * 60
    assert len([node for node in timeline.iter(f"{SVG}text") if node.attrib["class"] == "row-number"]) == MOST_ROWS
    (drawn,) = draw_maps(held)
    picture = ElementTree.fromstring(drawn.svg)
    assert float(picture.attrib["height"]) < 600
    assert len([node for node in picture.iter(f"{SVG}circle") if node.attrib["class"] == "site"]) == MANY
    assert not [node for node in picture.iter(f"{SVG}line") if node.attrib["class"] == "leader" and _length(node) > 40]
    assert not [node for node in picture.iter(f"{SVG}text") if "Church" in (node.text or "")]


def _length(line: ElementTree.Element) -> float:
    x, y, to_x, to_y = (float(line.attrib[name]) for name in ("x1", "y1", "x2", "y2"))
    return ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5


def test_a_chain_of_very_many_documents_is_drawn_in_part_and_said_whole() -> None:
    told = [Told(f"Number {number}: Site was hit, the mayor said.", 0, "Site", "the mayor") for number in range(120)]
    made = case([asset("Site")], [(document(f"text {number}", [item]), [item]) for number, item in enumerate(told)])
    held = contents(release(dataclasses.replace(made, rulings=())))
    picture = ElementTree.fromstring(str(draw_chain(held, held.incidents[0])))
    assert len([node for node in picture.iter(f"{SVG}path") if node.attrib.get("class") == "sheet"]) == MOST_DOCUMENTS
    assert len([line for line in chain_in_words(held, held.incidents[0]) if line.startswith("D")]) == 120
    assert "90 later documents are not drawn" in page(held.released)
